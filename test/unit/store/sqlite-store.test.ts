import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { queriesFor } from '../../../src/store/kysely-dialect.js';
import { foundation } from '../../../src/store/migrations/0001-foundation.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { AuditRepository } from '../../../src/store/repositories/audit-repository.js';
import { openStore, type StoreSettings } from '../../../src/store/open-store.js';
import { SqliteEngine } from '../../../src/store/sqlite-store.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { open } from './backend.js';
import { administrationContract } from './administration-contract.js';
import { dialingContract } from './dialing-contract.js';
import { doorContract } from './door-contract.js';
import { databaseBench } from '../../support/charging-bench.js';
import { billingContract } from './billing-contract.js';
import { chargingContract } from './charging-contract.js';
import { contactContract } from './contact-contract.js';
import { outboxContract } from './outbox-contract.js';
import { recordsContract } from './records-contract.js';
import { repositoryContract } from './repository-contract.js';
import { insertNode, nodeNames, storeContract } from './store-contract.js';
import { webhookContract } from './webhook-contract.js';

type SqliteStoreSettings = Extract<StoreSettings, { kind: 'sqlite' }>;

const test = suite('SQLite store');
const folder = mkdtempSync(join(tmpdir(), 'huitong-store-'));
const files: string[] = [];

function create(): SqliteStoreSettings {
  const file = join(folder, `${files.length}.sqlite`);
  files.push(file);
  return { kind: 'sqlite', file };
}

test.after(() => rmSync(folder, { recursive: true, force: true }));

const commitNode = async (store: Store, id: string): Promise<string> => {
  const outcome = await store.commit(unit(insertNode(store, id)));
  return outcome.ok ? 'ok' : outcome.error.code;
};

storeContract(test, { create: async () => create() });
repositoryContract(test, { create: async () => create() });
recordsContract(test, { create: async () => create() });
billingContract(test, { create: async () => create() });
chargingContract(test, async () => databaseBench(await open(create())));
dialingContract(test, { create: async () => create() });
doorContract(test, { create: async () => create() });
administrationContract(test, { create: async () => create() });
contactContract(test, { create: async () => create() });
outboxContract(test, { create: async () => create() });
webhookContract(test, { create: async () => create() });

test('a balance from before there was a ledger becomes its first entry', async () => {
  const settings = create();
  const old = new Database(settings.file);
  const untyped = queriesFor('sqlite', async () => []) as unknown as Kysely<never>;
  for (const query of foundation.statements(untyped)) old.exec(query.compile().sql);
  old.exec(`create table schema_migrations (number bigint primary key not null, name text not null);
    insert into schema_migrations values (1, 'foundation');
    insert into accounts values ('a', '1', '', 'customer', 'standard', 'prepaid', 'en', 'UTC', 5000000, 9);
    insert into accounts values ('b', '2', '', 'customer', 'standard', 'prepaid', 'en', 'UTC', 0, 9)`);
  old.close();
  const store = await open(settings);
  const { accounts, findings } = await new AuditRepository(store).run();
  assert.equal([accounts, findings], [2, []]);
  const account = await new AccountRepository(store).findByNumber('1');
  assert.equal([account?.status, account?.creditLimit], ['active', 0]);
  assert.is(await new AccountRepository(store).balance(account!.id), 5_000_000);
  await store.close();
});

test('a database locked by another process is BUSY, and written again when it is free', async () => {
  const settings = { ...create(), busyMs: 20 };
  const opened = await openStore(settings, silentLog, { probeMs: 10 });
  assert.ok(opened.ok);
  const store = opened.value;
  const other = new Database(settings.file);
  other.exec('begin exclusive');
  const codes = await Promise.all(['a', 'b'].map((id) => commitNode(store, id)));
  assert.equal(codes, ['BUSY', 'BUSY']);
  assert.equal([store.writable, store.health().lastError], [false, 'BUSY']);
  assert.equal(await nodeNames(store), []);
  other.exec('commit');
  other.close();
  // Nobody writes: the store itself finds out.
  while (!store.writable) await new Promise((resolve) => setImmediate(resolve));
  assert.is(await commitNode(store, 'c'), 'ok');
  assert.equal(await nodeNames(store), ['c']);
  await store.close();
});

test('values come back to the last bit, and columns under their names', async () => {
  const store = await open(create());
  const values = {
    sum: 0.1 + 0.2,
    least: 5e-324,
    greatest: Number.MAX_SAFE_INTEGER,
    nothing: null,
    'a "name"': '"quoted" \\ \n \u2028 会通 \u{1F4DE}',
  };
  const columns = Object.entries(values).map(([name, value]) => sql`${value} as ${sql.id(name)}`);
  const row = sql`select ${sql.join(columns)}`;
  assert.equal(await store.read(sql`${row} union all ${row}`.compile(store.queries)), [values, values]);
  await store.close();
});

test('a full disk is DISK_FULL, and reads go on', async () => {
  const settings = create();
  const first = await open(settings);
  await commitNode(first, 'a');
  await first.close();
  const probe = new Database(settings.file);
  const pagesMax = probe.pragma('page_count', { simple: true }) as number;
  probe.close();
  const store = await open({ ...settings, pagesMax });
  assert.is(await commitNode(store, 'x'.repeat(100_000)), 'DISK_FULL');
  assert.is(store.writable, false);
  assert.equal(await nodeNames(store), ['a']);
  assert.is(await commitNode(store, 'b'), 'ok');
  assert.is(store.writable, true);
  await store.close();
});

test('a file that cannot be opened is UNAVAILABLE', async () => {
  const opened = await openStore({ kind: 'sqlite', file: join(folder, 'absent', 'x.sqlite') }, silentLog);
  assert.is(opened.ok, false);
  if (!opened.ok) assert.is(opened.error.code, 'UNAVAILABLE');
});

test('a thread that dies fails what it was asked, and the next request gets another one', async () => {
  const entry = new URL('../../support/dying-store-thread.js', import.meta.url);
  const engine = new SqliteEngine({ file: 'unused', busyMs: 0 }, silentLog, entry);
  const [first, dead, unanswered] = await Promise.all([
    engine.select('which thread', []),
    engine.execute([unit()]),
    engine.select('which thread', []),
  ]);
  // Asked at the very moment the death is told, as the next group of commits is.
  const next = await engine.execute([unit()]).then(() => engine.select('which thread', []));
  assert.equal([first.ok, dead[0]!.ok, unanswered.ok, next.ok], [true, false, false, true]);
  if (!unanswered.ok) assert.is(unanswered.error.code, 'UNAVAILABLE');
  if (first.ok && next.ok) assert.not.equal(first.value, next.value);
  await engine.close();
});

test('every database of these tests is intact, the killed ones too', () => {
  for (const file of files) {
    const database = new Database(file);
    assert.is(database.pragma('integrity_check', { simple: true }), 'ok', file);
    database.close();
  }
});

test.run();
