import { Validator } from '@seriousme/openapi-schema-validator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { docsPage } from '../../../src/api/operation/docs-page.js';
import {
  isIdempotent,
  isPublic,
  openApiDocument,
  operationIdOf,
  operationsOf,
  scopeOf,
  type OpenApiDocument,
} from '../../../src/api/operation/openapi-document.js';
import { ApiWorld } from '../../support/api-world.js';

const test = suite('description of the API');
let world: ApiWorld;
let document: OpenApiDocument;

test.before(async () => {
  world = await ApiWorld.create();
  document = (await world.raw('GET', '/openapi.json')).body as OpenApiDocument;
});
test.after(() => world.close());

test('it is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(document as unknown as Record<string, unknown>);
  assert.equal([valid, validator.version, errors], [true, '3.1', undefined]);
});

test('every operation has a name of its own, a tag, and says who may call it', () => {
  const operations = operationsOf(document);
  const names = operations.map(({ operation }) => operation.operationId);
  assert.is(new Set(names).size, operations.length);
  assert.is(operationIdOf('post', '/api/v1/rooms/{roomId}/call-me'), 'postRoomsByRoomIdCallMe');
  const tags = new Set(document.tags!.map(({ name }) => name));
  const open: string[] = [];
  for (const { method, path, operation } of operations) {
    assert.ok(
      operation.tags?.every((tag) => tags.has(tag)),
      path,
    );
    if (scopeOf(operation) === undefined && !isPublic(operation)) open.push(`${method} ${path}`);
  }
  // Who I am, and that I leave: with any login.
  assert.equal(open, ['get /api/v1/session', 'delete /api/v1/session']);
});

test('what is done once for a key takes the key', () => {
  const once = operationsOf(document).filter(({ operation }) => isIdempotent(operation));
  assert.ok(once.length > 0);
  for (const { path, operation } of once) {
    const names = (operation.parameters as { name: string }[]).map(({ name }) => name);
    assert.ok(names.includes('idempotency-key'), path);
  }
});

test('it can be made again, and is the same', () => {
  assert.equal(JSON.parse(JSON.stringify(openApiDocument(world.api.app))), document);
});

test('the page to read shows every operation and every schema, with styles from this server alone', async () => {
  const { status, text, headers } = await world.raw('GET', '/docs');
  assert.is(status, 200);
  assert.match(headers.get('content-security-policy')!, /default-src 'self'/);
  for (const { operation } of operationsOf(document)) assert.match(text, `id="${operation.operationId}"`);
  for (const name of Object.keys(document.components!.schemas!)) assert.match(text, `id="schema-${name}"`);
  for (const [, name] of text.matchAll(/href="#([^"]+)"/g)) assert.match(text, `id="${name}"`);
  assert.not.match(text, /<script|style=|\son\w+=/);
  const outside = [...text.matchAll(/(?:href|src)="([^"#]*)/g)].filter(([, url]) =>
    /^(\w+:)?\/\//.test(url!),
  );
  assert.equal(outside, []);
  const style = await world.raw('GET', '/docs/style.css');
  assert.equal([style.status, style.headers.get('content-type')], [200, 'text/css; charset=utf-8']);
});

test('text of the description stays text on the page', () => {
  const nasty = '<script>alert(1)</script> "&\'';
  const page = docsPage({ ...document, info: { title: nasty, version: '1', description: `a \`${nasty}\`` } });
  assert.not.match(page, '<script>alert');
  assert.match(page, '<code>&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;&#39;</code>');
});

test.run();
