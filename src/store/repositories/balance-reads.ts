import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { Rate } from '../../billing/charge.js';
import { PreparedRead } from '../prepared-read.js';
import type { Reads } from '../store.js';

/** What an account has, owes and has set aside, in micro-yuan. */
export interface Balance {
  readonly balance: number;
  readonly reserved: number;
  readonly creditLimit: number;
}

/** A leg that is up and what is set aside for it. */
export interface PaidLegRow {
  readonly answeredMs: UtcMs;
  readonly rate: Rate;
  readonly amount: number;
}

export class BalanceReads {
  readonly #reads: Reads;
  readonly #balance = new PreparedRead(({ account }: { account: string }) =>
    this.#reads.queries
      .selectFrom('accounts')
      .select([
        'balance_micro_yuan as balance',
        'reserved_micro_yuan as reserved',
        'credit_limit_micro_yuan as creditLimit',
      ])
      .where('id', '=', account),
  );
  readonly #paidLegs = new PreparedRead(({ account }: { account: string }) =>
    this.#reads.queries
      .selectFrom('reservations')
      .innerJoin('legs', 'legs.id', 'reservations.leg')
      .selectAll('reservations')
      .select('legs.answer_ms')
      .where('reservations.account', '=', account),
  );

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  async of(account: AccountId): Promise<Balance | undefined> {
    const [row] = await this.#reads.read(this.#balance.filledWith({ account }));
    return row;
  }

  /** Those that run on the account's money now. */
  async paidLegs(account: AccountId): Promise<readonly PaidLegRow[]> {
    const rows = await this.#reads.read(this.#paidLegs.filledWith({ account }));
    return rows.map((row) => ({
      answeredMs: utcMs(row.answer_ms),
      rate: {
        tariffVersion: row.tariff_version,
        free: false,
        microYuanPerMinute: row.price_micro_yuan,
        firstBlockS: row.first_block_s,
        incrementS: row.increment_s,
      },
      amount: row.amount_micro_yuan,
    }));
  }
}
