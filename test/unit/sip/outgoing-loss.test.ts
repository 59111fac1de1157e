import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, fraction, seededRandom } from '../../../src/base/random.js';
import type { HostPort } from '../../../src/sip/message.js';
import { CALL, endsOf, outgoing } from '../../support/sip-callee.js';
import { CARRIER, EndpointBench, OTHER_CARRIER, type Sent } from '../../support/sip-peer.js';
import { LossyTarget, randomPlan, type CalleePlan, type ForkPlan } from '../../support/lossy-callee.js';

const it = suite('endpoint: a call of ours over lines that lose messages');

const STEP_MS = 50;
/** Time enough for every timer on both sides to run out. */
const RUN_MS = 200_000;
/** The call layer gives up what rings by then. */
const RING_MS_MAX = 20_000;

interface Schedule {
  readonly plans: readonly CalleePlan[];
  /** Whether the n-th message, in either direction, is lost. */
  lost(n: number): boolean;
  readonly cancelAtMs?: number;
  /** After the answer. */
  readonly acknowledgeAfterMs?: number;
  readonly byeAfterMs?: number;
}

const ADDRESSES = [CARRIER, OTHER_CARRIER];

/** A call of ours to targets that behave by their plans, over links that lose by the schedule's. */
class Call {
  readonly bench = new EndpointBench();
  readonly targets: LossyTarget[];
  readonly #schedule: Schedule;
  #messages = 0;
  readonly #toUs: { text: string; source: HostPort }[] = [];

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.targets = schedule.plans.map(
      (plan, i) => new LossyTarget(ADDRESSES[i]!, plan, (text, source) => this.#toUs.push({ text, source })),
    );
  }

