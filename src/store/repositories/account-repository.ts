import { sql, type Selectable } from 'kysely';
import { DEFAULT_OUTGOING_RIGHTS, type Account, type OutgoingRights } from '../../accounts/account.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { microYuan, type MicroYuan } from '../../billing/money.js';
import { PreparedRead } from '../prepared-read.js';
import type { AccountsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

/** What the customer sees and changes of an account. */
export interface AccountProfile extends Pick<Account, 'number' | 'name' | 'language' | 'timeZone'> {
  readonly version: number;
}

export class AccountRepository {
  readonly #store: Store;
  readonly #byId = new PreparedRead(({ id }: { id: string }) => this.#accounts.where('id', '=', id));

  constructor(store: Store) {
    this.#store = store;
  }

  /** Without money: its first entry in the ledger brings some. */
  create(account: Account): Statement {
    const row: AccountsTable = {
      id: account.id,
      number: account.number,
      name: account.name,
      role: account.role,
      tier: account.tier,
      payment_mode: account.paymentMode,
      language: account.language,
      time_zone: account.timeZone,
      balance_micro_yuan: 0,
      created_ms: account.createdMs,
      status: account.status,
      credit_limit_micro_yuan: account.creditLimit,
      reserved_micro_yuan: 0,
      recharges: 0,
      outgoing: JSON.stringify(account.outgoing),
      billing_number: null,
      version: 1,
    };
    return statement(this.#store.queries.insertInto('accounts').values(row), 1);
  }

  /** Over the version it was read with, and makes that one higher. CONFLICT: it was changed meanwhile. */
  changeProfile(
    id: AccountId,
    { name, language, timeZone }: Pick<Account, 'name' | 'language' | 'timeZone'>,
    version: number,
  ): Statement {
    const update = this.#store.queries
      .updateTable('accounts')
      .set({ name, language, time_zone: timeZone, version: version + 1 });
    return statement(update.where('id', '=', id).where('version', '=', version), 1);
  }

  setStatus(id: AccountId, status: Account['status']): Statement {
    return statement(this.#store.queries.updateTable('accounts').set({ status }).where('id', '=', id), 1);
  }

  /** Of a postpaid account. CONFLICT: more than that is owed or set aside already. */
  setCreditLimit(id: AccountId, creditLimit: MicroYuan): Statement {
    const update = this.#store.queries
      .updateTable('accounts')
      .set({ credit_limit_micro_yuan: creditLimit })
      .where('id', '=', id)
      .where(sql<number>`balance_micro_yuan - reserved_micro_yuan + ${creditLimit}`, '>=', 0);
    return statement(update, 1);
  }

  setOutgoing(id: AccountId, outgoing: OutgoingRights): Statement {
    const rights = JSON.stringify(outgoing);
    const update = this.#store.queries.updateTable('accounts').set({ outgoing: rights });
    return statement(update.where('id', '=', id), 1);
  }

  /** The number on whose phone bill the charges appear [S51a]; undefined: the account's own. */
  setBillingNumber(id: AccountId, billingNumber: string | undefined): Statement {
    const update = this.#store.queries.updateTable('accounts').set({ billing_number: billingNumber ?? null });
    return statement(update.where('id', '=', id), 1);
  }

  async find(id: AccountId): Promise<Account | undefined> {
    const [row] = await this.#store.read(this.#byId.filledWith({ id }));
    return row && toAccount(row);
  }

  async profile(id: AccountId): Promise<AccountProfile | undefined> {
    const [row] = await this.#store.read(this.#byId.filledWith({ id }));
    if (row === undefined) return undefined;
    const { number, name, language, timeZone } = toAccount(row);
    return { number, name, language, timeZone, version: row.version };
  }

  async findByNumber(number: string): Promise<Account | undefined> {
    const row = await this.#accounts.where('number', '=', number).executeTakeFirst();
    return row && toAccount(row);
  }

  async balance(id: AccountId): Promise<MicroYuan | undefined> {
    const [row] = await this.#store.read(this.#byId.filledWith({ id }));
    return row && microYuan(row.balance_micro_yuan);
  }

  get #accounts() {
    return this.#store.queries.selectFrom('accounts').selectAll();
  }
}

export const toAccount = (row: Selectable<AccountsTable>): Account => ({
  id: row.id as AccountId,
  number: row.number,
  name: row.name,
  role: row.role as Account['role'],
  tier: row.tier as Account['tier'],
  paymentMode: row.payment_mode as Account['paymentMode'],
  language: row.language as Account['language'],
  timeZone: row.time_zone,
  status: row.status as Account['status'],
  creditLimit: microYuan(row.credit_limit_micro_yuan),
  outgoing: { ...DEFAULT_OUTGOING_RIGHTS, ...(JSON.parse(row.outgoing) as Partial<OutgoingRights>) },
  createdMs: utcMs(row.created_ms),
});
