import { sql } from 'kysely';
import type { Account } from '../../accounts/account.js';
import type { AccountId } from '../../base/ids.js';
import { microYuan, type MicroYuan } from '../../billing/money.js';
import type { AccountsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import { toAccount } from './account-repository.js';
import { holdsName } from './name-search.js';
import type { PageOf } from './page.js';

/** An account as an administrator sees it. */
export interface AccountRecord extends Account {
  readonly balance: MicroYuan;
  /** Set aside for the legs that are up. */
  readonly reserved: MicroYuan;
  /** On whose phone bill the charges appear [S51a]; undefined: the account's own. */
  readonly billingNumber: string | undefined;
  readonly version: number;
}

export interface AccountFilter {
  /** The beginning of its number. */
  readonly number?: string | undefined;
  /** Anywhere in its name. */
  readonly name?: string | undefined;
  /** One of its telephone numbers, E.164. */
  readonly phone?: string | undefined;
  readonly status?: Account['status'] | undefined;
}

/** What an administrator may change of an account. */
export type AccountEdit = Pick<
  AccountRecord,
  | 'name'
  | 'tier'
  | 'paymentMode'
  | 'language'
  | 'timeZone'
  | 'status'
  | 'creditLimit'
  | 'outgoing'
  | 'billingNumber'
>;

/** All accounts, for who administers them [S45]. */
export class AccountDirectory {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  async find(id: AccountId): Promise<AccountRecord | undefined> {
    const row = await this.#accounts.where('id', '=', id).executeTakeFirst();
    return row && toRecord(row);
  }

  /** In the order of creation. */
  async search(
    { number, name, phone, status }: AccountFilter,
    { after, limit }: PageOf<AccountId>,
  ): Promise<readonly AccountRecord[]> {
    let page = this.#accounts;
    if (number !== undefined) page = page.where('number', 'like', `${number}%`);
    if (name !== undefined) page = page.where(holdsName('name', name));
    if (status !== undefined) page = page.where('status', '=', status);
    if (phone !== undefined) {
      const owner = this.#reads.queries.selectFrom('account_numbers').select('account');
      page = page.where('id', 'in', owner.where('e164', '=', phone));
    }
    if (after !== undefined) page = page.where('id', '>', after);
    return (await page.orderBy('id').limit(limit).execute()).map(toRecord);
  }

  /**
   * Over the version it was read with, and makes that one higher. CONFLICT: it was changed meanwhile, or the new
   * limit lies below what is owed and set aside.
   */
  change(id: AccountId, edit: AccountEdit, version: number): Statement {
    const limit = edit.creditLimit;
    const update = this.#reads.queries
      .updateTable('accounts')
      .set({
        name: edit.name,
        tier: edit.tier,
        payment_mode: edit.paymentMode,
        language: edit.language,
        time_zone: edit.timeZone,
        status: edit.status,
        credit_limit_micro_yuan: limit,
        outgoing: JSON.stringify(edit.outgoing),
        billing_number: edit.billingNumber ?? null,
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      // An account that owes more already may keep its limit, not lower it.
      .where((row) =>
        row.or([
          row('credit_limit_micro_yuan', '<=', limit),
          row(sql<number>`balance_micro_yuan - reserved_micro_yuan + ${limit}`, '>=', 0),
        ]),
      );
    return statement(update, 1);
  }

  get #accounts() {
    return this.#reads.queries.selectFrom('accounts').selectAll();
  }
}

const toRecord = (row: AccountsTable): AccountRecord => ({
  ...toAccount(row),
  balance: microYuan(row.balance_micro_yuan),
  reserved: microYuan(row.reserved_micro_yuan),
  billingNumber: row.billing_number ?? undefined,
  version: row.version,
});
