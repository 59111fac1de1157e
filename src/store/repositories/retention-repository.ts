import type { UtcMs } from '../../base/units.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import { LegSums } from './leg-sums.js';
import { SettingRepository } from './setting-repository.js';

/** The setting that names the oldest leg whose record is kept. */
export const RECORDS_KEPT_FROM = 'records-kept-from-ms';

/** What is over and whose time is over, of all accounts [S53a]. */
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

  /**
   * Of legs that were offered before that no record need be there any more: the ledger keeps what they cost, and the
   * daily check must not miss them. Committed before the first of them goes; what is gone does not come back when
   * records are to be kept for longer.
   */
  recordsKeptFrom(fromMs: UtcMs, nowMs: UtcMs): Statement {
    return new SettingRepository(this.#store).raise(RECORDS_KEPT_FROM, fromMs, nowMs);
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
    const removed = this.#store.queries.deleteFrom('legs').where('id', 'in', ids);
    return [...new LegSums(this.#store).removed(ids), statement(removed)];
  }

  /** Of operators, the first asked first. */
  async requestsBefore(beforeMs: UtcMs, limit: number): Promise<readonly string[]> {
    const requests = this.#store.queries.selectFrom('operator_requests').select('id');
    const old = requests.where('asked_ms', '<', beforeMs).orderBy('asked_ms').limit(limit);
    return (await old.execute()).map(({ id }) => id);
  }

  requestsRemoved(ids: readonly string[]): readonly Statement[] {
    if (ids.length === 0) return [];
    return [statement(this.#store.queries.deleteFrom('operator_requests').where('id', 'in', ids))];
  }

  /** Ids rise with time. */
  async alarmsBefore(beforeMs: UtcMs, limit: number): Promise<readonly string[]> {
    const alarms = this.#store.queries.selectFrom('alarms').select('id');
    const old = alarms.where('raised_ms', '<', beforeMs).orderBy('id').limit(limit);
    return (await old.execute()).map(({ id }) => id);
  }

  alarmsRemoved(ids: readonly string[]): readonly Statement[] {
    if (ids.length === 0) return [];
    return [statement(this.#store.queries.deleteFrom('alarms').where('id', 'in', ids))];
  }
}
