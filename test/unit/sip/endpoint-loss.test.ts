import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fraction, seededRandom } from '../../../src/base/random.js';
import {
  answerTo,
  Caller,
  EndpointBench,
  nameOf,
  SDP,
  sessionOf,
  toTagOf,
  type Sent,
} from '../../support/sip-peer.js';

const it = suite('endpoint: a call over a line that loses messages');

const STEP_MS = 50;
const RETRANSMIT_MS = 500;

interface Plan {
  readonly hangUp: 'caller' | 'server';
  /** Whether the n-th message, in either direction, is lost. */
  lost(n: number): boolean;
}

/** A caller that repeats its requests every T1 until they are answered, and hangs up after a while. */
class LossyCall {
  readonly bench = new EndpointBench();
  readonly #caller = new Caller();
  readonly #plan: Plan;
  #messages = 0;
  /** The request that waits for a response. */
  #pending: { text: string; sentAtMs: number } | undefined;
  #isAnswered = false;
  #hasHungUp = false;
  byeIsAnswered = false;
  readonly ends: string[] = [];

  constructor(plan: Plan) {
    this.#plan = plan;
    this.bench.onEvent = (event) => {
      if (event.type === 'ended') this.ends.push(event.by);
      return event.type === 'incoming' ? { type: 'accept', session: event.session, sdp: SDP } : undefined;
    };
  }

  run(): void {
    this.#request(this.#caller.invite());
    for (let ms = 0; ms < 120_000; ms += STEP_MS) {
      this.bench.pass(STEP_MS);
      this.#receiveAll();
      if (ms >= 5000 && !this.#hasHungUp) this.#hangUp();
      if (this.#pending !== undefined && this.bench.nowMs - this.#pending.sentAtMs >= RETRANSMIT_MS) {
        if (this.bench.nowMs < 80_000) this.#request(this.#pending.text);
      }
    }
  }

  #request(text: string): void {
    this.#pending = { text, sentAtMs: this.bench.nowMs };
    this.#toServer(text);
  }

  #toServer(text: string): void {
    if (!this.#plan.lost(this.#messages++)) this.bench.receive(text);
    this.#receiveAll();
  }

  #receiveAll(): void {
    for (let sent = this.bench.sent.shift(); sent !== undefined; sent = this.bench.sent.shift()) {
      if (!this.#plan.lost(this.#messages++)) this.#receive(sent);
    }
  }

  #receive({ message }: Sent): void {
    if (message.kind === 'request') {
      this.byeIsAnswered = true;
      this.#toServer(answerTo(message, 200));
      return;
    }
    const name = nameOf(message);
    if (name !== '200 BYE' && this.byeIsAnswered) return;
    if (name === '200 INVITE') {
      this.#caller.toTag = toTagOf(message);
      if (!this.#isAnswered) this.#pending = undefined;
      this.#isAnswered = true;
      this.#toServer(this.#caller.inDialog('ACK', { cseq: 1, branch: 'z9hG4bKack' }));
    } else if (name === '200 BYE' || name === '481 BYE') {
      this.byeIsAnswered = true;
      this.#pending = undefined;
    }
  }

  /** As soon as there is a call to hang up. */
  #hangUp(): void {
    const [incoming] = this.bench.events;
    if (incoming === undefined) return;
    if (this.#plan.hangUp === 'caller' && !this.#isAnswered) return;
    this.#hasHungUp = true;
    if (this.#plan.hangUp === 'server') this.bench.input({ type: 'bye', session: sessionOf(incoming) });
    else this.#request(this.#caller.bye());
  }
}

function check(plan: Plan, name: string): LossyCall {
  const call = new LossyCall(plan);
  call.run();
  const count = (type: string) => call.bench.events.filter((event) => event.type === type).length;
  assert.is(count('incoming'), 1, `${name}: announced once`);
  assert.is(call.ends.length, 1, `${name}: ended once`);
  assert.ok(count('confirmed') <= 1, `${name}: confirmed at most once`);
  assert.ok(call.bench.idle, `${name}: ${JSON.stringify(call.bench.endpoint.sizes())}`);
  return call;
}

for (const hangUp of ['caller', 'server'] as const) {
  it(`any one message lost: the call is up and ends by the ${hangUp}`, () => {
    for (let lostIndex = 0; lostIndex < 10; lostIndex++) {
      const name = `message ${lostIndex} lost`;
      const call = check({ hangUp, lost: (n) => n === lostIndex }, name);
      assert.equal(call.ends, [hangUp === 'caller' ? 'peer' : 'local'], name);
      assert.ok(call.byeIsAnswered, name);
    }
  });

  it(`30 % lost at random: ends once and leaves nothing, hung up by the ${hangUp}`, () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seededRandom(seed);
      check({ hangUp, lost: () => fraction(random) < 0.3 }, `seed ${seed}`);
    }
  });
}

it('a caller that vanishes after its INVITE is ended by timeout', () => {
  const call = check({ hangUp: 'caller', lost: (n) => n > 1 }, 'vanished');
  assert.equal(call.ends, ['timeout']);
});

it.run();
