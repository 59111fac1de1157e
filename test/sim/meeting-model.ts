import { DEFAULT_ROOM_OPTIONS, type RoomOptions } from '../../src/accounts/room.js';
import type { ConferenceId, LegId, ParticipantId } from '../../src/base/ids.js';
import type { ConferenceEvent, Fact } from '../../src/conference/events.js';
import type { Invitation, Place, Role } from '../../src/conference/participant.js';
import type { RoomPlan } from './scenario.js';

export interface Member {
  readonly id: ParticipantId;
  readonly leg: LegId;
  readonly role: Role;
  place: Place;
  /** Whose private line it is on; undefined: none. */
  line: ParticipantId | undefined;
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
  /** Who is being called, until there is an end to it. */
  readonly called: Map<ParticipantId, Invitation>;
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
    // Elsewhere keys are a number, or a pair that leads back.
    if (meeting === undefined || member?.place !== 'room') return;
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

  /** In the room as the flags say; on a private line the two of it, whatever they say; elsewhere nobody. */
  hears(listener: Member, talker: Member): boolean {
    if (listener === talker) return false;
    if (listener.place === 'room') return talker.place === 'room' && this.isHeard(talker);
    return listener.line !== undefined && listener.line === talker.line;
  }

  /** Before the answer the network is heard by who called onto the own line, and by nobody else [C23]. */
  mayHearCalled(listener: Member, meeting: Meeting, number: string): boolean {
    return [...meeting.called.values()].some(
      ({ line, called }) => line === listener.id && called.e164.endsWith(number),
    );
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
      called: new Map(),
      muteAll: false,
      locked: false,
      chairArrived: false,
      sequence: 0,
      changedMs: nowMs,
    });
  }

  #apply(meeting: Meeting, fact: Fact, nowMs: number): void {
    if (fact.type !== 'talking-changed') meeting.changedMs = nowMs;
    this.#applyCalls(meeting, fact);
    if (fact.type === 'entered') this.#enter(meeting, fact);
    if (fact.type === 'left') meeting.members.delete(fact.leg);
    if (fact.type === 'place-changed') this.#move(meeting, fact);
    const ended = endOf(fact);
    if (ended !== undefined) meeting.called.delete(ended);
    if (fact.type !== 'closed') return;
    if (meeting.members.size > 0) this.#violation(`${meeting.id} closes with ${meeting.members.size} inside`);
    this.meetings.delete(meeting.id);
    this.closed.add(meeting.id);
  }

  /** Each dial comes to one end, and nothing ends that was not begun. */
  #applyCalls(meeting: Meeting, fact: Fact): void {
    const { called } = meeting;
    if (fact.type === 'invited') {
      const { id } = fact.invitation;
      if (called.has(id)) this.#violation(`${id} is called twice at once`);
      called.set(id, fact.invitation);
    }
    if (fact.type === 'invitation-merged') {
      const invitation = called.get(fact.participant);
      if (invitation !== undefined) called.set(fact.participant, { ...invitation, line: undefined });
    }
    const ended = endOf(fact);
    if (ended !== undefined && !called.has(ended))
      this.#violation(`a call to ${ended} ends that was not made`);
  }

  #move({ members }: Meeting, { participant, place }: Fact & { type: 'place-changed' }): void {
    const member = [...members.values()].find(({ id }) => id === participant);
    if (member === undefined) return this.#violation(`${participant} moves and is not in`);
    member.place = place;
    member.line = place === 'consult' || place === 'operator' ? participant : undefined;
    member.star = false;
  }

  #enter(meeting: Meeting, fact: Fact & { type: 'entered' }): void {
    const { leg, role, participant } = fact;
    const invitation = meeting.called.get(participant);
    const { options, members, muteAll, locked } = meeting;
    const attendee = role === 'attendee';
    if (attendee && locked && fact.called === undefined) this.#violation(`${leg} enters a locked conference`);
    const line = invitation?.line;
    members.set(leg, {
      id: participant,
      leg,
      role,
      place: line === undefined ? 'room' : invitation?.greeting === 'operator' ? 'operator' : 'consult',
      line,
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
      const last = [...meeting.members.values()].findLast(
        ({ role, id, line }) => role === 'attendee' && (line === undefined || line === id),
      );
      if (last !== undefined) meeting.members.delete(last.leg);
    }
  }
}

/** Whose call comes to its end by this; of who dialled in there was none. */
function endOf(fact: Fact): ParticipantId | undefined {
  if (fact.type === 'call-failed') return fact.participant;
  return fact.type === 'entered' && fact.called !== undefined ? fact.participant : undefined;
}
