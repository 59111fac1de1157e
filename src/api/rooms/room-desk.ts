import type { Account } from '../../accounts/account.js';
import { checkRoom } from '../../accounts/room-rules.js';
import { DEFAULT_ROOM_OPTIONS, type Recurrence, type Room } from '../../accounts/room.js';
import type { RoomId } from '../../base/ids.js';
import { below } from '../../base/random.js';
import { utcMs } from '../../base/units.js';
import { withNamesOfDates } from '../../booking/occurrence-changes.js';
import { windowOf } from '../../booking/occurrences.js';
import { scheduleProblem, type ScheduleProblem } from '../../booking/schedule-rules.js';
import { DEFAULT_INVITATIONS } from '../../notices/room-invitations.js';
import type { PageOf } from '../../store/repositories/page.js';
import {
  RoomListReads,
  type ListedRoom,
  type RoomsInWindow,
} from '../../store/repositories/room-list-reads.js';
import { RoomRepository } from '../../store/repositories/room-repository.js';
import { unit } from '../../store/statement.js';
import type { Statement, StoreError } from '../../store/store.js';
import { Problem } from '../problem.js';
import { invitationsOf, RoomTelling, type WantedInvitations } from './room-telling.js';
import type { RecurrenceView, RoomChange, RoomCreate } from './room-schema.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid, roomInvalid } from '../validation.js';

/** 7 digits: a stranger who tries numbers seldom meets one. */
const NUMBER_LOWEST = 1_000_000;
const NUMBERS = 9_000_000;
const NUMBER_TRIES_MAX = 20;
/** Of a room that is changed again and again while it is to go. */
const REMOVE_TRIES_MAX = 5;
const DEFAULT_DURATION_MS = 2_000 * 3_600_000;

type RoomDeskServices = Pick<ApiServices, 'store' | 'clock' | 'ids' | 'random' | 'serviceNumbers'> & {
  readonly live: Pick<ApiServices['live'], 'calendar'>;
  readonly notices: Pick<ApiServices['notices'], 'sendsSms'>;
};

/** Creates, changes and removes the rooms of an account. Throws a Problem when that cannot be. */
export class RoomDesk {
  readonly rooms: RoomRepository;
  readonly telling: RoomTelling;
  readonly #services: RoomDeskServices;
  readonly #listed: RoomListReads;

  constructor(services: RoomDeskServices) {
    this.#services = services;
    // The store itself: who has just made a room looks here.
    this.#listed = new RoomListReads(services.store);
    this.rooms = new RoomRepository(services.store);
    this.telling = new RoomTelling(services);
  }

  /** Another account's room does not exist [S53]. */
  async find(id: string, account: Account): Promise<Room> {
    const room = await this.rooms.find(id as RoomId);
    if (room === undefined || room.account !== account.id) throw new Problem('ROOM_NOT_FOUND');
    return room;
  }

