import type { Account } from '../accounts/account.js';
import type { AccountId, BookingId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';
import type { BookedParty, Booking } from './booking.js';

export interface BookingRequest {
  readonly account: Account;
  readonly name?: string;
  readonly startMs: UtcMs;
  readonly host: BookedParty;
  readonly parties: readonly BookedParty[];
  readonly costMax?: MicroYuan | undefined;
}

/** What people can change of a booking that has not begun. */
export type BookingChange = Partial<Pick<Booking, 'name' | 'startMs' | 'host' | 'parties' | 'costMax'>>;

export type BookingRefusal = {
  readonly code: 'TOO_SOON' | 'TOO_FAR' | 'TOO_MANY_PARTIES' | 'LINES_FULL' | 'CANNOT_BOOK';
};
/** `CONFLICT`: it was changed meanwhile, has begun, or is over. */
export type ChangeRefusal = BookingRefusal | { readonly code: 'CONFLICT' };

/** Takes, changes and cancels bookings, for keypad and API alike. */
export interface Bookings {
  book(request: BookingRequest): Promise<Result<BookingId, BookingRefusal>>;
  /** `booking` as it was read. */
  change(booking: Booking, changes: BookingChange): Promise<Result<Booking, ChangeRefusal>>;
  /** False: it is not the account's, has begun, or is over. */
  cancel(booking: BookingId, account: AccountId): Promise<boolean>;
}
