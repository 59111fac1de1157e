import type { RoomId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import type { Guest } from '../../notices/meeting.js';
import type { Invitee, RoomInvitations } from '../../notices/room-invitations.js';
import { PreparedRead } from '../prepared-read.js';
import { PreparedRows } from '../prepared-rows.js';
import type { RoomInvitationsTable, RoomInviteesTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

export class RoomInvitationRepository {
  readonly #store: Reads;
  readonly #numberRows: PreparedRows<RoomInviteesTable>;
  readonly #ofRoom = new PreparedRead(({ room }: { room: string }) => this.#all.where('room', '=', room));

  constructor(store: Reads) {
    this.#store = store;
    this.#numberRows = new PreparedRows((rows) => store.queries.insertInto('room_invitees').values(rows));
  }

  put(room: RoomId, invitations: RoomInvitations, nextReminderMs: UtcMs | undefined): Statement {
    const row = { room, ...toColumns(invitations), next_reminder_ms: nextReminderMs ?? null };
    const insert = this.#store.queries.insertInto('room_invitations').values(row);
    return statement(
      insert.onConflict((conflict) => conflict.column('room').doUpdateSet(row)),
      1,
    );
  }

  /** Who may enter without keys [S2]: all numbers of all invitees. */
  putNumbers(room: RoomId, numbers: readonly string[]): readonly Statement[] {
    const former = this.#store.queries.deleteFrom('room_invitees').where('room', '=', room);
    return [statement(former), ...this.#numberRows.filledWith(numbers.map((e164) => ({ room, e164 })))];
  }

  /** CONFLICT: another node has reminded meanwhile, or the room was changed. */
  reminded(room: RoomId, dueMs: UtcMs, nextMs: UtcMs | undefined): Statement {
    const update = this.#store.queries.updateTable('room_invitations').where('room', '=', room);
    return statement(
      update.set({ next_reminder_ms: nextMs ?? null }).where('next_reminder_ms', '=', dueMs),
      1,
    );
  }

  async find(room: RoomId): Promise<RoomInvitations | undefined> {
    const [row] = await this.#store.read(this.#ofRoom.filledWith({ room }));
    return row && toInvitations(row);
  }

  /** The earliest first. */
  async remindersDue(
    nowMs: UtcMs,
    limit: number,
  ): Promise<readonly { readonly room: RoomId; readonly dueMs: UtcMs }[]> {
    const due = this.#store.queries
      .selectFrom('room_invitations')
      .select(['room', 'next_reminder_ms'])
      .where('next_reminder_ms', '<=', nowMs);
    const rows = await due.orderBy('next_reminder_ms').limit(limit).execute();
    return rows.map((row) => ({ room: row.room as RoomId, dueMs: row.next_reminder_ms as UtcMs }));
  }

  get #all() {
    return this.#store.queries.selectFrom('room_invitations').selectAll();
  }
}

const toColumns = (invitations: RoomInvitations) => ({
  notify: Number(invitations.notify),
  notify_by_sms: Number(invitations.notifyBySms),
  reminder_ms: invitations.reminderMs,
  invitees: JSON.stringify(invitations.invitees),
  guests: JSON.stringify(invitations.guests),
});

const toInvitations = (row: RoomInvitationsTable): RoomInvitations => ({
  invitees: JSON.parse(row.invitees) as readonly Invitee[],
  guests: JSON.parse(row.guests) as readonly Guest[],
  notify: row.notify === 1,
  notifyBySms: row.notify_by_sms === 1,
  reminderMs: row.reminder_ms,
});
