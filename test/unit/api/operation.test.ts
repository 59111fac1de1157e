import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiWorld } from '../../support/api-world.js';

const test = suite('health, metrics, description and portal');
let world: ApiWorld;
const SCRIPT = 'console.log("会通");'.repeat(50);

function buildPortal(folder: string): void {
  mkdirSync(join(folder, 'portal', 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'portal', 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>会通</title>',
  );
  const script = join(folder, 'portal', 'assets', 'app-1a2b.js');
  writeFileSync(script, SCRIPT);
  writeFileSync(`${script}.br`, brotliCompressSync(SCRIPT));
  writeFileSync(`${script}.gz`, gzipSync(SCRIPT));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
}

test.before(async () => {
  world = await ApiWorld.create({}, {}, buildPortal);
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

test('it is alive, ready, and while draining no longer ready, which it explains', async () => {
  const alive = await world.raw('GET', '/livez');
  assert.equal([alive.status, alive.body], [200, { alive: true }]);
  const ready = await world.raw('GET', '/readyz');
  assert.equal([ready.status, ready.body], [200, { ready: true, reasons: [] }]);
  world.notReady.push('draining');
  const draining = await world.raw('GET', '/readyz');
  assert.equal([draining.status, draining.body], [503, { ready: false, reasons: ['draining'] }]);
  assert.is((await world.raw('GET', '/livez')).status, 200);
});

test('metrics show the counts and levels of every component, anew at each look', async () => {
  const look = async (): Promise<string[]> => (await world.raw('GET', '/metrics')).text.split('\n');
  const lines = await look();
  for (const line of [
    'huitong_call_total{event="offered"} 3',
    'huitong_call_total{event="numberUnknown"} 1',
    'huitong_calls 2',
    'huitong_api_streams 0',
    'huitong_store_writable 1',
    'huitong_api_auth_total{event="keyRefused"} 0',
  ]) {
    assert.ok(lines.includes(line), line);
  }
  await world.raw('GET', '/api/v1/rooms', undefined, { authorization: 'Bearer wrong' });
  const later = await look();
  assert.ok(later.includes('huitong_api_auth_total{event="keyRefused"} 1'));
  assert.ok(later.includes('huitong_call_total{event="offered"} 3'));
});

test('the description names every route, its failures and its login', async () => {
  const { status, body } = await world.raw('GET', '/openapi.json');
  assert.is(status, 200);
  const routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const described = world.api.app.routes
    .filter(({ method, path }) => method !== 'ALL' && !/^\/(openapi\.json|docs)/.test(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  assert.equal(routes.sort(), [...new Set(described)].sort());
  assert.ok(routes.length >= 25);
  const create = body.paths['/api/v1/rooms'].post;
  assert.equal(Object.keys(create.responses).sort(), [
    '201',
    '400',
    '401',
    '403',
    '409',
    '413',
    '415',
    '429',
    '503',
  ]);
  assert.equal(Object.keys(body.components.securitySchemes), ['key', 'session']);
  assert.ok(body.components.schemas.Room.properties.chairPassword);
});

test('the description can be read by others: patterns as in JSON Schema, and the events that are sent', async () => {
  const { body, text } = await world.raw('GET', '/openapi.json');
  const patterns = [...text.matchAll(/"pattern":("[^"]*")/g)].map(
    ([, quoted]) => JSON.parse(quoted!) as string,
  );
  assert.ok(patterns.length > 0);
  for (const pattern of patterns) assert.not.throws(() => new RegExp(pattern, 'u'), pattern);
  for (const event of ['SnapshotEvent', 'ChangeEvent']) assert.ok(body.components.schemas[event], event);
});

test("the portal's page is served for its own paths, with a nonce of its own each time", async () => {
  const nonces = new Set<string>();
  for (const path of ['/', '/index.html', '/rooms', '/rooms/0190-1', '/conferences/x/live']) {
    const { status, headers, text } = await world.raw('GET', path);
    assert.is(status, 200);
    assert.match(headers.get('content-type')!, /^text\/html/);
    assert.is(headers.get('cache-control'), 'no-store');
    const [, nonce] = /nonce="([^"]+)"/.exec(text)!;
    assert.match(headers.get('content-security-policy')!, `style-src 'self' 'nonce-${nonce}';`);
    nonces.add(nonce!);
  }
  assert.is(nonces.size, 5);
  assert.is((await world.raw('POST', '/')).status, 404);
});

test("the portal's page is sent small to whom it helps, under its nonce", async () => {
  const answer = await world.api.app.request('/rooms', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.is(answer.headers.get('content-encoding'), 'br');
  const page = brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString();
  const [, nonce] = /nonce="([^"]+)"/.exec(page)!;
  assert.match(answer.headers.get('content-security-policy')!, `'nonce-${nonce}'`);
});

test('assets are kept for ever, and sent small to whom it helps', async () => {
  const plain = await world.raw('GET', '/assets/app-1a2b.js');
  assert.equal([plain.status, plain.text], [200, SCRIPT]);
  assert.is(plain.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.match(plain.headers.get('content-type')!, /^text\/javascript/);
  const packedAs = async (accepted: string) => {
    const answer = await world.api.app.request('/assets/app-1a2b.js', {
      headers: { 'accept-encoding': accepted },
    });
    return [answer.headers.get('content-encoding'), Buffer.from(await answer.arrayBuffer())] as const;
  };
  const [brotli, small] = await packedAs('gzip, br');
  assert.equal([brotli, brotliDecompressSync(small).toString()], ['br', SCRIPT]);
  const [gzip, zipped] = await packedAs('gzip;q=1.0, br;q=0');
  assert.equal([gzip, gunzipSync(zipped).toString()], ['gzip', SCRIPT]);
  assert.is((await world.raw('GET', '/assets/app-1a2b.js.br')).status, 404);
});

test('assets are sent with the few headers that matter to them', async () => {
  const { headers } = await world.raw('GET', '/assets/app-1a2b.js');
  // That of a worker, which is not held by the policy of its page.
  assert.is(headers.get('content-security-policy'), "default-src 'self'");
  assert.is(headers.get('x-content-type-options'), 'nosniff');
  assert.is(headers.get('cross-origin-resource-policy'), 'same-origin');
  assert.is(headers.get('x-frame-options'), null);
});

test('no path leads out of the portal, and what is not there is not the page', async () => {
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/missing.js',
    '/api',
    '/api/v2/rooms.txt',
    '/api/v2/rooms',
  ]) {
    const { status, text } = await world.raw('GET', path);
    assert.equal([status, text.includes('secret"')], [404, false], path);
  }
});

test('every answer tells browsers to be strict', async () => {
  for (const path of ['/', '/api/v1/rooms', '/livez', '/nothing.txt']) {
    const { headers } = await world.raw('GET', path);
    assert.match(headers.get('content-security-policy')!, /default-src 'self'.*frame-ancestors 'none'/);
    assert.is(headers.get('x-content-type-options'), 'nosniff');
    assert.is(headers.get('referrer-policy'), 'no-referrer');
    assert.is(headers.get('x-powered-by'), null);
  }
});

test('without a built portal the API works alone', async () => {
  world = world.fresh({}, { portalDir: '/does/not/exist' });
  assert.is((await world.raw('GET', '/')).status, 404);
  assert.is((await world.raw('GET', '/livez')).status, 200);
});

test.run();
