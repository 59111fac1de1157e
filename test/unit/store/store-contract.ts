import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { utcMs } from '../../../src/base/units.js';
import { migrate } from '../../../src/store/migrate.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import { openReads, openStore, type StoreSettings } from '../../../src/store/open-store.js';
import { NodeRepository } from '../../../src/store/repositories/node-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import type { Store, Unit } from '../../../src/store/store.js';
import { open, type Backend } from './backend.js';

/** Names of nodes: the smallest table serves to look at units. */
export const insertNode = ({ queries }: Store, id: string, epoch = 1) =>
  statement(queries.insertInto('nodes').values({ id, epoch, started_ms: 0 }), 1);
const setEpoch = ({ queries }: Store, id: string, epoch: number) =>
  statement(queries.updateTable('nodes').set({ epoch }).where('id', '=', id), 1);
export const nodeNames = async ({ queries }: Store): Promise<readonly string[]> =>
  (await queries.selectFrom('nodes').select('id').orderBy('id').execute()).map(({ id }) => id);

const codeOf = async (store: Store, work: Unit): Promise<string> => {
  const outcome = await store.commit(work);
  return outcome.ok ? 'ok' : outcome.error.code;
};

async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error('nothing was rejected');
}

const CHILD_PAIRS = 400;

/** Everything that holds of units, reads and migrations on either database. */
export function storeContract(test: Test, backend: Backend): void {
  const withStore = (name: string, run: (store: Store, settings: StoreSettings) => Promise<void>): void => {
    test(name, async () => {
      const settings = await backend.create();
      const store = await open(settings);
      try {
        await run(store, settings);
      } finally {
        await store.close();
      }
    });
  };

  withStore('a unit tells how many rows each statement changed', async (store) => {
    const epochs = statement(store.queries.updateTable('nodes').set({ epoch: 5 }));
    const done = await store.commit(unit(insertNode(store, 'a'), insertNode(store, 'b'), epochs));
    assert.equal(done, { ok: true, value: [1, 1, 2] });
  });

  withStore('a unit whose premise no longer holds is undone as a whole', async (store) => {
    const outcome = await store.commit(unit(insertNode(store, 'a'), setEpoch(store, 'absent', 2)));
    assert.is(outcome.ok, false);
    if (!outcome.ok) assert.is(outcome.error.code, 'CONFLICT');
    assert.equal(await nodeNames(store), []);
  });

  withStore('a key that exists already is UNIQUE and named', async (store) => {
    await store.commit(unit(insertNode(store, 'a')));
    const outcome = await store.commit(unit(insertNode(store, 'b'), insertNode(store, 'a')));
    assert.is(outcome.ok, false);
    if (!outcome.ok) assert.equal([outcome.error.code, outcome.error.constraint], ['UNIQUE', 'nodes.id']);
    assert.equal(await nodeNames(store), ['a']);
  });

  withStore('units of one tick share a commit and none fails for another', async (store) => {
    const groupsBefore = store.health().counts.groups;
    const invalid = unit(insertNode(store, 'lost'), {
      sql: 'insert into nowhere values (1)',
      parameters: [],
    });
    const codes = await Promise.all([
      codeOf(store, unit(insertNode(store, 'a'))),
      codeOf(store, unit(insertNode(store, 'undone'), setEpoch(store, 'absent', 2))),
      codeOf(store, unit(insertNode(store, 'b'))),
      codeOf(store, unit(insertNode(store, 'a'))),
      codeOf(store, invalid),
      codeOf(store, unit(insertNode(store, 'c'), setEpoch(store, 'a', 7))),
    ]);
    assert.equal(codes, ['ok', 'CONFLICT', 'ok', 'UNIQUE', 'FAULT', 'ok']);
    assert.equal(await nodeNames(store), ['a', 'b', 'c']);
    assert.is(await new NodeRepository(store).epoch('a'), 7);
    assert.is(store.health().counts.groups, groupsBefore + 1);
    assert.is(store.writable, true);
  });

  withStore('a read sees every unit that was acknowledged before', async (store) => {
    for (let i = 0; i < 20; i++) {
      await store.commit(unit(insertNode(store, `n${String(i).padStart(2, '0')}`)));
      assert.is((await nodeNames(store)).length, i + 1);
    }
  });

  withStore('a second connection sees every unit that was acknowledged before', async (store, settings) => {
    const reads = await openReads(settings, silentLog);
    const names = async () =>
      (await reads.queries.selectFrom('nodes').select('id').orderBy('id').execute()).map(({ id }) => id);
    for (const id of ['a', 'b', 'c']) {
      await store.commit(unit(insertNode(store, id)));
      assert.is((await names()).at(-1), id);
    }
    await reads.close();
    assert.match((await rejection(names())).message, 'CLOSED');
    assert.equal(await nodeNames(store), ['a', 'b', 'c']);
  });

  withStore('a long read on the second connection holds up no commit', async (store, settings) => {
    const reads = await openReads(settings, silentLog);
    const longRead = (limit: number) =>
      sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(limit)})
        select count(*) as n from numbers`.compile(reads.queries);
    await reads.read(longRead(1));
    const done: string[] = [];
    const read = reads.read(longRead(3_000_000)).then(() => done.push('read'));
    await store.commit(unit(insertNode(store, 'a'))).then(() => done.push('commit'));
    await read;
    assert.equal(done, ['commit', 'read']);
    await reads.close();
  });

  withStore('the second connection cannot write', async (store, settings) => {
    await store.commit(unit(insertNode(store, 'a')));
    const reads = await openReads(settings, silentLog);
    // As a statement that returns rows, which the engine would otherwise run like a select.
    const smuggled = sql`update nodes set epoch = 9 returning id`.compile(reads.queries);
    assert.instance(await rejection(reads.read(smuggled)), Error);
    await reads.close();
    assert.is(await new NodeRepository(store).epoch('a'), 1);
  });

  withStore('counts, times and sums up to 2^53 come back as numbers', async (store) => {
    await store.commit(unit(insertNode(store, 'a', Number.MAX_SAFE_INTEGER)));
    assert.is(await new NodeRepository(store).epoch('a'), Number.MAX_SAFE_INTEGER);
    const sum = store.queries.selectFrom('nodes').select((nodes) => nodes.fn.sum<number>('epoch').as('sum'));
    assert.equal(await sum.executeTakeFirst(), { sum: Number.MAX_SAFE_INTEGER });
  });

  withStore('text comes back as it was written, a NUL as the replacement character', async (store) => {
    await store.commit(unit(insertNode(store, "会通 'x' ✆ 😀"), insertNode(store, 'a\0b')));
    assert.equal([...(await nodeNames(store))].sort(), ['a\uFFFDb', "会通 'x' ✆ 😀"]);
  });

  withStore('a read of too many rows is refused before it fills the memory', async (store) => {
    const numbers = (limit: number) =>
      sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(limit)})
        select n from numbers`.compile(store.queries);
    assert.is((await store.read(numbers(100_000))).length, 100_000);
    assert.match((await rejection(store.read(numbers(100_001)))).message, 'FAULT');
  });

  withStore('a write that is executed instead of committed is refused', async (store) => {
    const insert = store.queries.insertInto('nodes').values({ id: 'a', epoch: 1, started_ms: 0 });
    assert.match((await rejection(insert.execute())).message, 'commit');
    assert.equal(await nodeNames(store), []);
  });

  withStore('closing writes what was taken and refuses the rest', async (store, settings) => {
    const taken = Array.from({ length: 50 }, (_, i) => codeOf(store, unit(insertNode(store, `n${i}`))));
    const closing = store.close();
    assert.is(await codeOf(store, unit(insertNode(store, 'late'))), 'CLOSED');
    assert.equal(new Set(await Promise.all(taken)), new Set(['ok']));
    await closing;
    assert.match((await rejection(nodeNames(store))).message, 'CLOSED');
    const again = await open(settings);
    assert.is((await nodeNames(again)).length, 50);
    await again.close();
  });

  withStore('two nodes that start at once bring the schema up to date once', async (_, settings) => {
    const fresh = { ...(await backend.create()), busyMs: 5_000 };
    const stores = await Promise.all([open(fresh), open(fresh)]);
    const numbers = stores[0].queries.selectFrom('schema_migrations').select('number').orderBy('number');
    assert.equal(
      (await numbers.execute()).map((row) => row.number),
      MIGRATIONS.map(({ number }) => number),
    );
    await Promise.all(stores.map((store) => store.close()));
    const again = await open(settings);
    assert.equal(await migrate(again, MIGRATIONS), { ok: true, value: [] });
    await again.close();
  });

  withStore('a schema of a later version is left alone', async (store, settings) => {
    const later = store.queries.insertInto('schema_migrations').values({ number: 9_999, name: 'later' });
    await store.commit(unit(statement(later)));
    const reopened = await openStore(settings, silentLog);
    assert.is(reopened.ok, false);
    if (!reopened.ok) assert.is(reopened.error.code, 'SCHEMA_NEWER');
  });

  withStore('the epoch rises by one with each start, also when starts race', async (store) => {
    const nodes = new NodeRepository(store);
    assert.equal(await nodes.raiseEpoch('a', utcMs(1)), { ok: true, value: 1 });
    assert.equal(await nodes.raiseEpoch('a', utcMs(2)), { ok: true, value: 2 });
    const raised = await Promise.all([3, 4, 5].map((startMs) => nodes.raiseEpoch('a', utcMs(startMs))));
    const epochs = raised.map((result) => (result.ok ? result.value : 0));
    assert.equal(new Set(epochs), new Set([3, 4, 5]));
    assert.equal(await nodes.raiseEpoch('b', utcMs(1)), { ok: true, value: 1 });
  });

  withStore('after kill -9 every acknowledged unit is there, and none in part', async (_, settings) => {
    const acknowledged = await killWhileWriting(settings);
    assert.ok(acknowledged.length >= CHILD_PAIRS);
    const store = await open(settings);
    const events = store.queries.selectFrom('conference_events');
    const counted = events.select((event) => ['conference', event.fn.countAll<number>().as('events')]);
    const rows = await counted.groupBy('conference').execute();
    const stored = new Map(rows.map((row) => [row.conference, row.events]));
    assert.equal(
      acknowledged.filter((conference) => stored.get(conference) !== 2),
      [],
    );
    assert.equal(new Set(stored.values()), new Set([2]));
    await store.close();
  });
}

/** Kills a writing process at full speed; gives what it had acknowledged. */
async function killWhileWriting(settings: StoreSettings): Promise<readonly string[]> {
  const entry = join(fileURLToPath(new URL('../../support/', import.meta.url)), 'store-writer.js');
  const child = spawn(process.execPath, [entry, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === CHILD_PAIRS) child.kill('SIGKILL');
  }
  const [, signal] = (await closed) as [number | null, string | null];
  assert.is(signal, 'SIGKILL');
  return acknowledged;
}
