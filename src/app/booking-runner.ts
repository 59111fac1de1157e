import type { Account } from '../accounts/account.js';
import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { messageOf, stackOf } from '../base/errors.js';
import type { ConferenceId, IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { utcMs } from '../base/units.js';
import { nextTry, stepOf, type BookedParty, type Booking } from '../booking/booking.js';
import { HOLD_AHEAD_MS } from '../booking/capacity.js';
import type { CloseReason, ConferenceEvent } from '../conference/events.js';
import type { MicroYuan } from '../billing/money.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { BookingRepository } from '../store/repositories/booking-repository.js';
import { ConferenceRepository } from '../store/repositories/conference-repository.js';
import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';

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
  readonly #running = new Map<ConferenceId, Booking>();
  /** Of them, those whose host is in. */
  readonly #begun = new Set<ConferenceId>();
  /** Lines of what starts soon, as of the last round. */
  #linesDue = 0;
  #round: Promise<void> | undefined;
  #settling: Promise<void> = Promise.resolve();

  constructor(options: BookingRunnerOptions) {
    this.#options = options;
    this.#bookings = new BookingRepository(options.store);
    this.#accounts = new AccountRepository(options.store);
  }

  /** Once, before the first round: what a former process of this node was in the middle of. */
  async recover(): Promise<void> {
    const { store, node } = this.#options;
    const conferences = new ConferenceRepository(store);
    for (const booking of await this.#bookings.leftStarted(node)) {
      const { conference } = booking;
      const began = conference !== undefined && (await conferences.participants(conference)).length > 0;
      // Who was in has been told that it is over; a host who was only being rung is rung again, if the time of
      // that try is not too long ago by now.
      const settled = began
        ? this.#bookings.over(booking.id, 'done')
        : this.#bookings.again(booking.id, booking.nextTryMs);
      await this.#settle(booking, settled);
    }
  }

  /** Call about once a second. */
  tick(): Promise<void> {
    this.#round ??= this.#ringDue().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** Lines that a call must leave to bookings: none, when it is a booked conference's own. */
  linesHeldFrom(conference: ConferenceId | undefined): number {
    if (conference !== undefined && this.#running.has(conference)) return 0;
    let ringing = 0;
    // The host is being rung: everybody else is called as soon as it confirms.
    for (const [id, booking] of this.#running) if (!this.#begun.has(id)) ringing += booking.parties.length;
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
    this.#begun.delete(conference);
    this.#settling = this.#settling.then(() => this.#onClosed(booking, fact.reason));
  }

  /** Resolved when every conference that is over is written: wait for it before the store is closed. */
  settled(): Promise<void> {
    return this.#settling;
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
    if (!(await this.#commit(this.#bookings.claim(booking, claim, nowMs)))) return;
    const account = await this.#accounts.find(booking.account);
    const step = stepOf(booking, account?.status === 'active', nowMs);
    if (step.type === 'give-up' || account === undefined) {
      this.counters.add('missed');
      const status = step.type === 'give-up' ? step.status : 'account-closed';
      await this.#settle(booking, this.#bookings.over(booking.id, status));
      return;
    }
    await this.#ring(booking, account);
  }

  /** The row first: should the process die now, the next one rings again rather than never. */
  async #ring(booking: Booking, account: Account): Promise<void> {
    const conference = this.#options.ids.next<ConferenceId>();
    if (!(await this.#settle(booking, this.#bookings.ringing(booking.id, conference)))) return;
    const tried = { ...booking, tries: booking.tries + 1, conference };
    this.#running.set(conference, tried);
    this.counters.add('rung');
    const { host, parties, costMax } = booking;
    if (this.#begins({ conference, account, host, others: parties, costMax })) return;
    this.#running.delete(conference);
    await this.#onClosed(tried, 'host-unreachable');
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

  async #onClosed(booking: Booking, reason: CloseReason): Promise<void> {
    const { clock } = this.#options;
    if (reason !== 'host-unreachable') {
      this.counters.add('done');
      await this.#settle(booking, this.#bookings.over(booking.id, 'done'));
      return;
    }
    const againMs = nextTry(booking, clock.utcNow());
    this.counters.add(againMs === undefined ? 'unreachable' : 'again');
    await this.#settle(
      booking,
      againMs === undefined
        ? this.#bookings.over(booking.id, 'host-unreachable')
        : this.#bookings.again(booking.id, againMs),
    );
  }

  async #settle(booking: Booking, statement: Statement): Promise<boolean> {
    const written = await this.#commit(statement);
    if (written) this.#options.changed?.(booking);
    return written;
  }

  async #commit(statement: Statement): Promise<boolean> {
    const outcome = await this.#options.store.commit(unit(statement));
    if (!outcome.ok && outcome.error.code !== 'CONFLICT') {
      this.#options.log.warn({ code: outcome.error.code }, 'a booking could not be written');
    }
    return outcome.ok;
  }
}
