// Looks at sites in a browser as people do: `node browser.mjs PACKAGES SITE...`. Prints what is wrong, and exits with 1.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, ...sites] = process.argv.slice(2);
const require = createRequire(path.join(packages, 'package.json'));
const { chromium } = require('playwright-core');
const { HtmlValidate } = require('html-validate');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let checks = 0;
const wrong = [];
function check(is, what) {
  checks += 1;
  if (!is) wrong.push(what);
}

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Texts of records have `&` and `>` in any place where HTML allows them.
    'no-raw-characters': ['error', { relaxed: true }],
    // Addresses and numbers are texts of records.
    'tel-non-breaking': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
  },
});

function pagesOf(site) {
  const names = fs.readdirSync(site, { recursive: true }).map((name) => name.replaceAll(path.sep, '/'));
  return names.filter((name) => name.endsWith('.html')).sort();
}

// One page of each kind, and those with the most and the least text.
function samplesOf(site) {
  const pages = pagesOf(site);
  if (pages.length <= 40) return pages;
  const below = (folder) => pages.filter((page) => page.startsWith(folder))
    .sort((one, other) => fs.statSync(path.join(site, one)).size - fs.statSync(path.join(site, other)).size);
  const ends = (list) => [list[0], list[list.length >> 1], list[list.length - 1]].filter(Boolean);
  return [...pages.filter((page) => !page.includes('/')), ...ends(below('calls/')), ...ends(below('proposals/'))];
}

async function openPage(context, site, name) {
  const page = await context.newPage();
  const seen = [];
  page.on('console', (message) => seen.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error}`));
  page.on('dialog', (dialog) => { seen.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!request.url().startsWith('file:')) seen.push(`request: ${request.url()}`); });
  page.on('requestfailed', (request) => seen.push(`failed: ${request.url()}`));
  const [file, hash] = name.split('#');
  await page.goto(pathToFileURL(path.join(site, file)).href + (hash === undefined ? '' : `#${hash}`));
  return [page, seen];
}

async function checkValidity(site) {
  for (const name of pagesOf(site)) {
    const report = await validator.validateString(fs.readFileSync(path.join(site, name), 'utf8'));
    const messages = report.results.flatMap((result) => result.messages);
    check(report.valid, `${site}/${name}: ` + messages.slice(0, 5).map((it) => `${it.line}: ${it.ruleId}: ${it.message}`).join('; '));
  }
}

