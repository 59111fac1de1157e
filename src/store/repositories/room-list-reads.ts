import type { ExpressionBuilder } from 'kysely';
import type { Room } from '../../accounts/room.js';
import type { AccountId, RoomId } from '../../base/ids.js';
import { remembered } from '../../base/remembered.js';
import type { UtcMs } from '../../base/units.js';
import type { Invitee, RoomInvitations } from '../../notices/room-invitations.js';
import { PreparedRead } from '../prepared-read.js';
import type { RoomInvitationsTable, RoomsTable, Schema } from '../schema.js';
import type { Reads } from '../store.js';
import type { PageOf } from './page.js';
import { toRoom, toRoomOptions } from './room-repository.js';

/** Rooms whose time [S25] includes an instant, is still to come then, or is over. */
export interface RoomsInWindow {
  readonly is: 'current' | 'planned' | 'past';
  readonly atMs: UtcMs;
}

/** What a room tells of its invitees: whom the owner named, not the hundreds of people that these were. */
export type ListedInvitations = Omit<RoomInvitations, 'guests'>;

export interface ListedRoom {
  readonly room: Room;
  /** Undefined: never set. */
  readonly invitations: ListedInvitations | undefined;
}

const OPTIONS_MAX = 1_000;

// A type and not an interface: only that can stand for a record of parameters.
type PageValues = { readonly account: AccountId; readonly after: string; readonly limit: number };
type InvitationColumns = Pick<RoomInvitationsTable, 'invitees' | 'notify' | 'notify_by_sms' | 'reminder_ms'>;
type ListedRow = RoomsTable & {
  readonly [Column in keyof InvitationColumns]: InvitationColumns[Column] | null;
};

/** 会议室列表 with what each room tells of its invitees: one read for a page. */
export class RoomListReads {
  readonly #reads: Reads;
  readonly #page = new PreparedRead((values: PageValues) => this.#pageOf(values));
  /** Few combinations are in use: those of a page are parsed once, not once for each room. */
  readonly #optionsOf = remembered(toRoomOptions, OPTIONS_MAX);

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /**
   * In the order of creation. With a window: those that are in it, and all that repeat, of which the rule and not
   * the database knows.
   */
  async listOfAccount(
    account: AccountId,
    { after, limit }: PageOf<RoomId>,
    window?: RoomsInWindow,
  ): Promise<readonly ListedRoom[]> {
    // Every id comes after the empty one.
    const values = { account, after: after ?? '', limit };
    const rows = await (window === undefined
      ? this.#reads.read(this.#page.filledWith(values))
      : this.#pageOf(values)
          .where((room) => room.or([room('recurrence', 'is not', null), inWindow(room, window)]))
          .execute());
    return rows.map((row) => ({
      room: toRoom(row, this.#optionsOf),
      invitations: toListedInvitations(row),
    }));
  }

  #pageOf({ account, after, limit }: PageValues) {
    return this.#reads.queries
      .selectFrom('rooms')
      .leftJoin('room_invitations', 'room_invitations.room', 'rooms.id')
      .selectAll('rooms')
      .select(['invitees', 'notify', 'notify_by_sms', 'reminder_ms'])
      .where('account', '=', account)
      .where('rooms.id', '>', after)
      .orderBy('rooms.id')
      .limit(limit);
  }
}

function inWindow(room: ExpressionBuilder<Schema, 'rooms'>, { is, atMs }: RoomsInWindow) {
  const endMs = room('start_ms', '+', room.ref('duration_ms'));
  switch (is) {
    case 'planned':
      return room('start_ms', '>', atMs);
    case 'past':
      return room(endMs, '<=', atMs);
    case 'current':
      return room.and([room('start_ms', '<=', atMs), room(endMs, '>', atMs)]);
  }
}

function toListedInvitations({
  invitees,
  notify,
  notify_by_sms,
  reminder_ms,
}: ListedRow): ListedInvitations | undefined {
  if (invitees === null) return undefined;
  return {
    invitees: JSON.parse(invitees) as readonly Invitee[],
    notify: notify === 1,
    notifyBySms: notify_by_sms === 1,
    reminderMs: reminder_ms ?? 0,
  };
}
