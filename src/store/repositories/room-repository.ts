import type { Language } from '../../accounts/account.js';
import { DEFAULT_ROOM_OPTIONS, type Recurrence, type Room, type RoomOptions } from '../../accounts/room.js';
import type { AccountId, RoomId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { PreparedRead } from '../prepared-read.js';
import type { RoomsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

export class RoomRepository {
  readonly #store: Store;
  readonly #byId = new PreparedRead(({ id }: { id: string }) => this.#rooms.where('id', '=', id));

  constructor(store: Store) {
    this.#store = store;
  }

  /** UNIQUE `rooms.number` when the number is taken. */
  create(room: Room): Statement {
    return statement(this.#store.queries.insertInto('rooms').values(toRow(room)), 1);
  }

  /**
   * Writes `room` over the version it was read with, and makes that version one higher. CONFLICT: it was
   * changed or removed meanwhile, or belongs to another account.
   */
  change(room: Room): Statement {
    const { id, account, created_ms: _, ...columns } = toRow(room);
    const update = this.#store.queries.updateTable('rooms').set({ ...columns, version: room.version + 1 });
    const same = update.where('id', '=', id).where('account', '=', account);
    return statement(same.where('version', '=', room.version), 1);
  }

  /** Given a version, only as that one; CONFLICT as for a change. */
  remove(id: RoomId, account: AccountId, version?: number): Statement {
    const remove = this.#store.queries.deleteFrom('rooms');
    const room = remove.where('id', '=', id).where('account', '=', account);
    return statement(version === undefined ? room : room.where('version', '=', version), 1);
  }

  async find(id: RoomId): Promise<Room | undefined> {
    const [row] = await this.#store.read(this.#byId.filledWith({ id }));
    return row && toRoom(row);
  }

  async findByNumber(number: string): Promise<Room | undefined> {
    const row = await this.#rooms.where('number', '=', number).executeTakeFirst();
    return row && toRoom(row);
  }

  get #rooms() {
    return this.#store.queries.selectFrom('rooms').selectAll();
  }
}

const toRow = (room: Room): RoomsTable => ({
  id: room.id,
  account: room.account,
  name: room.name,
  organiser: room.organiser,
  number: room.number,
  chair_password: room.chairPassword,
  attendee_password: room.attendeePassword,
  options: JSON.stringify(room.options),
  start_ms: room.startMs,
  duration_ms: room.durationMs,
  language: room.language,
  recurrence: room.recurrence === undefined ? null : JSON.stringify(room.recurrence),
  version: room.version,
  created_ms: room.createdMs,
});

/** Those that were added later are as they are by default. */
export const toRoomOptions = (text: string): RoomOptions => ({
  ...DEFAULT_ROOM_OPTIONS,
  ...(JSON.parse(text) as Partial<RoomOptions>),
});

export const toRoom = (row: RoomsTable, optionsOf = toRoomOptions): Room => ({
  id: row.id as RoomId,
  account: row.account as AccountId,
  name: row.name,
  organiser: row.organiser,
  number: row.number,
  chairPassword: row.chair_password,
  attendeePassword: row.attendee_password,
  options: optionsOf(row.options),
  startMs: utcMs(row.start_ms),
  durationMs: row.duration_ms,
  language: row.language as Language,
  recurrence: row.recurrence === null ? undefined : (JSON.parse(row.recurrence) as Recurrence),
  version: row.version,
  createdMs: utcMs(row.created_ms),
});
