import { DEFAULT_ROOM_OPTIONS, type RoomOptions } from '../../src/accounts/room.js';
import type { ConferenceId, LegId } from '../../src/base/ids.js';
import type { ConferenceEvent, Fact } from '../../src/conference/events.js';
import type { Role } from '../../src/conference/participant.js';
import type { RoomPlan } from './scenario.js';

export interface Member {
  readonly leg: LegId;
  readonly role: Role;
  own: boolean;
  byRoom: boolean;
  waiting: boolean;
  /** The next digit is a function. */
  star: boolean;
}

export interface Meeting {
  readonly id: ConferenceId;
  readonly roomNumber: string;
  readonly options: RoomOptions;
  /** In the order they entered. */
  readonly members: Map<LegId, Member>;
  muteAll: boolean;
  locked: boolean;
  chairArrived: boolean;
  sequence: number;
  /** Since when who is in and who is heard is as it is. */
  changedMs: number;
}

/**
 * The rules of the room written a second time, from service.md and the keys that were pressed: who is in comes
 * from the facts, who is heard follows from the model alone and is held against what is heard.
 */
export class MeetingModel {
  readonly meetings = new Map<ConferenceId, Meeting>();
  /** Sequence numbers last seen, kept after the end. */
  readonly closed = new Set<ConferenceId>();
  readonly #rooms: ReadonlyMap<string, RoomPlan>;
  readonly #violation: (what: string) => void;

  constructor(rooms: readonly RoomPlan[], violation: (what: string) => void) {
    this.#rooms = new Map(rooms.map((room) => [room.number, room]));
    this.#violation = violation;
  }

  meetingOf(leg: LegId): Meeting | undefined {
    for (const meeting of this.meetings.values()) if (meeting.members.has(leg)) return meeting;
    return undefined;
  }

  /** Before the server hears of the key: what must come of it. */
  digit(leg: LegId, key: string, nowMs: number): void {
    const meeting = this.meetingOf(leg);
    const member = meeting?.members.get(leg);
    if (meeting === undefined || member === undefined) return;
    const isFunction = member.star;
    member.star = key === '*';
    if (!isFunction || key < '0' || key > '9') return;
    if (key === '1') this.#muteSelf(meeting, member);
    else if (member.role === 'chair') this.#chairKey(meeting, key);
    else return;
    meeting.changedMs = nowMs;
  }

  event({ conference, sequence, fact }: ConferenceEvent, nowMs: number): void {
    if (fact.type === 'opened') this.#open(conference, fact, nowMs);
    const meeting = this.meetings.get(conference);
    if (meeting === undefined) return this.#violation(`event ${fact.type} of a conference that is not open`);
    meeting.sequence += 1;
    if (sequence !== meeting.sequence)
      this.#violation(`event ${sequence} of ${conference} comes where ${meeting.sequence} was due`);
    this.#apply(meeting, fact, nowMs);
  }

  isHeard({ own, byRoom, waiting }: Member): boolean {
    return !own && !byRoom && !waiting;
  }

  #open(id: ConferenceId, { definition }: Fact & { type: 'opened' }, nowMs: number): void {
    if (this.meetings.has(id) || this.closed.has(id)) this.#violation(`conference ${id} opens again`);
    const { roomNumber } = definition;
    for (const other of this.meetings.values())
      if (other.roomNumber === roomNumber) this.#violation(`room ${roomNumber} runs twice`);
    this.meetings.set(id, {
      id,
      roomNumber,
      options: this.#rooms.get(roomNumber)?.options ?? DEFAULT_ROOM_OPTIONS,
      members: new Map(),
      muteAll: false,
      locked: false,
      chairArrived: false,
      sequence: 0,
      changedMs: nowMs,
    });
  }

  #apply(meeting: Meeting, fact: Fact, nowMs: number): void {
    if (fact.type !== 'talking-changed') meeting.changedMs = nowMs;
    if (fact.type === 'entered') this.#enter(meeting, fact);
    if (fact.type === 'left') meeting.members.delete(fact.leg);
    if (fact.type !== 'closed') return;
    if (meeting.members.size > 0) this.#violation(`${meeting.id} closes with ${meeting.members.size} inside`);
    this.meetings.delete(meeting.id);
    this.closed.add(meeting.id);
  }

  #enter(meeting: Meeting, { leg, role }: Fact & { type: 'entered' }): void {
    const { options, members, muteAll, locked } = meeting;
    const attendee = role === 'attendee';
    if (attendee && locked) this.#violation(`${leg} enters a locked conference`);
    members.set(leg, {
      leg,
      role,
      own: false,
      byRoom: attendee && (muteAll || options.attendeeListenOnly),
      waiting: attendee && options.attendeeWaitsForChair && !meeting.chairArrived,
      star: false,
    });
    if (attendee) return;
    meeting.chairArrived = true;
    for (const member of members.values()) member.waiting = false;
  }

  /** [S15]: lifts what may be lifted, and nothing when the party would not be heard after all. */
  #muteSelf({ options }: Meeting, member: Member): void {
    if (this.isHeard(member)) {
      member.own = true;
      return;
    }
    const liftsRoom = member.role === 'chair' || options.attendeeMayUnmute;
    if (member.waiting || (member.byRoom && !liftsRoom)) return;
    member.own = false;
    member.byRoom = false;
  }

  #chairKey(meeting: Meeting, key: string): void {
    if (key === '2') meeting.locked = !meeting.locked;
    if (key === '7') {
      meeting.muteAll = !meeting.muteAll;
      for (const member of meeting.members.values())
        if (member.role === 'attendee') member.byRoom = meeting.muteAll || meeting.options.attendeeListenOnly;
    }
    // Out at once; that the leg goes too is seen in the facts.
    if (key === '3') {
      const last = [...meeting.members.values()].findLast(({ role }) => role === 'attendee');
      if (last !== undefined) meeting.members.delete(last.leg);
    }
  }
}
