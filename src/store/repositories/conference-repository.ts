import { sql } from 'kysely';
import type { AccountId, ConferenceId, ParticipantId, RoomId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { ConferencesTable, ParticipantsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import type { PageOf } from './page.js';

/** What is known of a conference when it begins. */
export interface ConferenceStarted {
  readonly conference: ConferenceId;
  /** undefined: opened on demand, without a stored room. */
  readonly room: RoomId | undefined;
  readonly roomNumber: string;
  readonly account: AccountId | undefined;
  readonly node: string;
  readonly epoch: number;
  readonly startedMs: UtcMs;
}

export interface ConferenceRecord extends ConferenceStarted {
  readonly endedMs: UtcMs | undefined;
  readonly endReason: string | undefined;
}

export interface ParticipantEntered {
  readonly participant: ParticipantId;
  readonly conference: ConferenceId;
  readonly role: 'chair' | 'attendee';
  readonly name: string;
  readonly number: string;
  readonly joinedMs: UtcMs;
}

export interface ParticipantRecord extends ParticipantEntered {
  readonly leftMs: UtcMs | undefined;
}

export class ConferenceRepository {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  started(conference: ConferenceStarted): Statement {
    const row: ConferencesTable = {
      id: conference.conference,
      room: conference.room ?? null,
      room_number: conference.roomNumber,
      account: conference.account ?? null,
      node: conference.node,
      epoch: conference.epoch,
      started_ms: conference.startedMs,
      ended_ms: null,
      end_reason: null,
    };
    return statement(this.#store.queries.insertInto('conferences').values(row), 1);
  }

  /** Once: CONFLICT when it has ended already. */
  ended(conference: ConferenceId, endedMs: UtcMs, reason: string): Statement {
    const update = this.#store.queries
      .updateTable('conferences')
      .set({ ended_ms: endedMs, end_reason: reason });
    return statement(update.where('id', '=', conference).where('ended_ms', 'is', null), 1);
  }

  entered(participant: ParticipantEntered): Statement {
    const row: ParticipantsTable = {
      id: participant.participant,
      conference: participant.conference,
      role: participant.role,
      name: participant.name,
      number: participant.number,
      joined_ms: participant.joinedMs,
      left_ms: null,
    };
    // Who is redialled comes back as the same participant.
    const insert = this.#store.queries.insertInto('participants').values(row);
    return statement(
      insert.onConflict((conflict) => conflict.column('id').doUpdateSet({ left_ms: null })),
      1,
    );
  }

  left(participant: ParticipantId, leftMs: UtcMs): Statement {
    const update = this.#store.queries.updateTable('participants').set({ left_ms: leftMs });
    return statement(update.where('id', '=', participant).where('left_ms', 'is', null), 1);
  }

  /**
   * Ends what older epochs of this node left open, at the last sign of life of its legs. One unit, in this
   * order: the participants are found by their open conferences.
   */
  endOlderEpochs(node: string, epoch: number): readonly Statement[] {
    const { queries } = this.#store;
    const leftOpen = queries
      .selectFrom('conferences')
      .select('id')
      .where('node', '=', node)
      .where('epoch', '<', epoch)
      .where('ended_ms', 'is', null);
    const participants = queries
      .updateTable('participants')
      .set({ left_ms: PARTICIPANT_LAST_ALIVE_MS })
      .where('left_ms', 'is', null)
      .where('conference', 'in', leftOpen);
    const conferences = queries
      .updateTable('conferences')
      .set({ ended_ms: CONFERENCE_LAST_ALIVE_MS, end_reason: 'restart' })
      .where('id', 'in', leftOpen);
    return [statement(participants), statement(conferences)];
  }

  async find(id: ConferenceId): Promise<ConferenceRecord | undefined> {
    const row = await this.#conferences.where('id', '=', id).executeTakeFirst();
    return row && toConference(row);
  }

  /** The newest first. */
  async listOfAccount(
    account: AccountId,
    { after, limit }: PageOf<ConferenceId>,
  ): Promise<readonly ConferenceRecord[]> {
    const ofAccount = this.#conferences.where('account', '=', account);
    const page = after === undefined ? ofAccount : ofAccount.where('id', '<', after);
    const rows = await page.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(toConference);
  }

  async participants(conference: ConferenceId): Promise<readonly ParticipantRecord[]> {
    const all = this.#store.queries.selectFrom('participants').selectAll();
    const rows = await all.where('conference', '=', conference).orderBy('id').execute();
    return rows.map(toParticipant);
  }

  get #conferences() {
    return this.#store.queries.selectFrom('conferences').selectAll();
  }
}

const PARTICIPANT_LAST_ALIVE_MS = sql<number>`coalesce(
  (select max(legs.last_alive_ms) from legs
    where legs.conference = participants.conference and legs.participant = participants.id),
  joined_ms)`;
const CONFERENCE_LAST_ALIVE_MS = sql<number>`coalesce(
  (select max(legs.last_alive_ms) from legs where legs.conference = conferences.id), started_ms)`;

export const toConference = (row: ConferencesTable): ConferenceRecord => ({
  conference: row.id as ConferenceId,
  room: (row.room as RoomId | null) ?? undefined,
  roomNumber: row.room_number,
  account: (row.account as AccountId | null) ?? undefined,
  node: row.node,
  epoch: row.epoch,
  startedMs: utcMs(row.started_ms),
  endedMs: row.ended_ms === null ? undefined : utcMs(row.ended_ms),
  endReason: row.end_reason ?? undefined,
});

const toParticipant = (row: ParticipantsTable): ParticipantRecord => ({
  participant: row.id as ParticipantId,
  conference: row.conference as ConferenceId,
  role: row.role as ParticipantRecord['role'],
  name: row.name,
  number: row.number,
  joinedMs: utcMs(row.joined_ms),
  leftMs: row.left_ms === null ? undefined : utcMs(row.left_ms),
});
