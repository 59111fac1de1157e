import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { fail, ok } from '../../../src/base/result.js';
import { DEFAULT_COMMIT_LIMITS, GroupCommitter } from '../../../src/store/group-committer.js';
import { Journal, type JournalOutcome } from '../../../src/store/journal.js';
import type { StoreErrorCode, Unit } from '../../../src/store/store.js';

const test = suite('journal');

const named = (sql: string): Unit => ({ statements: [{ sql, parameters: [] }] });
const nameOf = (unit: Unit): string => unit.statements[0]!.sql;

/** A store that fails as told and remembers what it wrote; its outages end when somebody waits. */
function world(waitingMax = 100) {
  const written: string[] = [];
  let outage: StoreErrorCode | undefined;
  let outagesLeft = 0;
  const refused = new Map<string, StoreErrorCode>();
  const store = {
    commit: async (unit: Unit) => {
      const code = outage ?? refused.get(nameOf(unit));
      if (code !== undefined) return fail({ code, message: code });
      written.push(nameOf(unit));
      return ok([1]);
    },
  };
  const wait = async (): Promise<void> => {
    if (--outagesLeft <= 0) outage = undefined;
  };
  const journal = new Journal(store, silentLog, { waitingMax, retryMs: 1_000 }, wait);
  const fall = (code: StoreErrorCode, waits: number): void => {
    outage = code;
    outagesLeft = waits;
  };
  return { journal, written, fall, refused };
}

const codes = async (outcomes: readonly Promise<JournalOutcome>[]): Promise<readonly string[]> =>
  (await Promise.all(outcomes)).map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));

for (const code of ['BUSY', 'DISK_FULL', 'UNAVAILABLE', 'OVERLOADED'] as const) {
  test(`endings wait through ${code} and are written in order`, async () => {
    const { journal, written, fall } = world();
    fall(code, 3);
    const names = ['a', 'b', 'c', 'd'];
    assert.equal(await codes(names.map((name) => journal.write(named(name)))), ['ok', 'ok', 'ok', 'ok']);
    assert.equal(written, names);
    assert.is(journal.waiting, 0);
    assert.is(journal.counts.written, 4);
    assert.ok(journal.counts.retried > 0);
  });
}

test('units that the store spreads over groups are written in order when one group meets an outage', async () => {
  const written: string[] = [];
  let groups = 0;
  const execute = async (units: readonly Unit[]) => {
    // The first group is one unit alone: it was given when nothing waited.
    if (++groups === 2) return units.map(() => fail({ code: 'UNAVAILABLE', message: '' } as const));
    written.push(...units.map(nameOf));
    return units.map(() => ok([1]));
  };
  const limits = { ...DEFAULT_COMMIT_LIMITS, groupMax: 2 };
  const store = new GroupCommitter(execute, named('probe'), limits, silentLog);
  const journal = new Journal(store, silentLog, { waitingMax: 9, retryMs: 1_000 }, async () => undefined);
  const names = ['a', 'b', 'c', 'd', 'e'];
  assert.equal(await codes(names.map((name) => journal.write(named(name)))), ['ok', 'ok', 'ok', 'ok', 'ok']);
  assert.equal(written, names);
  await store.close();
});

test('what the store refuses for good is told and does not hold up the rest', async () => {
  const { journal, written, refused } = world();
  refused.set('b', 'CONFLICT');
  const outcomes = ['a', 'b', 'c'].map((name) => journal.write(named(name)));
  assert.equal(await codes(outcomes), ['ok', 'CONFLICT', 'ok']);
  assert.equal(written, ['a', 'c']);
  assert.is(journal.counts.refused, 1);
});

test('the journal is bounded: one more is refused and counted', async () => {
  const { journal, written, fall } = world(3);
  fall('DISK_FULL', 2);
  const outcomes = ['a', 'b', 'c', 'd'].map((name) => journal.write(named(name)));
  assert.equal(await codes(outcomes), ['ok', 'ok', 'ok', 'JOURNAL_FULL']);
  assert.equal(written, ['a', 'b', 'c']);
  assert.is(journal.counts.full, 1);
  assert.equal(await codes([journal.write(named('e'))]), ['ok']);
});

test('draining waits for everything that was given', async () => {
  const { journal, written, fall } = world();
  fall('BUSY', 5);
  for (let i = 0; i < 50; i++) void journal.write(named(String(i)));
  await journal.drained();
  assert.is(written.length, 50);
});

test.run();
