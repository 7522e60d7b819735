// Copies pages with their button in a browser, pastes them into another page, and parses what arrives with the schema of
// Confluence's editor: `clipboard.cjs CHROMIUM PAGE...`.
"use strict";
const assert = require("node:assert");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<!doctype html>");
for (const name of ["window", "document", "Node", "Element", "HTMLElement", "MutationObserver"]) {
  globalThis[name] = name === "window" ? window : window[name];
}
const { DOMParser } = require("@atlaskit/editor-prosemirror/model");
const { defaultSchema } = require("@atlaskit/adf-schema/schema-default");

const [executablePath, ...pages] = process.argv.slice(2);
const squeeze = (text) => text.replace(/\s+/g, "");
// The editor completes a URL without a path.
const formatLink = (url, text) => `${new URL(url).href} ${squeeze(text)}`;

// What a page shows, and what the editor makes of its copy.
function describeHtml(root) {
  const texts = (selector) => [...root.querySelectorAll(selector)].map((element) => squeeze(element.textContent));
  return {
    tables: texts("table").length,
    rows: texts("tr"),
    cells: texts("td, th"),
    "list items": texts("li"),
    headings: texts("h1, h2, h3, h4, h5, h6"),
    links: [...root.querySelectorAll("a")].map((link) => formatLink(link.getAttribute("href"), link.textContent)),
    text: squeeze(root.textContent),
  };
}

function describeEditor(html) {
  const template = window.document.createElement("div");
  template.innerHTML = html;
  const document = DOMParser.fromSchema(defaultSchema).parse(template);
  document.check();
  const texts = (...names) => {
    const found = [];
    document.descendants((node) => void (names.includes(node.type.name) && found.push(squeeze(node.textContent))));
    return found;
  };
  // A link with other marks in it is several texts.
  const links = [];
  let last;
  document.descendants((node, position) => {
    const link = node.isText && node.marks.find((mark) => mark.type.name === "link");
    if (link && last?.end === position && last.href === link.attrs.href) {
      last.text += node.text;
      last.end += node.nodeSize;
    } else if (link) {
      links.push((last = { href: link.attrs.href, text: node.text, end: position + node.nodeSize }));
    }
  });
  return {
    tables: texts("table").length,
    rows: texts("tableRow"),
    cells: texts("tableCell", "tableHeader"),
    "list items": texts("listItem"),
    headings: texts("heading"),
    links: links.map((link) => formatLink(link.href, link.text)),
    text: squeeze(document.textContent),
  };
}

async function main() {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const totals = {};
  // With the clipboard of the page, and without it.
  for (const isOld of [false, true]) {
    const context = await browser.newContext();
    const target = await context.newPage();
    await target.setContent("<div contenteditable style='height: 9em'></div><pre></pre>");
    await target.evaluate(() => {
      document.querySelector("div").addEventListener("paste", (event) => {
        window.pasted = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
        event.preventDefault();
      });
    });
    for (const path of pages) {
      const page = await context.newPage();
      const messages = [];
      page.on("console", (message) => messages.push(message.text()));
      page.on("pageerror", (error) => messages.push(String(error)));
      page.on("request", (request) => request.url().startsWith("file:") || messages.push(request.url()));
      await page.addInitScript((isOld) => {
        if (isOld) Object.defineProperty(navigator, "clipboard", { value: undefined });
        else Document.prototype.execCommand = () => false;
      }, isOld);
      await page.goto(String(pathToFileURL(path)));
      await page.click("#copy");
      await page.waitForFunction(() => document.getElementById("result").textContent);
      assert.strictEqual(await page.textContent("#result"), "Copied", path);
      assert.deepStrictEqual(messages, [], path);
      const shown = describeHtml(new JSDOM(await page.content()).window.document.querySelector("main"));
      await page.close();

      await target.bringToFront();
      await target.focus("div");
      await target.keyboard.press("Control+V");
      const [html, plain] = await target.evaluate(() => window.pasted);
      assert(squeeze(plain).length > 0.9 * shown.text.length, `${path}: ${plain}`);
      const pasted = describeEditor(html);
      for (const part of Object.keys(shown)) {
        assert.deepStrictEqual(pasted[part], shown[part], `${path}: ${part}`);
        totals[part] = (totals[part] ?? 0) + (shown[part].length ?? shown[part]);
      }
    }
    await context.close();
  }
  // Without scripts there is no button.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(String(pathToFileURL(pages[0])));
  assert.strictEqual(await page.isVisible("#copy"), false);
  assert.strictEqual(await page.isVisible("h1"), true);
  await browser.close();
  console.log(Object.entries(totals).map(([part, number]) => `${number} ${part}`).join(", "));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
