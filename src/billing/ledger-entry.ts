import type { AccountId, ConferenceId, Id, LegId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { LegCharge } from './charge.js';
import { opposite, type MicroYuan } from './money.js';

/** Of a charge it is the id of its leg: a leg is charged once. */
export type LedgerEntryId = Id<'LedgerEntryId'>;

export type EntryKind =
  | 'charge'
  | 'recharge'
  /** Takes back another entry, whole. */
  | 'reversal'
  /** A balance that was there before the ledger was. */
  | 'opening';

/** Where the money of an entry comes from or goes to; the other side is the customer's account. */
export type CounterBook = 'revenue' | 'cash' | 'opening';

/** An entry of the ledger [S50]: two postings whose sum is 0. */
export interface LedgerEntry {
  readonly id: LedgerEntryId;
  readonly account: AccountId;
  readonly kind: EntryKind;
  /** What the account gains; negative: what it pays. The counter-book gets the opposite. */
  readonly amount: MicroYuan;
  readonly counterBook: CounterBook;
  /** The same key is booked once, whoever tries again. */
  readonly idempotencyKey: string;
  readonly utcMs: UtcMs;
  readonly leg: LegId | undefined;
  readonly conference: ConferenceId | undefined;
  /** Of a recharge: cash, transfer, gateway. */
  readonly method: string | undefined;
  readonly note: string | undefined;
  readonly reverses: LedgerEntryId | undefined;
}

/** Money that a customer has paid in [S43]. */
export interface Recharge {
  readonly id: LedgerEntryId;
  readonly account: AccountId;
  /** More than 0. */
  readonly amount: MicroYuan;
  readonly method: string;
  readonly note: string;
  readonly idempotencyKey: string;
  readonly utcMs: UtcMs;
}

export const rechargeEntry = (recharge: Recharge): LedgerEntry => ({
  ...recharge,
  kind: 'recharge',
  counterBook: 'cash',
  leg: undefined,
  conference: undefined,
  reverses: undefined,
});

export const chargeEntry = ({ leg, account, conference, amount }: LegCharge, utcMs: UtcMs): LedgerEntry => ({
  id: leg as string as LedgerEntryId,
  account,
  kind: 'charge',
  amount: opposite(amount),
  counterBook: 'revenue',
  idempotencyKey: `leg:${leg}`,
  utcMs,
  leg,
  conference,
  method: undefined,
  note: undefined,
  reverses: undefined,
});
