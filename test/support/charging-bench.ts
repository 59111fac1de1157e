import type { AccountId, LegId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { utcMs } from '../../src/base/units.js';
import type { AuditReport } from '../../src/billing/audit.js';
import type { ChargingStore, SettlementStore } from '../../src/billing/charging-store.js';
import { microYuan } from '../../src/billing/money.js';
import { DatabaseChargingStore } from '../../src/store/charging-store.js';
import { Journal } from '../../src/store/journal.js';
import { AccountRepository } from '../../src/store/repositories/account-repository.js';
import { AuditRepository } from '../../src/store/repositories/audit-repository.js';
import { LegRepository } from '../../src/store/repositories/leg-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Statement, Store } from '../../src/store/store.js';
import { MemoryChargingStore } from './memory-charging-store.js';
import { NOW_MS, sampleAccount, sampleIds, sampleLeg } from './store-samples.js';

/** A charging store with what stands around it: accounts, leg records, the audit. */
export interface ChargingBench {
  readonly store: ChargingStore & SettlementStore;
  addAccount(options?: { readonly creditLimit?: number }): Promise<AccountId>;
  closeAccount(account: AccountId): Promise<void>;
  /** A leg that has been answered and has entered a conference of the account. */
  openLeg(account: AccountId): Promise<LegId>;
  books(account: AccountId): Promise<{ readonly balance: number; readonly reserved: number }>;
  audit(): Promise<AuditReport>;
  close(): Promise<void>;
}

export function memoryBench(store = new MemoryChargingStore()): ChargingBench {
  const ids = sampleIds();
  return {
    store,
    addAccount: async ({ creditLimit = 0 } = {}) => {
      const id = ids.next<AccountId>();
      store.addAccount(id, microYuan(creditLimit));
      return id;
    },
    closeAccount: async (account) => store.closeAccount(account),
    openLeg: async () => {
      const leg = ids.next<LegId>();
      store.openLeg(leg, NOW_MS);
      store.joinLeg(leg);
      return leg;
    },
    books: async (account) => store.books(account),
    audit: async () => store.audit(),
    close: async () => undefined,
  };
}

export function databaseBench(database: Store): ChargingBench {
  const ids = sampleIds();
  const { queries } = database;
  const legs = new LegRepository(database);
  let accounts = 0;
  const commit = async (...statements: readonly Statement[]): Promise<void> => {
    const outcome = await database.commit(unit(...statements));
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  };
  return {
    store: new DatabaseChargingStore(database, new Journal(database, silentLog), silentLog),
    addAccount: async ({ creditLimit = 0 } = {}) => {
      const account = {
        ...sampleAccount(ids, String(20_000_000 + accounts++)),
        creditLimit: microYuan(creditLimit),
      };
      await commit(new AccountRepository(database).create(account));
      return account.id;
    },
    closeAccount: async (account) => {
      const { sql, parameters } = queries
        .updateTable('accounts')
        .set({ status: 'closed' })
        .where('id', '=', account)
        .compile();
      await commit({ sql, parameters: parameters as readonly string[], expectRows: 1 });
    },
    openLeg: async (account) => {
      const opened = sampleLeg(ids);
      const { leg } = opened;
      const joined = {
        leg,
        participant: ids.next<never>(),
        conference: ids.next<never>(),
        room: undefined,
        account,
        joinMs: utcMs(NOW_MS + 500),
      };
      await commit(legs.opened(opened), legs.joined(joined));
      return leg;
    },
    books: async (account) => {
      const row = await queries
        .selectFrom('accounts')
        .select(['balance_micro_yuan as balance', 'reserved_micro_yuan as reserved'])
        .where('id', '=', account)
        .executeTakeFirstOrThrow();
      return { balance: row.balance, reserved: row.reserved };
    },
    audit: () => new AuditRepository(database).run(),
    close: () => database.close(),
  };
}
