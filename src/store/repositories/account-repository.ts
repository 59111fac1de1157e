import type { Selectable } from 'kysely';
import type { Account } from '../../accounts/account.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { microYuan, type MicroYuan } from '../../billing/money.js';
import type { AccountsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

export class AccountRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  create(account: Account, balance: MicroYuan): Statement {
    const row: AccountsTable = {
      id: account.id,
      number: account.number,
      name: account.name,
      role: account.role,
      tier: account.tier,
      payment_mode: account.paymentMode,
      language: account.language,
      time_zone: account.timeZone,
      balance_micro_yuan: balance,
      created_ms: account.createdMs,
    };
    return statement(this.#store.queries.insertInto('accounts').values(row), 1);
  }

  async find(id: AccountId): Promise<Account | undefined> {
    const row = await this.#accounts.where('id', '=', id).executeTakeFirst();
    return row && toAccount(row);
  }

  async findByNumber(number: string): Promise<Account | undefined> {
    const row = await this.#accounts.where('number', '=', number).executeTakeFirst();
    return row && toAccount(row);
  }

  async balance(id: AccountId): Promise<MicroYuan | undefined> {
    const row = await this.#accounts.where('id', '=', id).executeTakeFirst();
    return row && microYuan(row.balance_micro_yuan);
  }

  get #accounts() {
    return this.#store.queries.selectFrom('accounts').selectAll();
  }
}

const toAccount = (row: Selectable<AccountsTable>): Account => ({
  id: row.id as AccountId,
  number: row.number,
  name: row.name,
  role: row.role as Account['role'],
  tier: row.tier as Account['tier'],
  paymentMode: row.payment_mode as Account['paymentMode'],
  language: row.language as Account['language'],
  timeZone: row.time_zone,
  createdMs: utcMs(row.created_ms),
});
