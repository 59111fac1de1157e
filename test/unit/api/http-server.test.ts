import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HttpListenError, startHttp, type HttpServer } from '../../../src/api/http-server.js';
import { ApiWorld, keyOf, SYSTEM } from '../../support/api-world.js';
import { EventReader } from '../../support/event-reader.js';

const test = suite('HTTP server');
const host = '127.0.0.1';
let world: ApiWorld;
let server: HttpServer;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(async () => {
  world = world.fresh({ streamBytesMax: 200_000 });
  server = await startHttp(world.api, { host, port: 0 });
});
test.after.each(() => server.stop());
test.after(() => world.close());

const url = (path: string): string => `http://${host}:${server.port}${path}`;
const authorization = `Bearer ${keyOf('mine')}`;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Sends these bytes and returns all that comes until the server closes. */
async function rawAnswer(request: string): Promise<string> {
  const socket = connect(server.port, host);
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  socket.end(request);
  await once(socket, 'close');
  return text;
}

test('a port that is taken is refused with a sentence for the user', async () => {
  const other = createServer().listen(0, host);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    await startHttp(world.api, { host, port });
    assert.unreachable();
  } catch (thrown) {
    assert.instance(thrown, HttpListenError);
    assert.is(
      (thrown as Error).message,
      `cannot listen on HTTP ${host}:${port}: the port is taken (EADDRINUSE). Set HUITONG_HTTP_BIND or HUITONG_HTTP_PORT.`,
    );
  }
  other.close();
});

test('a change reaches a browser within 500 ms', async () => {
  const id = world.openConference('mine');
  const reader = new EventReader(await fetch(url('/api/v1/events'), { headers: { authorization } }));
  await reader.next();
  const startMs = performance.now();
  const locked = await fetch(url(`/api/v1/conferences/${id}/lock`), {
    method: 'POST',
    headers: { authorization, ...JSON_TYPE },
    body: JSON.stringify({ locked: true }),
  });
  assert.is(locked.status, 200);
  const change = (await reader.next())!;
  assert.is(change.data.conference.locked, true);
  assert.ok(performance.now() - startMs < 500);
  await reader.cancel();
});

test('stopping ends the streams and frees the port', async () => {
  const response = await fetch(url('/api/v1/events'), { headers: { authorization } });
  const reader = new EventReader(response);
  await reader.next();
  const { port } = server;
  await server.stop();
  assert.is(await reader.next(), undefined);
  server = await startHttp(world.fresh().api, { host, port });
});

test('a browser that goes away gives its place back', async () => {
  const leave = new AbortController();
  const response = await fetch(url('/api/v1/events'), { headers: { authorization }, signal: leave.signal });
  await new EventReader(response).next();
  assert.match(await (await fetch(url('/metrics'))).text(), /^huitong_api_streams 1$/m);
  leave.abort();
  for (let streams = ''; !streams.includes('huitong_api_streams 0\n');) {
    streams = await (await fetch(url('/metrics'))).text();
  }
});

test('a client that does not read its socket is cut off', async () => {
  const socket = connect(server.port, host);
  socket.pause();
  socket.write(`GET /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n\r\n`);
  const id = world.openConference('mine');
  for (let party = 0; party < 200; party++) world.enter(id, `+86138001${String(party).padStart(5, '0')}`);
  const streams = async (): Promise<string> => (await fetch(url('/metrics'))).text();
  for (let text = ''; !text.includes('huitong_api_streams 1\n');) text = await streams();
  // Each shows 200 parties, about 60 kB; the buffers of both sockets take some megabytes first.
  for (let text = ''; !text.includes('huitong_api_events_total{event="slowCut"} 1\n');) {
    for (let event = 0; event < 5; event++)
      world.runner.dispatch({ type: 'lock', locked: 'toggle' }, id, SYSTEM);
    text = await streams();
  }
  socket.resume();
  await once(socket, 'close');
  assert.ok((await streams()).includes('huitong_api_streams 0\n'));
});

test('a body that is too large is refused, with and without a length', async () => {
  const body = JSON.stringify({ name: 'x'.repeat(70_000), chairPassword: '8888' });
  const headers = { authorization, ...JSON_TYPE };
  const known = await fetch(url('/api/v1/rooms'), { method: 'POST', headers, body });
  assert.is(known.status, 413);
  const chunks = new Response(body).body!;
  const chunked = await fetch(url('/api/v1/rooms'), {
    method: 'POST',
    headers,
    body: chunks,
    duplex: 'half',
  });
  assert.equal([chunked.status, ((await chunked.json()) as { code: string }).code], [413, 'BODY_TOO_LARGE']);
  const small = new Response(JSON.stringify({ name: 'chunked', chairPassword: '8888' })).body!;
  const taken = await fetch(url('/api/v1/rooms'), {
    method: 'POST',
    headers,
    body: small,
    duplex: 'half',
  });
  assert.is(taken.status, 201);
});

test('what is no HTTP, or no proper HTTP, is answered with 400 and the server lives', async () => {
  const requests = [
    'INVITE sip:1001@huitong SIP/2.0\r\n\r\n',
    '\0\x01\x02\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n',
    'GET /\\..\\x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    'GET http://[/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
  ];
  for (const request of requests)
    assert.match(await rawAnswer(request), /^HTTP\/1\.1 4\d\d /, request.slice(0, 40));
  assert.is((await fetch(url('/livez'))).status, 200);
});

test.run();
