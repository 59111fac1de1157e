import type { UtcMs } from '../../base/units.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

/** Conferences and legs whose time is over, of all accounts [S53a]. */
export class RetentionRepository {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  /** Those that are over, the oldest first. */
  async conferencesBefore(beforeMs: UtcMs, limit: number): Promise<readonly string[]> {
    const rows = await this.#store.queries
      .selectFrom('conferences')
      .select('id')
      .where('started_ms', '<', beforeMs)
      .where('ended_ms', 'is not', null)
      .orderBy('started_ms')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async legsBefore(beforeMs: UtcMs, limit: number): Promise<readonly string[]> {
    const rows = await this.#store.queries
      .selectFrom('legs')
      .select('id')
      .where('answer_ms', '<', beforeMs)
      .where('end_ms', 'is not', null)
      .orderBy('answer_ms')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** With their events and participants; legs have a time of their own. */
  conferencesRemoved(ids: readonly string[]): readonly Statement[] {
    if (ids.length === 0) return [];
    const { queries } = this.#store;
    return [
      statement(queries.deleteFrom('conference_events').where('conference', 'in', ids)),
      statement(queries.deleteFrom('participants').where('conference', 'in', ids)),
      statement(queries.deleteFrom('conferences').where('id', 'in', ids)),
    ];
  }

  legsRemoved(ids: readonly string[]): readonly Statement[] {
    if (ids.length === 0) return [];
    return [statement(this.#store.queries.deleteFrom('legs').where('id', 'in', ids))];
  }
}
