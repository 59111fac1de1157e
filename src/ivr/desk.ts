import type { Language } from '../accounts/account.js';
import type { AccountId, BookingId, ConferenceId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { Role } from '../conference/participant.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { BarCode } from '../dialing/call-result.js';

/**
 * What a flow needs to know or have done beside its conference: it puts a question to the desk and goes on
 * when the answer comes. Questions and answers are plain data; a flow has at most one open.
 */
export type Question =
  /** `quick`: whose phone is this? Only an asserted number proves it [S27]. */
  | { readonly type: 'convener' }
  /** Account number and phone PIN, keyed [S27] [S52]. */
  | { readonly type: 'phone-pin'; readonly accountNumber: string; readonly pin: string }
  /** `instant`: may this number use the service, and is it known already [S30]? */
  | {
      readonly type: 'subscriber';
      /** In which an account is opened, if this call opens one: that of the called number. */
      readonly language: Language;
    }
  /** A number as keyed, `*` before the extension: whom it names, and whether it may be called [S40] [S41]. */
  | { readonly type: 'callee'; readonly keyed: string; readonly payer: AccountId | undefined }
  /** MMDDHHMM in the account's time zone: the instant it means [S31]. */
  | { readonly type: 'booking-time'; readonly keyed: string; readonly account: AccountId }
  | {
      readonly type: 'book';
      readonly account: AccountId;
      readonly startMs: UtcMs;
      readonly parties: readonly CalledParty[];
    }
  /** The next bookings of the account that can still be cancelled, the earliest first. */
  | { readonly type: 'bookings'; readonly account: AccountId }
  | { readonly type: 'cancel-booking'; readonly account: AccountId; readonly booking: BookingId }
  /** Was this caller lost from a conference a moment ago [S13]? */
  | { readonly type: 'lost-conference' }
  /** May this caller enter the room without keys, as an invitee by asserted number [S2]? */
  | { readonly type: 'keyless'; readonly roomNumber: string }
  /** 「不再接收此类来电请按9」 [S41]. */
  | { readonly type: 'opt-out' };

export type Answer =
  /** `wrong`: PIN or account number; `waitMs`: so long the verdict is kept from the caller [S52]. */
  | {
      readonly type: 'payer';
      readonly result: Result<
        Payer,
        { readonly code: 'UNKNOWN_NUMBER' | 'WRONG' | 'NOT_ELIGIBLE' | 'ACCOUNT_CLOSED' }
      >;
      readonly waitMs: number;
    }
  | { readonly type: 'callee'; readonly result: Result<CalledParty, { readonly code: BarCode }> }
  | {
      readonly type: 'booking-time';
      readonly result: Result<UtcMs, { readonly code: 'IMPOSSIBLE' | 'TOO_SOON' | 'TOO_FAR' }>;
    }
  | {
      readonly type: 'booked';
      readonly result: Result<BookingId, { readonly code: 'LINES_FULL' | 'TOO_SOON' | 'CANNOT_BOOK' }>;
    }
  | { readonly type: 'bookings'; readonly bookings: readonly SpokenBooking[] }
  | { readonly type: 'cancelled'; readonly done: boolean }
  | { readonly type: 'lost-conference'; readonly found: LostConference | undefined }
  | { readonly type: 'keyless'; readonly role: Role | undefined }
  | { readonly type: 'opted-out' }
  /** The store cannot be asked at the moment. */
  | { readonly type: 'unavailable' };

/** Who pays for what the caller does now. */
export interface Payer {
  readonly account: AccountId;
  readonly language: Language;
  readonly timeZone: string;
  /** This call has activated the number [S30]. */
  readonly activatedNow: boolean;
}

export interface SpokenBooking {
  readonly booking: BookingId;
  readonly startMs: UtcMs;
  readonly parties: number;
}

export interface LostConference {
  readonly conference: ConferenceId;
  readonly role: Role;
  /** A chair whose number is not verified on the account: the chair password is asked. */
  readonly asksPassword: boolean;
  readonly roomNumber: string;
}
