import type { AccountId, BookingId, ConferenceId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { microYuan } from '../../billing/money.js';
import { partiesOf, type BookedParty, type Booking, type BookingStatus } from '../../booking/booking.js';
import { BOOKED_MS, linesKept, type Load } from '../../booking/capacity.js';
import type { BookingsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';
import type { TimeCursor } from './record-filter.js';

const TO_COME: readonly BookingStatus[] = ['booked', 'started'];
/** Due bookings taken at once. */
const DUE_MAX = 200;

/** Bookings to come or running, or over; by their start when bounds are given. */
export interface BookingsWanted {
  readonly are?: 'planned' | 'over' | undefined;
  readonly fromMs?: UtcMs | undefined;
  readonly toMs?: UtcMs | undefined;
}

export interface BookingPage {
  readonly after?: TimeCursor | undefined;
  readonly limit: number;
}

export interface BookedLoad extends Load {
  readonly account: AccountId;
}

/** A node's right to ring the hosts of what it has claimed; when it dies the right passes on. */
export interface Claim {
  readonly node: string;
  readonly untilMs: UtcMs;
}

export class BookingRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  create(booking: Booking): Statement {
    const row = { ...toRow(booking), claimed_by: null, claimed_until_ms: null };
    return statement(this.#store.queries.insertInto('bookings').values(row), 1);
  }

  /**
   * Writes `booking` over the version it was read with, and makes that version one higher. CONFLICT: it was
   * changed meanwhile, has begun, or is over.
   */
  change(booking: Booking): Statement {
    const {
      id,
      account,
      created_ms: _,
      status: __,
      tries: ___,
      conference: ____,
      ...columns
    } = toRow(booking);
    const change = this.#store.queries
      .updateTable('bookings')
      .set({ ...columns, version: booking.version + 1 })
      .where('id', '=', id)
      .where('account', '=', account)
      .where('version', '=', booking.version);
    // Claimed, its host is about to be rung.
    const untouched = change.where('tries', '=', 0).where('claimed_by', 'is', null);
    return statement(untouched.where('status', '=', 'booked'), 1);
  }

  /** CONFLICT: it is not the account's, or has begun, or is over. */
  cancel(id: BookingId, account: AccountId): Statement {
    const cancel = this.#store.queries.updateTable('bookings').set({ status: 'cancelled' });
    const own = cancel.where('id', '=', id).where('account', '=', account);
    return statement(own.where('status', '=', 'booked').where('tries', '=', 0), 1);
  }

  /** CONFLICT: it was changed or cancelled meanwhile, or another node has it. */
  claim({ id, version }: Booking, { node, untilMs }: Claim, nowMs: UtcMs): Statement {
    const claim = this.#store.queries
      .updateTable('bookings')
      .set({ claimed_by: node, claimed_until_ms: untilMs })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('status', '=', 'booked');
    return statement(
      claim.where((row) =>
        row.or([
          row('claimed_until_ms', 'is', null),
          row('claimed_until_ms', '<=', nowMs),
          row('claimed_by', '=', node),
        ]),
      ),
      1,
    );
  }

  /** The host is being rung. */
  ringing(id: BookingId, conference: ConferenceId): Statement {
    return statement(
      this.#store.queries
        .updateTable('bookings')
        .set((row) => ({ status: 'started', conference, tries: row('tries', '+', 1) }))
        .where('id', '=', id)
        .where('status', '=', 'booked'),
      1,
    );
  }

  /** Nobody confirmed: it is rung again at `nextTryMs`. CONFLICT: it is no longer this conference that it began. */
  again(id: BookingId, conference: ConferenceId, nextTryMs: UtcMs): Statement {
    return this.#ended(id, conference, {
      status: 'booked',
      next_try_ms: nextTryMs,
      claimed_by: null,
      claimed_until_ms: null,
    });
  }

  /** The ring was broken off by a fault of ours: it was none in vain. CONFLICT as of `again`. */
  notRung(id: BookingId, conference: ConferenceId, nextTryMs: UtcMs): Statement {
    const back = this.#store.queries.updateTable('bookings').set((row) => ({
      status: 'booked',
      tries: row('tries', '-', 1),
      next_try_ms: nextTryMs,
      claimed_by: null,
      claimed_until_ms: null,
    }));
    const own = back.where('id', '=', id).where('status', '=', 'started');
    return statement(own.where('conference', '=', conference), 1);
  }

  /** CONFLICT as of `again`. */
  over(id: BookingId, conference: ConferenceId, status: 'done' | 'host-unreachable'): Statement {
    return this.#ended(id, conference, { status });
  }

  /** Its host is not rung. CONFLICT: it was cancelled meanwhile, or is over. */
  givenUp(id: BookingId, status: 'missed' | 'account-closed' | 'host-not-own'): Statement {
    const give = this.#store.queries.updateTable('bookings').set({ status }).where('id', '=', id);
    return statement(give.where('status', '=', 'booked'), 1);
  }

  /** The earliest first; what is claimed by a living node is left to it. */
  async due(nowMs: UtcMs): Promise<readonly Booking[]> {
    const due = this.#bookings
      .where('status', '=', 'booked')
      .where('next_try_ms', '<=', nowMs)
      .where((row) => row.or([row('claimed_until_ms', 'is', null), row('claimed_until_ms', '<=', nowMs)]));
    const rows = await due.orderBy('next_try_ms').orderBy('id').limit(DUE_MAX).execute();
    return rows.map(toBooking);
  }

  /** Lines of what is to start until then and has not yet. */
  async linesDue(untilMs: UtcMs): Promise<number> {
    // At the full hour they are more than a page.
    const rows = await this.#store.queries
      .selectFrom('bookings')
      .select(({ fn }) => ['tries', 'parties_count', fn.countAll<number>().as('bookings')])
      .where('status', '=', 'booked')
      .where('next_try_ms', '<=', untilMs)
      .groupBy(['tries', 'parties_count'])
      .execute();
    const kept = rows.map(({ tries, parties_count, bookings }) => bookings * linesKept(parties_count, tries));
    return kept.reduce((sum, lines) => sum + lines, 0);
  }

  /** Left behind by a former process of this node, which rang the host or carried the conference; in pages. */
  async leftStarted(node: string, after?: BookingId): Promise<readonly Booking[]> {
    let started = this.#bookings.where('status', '=', 'started').where('claimed_by', '=', node);
    if (after !== undefined) started = started.where('id', '>', after);
    return (await started.orderBy('id').limit(DUE_MAX).execute()).map(toBooking);
  }

  /** Those that can still be cancelled, the earliest first. */
  async planned(account: AccountId, limit: number): Promise<readonly Booking[]> {
    const own = this.#bookings.where('account', '=', account).where('status', '=', 'booked');
    const rows = await own.where('tries', '=', 0).orderBy('start_ms').orderBy('id').limit(limit).execute();
    return rows.map(toBooking);
  }

  async find(id: BookingId): Promise<Booking | undefined> {
    const row = await this.#bookings.where('id', '=', id).executeTakeFirst();
    return row && toBooking(row);
  }

  /** The earliest first. */
  async listOfAccount(
    account: AccountId,
    { after, limit }: BookingPage,
    { are, fromMs, toMs }: BookingsWanted = {},
  ): Promise<readonly Booking[]> {
    let page = this.#bookings.where('account', '=', account);
    if (after !== undefined) {
      const { atMs, id } = after;
      page = page
        .where('start_ms', '>=', atMs)
        .where((row) => row.or([row('start_ms', '>', atMs), row('id', '>', id)]));
    }
    if (are !== undefined) page = page.where('status', are === 'planned' ? 'in' : 'not in', TO_COME);
    if (fromMs !== undefined) page = page.where('start_ms', '>=', fromMs);
    if (toMs !== undefined) page = page.where('start_ms', '<', toMs);
    return (await page.orderBy('start_ms').orderBy('id').limit(limit).execute()).map(toBooking);
  }

  /** The lines that bookings take between the two instants [S37], but for one that is being changed. */
  async loads(fromMs: UtcMs, toMs: UtcMs, but?: BookingId): Promise<readonly BookedLoad[]> {
    const rows = await this.#bookings
      .where('status', 'in', TO_COME)
      .where('start_ms', '<', toMs)
      .where('start_ms', '>', fromMs - BOOKED_MS)
      .execute();
    const others = rows.filter(({ id }) => id !== but);
    return others.map((row) => ({
      account: row.account as AccountId,
      startMs: utcMs(row.start_ms),
      endMs: utcMs(row.start_ms + BOOKED_MS),
      lines: row.parties_count,
    }));
  }

  #ended(id: BookingId, conference: ConferenceId, columns: Partial<BookingsTable>): Statement {
    const end = this.#store.queries.updateTable('bookings').set(columns).where('id', '=', id);
    return statement(end.where('status', '=', 'started').where('conference', '=', conference), 1);
  }

  get #bookings() {
    return this.#store.queries.selectFrom('bookings').selectAll();
  }
}

