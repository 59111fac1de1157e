import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BROWSER_PHONE_TOKEN_MS, BrowserPhoneTokens } from '../../../src/api/phone/browser-phone-tokens.js';
import { startHttp, type HttpServer } from '../../../src/api/http-server.js';
import type { ParticipantId } from '../../../src/base/ids.js';
import { monotonicMs } from '../../../src/base/units.js';
import { isSeat } from '../../../src/call/browser-line.js';
import { keyWith } from '../../support/api/actors.js';
import { BrowserPhoneStage } from '../../support/api/browser-phone-services.js';
import { ApiWorld, type Answer } from '../../support/api-world.js';

const test = suite('browser phones over the API');
const host = '127.0.0.1';
let world: ApiWorld;
let stage: BrowserPhoneStage;
let server: HttpServer;
let room: Answer['body'];

test.before(async () => {
  const first = await ApiWorld.create();
  stage = new BrowserPhoneStage();
  world = first.fresh({}, { browserPhone: stage });
  room = (await world.ask('mine', 'POST', '/api/v1/rooms', ROOM)).body;
  server = await startHttp(world.api, { host, port: 0 });
});
test.before.each(() => {
  stage.available = true;
  stage.opened.splice(0);
  world.notReady.splice(0);
});
test.after(async () => {
  await server.stop();
  await world.close();
});

const ROOM = { name: '周例会', number: '62001', chairPassword: '246810', attendeePassword: '13579' };

const issue = (body: object, party: 'mine' | 'other' = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', '/api/v1/browser-phone-tokens', body);

const tokenOf = async (body: object = {}): Promise<string> =>
  (await issue({ room: room.id, ...body })).body.token;

/** The status line of what is answered to a page that wants a connection. */
async function upgrade(
  path: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const headers = {
    Host: `${host}:${server.port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    Origin: `http://${host}:${server.port}`,
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol': 'sip',
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}`,
  );
  const socket = connect(server.port, host);
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  await once(socket, 'close');
  return text.split('\r\n')[0]!;
}

test('a token opens one connection to the room that it was issued for, once', async () => {
  const { status, body } = await issue({ room: room.id, role: 'attendee', name: '韩梅梅' });
  assert.is(status, 201);
  assert.equal([body.uri, body.webSocketPath], ['sip:62001@198.51.100.1', '/sip']);
  assert.match(await upgrade(`/sip?token=${body.token}`), / 101 /);
  assert.equal(stage.opened, [
    {
      client: host,
      right: {
        // Its page finds itself in the conference by it.
        participant: body.participantId,
        roomNumber: '62001',
        role: 'attendee',
        name: '韩梅梅',
        language: 'zh-CN',
      },
    },
  ]);
  assert.match(body.participantId, /./);
  assert.match(await upgrade(`/sip?token=${body.token}`), / 401 /);
  assert.is(stage.opened.length, 1);
});

test('without a wish it is a chair with the name of the account', async () => {
  assert.match(await upgrade(`/sip?token=${await tokenOf()}`), / 101 /);
  const { right } = stage.opened[0]!;
  assert.equal(!isSeat(right) && [right.role, right.name], ['chair', world.accounts.mine.name]);
});

test('a room of somebody else does not exist, and a key needs the scope of conferences', async () => {
  assert.equal((await issue({ room: room.id }, 'other')).body.code, 'ROOM_NOT_FOUND');
  const reading = await keyWith(world, world.accounts.mine, ['rooms:read', 'conferences:read']);
  const refused = await world.raw('POST', '/api/v1/browser-phone-tokens', { room: room.id }, reading);
  assert.equal([refused.status, refused.body.code], [403, 'SCOPE_MISSING']);
});

test('a page of another site, or nobody, gets no connection, and the token stays good', async () => {
  const token = await tokenOf();
  const path = `/sip?token=${token}`;
  for (const Origin of ['https://evil.example', 'null', undefined])
    assert.match(await upgrade(path, { Origin }), / 403 /);
  assert.match(await upgrade(path, { 'Sec-WebSocket-Protocol': 'mqtt' }), / 400 /);
  assert.match(await upgrade('/sip'), / 401 /);
  assert.match(await upgrade('/sip?token=none'), / 401 /);
  assert.match(await upgrade(`/elsewhere?token=${token}`), / 404 /);
  assert.match(await upgrade('//'), / 404 /);
  assert.equal(stage.opened, []);
  assert.match(await upgrade(path), / 101 /);
});

test('a token is good for half a minute', async () => {
  const token = await tokenOf();
  world.wait(BROWSER_PHONE_TOKEN_MS);
  assert.match(await upgrade(`/sip?token=${token}`), / 401 /);
});

test('a server without browser phones says so, and one that stops takes no more', async () => {
  const token = await tokenOf();
  world.notReady.push('draining');
  assert.match(await upgrade(`/sip?token=${token}`), / 503 /);
  stage.available = false;
  assert.equal((await issue({ room: room.id })).body.code, 'BROWSER_PHONE_UNAVAILABLE');
});

test('an offer of HTTP/2, as Java makes it, is answered over HTTP with all of its body', async () => {
  const body = JSON.stringify({ ...ROOM, number: '62002' }, undefined, 40);
  const asked = request(`http://${host}:${server.port}/api/v1/rooms`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer htk_mine_0123456789abcdef',
      'content-type': 'application/json',
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      'content-length': Buffer.byteLength(body),
    },
  });
  asked.write(body.slice(0, 50));
  setImmediate(() => asked.end(body.slice(50)));
  const [answer] = await once(asked, 'response');
  let text = '';
  for await (const part of answer) text += String(part);
  assert.equal([answer.statusCode, JSON.parse(text).number], [201, '62002']);
});

test('tokens that nobody uses are forgotten, and there are not more than a limit', () => {
  const tokens = new BrowserPhoneTokens();
  const participant = 'participant' as ParticipantId;
  const line = { participant, roomNumber: '1', role: 'chair', name: 'a', language: 'en' } as const;
  const at = (ms: number) => tokens.issue(line, monotonicMs(ms));
  for (let i = 0; i < 10_000; i++) assert.ok(at(0));
  assert.is(at(1), undefined);
  assert.ok(at(BROWSER_PHONE_TOKEN_MS));
});

test.run();
