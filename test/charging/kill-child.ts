/**
 * A process to be killed: closes what the one before has left, tells what it found, and runs simulated
 * conferences against the real meter and SQLite as fast as they go. `FILE SEED [audit] [idle]`.
 */
import type { AccountId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { utcMs } from '../../src/base/units.js';
import { openStore } from '../../src/store/open-store.js';
import { AuditRepository } from '../../src/store/repositories/audit-repository.js';
import { NodeRepository } from '../../src/store/repositories/node-repository.js';
import { closeOlderEpochs } from '../../src/store/restart.js';
import type { Store } from '../../src/store/store.js';
import { DatabaseSoakStore, NODE } from './soak-store.js';
import { addAccounts, SoakWorld } from './soak-world.js';

/** Worlds that share the store and the accounts, so that their units meet in the same commits. */
const WORLDS = 4;
const ACCOUNTS = 30;
/** Of each world, spread over two hours of its own time: more than it gets through before the kill. */
const CONFERENCES = 2_000;

/** What a start finds when it has closed the records of the one before. */
export interface ChildReport {
  readonly closed: number;
  readonly openLegs: number;
  readonly reserved: number;
  readonly reservations: number;
  readonly unproven: number;
  readonly belowLimit: number;
  readonly audit?: { readonly legs: number; readonly difference: string; readonly findings: number };
}

async function found(store: Store, closed: number): Promise<ChildReport> {
  const { queries } = store;
  const accounts = await queries.selectFrom('accounts').selectAll().execute();
  const count = async (table: 'reservations' | 'legs'): Promise<number> => {
    const all = queries.selectFrom(table).select((row) => row.fn.countAll<number>().as('rows'));
    const open = table === 'legs' ? all.where('end_ms' as never, 'is', null) : all;
    return (await open.executeTakeFirstOrThrow()).rows;
  };
  return {
    closed,
    openLegs: await count('legs'),
    reservations: await count('reservations'),
    reserved: accounts.reduce((sum, row) => sum + row.reserved_micro_yuan, 0),
    unproven: (await new AuditRepository(store).unprovenAccounts()).length,
    belowLimit: accounts.filter((row) => row.balance_micro_yuan + row.credit_limit_micro_yuan < 0).length,
  };
}

const [file, seedText, ...words] = process.argv.slice(2);
if (file === undefined) throw new Error('no file');
const seed = Number(seedText);
const opened = await openStore({ kind: 'sqlite', file }, silentLog);
if (!opened.ok) throw new Error(opened.error.message);
const store = opened.value;
const raised = await new NodeRepository(store).raiseEpoch(NODE, utcMs(Date.now()));
if (!raised.ok) throw new Error(raised.error.message);
const closed = await closeOlderEpochs(store, NODE, raised.value);
if (!closed.ok) throw new Error(closed.error.message);
const report = await found(store, closed.value.length);
if (words.includes('audit')) {
  const { legs, difference, findingsTotal } = await new AuditRepository(store).run();
  const audit = { legs, difference: String(difference), findings: findingsTotal };
  process.stdout.write(`${JSON.stringify({ ...report, audit } satisfies ChildReport)}\n`);
} else {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
if (words.includes('idle')) {
  await store.close();
} else {
  const known = await store.queries.selectFrom('accounts').select('id').execute();
  const accounts =
    known.length > 0
      ? known.map(({ id }) => id as AccountId)
      : await addAccounts(new DatabaseSoakStore(store), ACCOUNTS);
  await Promise.all(
    Array.from({ length: WORLDS }, (_, index) => {
      const shape = {
        seed: seed * WORLDS + index,
        conferences: CONFERENCES,
        accounts,
        outages: false,
        kills: false,
        epoch: raised.value,
      };
      return new SoakWorld(shape, new DatabaseSoakStore(store)).run();
    }),
  );
}
