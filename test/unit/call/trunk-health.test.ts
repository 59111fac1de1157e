import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs } from '../../../src/base/units.js';
import { TrunkHealth, type HealthInput } from '../../../src/call/trunk-health.js';

const test = suite('trunk health');

const A = { host: '192.0.2.1', port: 5060 };
const B = { host: '192.0.2.2', port: 5060 };
const PING_MS = 30_000;

/** A trunk that is watched; every effect in words. */
class Watched {
  readonly health = new TrunkHealth();
  nowMs = 0;

  constructor(targets = [A], pingMs = PING_MS) {
    this.feed({ type: 'load', trunks: [{ id: 'carrier', pingMs, targets }] });
  }

  feed(input: HealthInput): readonly string[] {
    return this.health
      .handle(input, monotonicMs(this.nowMs))
      .map((effect) => (effect.type === 'ping' ? `ping ${effect.target.host}` : effect.up ? 'up' : 'down'));
  }

  /** To its next deadline. */
  next(): readonly string[] {
    this.nowMs = this.health.nextDeadline() ?? Number.NaN;
    return this.feed({ type: 'timer' });
  }

  answer(up: boolean | undefined, target = A): readonly string[] {
    return this.feed({ type: 'pinged', trunk: 'carrier', target, up });
  }

  called(how: 'answered' | 'unreachable'): readonly string[] {
    return this.feed({ type: 'called', trunk: 'carrier', how });
  }

  get isUp(): boolean {
    return this.health.isUp('carrier');
  }
}

test('a trunk is asked at once and then every pingMs [C14]', () => {
  const trunk = new Watched();
  for (const atMs of [0, PING_MS, 2 * PING_MS]) {
    assert.equal(trunk.next(), ['ping 192.0.2.1']);
    assert.is(trunk.nowMs, atMs);
    assert.equal(trunk.answer(true), []);
  }
  assert.ok(trunk.isUp);
});

test('three failures in a row mark it down, one success up [C14]', () => {
  const trunk = new Watched();
  for (const outcome of [false, false, true, false, false]) {
    trunk.next();
    assert.equal(trunk.answer(outcome), []);
  }
  trunk.next();
  assert.equal(trunk.answer(false), ['down']);
  assert.not(trunk.isUp);
  trunk.next();
  assert.equal(trunk.answer(true), ['up']);
  assert.ok(trunk.isUp);
});

test('silence is a failure of the round, and its late timeout is not counted a second time', () => {
  const trunk = new Watched();
  trunk.next();
  trunk.next();
  trunk.nowMs += 2_000;
  // Timer F of the first OPTIONS.
  assert.equal(trunk.answer(false), []);
  trunk.next();
  trunk.nowMs += 2_000;
  assert.equal(trunk.answer(false), []);
  assert.ok(trunk.isUp);
  assert.is(trunk.health.states().get('carrier')?.failures, 2);
  assert.equal(trunk.next(), ['down', 'ping 192.0.2.1']);
});

test('a trunk that is down is asked every 30 s, however seldom an up one is [C14]', () => {
  const trunk = new Watched([A], 600_000);
  trunk.next();
  trunk.answer(true);
  trunk.nowMs = 10_000;
  assert.equal([trunk.called('unreachable'), trunk.called('unreachable')], [[], []]);
  assert.equal(trunk.called('unreachable'), ['down']);
  trunk.next();
  assert.is(trunk.nowMs, 40_000);
  trunk.answer(false);
  trunk.next();
  assert.is(trunk.nowMs, 70_000);
});

test('failed INVITEs count with failed OPTIONS, and an answered one is a success', () => {
  const trunk = new Watched();
  trunk.next();
  trunk.answer(false);
  trunk.called('unreachable');
  trunk.called('answered');
  trunk.called('unreachable');
  trunk.called('unreachable');
  assert.ok(trunk.isUp);
  assert.equal(trunk.called('unreachable'), ['down']);
  assert.equal(trunk.called('answered'), ['up']);
});

test('one of several targets that answers keeps the trunk up', () => {
  const trunk = new Watched([A, B]);
  for (let round = 0; round < 5; round++) {
    assert.equal(trunk.next(), ['ping 192.0.2.1', 'ping 192.0.2.2']);
    trunk.answer(false, A);
    trunk.answer(true, B);
  }
  assert.ok(trunk.isUp);
  for (let round = 0; round < 2; round++) {
    trunk.next();
    assert.equal([trunk.answer(false, A), trunk.answer(false, B)], [[], []]);
  }
  trunk.next();
  trunk.answer(false, A);
  assert.equal(trunk.answer(false, B), ['down']);
});

test('a target that answers first is not outvoted by one that fails later', () => {
  const trunk = new Watched([A, B]);
  for (let round = 0; round < 5; round++) {
    trunk.next();
    trunk.answer(true, A);
    assert.equal(trunk.answer(false, B), []);
    assert.is(trunk.health.states().get('carrier')?.failures, 0);
  }
});

test('pings can be switched off: then the trunk is always up [C14]', () => {
  const trunk = new Watched([A], 0);
  assert.is(trunk.health.nextDeadline(), undefined);
  for (let i = 0; i < 5; i++) assert.equal(trunk.called('unreachable'), []);
  assert.ok(trunk.isUp);
});

test('a reload keeps the state of a trunk, forgets one that is gone, and turns up one that is no longer asked', () => {
  const trunk = new Watched();
  for (let i = 0; i < 3; i++) trunk.called('unreachable');
  const load = (id: string, pingMs: number) =>
    trunk.feed({ type: 'load', trunks: [{ id, pingMs, targets: [A] }] });
  assert.equal(load('carrier', 10_000), []);
  assert.not(trunk.isUp);
  assert.equal(load('carrier', 0), ['up']);
  load('other', PING_MS);
  assert.equal([...trunk.health.states().keys()], ['other']);
  assert.equal(trunk.answer(false), []);
});

test('a round in which not every target could be asked is no failure, and may be a success', () => {
  const trunk = new Watched([A, B]);
  for (let round = 0; round < 5; round++) {
    trunk.next();
    trunk.answer(undefined);
    trunk.answer(false, B);
  }
  assert.ok(trunk.isUp);
  assert.is(trunk.health.states().get('carrier')?.failures, 0);
  assert.is(trunk.health.hasAnswered('carrier', A), undefined);
  trunk.called('unreachable');
  trunk.next();
  trunk.answer(undefined);
  trunk.answer(true, B);
  assert.is(trunk.health.states().get('carrier')?.failures, 0);
});

test.run();
