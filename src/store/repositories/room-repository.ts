import type { ExpressionBuilder } from 'kysely';
import type { Language } from '../../accounts/account.js';
import { DEFAULT_ROOM_OPTIONS, type Recurrence, type Room, type RoomOptions } from '../../accounts/room.js';
import type { AccountId, RoomId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { PreparedRead } from '../prepared-read.js';
import type { RoomsTable, Schema } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';
import type { PageOf } from './page.js';

/** Rooms whose time [S25] includes an instant, is still to come then, or is over. */
export interface RoomsInWindow {
  readonly is: 'current' | 'planned' | 'past';
  readonly atMs: UtcMs;
}

// A type and not an interface: only that can stand for a record of parameters.
type PageValues = { readonly account: AccountId; readonly after: string; readonly limit: number };

export class RoomRepository {
  readonly #store: Store;
  readonly #byId = new PreparedRead(({ id }: { id: string }) => this.#rooms.where('id', '=', id));
  readonly #page = new PreparedRead((values: PageValues) => this.#pageOf(values));

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

  /**
   * In the order of creation. With a window: those that are in it, and all that repeat, of which the rule and not
   * the database knows.
   */
  async listOfAccount(
    account: AccountId,
    { after, limit }: PageOf<RoomId>,
    window?: RoomsInWindow,
  ): Promise<readonly Room[]> {
    // Every id comes after the empty one.
    const values = { account, after: after ?? '', limit };
    const rows = await (window === undefined
      ? this.#store.read(this.#page.filledWith(values))
      : this.#pageOf(values)
          .where((room) => room.or([room('recurrence', 'is not', null), inWindow(room, window)]))
          .execute());
    return rows.map(toRoom);
  }

  #pageOf({ account, after, limit }: PageValues) {
    return this.#rooms.where('account', '=', account).where('id', '>', after).orderBy('id').limit(limit);
  }

  get #rooms() {
    return this.#store.queries.selectFrom('rooms').selectAll();
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

const toRoom = (row: RoomsTable): Room => ({
  id: row.id as RoomId,
  account: row.account as AccountId,
  name: row.name,
  organiser: row.organiser,
  number: row.number,
  chairPassword: row.chair_password,
  attendeePassword: row.attendee_password,
  options: { ...DEFAULT_ROOM_OPTIONS, ...(JSON.parse(row.options) as Partial<RoomOptions>) },
  startMs: utcMs(row.start_ms),
  durationMs: row.duration_ms,
  language: row.language as Language,
  recurrence: row.recurrence === null ? undefined : (JSON.parse(row.recurrence) as Recurrence),
  version: row.version,
  createdMs: utcMs(row.created_ms),
});
