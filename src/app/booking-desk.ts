import type { Clock } from '../base/clock.js';
import type { AccountId, BookingId, IdMaker } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs } from '../base/units.js';
import { partiesOf, type Booking } from '../booking/booking.js';
import type {
  BookingChange,
  BookingRefusal,
  BookingRequest,
  Bookings,
  ChangeRefusal,
} from '../booking/booking-requests.js';
import { BOOKED_MS, fits, type LineLimits } from '../booking/capacity.js';
import { checkStart, type BookingTimes } from '../booking/keyed-time.js';
import { BookingRepository } from '../store/repositories/booking-repository.js';
import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';

export interface BookingDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly times: BookingTimes;
  /** Of the conference that a booking becomes, the host included. */
  readonly partiesMax: number;
  /** Of all trunks together. */
  readonly lines: () => LineLimits;
  /** A booking was made, changed or cancelled. */
  readonly changed?: (booking: Pick<Booking, 'id' | 'account'>) => void;
}

/** Listed on the phone one after another; nobody listens to more. */
const LISTED_MAX = 20;

/** 预约: takes, changes, lists and cancels bookings of instant conferences, for keypad and API alike [S31] [S37]. */
export class BookingDesk implements Bookings {
  readonly #options: BookingDeskOptions;
  readonly #bookings: BookingRepository;
  /** One after another, so that two cannot both take the last lines. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: BookingDeskOptions) {
    this.#options = options;
    this.#bookings = new BookingRepository(options.store);
  }

  book(request: BookingRequest): Promise<Result<BookingId, BookingRefusal>> {
    return this.#inTurn(() => this.#book(request));
  }

  change(booking: Booking, changes: BookingChange): Promise<Result<Booking, ChangeRefusal>> {
    return this.#inTurn(() => this.#change(booking, changes));
  }

  planned(account: AccountId): Promise<readonly Booking[]> {
    return this.#bookings.planned(account, LISTED_MAX);
  }

  async cancel(booking: BookingId, account: AccountId): Promise<boolean> {
    const cancelled = await this.#options.store.commit(unit(this.#bookings.cancel(booking, account)));
    if (cancelled.ok) this.#options.changed?.({ id: booking, account });
    return cancelled.ok;
  }

  #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #book(request: BookingRequest): Promise<Result<BookingId, BookingRefusal>> {
    const { clock, ids } = this.#options;
    const { account, startMs, host, parties, name = '', costMax } = request;
    const booking: Booking = {
      id: ids.next(),
      account: account.id,
      name,
      startMs,
      host,
      parties,
      costMax,
      status: 'booked',
      nextTryMs: startMs,
      tries: 0,
      conference: undefined,
      createdMs: clock.utcNow(),
      version: 1,
    };
    const refusal = await this.#refusalOf(booking);
    if (refusal !== undefined) return fail(refusal);
    const stored = await this.#commit(this.#bookings.create(booking), booking);
    return stored.ok ? ok(booking.id) : fail({ code: 'CANNOT_BOOK' });
  }

  async #change(old: Booking, changes: BookingChange): Promise<Result<Booking, ChangeRefusal>> {
    const startMs = changes.startMs ?? old.startMs;
    const booking: Booking = { ...old, ...changes, startMs, nextTryMs: startMs };
    const refusal = await this.#refusalOf(booking, old);
    if (refusal !== undefined) return fail(refusal);
    const stored = await this.#commit(this.#bookings.change(booking), booking);
    if (stored.ok) return ok({ ...booking, version: booking.version + 1 });
    return fail({ code: stored.error.code === 'CONFLICT' ? 'CONFLICT' : 'CANNOT_BOOK' });
  }

  /**
   * `old`: the booking as it was. A start that stays may have come closer than a new one could be, and the lines
   * that it was given are its own, also when there are fewer by now.
   */
  async #refusalOf(booking: Booking, old?: Booking): Promise<BookingRefusal | undefined> {
    const { clock, times, partiesMax, lines } = this.#options;
    const { startMs, account } = booking;
    if (startMs !== old?.startMs) {
      const checked = checkStart(startMs, clock.utcNow(), times);
      if (!checked.ok)
        return { code: checked.error.code === 'IMPOSSIBLE' ? 'CANNOT_BOOK' : checked.error.code };
    } else if (partiesOf(booking) <= partiesOf(old)) return undefined;
    // Who finds no place would only take a line from others.
    if (partiesOf(booking) > partiesMax) return { code: 'TOO_MANY_PARTIES' };
    const load = { startMs, endMs: utcMs(startMs + BOOKED_MS), lines: partiesOf(booking) };
    const loads = await this.#bookings.loads(load.startMs, load.endMs, booking.id);
    const own = loads.filter((other) => other.account === account);
    const { all, ofAccount } = lines();
    // The first one of an hour is never too large for its account: another time would not help it.
    const isWithinShare = own.length === 0 || fits(own, load, ofAccount);
    return fits(loads, load, all) && isWithinShare ? undefined : { code: 'LINES_FULL' };
  }

  async #commit(statement: Statement, booking: Booking) {
    const stored = await this.#options.store.commit(unit(statement));
    if (stored.ok) this.#options.changed?.(booking);
    return stored;
  }
}
