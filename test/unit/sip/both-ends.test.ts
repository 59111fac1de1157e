import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, fraction, seededRandom, type Random } from '../../../src/base/random.js';
import type { SessionId, SipCommand, SipEvent } from '../../../src/sip/endpoint-api.js';
import type { HostPort } from '../../../src/sip/message.js';
import { CALL, endsOf, outgoing } from '../../support/sip-callee.js';
import { CARRIER, EndpointBench, SDP, SERVER, sessionOf, SOCKET } from '../../support/sip-peer.js';

const it = suite('endpoint: two of them, calling each other over a bad line');

const STEP_MS = 50;
const TALK_MS = 20_000;
/** Time enough for every timer on both sides to run out. */
const RUN_MS = 180_000;

/** One endpoint at its address, whose call layer does its commands some time after it hears of the call. */
class End {
  readonly bench: EndpointBench;
  readonly address: HostPort;
  readonly events: SipEvent[] = [];
  #later: { readonly atMs: number; readonly command: SipCommand }[] = [];

  constructor(address: HostPort, random: Random, plan: (event: SipEvent) => readonly SipCommand[]) {
    this.address = address;
    this.bench = new EndpointBench({
      random,
      trunksOf: () => [{ id: 'carrier' }],
      advertised: (socket) => (socket === SOCKET ? address : undefined),
    });
    this.bench.onEvent = (event) => {
      this.events.push(event);
      for (const command of plan(event)) this.at(STEP_MS * below(random, TALK_MS / STEP_MS), command);
      return undefined;
    };
  }

  at(delayMs: number, command: SipCommand): void {
    this.#later.push({ atMs: this.bench.nowMs + delayMs, command });
  }

  act(): void {
    const due = this.#later.filter(({ atMs }) => atMs <= this.bench.nowMs);
    this.#later = this.#later.filter(({ atMs }) => atMs > this.bench.nowMs);
    for (const { command } of due) this.bench.input(command);
  }
}

const some = (random: Random, session: SessionId): readonly SipCommand[] => {
  const all: readonly SipCommand[] = [
    { type: 'info', session, contentType: 'application/dtmf-relay', body: 'Signal=5\r\nDuration=100\r\n' },
    { type: 'probe', session },
    { type: 'bye', session },
  ];
  return all.filter(() => fraction(random) < 0.5);
};

const caller =
  (random: Random) =>
  (event: SipEvent): readonly SipCommand[] =>
    event.type === 'answered'
      ? [{ type: 'acknowledge', session: event.session }, ...some(random, event.session)]
      : [];

function callee(random: Random) {
  return (event: SipEvent): readonly SipCommand[] => {
    if (event.type !== 'incoming') return [];
    const { session } = event;
    const answer: readonly SipCommand[] = [
      { type: 'progress', session, status: 180 },
      { type: 'progress', session, status: 183, sdp: SDP },
      { type: 'accept', session, sdp: SDP },
      { type: 'reject', session, status: 486, cause: { cause: 17 } },
    ];
    return [...answer.filter(() => fraction(random) < 0.6), ...some(random, session)];
  };
}

function run(seed: number, loss: number): { us: End; peer: End } {
  const random = seededRandom(seed);
  const us = new End(SERVER, random, caller(random));
  const peer = new End(CARRIER, random, callee(random));
  us.bench.input({ type: 'invite', session: CALL, invite: outgoing({ targets: [CARRIER] }) });
  us.at(STEP_MS * below(random, TALK_MS / STEP_MS), { type: 'cancel', session: CALL });
  // Whatever the plans left open is hung up.
  us.at(2 * TALK_MS, { type: 'bye', session: CALL });
  for (let ms = 0; ms < RUN_MS; ms += STEP_MS) {
    for (const [from, to] of [
      [us, peer],
      [peer, us],
    ] as const) {
      from.act();
      for (const { text } of from.bench.take()) {
        if (fraction(random) >= loss) to.bench.receive(text, from.address);
      }
      from.bench.pass(STEP_MS);
    }
    const open = peer.events.at(-1);
    if (ms === 3 * TALK_MS && open !== undefined) peer.bench.input({ type: 'bye', session: sessionOf(open) });
  }
  return { us, peer };
}

for (const loss of [0, 0.1, 0.3]) {
  it(`${100 * loss} % lost: each end hears of one end, and nothing is left at either`, () => {
    let answered = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { us, peer } = run(seed, loss);
      const incoming = peer.events.filter(({ type }) => type === 'incoming').length;
      assert.is(endsOf(us.events).length, 1, `seed ${seed}`);
      assert.is(incoming <= 1 && endsOf(peer.events).length === incoming, true, `seed ${seed}`);
      for (const { bench } of [us, peer]) {
        assert.ok(bench.idle, `seed ${seed}: ${bench.endpoint.describe().join('; ')}`);
        assert.is(bench.endpoint.counters().handlerFaults, 0, `seed ${seed}`);
      }
      if (us.events.some(({ type }) => type === 'answered')) answered += 1;
      if (loss > 0) continue;
      const strays = us.bench.endpoint.counters();
      assert.is(strays.strayResponses + strays.forksFull, 0, `seed ${seed}`);
    }
    assert.ok(answered > 10, `${answered} calls were answered`);
  });
}

it.run();
