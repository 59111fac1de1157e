import { sql } from 'kysely';
import type { AccountId, ConferenceId, LegId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { ChargedService, LegKind, Reservation } from '../../billing/charge.js';
import type { AccountFunds } from '../../billing/charging-store.js';
import { microYuan } from '../../billing/money.js';
import { PreparedWrite } from '../prepared-write.js';
import type { ReservationsTable } from '../schema.js';
import type { Statement, Store } from '../store.js';

/** What is set aside for a leg, as it is stored; the leg was up at `aliveMs`. */
export type StoredReservation = Omit<Reservation, 'added'> & { readonly aliveMs: UtcMs };

/** Money set aside for the legs that are up [S49]. */
export class ReservationRepository {
  readonly #store: Store;
  readonly #setAside: PreparedWrite<{ account: AccountId; added: number }>;
  readonly #first: PreparedWrite<ReturnType<typeof toRow>>;
  readonly #raised: PreparedWrite<{
    leg: LegId;
    reserved_s: number;
    amount: number;
    alive_ms: number;
    before: number;
  }>;
  readonly #alive: PreparedWrite<{ leg: LegId; alive_ms: number }>;
  readonly #givenBack: PreparedWrite<{ leg: LegId }>;
  readonly #removed: PreparedWrite<{ leg: LegId }>;

  constructor(store: Store) {
    const { queries } = store;
    this.#store = store;
    this.#setAside = new PreparedWrite(
      ({ account, added }) =>
        queries
          .updateTable('accounts')
          .set({ reserved_micro_yuan: sql<number>`reserved_micro_yuan + ${added}` })
          .where('id', '=', account)
          .where('status', '=', 'active')
          .where(AVAILABLE, '>=', added),
      1,
    );
    this.#first = new PreparedWrite((row) => queries.insertInto('reservations').values(row), 1);
    this.#raised = new PreparedWrite(
      ({ leg, reserved_s, amount, alive_ms, before }) =>
        queries
          .updateTable('reservations')
          .set({ reserved_s, amount_micro_yuan: amount, alive_ms })
          .where('leg', '=', leg)
          .where('amount_micro_yuan', '=', before),
      1,
    );
    this.#alive = new PreparedWrite(({ leg, alive_ms }) =>
      queries.updateTable('reservations').set({ alive_ms }).where('leg', '=', leg),
    );
    this.#givenBack = new PreparedWrite(({ leg }) =>
      queries
        .updateTable('accounts')
        .set({ reserved_micro_yuan: sql<number>`reserved_micro_yuan - ${setAsideFor(leg)}` })
        .where('id', '=', sql<string>`(select account from reservations where leg = ${leg})`),
    );
    this.#removed = new PreparedWrite(({ leg }) => queries.deleteFrom('reservations').where('leg', '=', leg));
  }

  /** CONFLICT: the account cannot pay it, or the reservation is not what the step goes on from. */
  step(reservation: Reservation, atMs: UtcMs): readonly Statement[] {
    const { leg, account, amount, added, reservedS } = reservation;
    const setAside = this.#setAside.filledWith({ account, added });
    const before = amount - added;
    if (before === 0) return [setAside, this.#first.filledWith(toRow(reservation, atMs))];
    const raised = { leg, reserved_s: reservedS, amount, alive_ms: Math.round(atMs), before };
    return [setAside, this.#raised.filledWith(raised)];
  }

  alive(leg: LegId, atMs: UtcMs): Statement {
    return this.#alive.filledWith({ leg, alive_ms: Math.round(atMs) });
  }

  /** Gives everything back, if there is anything; whoever repeats it does no harm. */
  released(leg: LegId): readonly Statement[] {
    return [this.#givenBack.filledWith({ leg }), this.removed(leg)];
  }

  /** The row alone: the money is settled in the same unit. */
  removed(leg: LegId): Statement {
    return this.#removed.filledWith({ leg });
  }

  async find(leg: LegId): Promise<StoredReservation | undefined> {
    const row = await this.#reservations.where('leg', '=', leg).executeTakeFirst();
    return row && toReservation(row);
  }

  async funds(account: AccountId): Promise<AccountFunds | undefined> {
    const accounts = this.#store.queries.selectFrom('accounts').where('id', '=', account);
    const row = await accounts.select([AVAILABLE.as('available'), 'recharges']).executeTakeFirst();
    return row && { available: microYuan(row.available), recharges: row.recharges };
  }

  /** What older epochs of a node have left: of legs that are open, and of any that were not settled. */
  async ofOlderEpochs(node: string, epoch: number): Promise<readonly StoredReservation[]> {
    const rows = await this.#reservations
      .innerJoin('legs', 'legs.id', 'reservations.leg')
      .where('legs.node', '=', node)
      .where('legs.epoch', '<', epoch)
      .selectAll('reservations')
      .execute();
    return rows.map(toReservation);
  }

  get #reservations() {
    return this.#store.queries.selectFrom('reservations').selectAll('reservations');
  }
}

/** What the account can still pay. */
export const AVAILABLE = sql<number>`(balance_micro_yuan + credit_limit_micro_yuan - reserved_micro_yuan)`;

/** What the store holds for a leg, which may be a step more than its node knows of. */
export const setAsideFor = (leg: LegId) =>
  sql<number>`coalesce((select amount_micro_yuan from reservations where leg = ${leg}), 0)`;

const toRow = (reservation: Reservation, atMs: UtcMs) => ({
  leg: reservation.leg,
  account: reservation.account,
  conference: reservation.conference,
  service: reservation.service,
  kind: reservation.kind,
  tariff_version: reservation.rate.tariffVersion,
  price_micro_yuan: reservation.rate.microYuanPerMinute,
  first_block_s: reservation.rate.firstBlockS,
  increment_s: reservation.rate.incrementS,
  reserved_s: reservation.reservedS,
  amount_micro_yuan: reservation.amount,
  alive_ms: Math.round(atMs),
});

const toReservation = (row: ReservationsTable): StoredReservation => ({
  leg: row.leg as LegId,
  account: row.account as AccountId,
  conference: row.conference as ConferenceId,
  service: row.service as ChargedService,
  kind: row.kind as LegKind,
  rate: {
    tariffVersion: row.tariff_version,
    free: false,
    microYuanPerMinute: row.price_micro_yuan,
    firstBlockS: row.first_block_s,
    incrementS: row.increment_s,
  },
  reservedS: row.reserved_s,
  amount: microYuan(row.amount_micro_yuan),
  aliveMs: utcMs(row.alive_ms),
});