async function checkPages(browser, site) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1200, height: 900 }, offline: true });
    for (const name of samplesOf(site)) {
      const at = `${site}/${name} (${colorScheme})`;
      const [page, seen] = await openPage(context, site, name);
      await page.evaluate(axe);
      const found = await page.evaluate((tags) => window.axe.run(document, { preload: false, runOnly: tags }), tags);
      const shown = (it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' ')}`;
      check(found.violations.length === 0, `${at}: axe: ${found.violations.map(shown).join('; ')}`);
      check(found.passes.length > 10, `${at}: axe found ${found.passes.length} rules to pass`);
      for (const width of [1200, 700, 360]) {
        await page.setViewportSize({ width, height: 740 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        check(over <= 0, `${at}: ${over} pixels beyond a width of ${width}`);
      }
      check(seen.length === 0, `${at}: ${seen.join('; ')}`);
      await page.close();
    }
    await context.close();
  }
}

async function checkTable(browser, site) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, offline: true });
  const [page, seen] = await openPage(context, site, 'index.html');
  const shown = () => page.locator('table.backlog tbody tr:visible').evaluateAll((rows) => rows.map((row) => row.id));
  const hash = () => page.evaluate(() => decodeURIComponent(location.hash));
  const at = `${site}/index.html`;
  const all = await shown();
  const first = page.locator('table.backlog tbody tr th a').first();
  const name = (await first.textContent()).trim();
  const firstRow = await page.locator('table.backlog tbody tr').first().getAttribute('id');

  await page.fill('#q', name.toUpperCase());
  const found = await shown();
  check(found.includes(firstRow) && found.length < all.length, `${at}: a search finds ${found.length} of ${all.length}`);
  check((await page.textContent('#count')).startsWith(`${found.length} of ${all.length} `), `${at}: the count`);
  check((await hash()).startsWith('#q='), `${at}: the search is not in the address: ${await hash()}`);
  await page.fill('#q', 'no proposal has these words');
  check((await shown()).length === 0, `${at}: a search for nothing finds something`);
  await page.fill('#q', '');
  check((await shown()).join() === all.join() && (await hash()) === '', `${at}: an empty search changes the table`);

  const [key, label] = await page.locator('#stage option').nth(1).evaluate((it) => [it.value, it.textContent]);
  await page.selectOption('#stage', key);
  const filtered = await shown();
  check(label.endsWith(`(${filtered.length})`) && filtered.length > 0, `${at}: ${label} shows ${filtered.length}`);
  await page.selectOption('#stage', '');
  await page.locator(`.pipeline li[data-stage="${key}"] a`).click();
  check((await shown()).join() === filtered.join(), `${at}: a stage of the pipeline does not select its proposals`);
  await page.selectOption('#stage', '');

  const column = (index) => page.locator(`table.backlog tbody tr > :nth-child(${index})`).allTextContents();
  const header = page.locator('th[data-sort="name"]');
  await header.locator('button').click();
  const names = (await page.locator('table.backlog tbody tr th > a').allTextContents());
  const lower = names.map((it) => it.normalize('NFD').replace(/[\u0300-\u036f]/g, '').trim().toLowerCase().replace(/\s+/g, ' '));
  check(lower.join() === lower.slice().sort().join(), `${at}: not in the order of names: ${names.join()}`);
  check((await header.getAttribute('aria-sort')) === 'ascending', `${at}: aria-sort`);
  await header.locator('button').click();
  check((await header.getAttribute('aria-sort')) === 'descending' && (await hash()) === '#sort=-name', `${at}: descending`);
  await page.selectOption('#sort', '-since');
  const days = (await column(4)).map((it) => it.trim());
  const known = days.filter((day) => /^\d/.test(day));
  check(known.join() === known.slice().sort().reverse().join(), `${at}: not the latest change first: ${days.join()}`);
  check(days.slice(0, known.length).join() === known.join(), `${at}: rows without a day are not last`);
  await page.close();

  const link = `index.html#q=${encodeURIComponent(name)}&stage=&sort=-name`;
  const [deep, more] = await openPage(context, site, link);
  check((await deep.inputValue('#q')) === name && (await deep.inputValue('#sort')) === '-name', `${at}: ${link}`);
  const rows = await deep.locator('table.backlog tbody tr:visible').evaluateAll((all) => all.map((row) => row.id));
  check(rows.slice().sort().join() === found.slice().sort().join(), `${at}: ${link} shows ${rows.join()}`);
  await deep.evaluate((key) => { location.hash = `stage=${key}`; }, key);
  await deep.waitForFunction((count) => document.getElementById('count').textContent.startsWith(`${count} of`), filtered.length);
  await deep.close();
  const odd = await openPage(context, site, 'index.html#q=%FF%&stage=<b>&sort=constructor');
  check((await odd[0].locator('table.backlog tbody tr').count()) === all.length, `${at}: an odd address`);
  const target = await openPage(context, site, `index.html#${firstRow}`);
  check(await target[0].locator(`#${firstRow}`).evaluate((row) => row.matches(':target')), `${at}: the link of a row`);
  check([seen, more, odd[1], target[1]].flat().length === 0, `${at}: ${[seen, more, odd[1], target[1]].flat().join('; ')}`);
  await context.close();
}

async function checkWithoutScripts(browser, site) {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const [page, seen] = await openPage(context, site, 'index.html');
  check(!(await page.locator('#filters').isVisible()), `${site}: filters without scripts`);
  const hasRows = pagesOf(site).some((name) => name.startsWith('proposals/'));
  check(!hasRows || await page.locator('table.backlog tbody tr').first().isVisible(), `${site}: no table without scripts`);
  check((await page.locator('button').count()) === 0, `${site}: buttons without scripts`);
  check(seen.length === 0, `${site}: without scripts: ${seen.join('; ')}`);
  await context.close();
}

const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
for (const site of sites) {
  await checkValidity(site);
  await checkPages(browser, site);
  await checkWithoutScripts(browser, site);
  if (fs.readFileSync(path.join(site, 'index.html'), 'utf8').split('<tr id="p-').length > 2) await checkTable(browser, site);
}
await browser.close();
console.log(`${checks} checks, ${wrong.length} failed`);
wrong.slice(0, 40).forEach((what) => console.log(what));
process.exitCode = wrong.length > 0 ? 1 : 0;
