import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { seededRandom } from '../../../../src/base/random.js';
import { monotonicMs } from '../../../../src/base/units.js';
import { PortPool } from '../../../../src/mixer/io/port-pool.js';

const test = suite('port pool');
const at = monotonicMs;
const pool = (firstPort: number, lastPort: number, seed = 1): PortPool =>
  new PortPool({ firstPort, lastPort, random: seededRandom(seed) });
const takeAll = (ports: PortPool): number[] => Array.from({ length: ports.free }, () => ports.take(at(0))!);
const ascending = (ports: number[]): number[] => ports.toSorted((a, b) => a - b);

test('every even port whose odd neighbour lies in the range is handed out once', () => {
  assert.equal(ascending(takeAll(pool(10_001, 10_010))), [10_002, 10_004, 10_006, 10_008]);
  assert.equal(ascending(takeAll(pool(10_000, 10_003))), [10_000, 10_002]);
});

test('the order is random: it changes with the source of chance', () => {
  const orders = [1, 2, 3].map((seed) => takeAll(pool(10_000, 10_199, seed)).join(' '));
  assert.is(new Set(orders).size, 3);
  assert.is(takeAll(pool(10_000, 10_199, 1)).join(' '), orders[0]);
});

test('a pair given back comes again only after all others', () => {
  const ports = pool(10_000, 10_019);
  const first = ports.take(at(0))!;
  ports.give(first, at(0));
  const next = Array.from({ length: 10 }, () => ports.take(at(30_000)));
  assert.is(next[9], first);
  assert.is(new Set(next).size, 10);
});

test('a pair that has rested for 30 s is taken without a word', () => {
  const ports = pool(10_000, 10_015);
  const taken = takeAll(ports);
  ports.give(taken[0]!, at(1_000));
  assert.is(ports.take(at(31_000)), taken[0]);
  assert.is(ports.counters.get('shortage'), 0);
});

test('when all have to rest, the one that rests longest is taken after 2 s, which is counted', () => {
  const ports = pool(10_000, 10_015);
  const taken = takeAll(ports);
  ports.give(taken[0]!, at(1_000));
  ports.give(taken[1]!, at(1_500));
  assert.is(ports.take(at(2_999)), undefined);
  assert.is(ports.counters.get('exhausted'), 1);
  assert.is(ports.take(at(3_000)), taken[0]);
  assert.is(ports.counters.get('shortage'), 1);
});

test('calls are not refused while most of the range is at rest', () => {
  const ports = pool(10_000, 11_999);
  // 300 calls a second that last a second each, for a minute: each pair is needed again after a few seconds.
  for (let ms = 0; ms < 60_000; ms += 10) {
    for (let i = 0; i < 3; i++) {
      const port = ports.take(at(ms));
      assert.ok(port !== undefined, `refused after ${ms} ms`);
      ports.give(port, at(ms));
    }
  }
});

test('with every pair in use none is handed out, which is counted', () => {
  const ports = pool(10_000, 10_003);
  takeAll(ports);
  assert.is(ports.take(at(0)), undefined);
  assert.is(ports.counters.get('exhausted'), 1);
  assert.is(ports.free, 0);
});

test('a pair that is not in use cannot be given back', () => {
  const ports = pool(10_000, 10_003);
  const port = ports.take(at(0))!;
  ports.give(port, at(0));
  assert.throws(() => ports.give(port, at(0)), /was not taken/);
  assert.throws(() => ports.give(9, at(0)), /was not taken/);
});

test('a range without a pair is refused', () => {
  assert.throws(() => pool(10_001, 10_002), /no port pair/);
});

test('thousands of calls never share a pair and never see one too soon', () => {
  const ports = pool(10_000, 10_399);
  const random = seededRandom(7);
  const inUse: number[] = [];
  const freedAt = new Map<number, number>();
  for (let nowMs = 0; nowMs < 2_000_000; nowMs += 100) {
    if (random.u32() % 2 === 0) {
      const port = ports.take(at(nowMs));
      if (port === undefined) continue;
      assert.not(inUse.includes(port));
      const restedMs = nowMs - (freedAt.get(port) ?? Number.NEGATIVE_INFINITY);
      assert.ok(restedMs >= 2_000, `${restedMs} ms`);
      inUse.push(port);
    } else if (inUse.length > 0) {
      const [port] = inUse.splice(random.u32() % inUse.length, 1);
      ports.give(port!, at(nowMs));
      freedAt.set(port!, nowMs);
    }
  }
});

test.run();
