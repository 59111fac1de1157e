import { sql, type SqlBool } from 'kysely';
import type { AccountId, ConferenceId, RecordingId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { RecordingsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import { endOf, isBefore, type RecordFilter, type TimePage } from './record-filter.js';

/** 录音: the files of one recording [S4]; without a duration it is still being written, or its writer died. */
export interface Recording {
  readonly id: RecordingId;
  readonly conference: ConferenceId;
  readonly account: AccountId | undefined;
  readonly startedMs: UtcMs;
  readonly durationMs: number | undefined;
  readonly complete: boolean;
  /** Names below the recordings' folder, the mix first. */
  readonly files: readonly string[];
}

/** With what its conference tells of it. */
export interface ListedRecording extends Recording {
  readonly roomNumber: string;
  /** Undefined: the conference had no room, or that is removed. */
  readonly roomName: string | undefined;
  /** Neither it nor its conference is over. */
  readonly running: boolean;
}

export type BegunRecording = Pick<Recording, 'id' | 'startedMs'>;

export class RecordingRepository {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  started(recording: Pick<Recording, 'id' | 'conference' | 'account' | 'startedMs'>): Statement {
    const { id, conference, account, startedMs } = recording;
    const row = { id, conference, account: account ?? null, started_ms: startedMs };
    const none = { duration_ms: null, complete: null, files: '[]' };
    return statement(this.#store.queries.insertInto('recordings').values({ ...row, ...none }), 1);
  }

  written(id: RecordingId, files: readonly string[], durationMs: number, complete: boolean): Statement {
    const written = this.#store.queries.updateTable('recordings').set({
      files: JSON.stringify(files),
      duration_ms: Math.round(durationMs),
      complete: complete ? 1 : 0,
    });
    return statement(written.where('id', '=', id), 1);
  }

  /** With its file gone, nothing is left of it, nor of the links to it. */
  removed(id: RecordingId): readonly Statement[] {
    const { queries } = this.#store;
    return [
      statement(queries.deleteFrom('recording_shares').where('recording', '=', id)),
      statement(queries.deleteFrom('recordings').where('id', '=', id)),
    ];
  }

  async find(id: RecordingId): Promise<ListedRecording | undefined> {
    const row = await this.#recordings.where('recordings.id', '=', id).executeTakeFirst();
    return row && toListed(row);
  }

  /** Those that were begun in the range, the newest first. */
  async list(
    account: AccountId,
    { fromMs, toMs }: Pick<RecordFilter, 'fromMs' | 'toMs'>,
    { before, limit }: TimePage,
  ): Promise<readonly ListedRecording[]> {
    let page = this.#recordings
      .where('recordings.account', '=', account)
      .where('recordings.started_ms', '>=', fromMs)
      .where('recordings.started_ms', '<', endOf({ toMs }, before));
    if (before !== undefined) page = page.where(isBefore('recordings.started_ms', 'recordings.id', before));
    const rows = await page
      .orderBy('recordings.started_ms', 'desc')
      .orderBy('recordings.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toListed);
  }

  /** Of all accounts, the oldest first, after the given one; not what still runs, however long ago it was begun. */
  async begunBefore(
    beforeMs: UtcMs,
    limit: number,
    after?: BegunRecording,
  ): Promise<readonly BegunRecording[]> {
    const { queries } = this.#store;
    const open = queries.selectFrom('conferences').select('id').where('ended_ms', 'is', null);
    let page = queries
      .selectFrom('recordings')
      .select(['id', 'started_ms'])
      .where('started_ms', '<', beforeMs)
      .where((row) => row.or([row('duration_ms', 'is not', null), row('conference', 'not in', open)]));
    if (after !== undefined)
      page = page.where(sql<SqlBool>`(started_ms, id) > (${after.startedMs}, ${after.id})`);
    const rows = await page.orderBy('started_ms').orderBy('id').limit(limit).execute();
    return rows.map((row) => ({ id: row.id as RecordingId, startedMs: utcMs(row.started_ms) }));
  }

  /** Without an end, of conferences that older epochs of this node had: nobody will write it any more. */
  async leftByOlderEpochs(node: string, epoch: number): Promise<readonly Recording[]> {
    const rows = await this.#recordings
      .where('recordings.duration_ms', 'is', null)
      .where('conferences.node', '=', node)
      .where('conferences.epoch', '<', epoch)
      .execute();
    return rows.map(toListed);
  }

  get #recordings() {
    return this.#store.queries
      .selectFrom('recordings')
      .leftJoin('conferences', 'conferences.id', 'recordings.conference')
      .leftJoin('rooms', 'rooms.id', 'conferences.room')
      .selectAll('recordings')
      .select([
        'conferences.room_number',
        'conferences.id as known_conference',
        'conferences.ended_ms',
        'rooms.name as room_name',
      ]);
  }
}

interface ListedRow extends RecordingsTable {
  readonly room_number: string | null;
  readonly room_name: string | null;
  readonly known_conference: string | null;
  readonly ended_ms: number | null;
}

const toListed = (row: ListedRow): ListedRecording => ({
  id: row.id as RecordingId,
  conference: row.conference as ConferenceId,
  account: (row.account as AccountId | null) ?? undefined,
  startedMs: utcMs(row.started_ms),
  durationMs: row.duration_ms ?? undefined,
  complete: row.complete === 1,
  files: JSON.parse(row.files) as readonly string[],
  roomNumber: row.room_number ?? '',
  roomName: row.room_name ?? undefined,
  running: row.duration_ms === null && row.known_conference !== null && row.ended_ms === null,
});
