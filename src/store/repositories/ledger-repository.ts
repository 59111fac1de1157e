import { sql } from 'kysely';
import { invariant } from '../../base/errors.js';
import { fail, ok, type Result } from '../../base/result.js';
import type { UtcMs } from '../../base/units.js';
import {
  rechargeEntry,
  type LedgerEntry,
  type LedgerEntryId,
  type Recharge,
} from '../../billing/ledger-entry.js';
import { opposite } from '../../billing/money.js';
import { PreparedWrite } from '../prepared-write.js';
import { statement, unit } from '../statement.js';
import type { Statement, Store, StoreError } from '../store.js';
import { LedgerReads } from './ledger-reads.js';

/** Done now, or before under the same key. */
export interface Booked {
  readonly entry: LedgerEntry;
  readonly repeated: boolean;
}

export type BookingError =
  | StoreError
  | {
      readonly code:
        | 'ACCOUNT_NOT_FOUND'
        /** The key stands for another entry. */
        | 'IDEMPOTENCY_MISMATCH'
        | 'ENTRY_NOT_FOUND'
        | 'ALREADY_REVERSED'
        /** Taking this back would leave less than is set aside or owed. */
        | 'BALANCE_TOO_LOW';
    };

/** The books: entries are added, never changed [S50]. The balance of an account is the sum of its postings. */
export class LedgerRepository extends LedgerReads {
  readonly #store: Store;
  readonly #entry: PreparedWrite<ReturnType<typeof toRow>>;
  readonly #postings: PreparedWrite<ReturnType<typeof toPostings>>;

  constructor(store: Store) {
    super(store);
    this.#store = store;
    this.#entry = new PreparedWrite((row) => store.queries.insertInto('ledger_entries').values(row), 1);
    this.#postings = new PreparedWrite(
      ({ entry, account, amount, counter_book: book, counter_amount: counter }) =>
        store.queries.insertInto('ledger_postings').values([
          { entry, book: 'customer', account, amount_micro_yuan: amount },
          { entry, book, account: null, amount_micro_yuan: counter },
        ]),
      2,
    );
  }

  /** The entry alone: who books it changes the balance in the same unit. */
  entry(entry: LedgerEntry): readonly Statement[] {
    return [this.#entry.filledWith(toRow(entry)), this.#postings.filledWith(toPostings(entry))];
  }

  /** CONFLICT: no such account. UNIQUE: the key is booked already. */
  recharged(recharge: Recharge): readonly Statement[] {
    invariant(recharge.amount > 0, `a recharge of ${recharge.amount}`);
    const { account, amount } = recharge;
    const update = this.#store.queries.updateTable('accounts').set({
      balance_micro_yuan: sql<number>`balance_micro_yuan + ${amount}`,
      recharges: sql<number>`recharges + 1`,
    });
    return [statement(update.where('id', '=', account), 1), ...this.entry(rechargeEntry(recharge))];
  }

  /** Once for a key, however often it is asked [S43]. */
  async recharge(recharge: Recharge): Promise<Result<Booked, BookingError>> {
    const booked = await this.#store.commit(unit(...this.recharged(recharge)));
    if (booked.ok) return ok({ entry: rechargeEntry(recharge), repeated: false });
    if (booked.error.code === 'CONFLICT') return fail({ code: 'ACCOUNT_NOT_FOUND' });
    if (booked.error.code !== 'UNIQUE') return booked;
    const entry = await this.findByKey(recharge.idempotencyKey);
    const same = entry?.account === recharge.account && entry.amount === recharge.amount;
    return same ? ok({ entry, repeated: true }) : fail({ code: 'IDEMPOTENCY_MISMATCH' });
  }

  /** Takes an entry back by its opposite. */
  async reverse(
    id: LedgerEntryId,
    reversal: { readonly id: LedgerEntryId; readonly note: string; readonly utcMs: UtcMs },
  ): Promise<Result<Booked, BookingError>> {
    const reversed = await this.find(id);
    if (reversed === undefined) return fail({ code: 'ENTRY_NOT_FOUND' });
    const entry: LedgerEntry = {
      ...reversed,
      ...reversal,
      kind: 'reversal',
      amount: opposite(reversed.amount),
      idempotencyKey: `reversal:${id}`,
      method: undefined,
      reverses: id,
    };
    const booked = await this.#store.commit(unit(this.#rebalance(entry), ...this.entry(entry)));
    if (booked.ok) return ok({ entry, repeated: false });
    if (booked.error.code === 'CONFLICT') return fail({ code: 'BALANCE_TOO_LOW' });
    return booked.error.code === 'UNIQUE' ? fail({ code: 'ALREADY_REVERSED' }) : booked;
  }

  /** Moves the balance by the entry, unless it would no longer cover what is set aside. */
  #rebalance({ account, amount }: LedgerEntry): Statement {
    const update = this.#store.queries
      .updateTable('accounts')
      .set({ balance_micro_yuan: sql<number>`balance_micro_yuan + ${amount}` })
      .where('id', '=', account);
    if (amount >= 0) return statement(update, 1);
    const left = sql<number>`balance_micro_yuan + credit_limit_micro_yuan - reserved_micro_yuan`;
    return statement(update.where(left, '>=', opposite(amount)), 1);
  }
}

const toRow = (entry: LedgerEntry) => ({
  id: entry.id,
  account: entry.account,
  kind: entry.kind,
  idempotency_key: entry.idempotencyKey,
  utc_ms: entry.utcMs,
  leg: entry.leg ?? null,
  conference: entry.conference ?? null,
  method: entry.method ?? null,
  note: entry.note ?? null,
  reverses: entry.reverses ?? null,
});

const toPostings = ({ id, account, amount, counterBook }: LedgerEntry) => ({
  entry: id,
  account,
  amount,
  counter_book: counterBook,
  counter_amount: opposite(amount),
});
