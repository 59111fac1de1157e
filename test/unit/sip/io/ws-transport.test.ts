import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocket } from 'ws';
import { systemClock } from '../../../../src/base/clock.js';
import { monotonicMs } from '../../../../src/base/units.js';
import { DEFAULT_WS_LIMITS, WsTransport, type WsLimits } from '../../../../src/sip/io/ws-transport.js';
import type { HostPort } from '../../../../src/sip/message.js';

const test = suite('WebSocket transport');

const HOST = '127.0.0.1';
const PING_MS = 40;
/** Where a client says that it waits to be called. */
const AWAITING = '/awaiting';
const OPTIONS = 'OPTIONS sip:a@b SIP/2.0\r\n\r\n';

/** A transport behind an HTTP port of its own. */
class World {
  readonly heard: string[] = [];
  readonly from: HostPort[] = [];
  readonly lost: HostPort[] = [];
  readonly unsent: string[] = [];
  readonly watched: string[] = [];
  readonly transport: WsTransport;
  /** It stands, but for what a test does to it. */
  nowMs = monotonicMs(0);
  readonly #http: Server;
  readonly #clients: WebSocket[] = [];

  private constructor(limits: Partial<WsLimits>) {
    this.transport = new WsTransport(
      { ...DEFAULT_WS_LIMITS, ...limits },
      {
        message: (bytes, source) => {
          this.heard.push(Buffer.from(bytes).toString());
          this.from.push(source);
        },
        lost: (source) => void this.lost.push(source),
        sendError: (code) => void this.unsent.push(code),
      },
      { ...systemClock, now: () => this.nowMs },
    );
    this.#http = createServer();
    this.#http.on('upgrade', (request, socket, head) =>
      this.transport.open({ request, socket, head }, 'client', {
        awaitsCalls: request.url === AWAITING,
        opened: ({ port }) => void this.watched.push(`opened ${port}`),
        closed: ({ port }) => void this.watched.push(`closed ${port}`),
      }),
    );
  }

  static async open(limits: Partial<WsLimits> = {}): Promise<World> {
    const world = new World(limits);
    world.#http.listen(0, HOST);
    await once(world.#http, 'listening');
    return world;
  }

  async connect(options: { readonly autoPong?: boolean } = {}, path = '/'): Promise<WebSocket> {
    const { port } = this.#http.address() as AddressInfo;
    const client = new WebSocket(`ws://${HOST}:${port}${path}`, 'sip', options);
    client.on('error', () => undefined);
    this.#clients.push(client);
    await once(client, 'open');
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.terminate();
    this.transport.close();
    this.#http.close();
    await once(this.#http, 'close');
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('a frame is a message, both ways, and the subprotocol is sip', async () => {
  await using world = await World.open();
  const client = await world.connect();
  assert.is(client.protocol, 'sip');
  client.send(OPTIONS);
  client.send(Buffer.from(OPTIONS));
  await until(() => world.heard.length === 2);
  assert.equal(world.heard, [OPTIONS, OPTIONS]);
  const received = once(client, 'message');
  world.transport.send(Buffer.from('SIP/2.0 200 OK\r\n\r\n'), world.from[0]!);
  const [data, isBinary] = (await received) as [Buffer, boolean];
  assert.equal([data.toString(), isBinary], ['SIP/2.0 200 OK\r\n\r\n', false]);
});

test('what is no UTF-8 goes in a binary frame: in one of text it would end the connection', async () => {
  await using world = await World.open();
  const client = await world.connect();
  client.send(OPTIONS);
  await until(() => world.heard.length === 1);
  const received = once(client, 'message');
  world.transport.send(Buffer.from([0x53, 0xff, 0xfe]), world.from[0]!);
  assert.equal(await received, [Buffer.from([0x53, 0xff, 0xfe]), true]);
});

test('who follows a connection hears of its beginning and its end, and nothing can be sent there any more', async () => {
  await using world = await World.open();
  const client = await world.connect();
  client.send(OPTIONS);
  await until(() => world.heard.length === 1);
  const source = world.from[0]!;
  client.terminate();
  await until(() => world.lost.length === 1);
  assert.equal(world.lost, [source]);
  assert.equal(world.watched, [`opened ${source.port}`, `closed ${source.port}`]);
  world.transport.send(Buffer.from(OPTIONS), source);
  assert.equal(world.unsent, ['ENOTCONN']);
  assert.is(world.transport.size, 0);
});

test('a message that is larger than one may be ends the connection', async () => {
  await using world = await World.open({ messageBytesMax: 100 });
  const client = await world.connect();
  client.send('x'.repeat(101));
  const [code] = (await once(client, 'close')) as [number];
  assert.is(code, 1009);
  assert.equal(world.heard, []);
  assert.is(world.transport.counters.get('faults'), 1);
});

test('who sends more messages than anybody has to say is cut, and his neighbour is not', async () => {
  await using world = await World.open({ messagesPerSecond: 20, messagesBurst: 3 });
  const [flooding, calm] = [await world.connect(), await world.connect()];
  for (let i = 0; i < 10; i++) flooding.send(OPTIONS);
  await once(flooding, 'close');
  assert.is(world.heard.length, 3);
  assert.is(world.transport.counters.get('flooding'), 1);
  await until(() => world.lost.length === 1);
  for (let second = 1; second <= 3; second++) {
    for (let i = 0; i < 3; i++) calm.send(OPTIONS);
    await until(() => world.heard.length === 3 + 3 * second);
    world.nowMs = monotonicMs(1_000 * second);
  }
  assert.is(calm.readyState, WebSocket.OPEN);
});

test('one address has so many connections, and then no more until one is given up', async () => {
  await using world = await World.open({ connectionsPerAddressMax: 2 });
  const [first] = [await world.connect(), await world.connect()];
  const third = await world.connect();
  const [code] = (await once(third, 'close')) as [number];
  assert.is(code, 1013);
  assert.is(world.transport.counters.get('connectionsFull'), 1);
  first.terminate();
  await until(() => world.lost.length === 1);
  const fourth = await world.connect();
  fourth.send(OPTIONS);
  await until(() => world.heard.length === 1);
});

test('who answers no ping is gone', async () => {
  await using world = await World.open({ pingMs: PING_MS });
  const [deaf, alive] = [await world.connect({ autoPong: false }), await world.connect()];
  deaf.send(OPTIONS);
  alive.send(OPTIONS);
  await once(deaf, 'close');
  assert.is(world.transport.counters.get('silent'), 1);
  await once(alive, 'ping');
  assert.is(alive.readyState, WebSocket.OPEN);
});

test('who never says anything is let go; who has spoken stays, and who waits to be called', async () => {
  await using world = await World.open({ pingMs: PING_MS });
  const [spoken, awaiting] = [await world.connect(), await world.connect({}, AWAITING)];
  const mute = await world.connect();
  spoken.send(OPTIONS);
  await once(mute, 'close');
  assert.is(world.transport.counters.get('idle'), 1);
  assert.equal([spoken.readyState, awaiting.readyState], [WebSocket.OPEN, WebSocket.OPEN]);
});

test('a client that reads nothing is cut before it fills the memory', async () => {
  await using world = await World.open({ unreadBytesMax: 100_000 });
  const client = await world.connect();
  client.send(OPTIONS);
  await until(() => world.heard.length === 1);
  client.pause();
  const large = Buffer.alloc(60_000, 'x');
  for (let i = 0; i < 1_000 && world.unsent.length === 0; i++) {
    world.transport.send(large, world.from[0]!);
    if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(world.unsent, ['ENOBUFS']);
  await until(() => world.lost.length === 1);
});

test.run();