  /** In the order of creation; with a window those that have an occurrence in it [S25]. */
  async list(account: Account, page: PageOf<RoomId>, window?: RoomsInWindow): Promise<readonly ListedRoom[]> {
    if (window === undefined) return this.#listed.listOfAccount(account.id, page);
    const found: ListedRoom[] = [];
    let { after } = page;
    // Repeating rooms that are not in the window are passed over.
    for (;;) {
      const some = await this.#listed.listOfAccount(account.id, { after, limit: page.limit }, window);
      found.push(...some.filter(({ room }) => this.#isIn(room, account, window)));
      if (some.length < page.limit || found.length >= page.limit) return found.slice(0, page.limit);
      after = some.at(-1)!.room.id;
    }
  }

  #isIn(room: Room, { timeZone }: Account, { is, atMs }: RoomsInWindow): boolean {
    if (room.recurrence === undefined) return true;
    return windowOf(this.#services.live.calendar.occurrences(room, timeZone), atMs) === is;
  }

  async create(form: RoomCreate, account: Account): Promise<Room> {
    const { wanted, telling } = partsOf(form);
    const nowMs = this.#services.clock.utcNow();
    const room: Room = {
      organiser: account.name,
      attendeePassword: '',
      durationMs: DEFAULT_DURATION_MS,
      language: account.language,
      ...given(wanted),
      number: wanted.number ?? this.#someNumber(),
      startMs: wanted.startMs === undefined ? nowMs : utcMs(wanted.startMs),
      options: { ...DEFAULT_ROOM_OPTIONS, ...given(wanted.options ?? {}) },
      recurrence: recurrenceOf(wanted.recurrence),
      id: this.#services.ids.next(),
      account: account.id,
      version: 1,
      createdMs: nowMs,
    };
    assertValid(room, account);
    const list = await this.telling.guestList(telling, account);
    const invitations = invitationsOf(DEFAULT_INVITATIONS, telling, list);
    const store = async (numbered: Room): Promise<StoreError | undefined> => {
      const told = await this.telling.statements(undefined, { room: numbered, invitations }, account, list);
      return this.#commit(this.rooms.create(numbered), ...told);
    };
    return wanted.number === undefined ? this.#createNumbered(room, store) : this.#createAs(room, store);
  }

  /** `version`: the one that the client has read. */
  async change(
    id: string,
    form: Omit<RoomChange, 'version'>,
    version: number,
    account: Account,
  ): Promise<Room> {
    const { wanted, telling } = partsOf(form);
    const old = await this.find(id, account);
    if (old.version !== version) throw new Problem('VERSION_CONFLICT');
    const rule = wanted.recurrence === undefined ? old.recurrence : recurrenceOf(wanted.recurrence);
    const room: Room = {
      ...old,
      ...given(wanted),
      startMs: wanted.startMs === undefined ? old.startMs : utcMs(wanted.startMs),
      options: { ...old.options, ...given(wanted.options ?? {}) },
      recurrence: withNamesOfDates(rule, old, account.timeZone),
    };
    assertValid(room, account);
    const changed = { ...room, version: room.version + 1 };
    const list = await this.telling.guestList(telling, account);
    const before = { room: old, invitations: await this.telling.of(old) };
    const after = { room: changed, invitations: invitationsOf(before.invitations, telling, list) };
    const told = await this.telling.statements(before, after, account, list);
    const error = await this.#commit(this.rooms.change(room), ...told);
    if (error?.code === 'UNIQUE') throw numberTaken();
    // Changed since it was read; or removed, which a repetition will show.
    if (error?.code === 'CONFLICT') throw new Problem('VERSION_CONFLICT');
    return changed;
  }

  /** With a version only that one. A conference that runs goes on. */
  async remove(id: string, version: number | undefined, account: Account): Promise<void> {
    for (let tries = 0; tries < REMOVE_TRIES_MAX; tries++) {
      const room = await this.find(id, account);
      const before = { room, invitations: await this.telling.of(room) };
      const told = await this.telling.statements(before, undefined, account);
      // Only as it was read: whoever is invited meanwhile must be told as well, by a rising SEQUENCE.
      const removed = this.rooms.remove(room.id, account.id, version ?? room.version);
      const error = await this.#commit(removed, ...told);
      if (error === undefined) return;
      if (version !== undefined) break;
    }
    throw new Problem('VERSION_CONFLICT');
  }

  async #createAs(room: Room, store: StoreRoom): Promise<Room> {
    const error = await store(room);
    if (error?.code === 'UNIQUE') throw numberTaken();
    return room;
  }

  /** Draws numbers until one is free. */
  async #createNumbered(room: Room, store: StoreRoom): Promise<Room> {
    for (let tries = 0; tries < NUMBER_TRIES_MAX; tries++) {
      const numbered = { ...room, number: this.#someNumber() };
      const error = await store(numbered);
      if (error === undefined) return numbered;
    }
    throw new Problem('ROOM_NUMBERS_USED_UP');
  }

  #someNumber(): string {
    return String(NUMBER_LOWEST + below(this.#services.random, NUMBERS));
  }

  /** The failures that a caller can explain; an outage of the store is thrown. */
  async #commit(...statements: readonly Statement[]): Promise<StoreError | undefined> {
    const outcome = await this.#services.store.commit(unit(...statements));
    if (outcome.ok) return undefined;
    if (outcome.error.code === 'UNIQUE' || outcome.error.code === 'CONFLICT') return outcome.error;
    throw new Problem('STORE_UNAVAILABLE', { detail: outcome.error.code });
  }
}

type StoreRoom = (room: Room) => Promise<StoreError | undefined>;

/** What a form says of the room itself, and of who is invited to it. */
function partsOf<Form extends WantedInvitations>({
  invitees,
  notify,
  notifyBySms,
  reminderMs,
  ...wanted
}: Form) {
  return { wanted, telling: { invitees, notify, notifyBySms, reminderMs } };
}

/** JSON knows no undefined: a field that is there has a value. */
const given = <Fields extends object>(fields: Fields) =>
  fields as { readonly [Field in keyof Fields]: Exclude<Fields[Field], undefined> };

function assertValid(room: Room, account: Account): void {
  const checked = checkRoom(room);
  if (!checked.ok) throw roomInvalid(checked.error);
  assertSchedule(room, account);
}

export function assertSchedule(
  room: Pick<Room, 'startMs' | 'durationMs' | 'recurrence'>,
  { timeZone }: Account,
): void {
  const problem = scheduleProblem(room, timeZone);
  if (problem !== undefined) throw fieldInvalid('recurrence', problem, SCHEDULE_MESSAGES[problem]);
}

const SCHEDULE_MESSAGES: Readonly<Record<ScheduleProblem, string>> = {
  NO_SINGLE_END: 'needs a count or an end date, and not both',
  OUT_OF_RANGE: 'is out of range',
  OVERLAPPING: 'has windows that overlap',
  NO_SUCH_OCCURRENCE: 'names an occurrence that the rule does not have',
};

export const recurrenceView = ({ exceptions, ...rule }: Recurrence): RecurrenceView => ({
  ...rule,
  exceptions: exceptions.map(({ plannedStartMs, instead }) => ({ plannedStartMs, instead: instead ?? null })),
});

export function recurrenceOf(view: RecurrenceView | null | undefined): Recurrence | undefined {
  if (view === null || view === undefined) return undefined;
  const { every, count, untilDate, exceptions } = view;
  return {
    every,
    ...(count === undefined ? {} : { count }),
    ...(untilDate === undefined ? {} : { untilDate }),
    exceptions: exceptions.map(({ plannedStartMs, instead }) => ({
      plannedStartMs: utcMs(plannedStartMs),
      instead: instead === null ? undefined : { ...instead, startMs: utcMs(instead.startMs) },
    })),
  };
}

const numberTaken = (): Problem =>
  new Problem('ROOM_NUMBER_TAKEN', {
    errors: [{ field: 'number', code: 'TAKEN', message: 'another room has this number' }],
  });
