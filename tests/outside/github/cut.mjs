// Cuts GitHub's description of its API to the operations that we use, and makes it strict.
//
//     npm pack @octokit/openapi@23.0.2 && tar xf octokit-openapi-*.tgz   (400 MB, so `.ci/run` does not install it)
//     node tests/outside/github/cut.mjs package/generated/api.github.com.json > tests/outside/github/openapi.json
import { readFileSync } from 'node:fs';

const issue = '/repos/{owner}/{repo}/issues/{issue_number}';
const pull = '/repos/{owner}/{repo}/pulls/{pull_number}';
const operations = {
  '/repos/{owner}/{repo}/issues': ['get', 'post'],
  [issue]: ['get', 'patch'],
  [`${issue}/comments`]: ['get', 'post'],
  [`${issue}/labels`]: ['get', 'post', 'put'],
  [`${issue}/labels/{name}`]: ['delete'],
  [pull]: ['get', 'patch'],
  [`${pull}/files`]: ['get'],
  '/repos/{owner}/{repo}/contents/{path}': ['get'],
};

const whole = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const cut = { openapi: whole.openapi, info: { title: whole.info.title, version: whole.info.version, license: whole.info.license }, servers: [{ url: '/' }], paths: {}, components: {} };

// What only people read, and extensions, which nothing checks. Names of properties are not keywords.
const unread = new Set(['description', 'summary', 'externalDocs', 'tags', 'example', 'examples']);
function clean(node, holdsNames = false) {
  if (Array.isArray(node)) return node.map((one) => clean(one));
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => holdsNames || !(unread.has(key) || key.startsWith('x-')));
  const copy = Object.fromEntries(kept.map(([key, value]) => [key, clean(value, !holdsNames && key === 'properties')]));
  return holdsNames ? copy : allowNull(copy);
}

// `nullable` without a type is what makes a validator refuse a schema, after which prism checks nothing.
function allowNull(schema) {
  if (schema.nullable !== true || schema.type !== undefined) return schema;
  const { nullable, ...rest } = schema;
  return { anyOf: [rest, { type: 'object', nullable: true, maxProperties: 0 }] };
}

// Each response has to have its description.
const describe = (response) => ({ description: '', ...response });

function keep(node) {
  for (const [key, value] of Object.entries(node ?? {})) {
    if (key === '$ref' && typeof value === 'string') {
      const [, , kind, name] = value.split('/');
      const kinds = (cut.components[kind] ??= {});
      if (name in kinds) continue;
      const part = clean(whole.components[kind][name]);
      kinds[name] = kind === 'responses' ? describe(part) : part;
      keep(kinds[name]);
    } else if (value !== null && typeof value === 'object') keep(value);
  }
}

for (const [path, methods] of Object.entries(operations)) {
  cut.paths[path] = {};
  for (const method of methods) {
    const operation = clean(whole.paths[path][method]);
    for (const [status, response] of Object.entries(operation.responses)) if (!response.$ref) operation.responses[status] = describe(response);
    // An unknown key in a request is a mistake of ours.
    const schema = operation.requestBody?.content['application/json'].schema;
    for (const one of schema?.oneOf ?? schema?.anyOf ?? [schema]) if (one?.type === 'object') one.additionalProperties = false;
    cut.paths[path][method] = operation;
    keep(operation);
  }
}
process.stdout.write(JSON.stringify(cut));
