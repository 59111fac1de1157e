import type { AccountId, Id, RecordingId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { RecordingSharesTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

export type RecordingShareId = Id<'RecordingShareId'>;

/** A link to one recording for whoever has it, also without a login [S4]. */
export interface RecordingShare {
  readonly id: RecordingShareId;
  readonly recording: RecordingId;
  readonly account: AccountId;
  readonly createdMs: UtcMs;
  readonly expiresMs: UtcMs;
}

export class RecordingShareRepository {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  create({ id, recording, account, createdMs, expiresMs }: RecordingShare): Statement {
    const row = { id, recording, account, created_ms: createdMs, expires_ms: expiresMs };
    return statement(this.#store.queries.insertInto('recording_shares').values(row), 1);
  }

  /** CONFLICT: the recording has no such link. */
  remove(id: RecordingShareId, recording: RecordingId): Statement {
    const remove = this.#store.queries.deleteFrom('recording_shares').where('id', '=', id);
    return statement(remove.where('recording', '=', recording), 1);
  }

  removeExpired(account: AccountId, nowMs: UtcMs): Statement {
    const remove = this.#store.queries.deleteFrom('recording_shares').where('account', '=', account);
    return statement(remove.where('expires_ms', '<=', nowMs));
  }

  /** Those that are not over, the newest first. */
  async list(recording: RecordingId, nowMs: UtcMs): Promise<readonly RecordingShare[]> {
    const ofRecording = this.#valid(nowMs).where('recording', '=', recording);
    return (await ofRecording.orderBy('id', 'desc').execute()).map(toShare);
  }

  /** Undefined also when it is over, or its account is closed. */
  async findOpen(id: RecordingShareId, nowMs: UtcMs): Promise<RecordingShare | undefined> {
    const row = await this.#valid(nowMs)
      .innerJoin('accounts', 'accounts.id', 'recording_shares.account')
      .where('recording_shares.id', '=', id)
      .where('accounts.status', '=', 'active')
      .executeTakeFirst();
    return row && toShare(row);
  }

  #valid(nowMs: UtcMs) {
    return this.#store.queries
      .selectFrom('recording_shares')
      .selectAll('recording_shares')
      .where('recording_shares.expires_ms', '>', nowMs);
  }
}

const toShare = (row: RecordingSharesTable): RecordingShare => ({
  id: row.id as RecordingShareId,
  recording: row.recording as RecordingId,
  account: row.account as AccountId,
  createdMs: utcMs(row.created_ms),
  expiresMs: utcMs(row.expires_ms),
});
