import type { AccountNumber } from '../../accounts/account-number.js';
import type { Listed } from '../../accounts/eligibility.js';
import type { AccountId, RoomId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import type { AccountNumbersTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

/** The telephone numbers of accounts, their phone PINs, and the numbers that were listed for the instant service. */
export class AccountNumberRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** UNIQUE `account_numbers.e164` when it belongs to an account already. */
  create(number: AccountNumber): Statement {
    return statement(this.#store.queries.insertInto('account_numbers').values(toRow(number)), 1);
  }

  /** A number that was verified anew belongs to who verified it last [S30]. */
  verified(number: AccountNumber): Statement {
    const { e164: _, ...moved } = toRow(number);
    return statement(
      this.#store.queries
        .insertInto('account_numbers')
        .values(toRow(number))
        .onConflict((conflict) => conflict.column('e164').doUpdateSet(moved)),
      1,
    );
  }

  /** CONFLICT when it is not the account's, or is the one that the account was opened with. */
  remove(e164: string, account: AccountId): Statement {
    const remove = this.#store.queries.deleteFrom('account_numbers').where('e164', '=', e164);
    return statement(remove.where('account', '=', account).where('kind', '!=', 'registered'), 1);
  }

  async find(e164: string): Promise<AccountNumber | undefined> {
    const row = await this.#numbers.where('e164', '=', e164).executeTakeFirst();
    return row && toNumber(row);
  }

  async listOfAccount(account: AccountId): Promise<readonly AccountNumber[]> {
    const rows = await this.#numbers.where('account', '=', account).orderBy('e164').execute();
    return rows.map(toNumber);
  }

  /** The phone PIN [S26], as `hashPassword` made it. */
  setPin(account: AccountId, hash: string): Statement {
    return statement(
      this.#store.queries
        .insertInto('phone_pins')
        .values({ account, hash })
        .onConflict((conflict) => conflict.column('account').doUpdateSet({ hash })),
      1,
    );
  }

  async pinHash(account: AccountId): Promise<string | undefined> {
    const pins = this.#store.queries.selectFrom('phone_pins').select('hash');
    return (await pins.where('account', '=', account).executeTakeFirst())?.hash;
  }

  list(e164: string, verdict: 'allowed' | 'refused'): Statement {
    return statement(
      this.#store.queries
        .insertInto('listed_numbers')
        .values({ e164, verdict })
        .onConflict((conflict) => conflict.column('e164').doUpdateSet({ verdict })),
      1,
    );
  }

  async listed(e164: string): Promise<Listed> {
    const listed = this.#store.queries.selectFrom('listed_numbers').select('verdict');
    const row = await listed.where('e164', '=', e164).executeTakeFirst();
    return row?.verdict as Listed;
  }

  invite(room: RoomId, e164: string): Statement {
    return statement(
      this.#store.queries
        .insertInto('room_invitees')
        .values({ room, e164 })
        .onConflict((conflict) => conflict.columns(['room', 'e164']).doNothing()),
    );
  }

  async isInvited(room: RoomId, e164: string): Promise<boolean> {
    const invitees = this.#store.queries.selectFrom('room_invitees').select('e164');
    return (await invitees.where('room', '=', room).where('e164', '=', e164).execute()).length > 0;
  }

  get #numbers() {
    return this.#store.queries.selectFrom('account_numbers').selectAll();
  }
}

const toRow = ({ e164, account, kind, verifiedMs }: AccountNumber): AccountNumbersTable => ({
  e164,
  account,
  kind,
  verified_ms: verifiedMs,
});

const toNumber = (row: AccountNumbersTable): AccountNumber => ({
  e164: row.e164,
  account: row.account as AccountId,
  kind: row.kind as AccountNumber['kind'],
  verifiedMs: utcMs(row.verified_ms),
});
