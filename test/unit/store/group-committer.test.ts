import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { fail, ok } from '../../../src/base/result.js';
import { monotonicMs } from '../../../src/base/units.js';
import { DEFAULT_COMMIT_LIMITS, GroupCommitter } from '../../../src/store/group-committer.js';
import type { UnitOutcome } from '../../../src/store/group-transaction.js';
import type { StoreErrorCode, Unit } from '../../../src/store/store.js';

const test = suite('group committer');

const named = (sql: string): Unit => ({ statements: [{ sql, parameters: [] }] });
const PROBE = named('probe');

/** A database that answers when told, and keeps the groups it was given. */
function world(limits = DEFAULT_COMMIT_LIMITS) {
  const groups: string[][] = [];
  let failing: StoreErrorCode | undefined;
  let gate = Promise.resolve();
  const execute = async (units: readonly Unit[]): Promise<readonly UnitOutcome[]> => {
    groups.push(units.map((unit) => unit.statements[0]!.sql));
    await gate;
    const outcome = failing === undefined ? ok([1]) : fail({ code: failing, message: failing });
    return units.map(() => outcome);
  };
  let nowMs = 0;
  const clock = { now: () => monotonicMs(nowMs) };
  const committer = new GroupCommitter(execute, PROBE, limits, silentLog, clock);
  const pass = (durationMs: number): void => void (nowMs += durationMs);
  /** The next groups stay on their way until the returned function is called. */
  const hold = (): (() => void) => {
    let release = (): void => undefined;
    gate = new Promise((resolve) => (release = resolve));
    return release;
  };
  const failWith = (code: StoreErrorCode | undefined): void => {
    failing = code;
  };
  return { committer, groups, hold, failWith, pass };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('while one group is written the next one gathers', async () => {
  const { committer, groups, hold } = world();
  const release = hold();
  const first = ['a', 'b'].map((name) => committer.commit(named(name)));
  await turn();
  const second = ['c', 'd', 'e'].map((name) => committer.commit(named(name)));
  await turn();
  assert.equal(groups, [['a', 'b']]);
  release();
  await Promise.all([...first, ...second]);
  assert.equal(groups, [
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

test('a group has a limit, and so has the queue', async () => {
  const { committer, groups } = world({ waitingMax: 5, groupMax: 2, probeMs: 1_000 });
  const outcomes = await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => committer.commit(named(name))),
  );
  const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));
  assert.equal(codes, ['ok', 'ok', 'ok', 'ok', 'ok', 'OVERLOADED']);
  assert.equal(groups, [['a', 'b'], ['c', 'd'], ['e']]);
  assert.is(committer.health().counts.OVERLOADED, 1);
});

test('units are counted by how long they took, waiting included, and groups that stall', async () => {
  const { committer, hold, pass } = world();
  const release = hold();
  const first = committer.commit(named('a'));
  await turn();
  pass(45);
  const second = committer.commit(named('b'));
  pass(6);
  release();
  await Promise.all([first, second]);
  const { counts, unitsS } = committer.health();
  assert.equal([counts.units, counts.groups, counts.stalls], [2, 2, 1]);
  const lasted = unitsS.limits.filter((_, index) => unitsS.counts[index]! > 0);
  assert.equal(lasted, [0.01, 0.2]);
});

test('what waits while the database fails is not tried before what failed', async () => {
  const { committer, groups, hold, failWith } = world({ ...DEFAULT_COMMIT_LIMITS, groupMax: 2 });
  failWith('UNAVAILABLE');
  const release = hold();
  const failed = ['a', 'b', 'c', 'd'].map((name) => committer.commit(named(name)));
  await turn();
  failed.push(committer.commit(named('e')));
  release();
  await failed[0];
  failWith(undefined);
  const next = committer.commit(named('f'));
  const codes = (await Promise.all([...failed, next])).map((outcome) =>
    outcome.ok ? 'ok' : outcome.error.code,
  );
  assert.equal(codes, [...Array.from({ length: 5 }, () => 'UNAVAILABLE'), 'ok']);
  assert.equal(groups, [['a', 'b'], ['f']]);
  assert.equal([committer.health().counts.UNAVAILABLE, committer.health().counts.units], [5, 6]);
  await committer.close();
});

test('what waits behind a lock of one row is tried, and the store writes on', async () => {
  const { committer, groups, hold, failWith } = world({ ...DEFAULT_COMMIT_LIMITS, groupMax: 1 });
  failWith('BUSY');
  const releaseFirst = hold();
  const locked = committer.commit(named('a'));
  await turn();
  const other = committer.commit(named('b'));
  const releaseSecond = hold();
  releaseFirst();
  await locked;
  failWith(undefined);
  releaseSecond();
  assert.is((await other).ok, true);
  assert.equal([groups, committer.writable], [[['a'], ['b']], true]);
  await committer.close();
});

test('a failing database is probed until it writes again', async () => {
  const { committer, groups, failWith } = world({ ...DEFAULT_COMMIT_LIMITS, probeMs: 1 });
  failWith('DISK_FULL');
  await committer.commit(named('a'));
  assert.is(committer.writable, false);
  while (groups.length < 3) await turn();
  failWith(undefined);
  while (!committer.writable) await turn();
  assert.equal(new Set(groups.slice(1).flat()), new Set(['probe']));
  const probes = groups.length;
  await committer.close();
  assert.is(groups.length, probes);
});

test('a unit that fails by its own fault leaves the store writable', async () => {
  const { committer, failWith } = world();
  for (const code of ['CONFLICT', 'UNIQUE', 'FAULT'] as const) {
    failWith(code);
    await committer.commit(named('a'));
    assert.is(committer.writable, true);
    assert.is(committer.health().counts[code], 1);
  }
});

test.run();
