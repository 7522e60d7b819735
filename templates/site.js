// Search, filter and order of the backlog table. Without it, the whole table shows.
(function () {
  'use strict';
  const table = document.querySelector('table.backlog');
  const filters = document.getElementById('filters');
  if (!table || !filters) return;
  const body = table.tBodies[0];
  const search = document.getElementById('q');
  const stage = document.getElementById('stage');
  const sort = document.getElementById('sort');
  const count = document.getElementById('count');
  const headers = Array.from(table.querySelectorAll('th[data-sort]'));
  const stages = Array.from(stage.options, (option) => option.value);
  const plain = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
  const day = (cell) => (cell.querySelector('time') || { dateTime: '' }).dateTime;

  const rows = Array.from(body.rows, (row) => ({
    row,
    text: plain(row.textContent),
    stage: row.dataset.stage,
    place: Number(row.dataset.place),
    keys: {
      name: plain(row.cells[0].querySelector('a').textContent),
      issue: row.dataset.issue === '' ? '' : row.dataset.issue.padStart(12, '0'),
      owner: plain(row.cells[1].textContent).replace(/^\u2013$/, ''),
      stage: String(stages.indexOf(row.dataset.stage)).padStart(4, '0'),
      since: day(row.cells[3]),
      registered: day(row.cells[4]),
    },
  }));

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const order = given.get('sort') || '';
    const key = order.replace(/^-/, '');
    return {
      q: given.get('q') || '',
      stage: stages.includes(given.get('stage')) ? given.get('stage') : '',
      sort: Object.keys(rows.length ? rows[0].keys : {}).includes(key) ? order : '',
    };
  }

  function show(state) {
    if (search.value !== state.q) search.value = state.q;
    stage.value = state.stage;
    sort.value = state.sort;
    if (sort.selectedIndex < 0) {
      // The order of a header that the list does not have.
      sort.add(new Option(state.sort.startsWith('-') ? 'Column, descending' : 'Column', state.sort));
      sort.value = state.sort;
    }
    const words = plain(state.q).split(' ').filter(Boolean);
    const key = state.sort.replace(/^-/, '');
    const sign = state.sort.startsWith('-') ? -1 : 1;
    const ordered = rows.slice().sort((one, other) => {
      const [a, b] = key ? [one.keys[key], other.keys[key]] : ['', ''];
      if (a !== b && (a === '' || b === '')) return a === '' ? 1 : -1;
      return a === b ? one.place - other.place : (a < b ? -sign : sign);
    });
    let shown = 0;
    for (const entry of ordered) {
      const is = (!state.stage || entry.stage === state.stage) && words.every((word) => entry.text.includes(word));
      entry.row.hidden = !is;
      shown += is;
      body.append(entry.row);
    }
    count.textContent = shown + ' of ' + rows.length + (rows.length === 1 ? ' proposal' : ' proposals');
    for (const header of headers) {
      header.removeAttribute('aria-sort');
      if (header.dataset.sort === key) header.setAttribute('aria-sort', sign < 0 ? 'descending' : 'ascending');
    }
  }

  function change(part) {
    const state = Object.assign({ q: search.value, stage: stage.value, sort: sort.value }, part);
    const hash = new URLSearchParams(Object.entries(state).filter((entry) => entry[1] !== '')).toString();
    history.replaceState(null, '', location.href.split('#')[0] + (hash ? '#' + hash : ''));
    show(state);
  }

  for (const header of headers) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = header.textContent;
    button.addEventListener('click', () => {
      const key = header.dataset.sort;
      change({ sort: sort.value === key ? '-' + key : key });
    });
    header.replaceChildren(button);
  }
  for (const step of document.querySelectorAll('.pipeline li')) {
    const label = step.querySelector('.label');
    const link = document.createElement('a');
    link.href = '#stage=' + step.dataset.stage;
    link.append(...label.childNodes);
    label.append(link);
  }
  search.addEventListener('input', () => change({}));
  stage.addEventListener('change', () => change({}));
  sort.addEventListener('change', () => change({}));
  window.addEventListener('hashchange', () => {
    if (location.hash === '' || location.hash.includes('=')) show(read());
    if (location.hash.includes('=')) document.getElementById('backlog').scrollIntoView();
  });
  filters.hidden = false;
  show(read());
})();
