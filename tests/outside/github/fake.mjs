// A small GitHub for tests: the repository o/r with the numbers 1 to 330, in memory, on loopback.
//
//     node fake.mjs      The first line of its output is its port; GET /_requests shows what was asked for.
//
// Each third number is a pull request, each seventh is closed. The token is `tok`.
import { createServer } from 'node:http';

const MOMENT = '2026-02-10T10:00:00Z';
const API = 'https://api.github.com/repos/o/r';
const requests = [];
const person = (login) => {
  const urls = ['avatar', 'html', 'followers', 'following', 'gists', 'starred', 'subscriptions', 'organizations', 'repos', 'events', 'received_events'];
  const links = Object.fromEntries(urls.map((name) => [`${name}_url`, `https://github.com/${login}/${name}`]));
  return { login, id: 7, node_id: 'U7', gravatar_id: '', url: `https://api.github.com/users/${login}`, type: 'User', site_admin: false, ...links };
};
const label = (name) => ({ id: 1, node_id: 'L1', url: `${API}/labels/x`, name, description: null, color: 'ededed', default: false });
const items = new Map();
function add(number, title, body, labels) {
  items.set(number, { association: 'NONE', number, title, body, labels, state: number % 7 ? 'open' : 'closed', isPull: number % 3 === 0, updated: MOMENT, comments: [] });
  return items.get(number);
}
for (let number = 1; number <= 330; number++) {
  add(number, `[API Proposal] Number ${number}`, number % 3 ? 'Why we need it.' : `Fixes #${number - 1}`, number % 5 ? [] : ['API proposal']);
}
function show(item) {
  const url = `${API}/issues/${item.number}`;
  const pull = { url: `${API}/pulls/${item.number}`, html_url: null, diff_url: null, patch_url: null, merged_at: item.state === 'closed' ? MOMENT : null };
  return {
    id: item.number, node_id: `I${item.number}`, url, repository_url: API, labels_url: `${url}/labels`, comments_url: `${url}/comments`,
    events_url: `${url}/events`, html_url: `https://github.com/o/r/issues/${item.number}`, number: item.number, state: item.state,
    state_reason: item.state_reason ?? null, title: item.title, body: item.body, user: person('delegate-a'), labels: item.labels.map(label), assignee: null,
    assignees: [], milestone: null, locked: false, comments: item.comments.length, created_at: MOMENT, updated_at: item.updated,
    closed_at: item.state === 'closed' ? MOMENT : null, author_association: item.association, ...(item.isPull ? { pull_request: pull } : {}),
  };
}
function addComment(item, body) {
  const id = item.comments.length + 1, url = `${API}/issues/comments/${id}`;
  item.comments.push({ id, node_id: `C${id}`, url, html_url: url, issue_url: `${API}/issues/${item.number}`, body, user: person('delegate-a'), created_at: MOMENT, updated_at: MOMENT, author_association: 'COLLABORATOR' });
  return item.comments.at(-1);
}
const file = (filename) => ({ sha: 'a'.repeat(40), filename, status: 'added', additions: 3, deletions: 0, changes: 3, blob_url: 'https://github.com/b', raw_url: 'https://github.com/r', contents_url: 'https://github.com/c' });
const notFound = [404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }];

function list(rows, query) {
  const size = Number(query.get('per_page') ?? 30), page = Number(query.get('page') ?? 1);
  // The link leads to a host that nobody may ask.
  const link = page * size < rows.length ? { link: `<https://elsewhere.example/?page=${page + 1}>; rel="next"` } : {};
  return [200, rows.slice((page - 1) * size, page * size), link];
}
function answer(method, path, query, body) {
  if (path === '/_requests') return [200, requests];
  const [, number, rest, name] = path.match(/^\/repos\/o\/r\/(?:issues|pulls)(?:\/(\d+)(?:\/(\w+)(?:\/(.+))?)?)?$/) ?? [];
  const item = items.get(Number(number)), isPulls = path.startsWith('/repos/o/r/pulls/');
  if (path === '/repos/o/r/issues' && method === 'POST') {
    // Whoever has the token belongs to the repository.
    return [201, show(Object.assign(add(items.size + 1, body.title, body.body ?? null, body.labels ?? []), { association: 'COLLABORATOR' }))];
  }
  if (path === '/repos/o/r/issues') {
    const state = query.get('state') ?? 'open', since = query.get('since') ?? '';
    return list([...items.values()].filter((one) => (state === 'all' || one.state === state) && one.updated >= since).map(show), query);
  }
  if (!item || (isPulls && (!item.isPull || rest !== 'files'))) return notFound;
  if (isPulls) return list([file(`documentation/${number}.md`)], query);
  const given = body?.labels ?? body;
  switch (`${method} ${rest ?? ''}`) {
    case 'GET ': return [200, show(item)];
    case 'PATCH ': return [200, show(Object.assign(item, body, { updated: '2026-03-01T10:00:00Z' }))];
    case 'GET comments': return list(item.comments, query);
    case 'POST comments': return [201, addComment(item, body.body)];
    case 'GET labels': return list(item.labels.map(label), query);
    case 'POST labels': item.labels.push(...given); return [200, item.labels.map(label)];
    case 'PUT labels': item.labels = [...given]; return [200, item.labels.map(label)];
    case 'DELETE labels': item.labels = item.labels.filter((one) => one !== decodeURIComponent(name)); return [200, item.labels.map(label)];
  }
  return notFound;
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  let text = '';
  for await (const part of request) text += part;
  const token = request.headers.authorization;
  if (url.pathname !== '/_requests') requests.push({ method: request.method, path: request.url, token: token ?? null, body: text });
  const isRefused = (token && token !== 'Bearer tok') || (!token && request.method !== 'GET');
  const [status, body, headers] = isRefused
    ? [401, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }]
    : answer(request.method, url.pathname, url.searchParams, text ? JSON.parse(text) : undefined);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