  run(): this {
    const { cancelAtMs = RING_MS_MAX } = this.#schedule;
    const targets = ADDRESSES.slice(0, this.targets.length);
    this.bench.input({ type: 'invite', session: CALL, invite: outgoing({ targets }) });
    let acknowledgeAtMs = Infinity;
    let byeAtMs = Infinity;
    for (let ms = 0; ms < RUN_MS; ms += STEP_MS) {
      this.#exchange();
      if (ms === cancelAtMs && acknowledgeAtMs === Infinity)
        this.bench.input({ type: 'cancel', session: CALL });
      if (acknowledgeAtMs === Infinity && this.#said('answered')) {
        acknowledgeAtMs = ms + (this.#schedule.acknowledgeAfterMs ?? 0);
        byeAtMs = ms + (this.#schedule.byeAfterMs ?? RING_MS_MAX);
      }
      if (ms === acknowledgeAtMs) this.bench.input({ type: 'acknowledge', session: CALL });
      if (ms === byeAtMs) this.bench.input({ type: 'bye', session: CALL });
      this.#exchange();
      this.bench.pass(STEP_MS);
      for (const target of this.targets) target.advance(ms + STEP_MS);
    }
    return this;
  }

  get ends(): string[] {
    return endsOf(this.bench.events);
  }

  #said(type: string): boolean {
    return this.bench.events.some((event) => event.type === type);
  }

  #exchange(): void {
    for (let busy = true; busy;) {
      const ours = this.bench.take();
      for (const sent of ours) this.#deliver(sent);
      const theirs = this.#toUs.splice(0);
      for (const { text, source } of theirs) {
        if (!this.#schedule.lost(this.#messages++)) this.bench.receive(text, source);
      }
      busy = ours.length + theirs.length > 0;
    }
  }

  #deliver(sent: Sent): void {
    if (this.#schedule.lost(this.#messages++)) return;
    const target = this.targets.find(({ address }) => address.host === sent.destination.host);
    target?.receive(sent, this.bench.nowMs);
  }
}

/** What holds for every call, whatever is lost. */
function check(schedule: Schedule, name: string): Call {
  const call = new Call(schedule).run();
  const { events, endpoint } = call.bench;
  assert.is(call.ends.length, 1, `${name}: ended once: ${call.ends.join()}`);
  assert.is(events.at(-1)?.type, 'ended', `${name}: nothing after the end`);
  const answers = events.findIndex(({ type }) => type === 'answered');
  const rings = events.findLastIndex(({ type }) => type === 'progressed');
  assert.ok(events.filter(({ type }) => type === 'answered').length <= 1, `${name}: answered at most once`);
  assert.ok(answers < 0 || rings < answers, `${name}: no progress after the answer`);
  assert.is(endpoint.counters().handlerFaults, 0, name);
  assert.ok(call.bench.idle, `${name}: ${JSON.stringify(endpoint.sizes())}`);
  for (const target of call.targets) {
    assert.is(target.talking, 0, `${name}: nobody is left talking`);
    assert.equal(target.faults, [], name);
  }
  return call;
}

const fork = (more: Partial<ForkPlan> = {}): ForkPlan => ({
  ringAtMs: 500,
  final: { atMs: 2000, status: 200 },
  hangUpAfterMs: undefined,
  ...more,
});

const ANSWERS: CalleePlan = { tryingAtMs: 0, forks: [fork()] };
const RINGS: CalleePlan = { tryingAtMs: 0, forks: [fork({ final: undefined })] };
const BUSY: CalleePlan = { tryingAtMs: 0, forks: [fork({ final: { atMs: 1000, status: 486 } })] };
const HANGS_UP: CalleePlan = { tryingAtMs: 0, forks: [fork({ hangUpAfterMs: 3000 })] };
const FORKS: CalleePlan = { tryingAtMs: 0, forks: [fork(), fork({ final: { atMs: 2500, status: 200 } })] };

for (const [name, plan, more, end] of [
  ['that is answered and ends by us', ANSWERS, { byeAfterMs: 5000 }, /^local/],
  ['that is acknowledged a second late', ANSWERS, { acknowledgeAfterMs: 1000, byeAfterMs: 5000 }, /^local/],
  ['that ends by the peer', HANGS_UP, {}, /^peer/],
  ['that is busy', BUSY, {}, /^refused 486/],
  ['that is cancelled while it rings', RINGS, { cancelAtMs: 1500 }, /^local/],
  ['that two phones answer', FORKS, { byeAfterMs: 5000 }, /^local/],
] as const) {
  it(`any one message lost: a call ${name}`, () => {
    for (let lostIndex = 0; lostIndex < 16; lostIndex++) {
      const lost = (n: number): boolean => n === lostIndex;
      const call = check({ plans: [plan], lost, ...more }, `${name}, message ${lostIndex} lost`);
      assert.match(call.ends[0] ?? '', end, `message ${lostIndex} lost`);
    }
  });
}

it('cancelled at every instant of a call that is answered: never left talking', () => {
  for (let cancelAtMs = 0; cancelAtMs <= 3000; cancelAtMs += STEP_MS) {
    const plan = { tryingAtMs: 200, forks: [fork({ ringAtMs: 600, final: { atMs: 1500, status: 200 } })] };
    const call = check(
      { plans: [plan], lost: () => false, cancelAtMs, byeAfterMs: 6000 },
      `at ${cancelAtMs}`,
    );
    assert.match(call.ends[0] ?? '', /^local/);
    const answered = call.bench.events.some(({ type }) => type === 'answered');
    assert.is(answered, cancelAtMs >= 1500, `cancelled at ${cancelAtMs}`);
  }
});

it('a silent first target is given up after 4 s, and the second one answers', () => {
  const silent: CalleePlan = { tryingAtMs: undefined, forks: [] };
  const call = check({ plans: [silent, ANSWERS], lost: () => false, byeAfterMs: 1000 }, 'silent');
  assert.equal(call.ends, ['local 200']);
  assert.is(call.bench.endpoint.counters().failovers, 1);
});

it('a first target that answers late is released while the second one talks', () => {
  for (let atMs = 3000; atMs <= 12_000; atMs += 250) {
    const late: CalleePlan = {
      tryingAtMs: undefined,
      forks: [fork({ ringAtMs: undefined, final: { atMs, status: 200 } })],
    };
    const call = check({ plans: [late, ANSWERS], lost: () => false, byeAfterMs: 9000 }, `late by ${atMs}`);
    assert.is(call.bench.endpoint.counters().answersReleased, atMs >= 4000 ? 1 : 0, `late by ${atMs}`);
  }
});

for (const loss of [0, 0.1, 0.3]) {
  it(`anything that targets, links and the call layer may do, ${100 * loss} % lost: one end, nothing left`, () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = seededRandom(seed);
      const schedule: Schedule = {
        plans: Array.from({ length: 1 + below(random, 2) }, () => randomPlan(random)),
        lost: () => fraction(random) < loss,
        cancelAtMs: STEP_MS * below(random, RING_MS_MAX / STEP_MS),
        acknowledgeAfterMs: STEP_MS * below(random, 30),
        byeAfterMs: STEP_MS * below(random, 200),
      };
      check(schedule, `seed ${seed}`);
    }
  });
}

it.run();