const toRow = (booking: Booking): Omit<BookingsTable, 'claimed_by' | 'claimed_until_ms'> => ({
  id: booking.id,
  account: booking.account,
  start_ms: booking.startMs,
  host: JSON.stringify(booking.host),
  parties: JSON.stringify(booking.parties),
  parties_count: partiesOf(booking),
  status: booking.status,
  next_try_ms: booking.nextTryMs,
  tries: booking.tries,
  conference: booking.conference ?? null,
  created_ms: booking.createdMs,
  name: booking.name,
  cost_max_micro_yuan: booking.costMax ?? null,
  version: booking.version,
});

const toBooking = (row: BookingsTable): Booking => ({
  id: row.id as BookingId,
  account: row.account as AccountId,
  startMs: utcMs(row.start_ms),
  name: row.name,
  host: JSON.parse(row.host) as BookedParty,
  parties: JSON.parse(row.parties) as readonly BookedParty[],
  costMax: row.cost_max_micro_yuan === null ? undefined : microYuan(row.cost_max_micro_yuan),
  status: row.status as BookingStatus,
  nextTryMs: utcMs(row.next_try_ms),
  tries: row.tries,
  conference: (row.conference as ConferenceId | null) ?? undefined,
  createdMs: utcMs(row.created_ms),
  version: row.version,
});
