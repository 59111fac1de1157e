import type { Account } from '../accounts/account.js';
import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { messageOf, stackOf } from '../base/errors.js';
import type { BookingId, ConferenceId, IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { utcMs } from '../base/units.js';
import { nextTry, partiesOf, stepOf, type BookedParty, type Booking } from '../booking/booking.js';
import { HOLD_AHEAD_MS, linesKept } from '../booking/capacity.js';
import type { ConferenceEvent } from '../conference/events.js';
import type { MicroYuan } from '../billing/money.js';
import type { Journal } from '../store/journal.js';
import { AccountNumberRepository } from '../store/repositories/account-number-repository.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { BookingRepository } from '../store/repositories/booking-repository.js';
import { ConferenceRepository } from '../store/repositories/conference-repository.js';
import { unit } from '../store/statement.js';
import { isOutage, type Statement, type Store, type StoreErrorCode } from '../store/store.js';

/** Begins a conference by ringing its host [S35]. */
export interface HostCaller {
  /** False: it could not even begin, as when the server drains. */
  startByHost(start: {
    /** The id that the conference gets. */
    readonly conference: ConferenceId;
    readonly account: Account;
    readonly host: BookedParty;
    readonly others: readonly BookedParty[];
    readonly costMax: MicroYuan | undefined;
  }): boolean;
}

export interface BookingRunnerOptions {
  readonly store: Store;
  /** What became of a ring is written whatever the store says meanwhile. */
  readonly journal: Pick<Journal, 'write'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly ids: IdMaker;
  readonly node: string;
  readonly host: HostCaller;
  /** Its state has become another one. */
  readonly changed?: (booking: Pick<Booking, 'id' | 'account'>) => void;
}

/** A claim outlives a slow round; a node that died gives way after it. */
const LEASE_MS = 30_000;

/**
 * Rings the hosts of booked conferences at their time [S37]. The rows are the only memory: each round reads
 * what is due, so a restart loses nothing and a clock that was set is followed.
 */
export class BookingRunner {
  readonly counters = new Counters(['rung', 'again', 'unreachable', 'missed', 'done', 'faults']);
  readonly #options: BookingRunnerOptions;
  readonly #bookings: BookingRepository;
  readonly #accounts: AccountRepository;
  readonly #numbers: AccountNumberRepository;
  readonly #running = new Map<ConferenceId, Booking>();
  /** Of them, those whose host is in. */
  readonly #begun = new Set<ConferenceId>();
  /** Lines of what starts soon, as of the last round. */
  #linesDue = 0;
  #recovered = false;
  #round: Promise<void> | undefined;
  #settling: Promise<void> = Promise.resolve();

  constructor(options: BookingRunnerOptions) {
    this.#options = options;
    this.#bookings = new BookingRepository(options.store);
    this.#accounts = new AccountRepository(options.store);
    this.#numbers = new AccountNumberRepository(options.store);
  }

  /** Once: what a former process of this node was in the middle of. Nobody is rung before. */
  async recover(): Promise<void> {
    const { node } = this.#options;
    let after: BookingId | undefined;
    do {
      const left = await this.#bookings.leftStarted(node, after);
      for (const booking of left) await this.#takeUp(booking);
      after = left.at(-1)?.id;
    } while (after !== undefined);
    await this.#settling;
    this.#recovered = true;
  }

  async #takeUp(booking: Booking): Promise<void> {
    const { id, conference, nextTryMs } = booking;
    if (conference === undefined) return;
    const inside = await new ConferenceRepository(this.#options.store).participants(conference);
    // Who was in has been told that it is over; a host who was only being rung is rung again, if the time of
    // that try is not too long ago by now.
    const became =
      inside.length > 0
        ? this.#bookings.over(id, conference, 'done')
        : this.#bookings.notRung(id, conference, nextTryMs);
    this.#write(booking, became);
  }

  /** Call about once a second. */
  tick(): Promise<void> {
    if (!this.#recovered) return Promise.resolve();
    this.#round ??= this.#ringDue().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** Lines that a call must leave to bookings: none, when it is a booked conference's own. */
  linesHeldFrom(conference: ConferenceId | undefined): number {
    if (conference !== undefined && this.#running.has(conference)) return 0;
    let ringing = 0;
    // The host is being rung, on a line that is taken: everybody else is called as soon as it confirms.
    for (const [id, booking] of this.#running)
      if (!this.#begun.has(id)) ringing += linesKept(partiesOf(booking), booking.tries - 1) - 1;
    return this.#linesDue + ringing;
  }

  /** Follows the conferences that it began. */
  onConference({ conference, fact }: ConferenceEvent): void {
    const booking = this.#running.get(conference);
    if (booking === undefined) return;
    if (fact.type === 'chair-arrived') {
      this.#begun.add(conference);
      this.#options.changed?.(booking);
    }
    if (fact.type !== 'closed') return;
    this.#running.delete(conference);
    // A host who was in and is lost for good is unreachable too, but the meeting has taken place.
    const tookPlace = this.#begun.delete(conference) || fact.reason !== 'host-unreachable';
    this.#onClosed(booking, conference, tookPlace);
  }

  /** Resolved when every conference that is over is written: wait for it before the store is closed. */
  async settled(): Promise<void> {
    await this.#settling;
  }

  async #ringDue(): Promise<void> {
    try {
      const nowMs = this.#options.clock.utcNow();
      for (const booking of await this.#bookings.due(nowMs)) await this.#begin(booking);
      this.#linesDue = await this.#bookings.linesDue(utcMs(nowMs + HOLD_AHEAD_MS));
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.warn({ error: messageOf(thrown) }, 'booked conferences could not be looked up');
    }
  }

  async #begin(booking: Booking): Promise<void> {
    const { clock, node } = this.#options;
    const nowMs = clock.utcNow();
    const claim = { node, untilMs: utcMs(nowMs + LEASE_MS) };
    if ((await this.#commit(this.#bookings.claim(booking, claim, nowMs))) !== undefined) return;
    const account = await this.#accounts.find(booking.account);
    const number = await this.#numbers.find(booking.host.e164);
    const facts = {
      accountActive: account?.status === 'active',
      hostIsOwn: number?.account === booking.account,
    };
    const step = stepOf(booking, facts, nowMs);
    if (step.type === 'give-up' || account === undefined) {
      this.counters.add('missed');
      const status = step.type === 'give-up' ? step.status : 'account-closed';
      await this.#settle(booking, this.#bookings.givenUp(booking.id, status));
      return;
    }
    await this.#ring(booking, account);
  }

  /** The row first: should the process die now, the next one rings again rather than never. */
  async #ring(booking: Booking, account: Account): Promise<void> {
    const conference = this.#options.ids.next<ConferenceId>();
    const failure = await this.#settle(booking, this.#bookings.ringing(booking.id, conference));
    // A connection that was lost may have committed it after all.
    if (failure !== undefined && isOutage(failure))
      this.#write(booking, this.#bookings.notRung(booking.id, conference, booking.nextTryMs));
    if (failure !== undefined) return;
    const tried = { ...booking, tries: booking.tries + 1, conference };
    this.#running.set(conference, tried);
    this.counters.add('rung');
    const { host, parties, costMax } = booking;
    if (this.#begins({ conference, account, host, others: parties, costMax })) return;
    this.#running.delete(conference);
    this.#onClosed(tried, conference, false);
  }

  /** A fault counts as a host who does not answer: the others of this round are rung, and it is rung again. */
  #begins(start: Parameters<HostCaller['startByHost']>[0]): boolean {
    try {
      return this.#options.host.startByHost(start);
    } catch (thrown) {
      this.counters.add('faults');
      const { conference } = start;
      this.#options.log.error({ conference, error: stackOf(thrown) }, 'a booked conference could not begin');
      return false;
    }
  }

  #onClosed(booking: Booking, conference: ConferenceId, tookPlace: boolean): void {
    const { id } = booking;
    if (tookPlace) {
      this.counters.add('done');
      return this.#write(booking, this.#bookings.over(id, conference, 'done'));
    }
    const againMs = nextTry(booking, this.#options.clock.utcNow());
    this.counters.add(againMs === undefined ? 'unreachable' : 'again');
    const became =
      againMs === undefined
        ? this.#bookings.over(id, conference, 'host-unreachable')
        : this.#bookings.again(id, conference, againMs);
    this.#write(booking, became);
  }

  /** Of what has happened; it waits for a store that is away. */
  #write(booking: Booking, statement: Statement): void {
    const written = this.#written(booking, statement);
    this.#settling = this.#settling.then(() => written);
  }

  async #written(booking: Booking, statement: Statement): Promise<void> {
    const { journal, changed } = this.#options;
    const { ok } = await journal.write(unit(statement));
    if (ok) changed?.(booking);
  }

  /** Of what is only about to happen: a later round tries again. The answer is why it was not written. */
  async #settle(booking: Booking, statement: Statement): Promise<StoreErrorCode | undefined> {
    const failure = await this.#commit(statement);
    if (failure === undefined) this.#options.changed?.(booking);
    return failure;
  }

  async #commit(statement: Statement): Promise<StoreErrorCode | undefined> {
    const outcome = await this.#options.store.commit(unit(statement));
    if (outcome.ok) return undefined;
    const { code } = outcome.error;
    if (code !== 'CONFLICT') this.#options.log.warn({ code }, 'a booking could not be written');
    return code;
  }
}
