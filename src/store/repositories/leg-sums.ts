import { sql, type SelectQueryBuilder } from 'kysely';
import type { LegId } from '../../base/ids.js';
import { PreparedWrite } from '../prepared-write.js';
import type { LegsTable, Schema } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

/** The clocks of every time zone differ from UTC by whole quarters of an hour, so a local day has whole slots. */
export const SLOT_MS = 900_000;

type SomeLegs = SelectQueryBuilder<Schema, 'legs', LegsTable>;

/**
 * 话务统计 of the legs that are over, by the quarter of an hour of their answer: a month is added up from some
 * thousand rows instead of a hundred thousand. Written in the unit that ends or removes the legs.
 */
export class LegSums {
  readonly #store: Reads;
  readonly #added: PreparedWrite<{ readonly id: string }>;

  constructor(store: Reads) {
    this.#store = store;
    this.#added = new PreparedWrite(({ id }) => this.#counted(1, this.#legs.where('id', '=', id)));
  }

  /** After the statement that has ended the leg. */
  added(id: LegId): Statement {
    return this.#added.filledWith({ id });
  }

  /** Before the statement that removes the legs. */
  removed(ids: readonly string[]): readonly Statement[] {
    const removed = this.#counted(-1, this.#legs.where('id', 'in', ids).where('end_ms', 'is not', null));
    // A literal: the index of empty slots is known by it.
    const empty = this.#store.queries.deleteFrom('leg_sums').where('legs', '=', sql.lit(0));
    return [statement(removed), statement(empty)];
  }

  #counted(sign: 1 | -1, legs: SomeLegs) {
    const times = sql.lit(sign);
    const slot = sql<number>`answer_ms / ${sql.lit(SLOT_MS)} * ${sql.lit(SLOT_MS)}`;
    const keys = [
      sql.ref<string>('account'),
      slot,
      sql<string>`coalesce(charge_service, '')`,
      sql<string>`coalesce(charge_kind, '')`,
    ] as const;
    const sum = (column: keyof LegsTable) => sql<number>`${times} * coalesce(sum(${sql.ref(column)}), 0)`;
    const [account, slotMs, service, kind] = keys;
    return this.#store.queries
      .insertInto('leg_sums')
      .columns([
        'account',
        'slot_ms',
        'service',
        'kind',
        'legs',
        'duration_ms',
        'charged_s',
        'amount_micro_yuan',
      ])
      .expression(
        legs
          .clearSelect()
          .select([
            account.as('account'),
            slotMs.as('slot_ms'),
            service.as('service'),
            kind.as('kind'),
            sql<number>`${times} * count(*)`.as('legs'),
            sum('duration_ms').as('duration_ms'),
            sum('charged_s').as('charged_s'),
            sum('amount_micro_yuan').as('amount_micro_yuan'),
          ])
          .where('account', 'is not', null)
          .groupBy(keys),
      )
      .onConflict((conflict) =>
        conflict.columns(['account', 'slot_ms', 'service', 'kind']).doUpdateSet((row) => ({
          legs: row('leg_sums.legs', '+', row.ref('excluded.legs')),
          duration_ms: row('leg_sums.duration_ms', '+', row.ref('excluded.duration_ms')),
          charged_s: row('leg_sums.charged_s', '+', row.ref('excluded.charged_s')),
          amount_micro_yuan: row('leg_sums.amount_micro_yuan', '+', row.ref('excluded.amount_micro_yuan')),
        })),
      );
  }

  get #legs(): SomeLegs {
    return this.#store.queries.selectFrom('legs').selectAll();
  }
}
