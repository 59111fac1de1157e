import type { ConferenceId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { ConferenceEventsTable } from '../schema.js';
import { PreparedWrite } from '../prepared-write.js';
import type { Statement, Store } from '../store.js';

export interface ConferenceEventRecord {
  readonly conference: ConferenceId;
  /** Counts from 1 within the conference. */
  readonly sequence: number;
  readonly node: string;
  readonly epoch: number;
  readonly utcMs: UtcMs;
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON. */
  readonly payload: string;
}

export class EventRepository {
  readonly #store: Store;
  readonly #append: PreparedWrite<ReturnType<typeof toRow>>;

  constructor(store: Store) {
    this.#store = store;
    this.#append = new PreparedWrite((row) => store.queries.insertInto('conference_events').values(row), 1);
  }

  append(event: ConferenceEventRecord): Statement {
    return this.#append.filledWith(toRow(event));
  }

  async listAfter(
    conference: ConferenceId,
    sequence: number,
    limit: number,
  ): Promise<readonly ConferenceEventRecord[]> {
    const all = this.#store.queries.selectFrom('conference_events').selectAll();
    const later = all.where('conference', '=', conference).where('sequence', '>', sequence);
    const rows = await later.orderBy('sequence').limit(limit).execute();
    return rows.map(toEvent);
  }
}

const toRow = (event: ConferenceEventRecord) => ({
  conference: event.conference,
  sequence: event.sequence,
  node: event.node,
  epoch: event.epoch,
  utc_ms: event.utcMs,
  type: event.type,
  schema_version: event.schemaVersion,
  payload: event.payload,
});

const toEvent = (row: ConferenceEventsTable): ConferenceEventRecord => ({
  conference: row.conference as ConferenceId,
  sequence: row.sequence,
  node: row.node,
  epoch: row.epoch,
  utcMs: utcMs(row.utc_ms),
  type: row.type,
  schemaVersion: row.schema_version,
  payload: row.payload,
});
