import type { AccountId, ConferenceId, RecordingId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

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

export class RecordingRepository {
  readonly #store: Store;

  constructor(store: Store) {
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

  async find(id: RecordingId): Promise<Recording | undefined> {
    const recordings = this.#store.queries.selectFrom('recordings').selectAll();
    const row = await recordings.where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      id: row.id as RecordingId,
      conference: row.conference as ConferenceId,
      account: (row.account as AccountId | null) ?? undefined,
      startedMs: utcMs(row.started_ms),
      durationMs: row.duration_ms ?? undefined,
      complete: row.complete === 1,
      files: JSON.parse(row.files) as readonly string[],
    };
  }
}
