import type { Account } from '../accounts/account.js';
import type { Clock } from '../base/clock.js';
import type { AccountId, BookingId, IdMaker } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs, type UtcMs } from '../base/units.js';
import { partiesOf, type Booking } from '../booking/booking.js';
import { BOOKED_MS, fits } from '../booking/capacity.js';
import { checkStart, type BookingTimes } from '../booking/keyed-time.js';
import type { CalledParty } from '../dialing/called-party.js';
import { BookingRepository } from '../store/repositories/booking-repository.js';
import { unit } from '../store/statement.js';
import type { Store } from '../store/store.js';

export interface BookingDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly times: BookingTimes;
  /** Lines that bookings may take at once, of all trunks together; 0: without a limit. */
  readonly linesMax: () => number;
}

export interface BookingRequest {
  readonly account: Account;
  readonly startMs: UtcMs;
  readonly host: CalledParty;
  readonly parties: readonly CalledParty[];
}

export type BookingRefusal = { readonly code: 'TOO_SOON' | 'TOO_FAR' | 'LINES_FULL' | 'CANNOT_BOOK' };

/** Listed on the phone one after another; nobody listens to more. */
const LISTED_MAX = 20;

/** 预约: takes, lists and cancels bookings of instant conferences, for keypad and API alike [S31] [S37]. */
export class BookingDesk {
  readonly #options: BookingDeskOptions;
  readonly #bookings: BookingRepository;
  /** One after another, so that two cannot both take the last lines. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: BookingDeskOptions) {
    this.#options = options;
    this.#bookings = new BookingRepository(options.store);
  }

  book(request: BookingRequest): Promise<Result<BookingId, BookingRefusal>> {
    const booked = this.#last.then(() => this.#book(request));
    this.#last = booked.catch(() => undefined);
    return booked;
  }

  planned(account: AccountId): Promise<readonly Booking[]> {
    return this.#bookings.planned(account, LISTED_MAX);
  }

  /** False: it is not the account's, has begun, or is over. */
  async cancel(booking: BookingId, account: AccountId): Promise<boolean> {
    return (await this.#options.store.commit(unit(this.#bookings.cancel(booking, account)))).ok;
  }

  async #book(request: BookingRequest): Promise<Result<BookingId, BookingRefusal>> {
    const { clock, ids, times, store, linesMax } = this.#options;
    const nowMs = clock.utcNow();
    const { startMs } = request;
    const checked = checkStart(startMs, nowMs, times);
    if (!checked.ok)
      return fail({ code: checked.error.code === 'IMPOSSIBLE' ? 'CANNOT_BOOK' : checked.error.code });
    const booking: Booking = {
      id: ids.next(),
      account: request.account.id,
      startMs,
      host: request.host,
      parties: request.parties,
      status: 'booked',
      nextTryMs: startMs,
      tries: 0,
      conference: undefined,
      createdMs: nowMs,
    };
    const load = { startMs, endMs: utcMs(startMs + BOOKED_MS), lines: partiesOf(booking) };
    const loads = await this.#bookings.loads(load.startMs, load.endMs);
    if (!fits(loads, load, linesMax())) return fail({ code: 'LINES_FULL' });
    const stored = await store.commit(unit(this.#bookings.create(booking)));
    return stored.ok ? ok(booking.id) : fail({ code: 'CANNOT_BOOK' });
  }
}
