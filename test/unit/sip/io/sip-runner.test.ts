import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { systemClock } from '../../../../src/base/clock.js';
import { silentLog } from '../../../../src/base/log.js';
import { secureRandom } from '../../../../src/base/random.js';
import type { SipEvent } from '../../../../src/sip/endpoint-api.js';
import { SipEndpoint } from '../../../../src/sip/endpoint.js';
import { SipRunner } from '../../../../src/sip/io/sip-runner.js';
import type { HostPort } from '../../../../src/sip/message.js';
import { Caller, SDP, TEST_LIMITS } from '../../../support/sip-peer.js';

const it = suite('SIP runner on real sockets');

/** Short timers, so that what is lost comes again within the test. */
const TIMERS = { t1Ms: 20, t2Ms: 80, t4Ms: 50 };

class Phone {
  readonly #socket: Socket;
  readonly #server: HostPort;
  readonly #inbox: string[] = [];
  #arrival: (() => void) | undefined;

  constructor(socket: Socket, server: HostPort) {
    this.#socket = socket;
    this.#server = server;
    socket.on('message', (bytes) => {
      this.#inbox.push(bytes.toString('latin1'));
      this.#arrival?.();
    });
  }

  send(text: string): void {
    this.#socket.send(Buffer.from(text, 'latin1'), this.#server.port, this.#server.host);
  }

  get address(): HostPort {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** The next message of this status and method. */
  expect(status: number, method: string): Promise<string> {
    return this.#next(new RegExp(`^SIP/2.0 ${status} [^]*^CSeq: [0-9]+ ${method}\\r`, 'm'));
  }

  expectRequest(method: string): Promise<string> {
    return this.#next(new RegExp(`^${method} `));
  }

  async #next(pattern: RegExp): Promise<string> {
    for (;;) {
      const index = this.#inbox.findIndex((text) => pattern.test(text));
      if (index >= 0) return this.#inbox.splice(index, 1)[0]!;
      await new Promise<void>((resolve) => (this.#arrival = resolve));
    }
  }
}

async function withRunner(
  host: string,
  test: (phone: Phone, runner: SipRunner, events: SipEvent[], endpoint: SipEndpoint) => Promise<void>,
): Promise<void> {
  const events: SipEvent[] = [];
  let runner: SipRunner;
  const endpoint = new SipEndpoint({
    random: secureRandom(),
    timers: TIMERS,
    limits: TEST_LIMITS,
    log: silentLog,
    trunksOf: () => [{ id: 'loopback' }],
    advertised: (socket) => runner.locals[socket],
    userAgent: 'test',
    drainRetryAfterS: 1,
  });
  const onEvent = (event: SipEvent): void => {
    events.push(event);
    if (event.type === 'incoming') runner.command({ type: 'accept', session: event.session, sdp: SDP });
    if (event.type === 'confirmed') throw new Error('a faulty call layer');
  };
  runner = await SipRunner.start({
    endpoint,
    bind: [{ host, port: 0 }],
    clock: systemClock,
    log: silentLog,
    onEvent,
  });
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  try {
    await test(new Phone(socket, runner.locals[0]!), runner, events, endpoint);
  } finally {
    await runner.stop();
    socket.close();
  }
}

for (const host of ['127.0.0.1', '::1']) {
  it(`carries a call over ${host}, with its timers, and survives a faulty event handler`, () =>
    withRunner(host, async (phone, runner, events) => {
      const caller = new Caller();
      phone.send(caller.invite());
      await phone.expect(100, 'INVITE');
      const ok = await phone.expect(200, 'INVITE');
      await phone.expect(200, 'INVITE');
      caller.toTag = /^To:.*;tag=(\S+)/m.exec(ok)?.[1];
      assert.match(ok, `;received=${host}`);
      assert.match(ok, `Contact: <sip:${host.includes(':') ? `[${host}]` : host}:`);
      phone.send(caller.ack());
      phone.send(caller.bye());
      await phone.expect(200, 'BYE');
      const types = new Set(events.map(({ type }) => type));
      assert.equal([...types], ['incoming', 'confirmed', 'ended']);
      assert.ok(runner.socketCounters()[0]!.sent >= 4);
    }));
}

it('refuses to start on a port that is taken, and leaves nothing open', () =>
  withRunner('127.0.0.1', async (_phone, runner, _events, endpoint) => {
    const taken = runner.locals[0]!;
    const free = { host: '127.0.0.1', port: 0 };
    const second = {
      endpoint,
      bind: [free, taken],
      clock: systemClock,
      log: silentLog,
      onEvent: () => undefined,
    };
    const code = await SipRunner.start(second).then(
      () => 'started',
      (error: NodeJS.ErrnoException) => error.code,
    );
    assert.is(code, 'EADDRINUSE');
  }));

/** What a former process has left open. */
const leftOpen = (destination: HostPort) => ({
  callId: 'c',
  localTag: 'l',
  remoteTag: 'r',
  localUri: 'sip:a@b',
  remoteUri: 'sip:c@d',
  remoteTarget: 'sip:c@d',
  routeSet: [],
  localCSeq: 0,
  remoteCSeq: 1,
  socket: 0,
  destination,
});

it('a message that no datagram can hold fails alone: another to the same address comes again', () =>
  withRunner('127.0.0.1', async (phone, runner, _events, endpoint) => {
    const dialog = leftOpen(phone.address);
    runner.command({ type: 'bye-recovered', dialog });
    runner.command({
      type: 'bye-recovered',
      dialog: { ...dialog, remoteTarget: `sip:${'c'.repeat(70_000)}@d` },
    });
    await phone.expectRequest('BYE');
    await phone.expectRequest('BYE');
    assert.is(runner.socketCounters()[0]!.sendErrors, 1);
    assert.is(endpoint.counters().byesFailed, 1);
  }));

it('counts a message that cannot be sent, and goes on', () =>
  withRunner('127.0.0.1', async (phone, runner) => {
    runner.command({ type: 'bye-recovered', dialog: leftOpen({ host: '::1', port: 9 }) });
    phone.send(new Caller().invite());
    await phone.expect(200, 'INVITE');
    assert.ok(runner.socketCounters()[0]!.sendErrors >= 1);
  }));

it.run();
