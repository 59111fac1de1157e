import { sql } from 'kysely';
import { Client } from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { migrate } from '../../../src/store/migrate.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import type { Migration } from '../../../src/store/migrations/migration.js';
import { openStore, type StoreSettings } from '../../../src/store/open-store.js';
import { statement, unit } from '../../../src/store/statement.js';
import { TestPostgres } from '../../support/postgres.js';
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
import { open, type Backend } from './backend.js';
import { insertNode, nodeNames, storeContract } from './store-contract.js';
import { webhookContract } from './webhook-contract.js';

const test = suite('PostgreSQL store');
let postgres: TestPostgres;

test.before(async () => {
  postgres = await TestPostgres.start();
});
test.after(() => postgres.stop());

const create = async (): Promise<StoreSettings> => ({
  kind: 'postgres',
  url: await postgres.createSchema(),
});
const backend: Backend = { create };

storeContract(test, backend);
repositoryContract(test, backend);
recordsContract(test, backend);
billingContract(test, backend);
chargingContract(test, async () => databaseBench(await open(await create())));
dialingContract(test, backend);
doorContract(test, backend);
administrationContract(test, backend);
contactContract(test, backend);
outboxContract(test, backend);
webhookContract(test, backend);

test('a session that the server ends makes the store UNAVAILABLE until the next one', async () => {
  const opened = await openStore(await create(), silentLog, { probeMs: 10 });
  assert.ok(opened.ok);
  const store = opened.value;
  const suicide = { sql: 'select pg_terminate_backend(pg_backend_pid())', parameters: [] };
  const [good, killed] = await Promise.all([
    store.commit(unit(insertNode(store, 'a'))),
    store.commit(unit(suicide)),
  ]);
  assert.equal([good.ok, killed.ok], [false, false]);
  if (!killed.ok) assert.is(killed.error.code, 'UNAVAILABLE');
  assert.is(store.writable, false);
  while (!store.writable) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(await nodeNames(store), []);
  await store.close();
});

test('a migration may take its time, another unit may not', async () => {
  const store = await open(await create());
  const number = MIGRATIONS.length + 1;
  const note = sql.raw<never>(
    `create table noted as select current_setting('statement_timeout') as limit_ms`,
  );
  const slow: Migration = { number, name: 'slow', statements: (db) => [{ compile: () => note.compile(db) }] };
  assert.equal(await migrate(store, [...MIGRATIONS, slow]), { ok: true, value: [number] });
  const again = sql`insert into noted select current_setting('statement_timeout')`;
  await store.commit(unit(statement({ compile: () => again.compile(store.queries) }, 1)));
  const noted = sql<{ limit_ms: string }>`select limit_ms from noted`.compile(store.queries);
  assert.equal(
    (await store.read(noted)).map((row) => row.limit_ms),
    ['0', '10s'],
  );
  await store.close();
});

test('a row that another session holds is BUSY, its neighbours before it are written', async () => {
  const settings = { kind: 'postgres', url: await postgres.createSchema(), busyMs: 20 } as const;
  const store = await open(settings);
  await store.commit(unit(insertNode(store, 'held')));
  const other = new Client({ connectionString: settings.url });
  await other.connect();
  await other.query(`begin; update nodes set epoch = 2 where id = 'held'`);
  const held = store.queries.updateTable('nodes').set({ epoch: 3 }).where('id', '=', 'held');
  const outcomes = await Promise.all([
    store.commit(unit(insertNode(store, 'a'))),
    store.commit(unit(insertNode(store, 'undone'), statement(held, 1))),
    store.commit(unit(insertNode(store, 'untried'))),
  ]);
  assert.equal(
    outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code)),
    ['ok', 'BUSY', 'BUSY'],
  );
  await other.query('rollback');
  await other.end();
  assert.is((await store.commit(unit(statement(held, 1)))).ok, true);
  assert.equal(await nodeNames(store), ['a', 'held']);
  await store.close();
});

test.run();
