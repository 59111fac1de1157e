import { DEFAULT_ROOM_OPTIONS, type Room, type RoomOptions } from '../../src/accounts/room.js';
import type { AccountId, ConferenceId, LegId, ParticipantId, RoomId } from '../../src/base/ids.js';
import { later, monotonicMs, utcMs, type MonotonicMs, type UtcMs } from '../../src/base/units.js';
import {
  SYSTEM,
  type Actor,
  type CommandBody,
  type CommandReply,
  type EntryWay,
  type Invitee,
} from '../../src/conference/commands.js';
import { ConferenceService } from '../../src/conference/conference-service.js';
import {
  DEFAULT_CONFERENCE_RULES,
  type ConferenceDefinition,
  type ConferenceRules,
} from '../../src/conference/definition.js';
import type { Announcement, ConferenceEffect } from '../../src/conference/effects.js';
import type { LeaveReason } from '../../src/conference/leave-reason.js';
import { isHeard, type Caller, type Role } from '../../src/conference/participant.js';
import type { CallResult } from '../../src/dialing/call-result.js';

export const CONFERENCE = 'conference-1' as ConferenceId;
export const START_UTC_MS = utcMs(Date.UTC(2026, 10, 22, 1, 0, 0));

export const sampleRoom = (changes: Partial<Room> = {}): Room => ({
  id: 'room-1' as RoomId,
  account: 'account-1' as AccountId,
  name: '周会',
  organiser: '王',
  number: '1001',
  chairPassword: '8888',
  attendeePassword: '6666',
  options: DEFAULT_ROOM_OPTIONS,
  startMs: START_UTC_MS,
  durationMs: 2_000 * 3_600_000,
  language: 'zh-CN',
  recurrence: undefined,
  version: 1,
  createdMs: START_UTC_MS,
  ...changes,
});

export const sampleDefinition = (
  options: Partial<RoomOptions> = {},
  changes: Partial<ConferenceDefinition> = {},
): ConferenceDefinition => ({
  kind: 'bridge',
  room: 'room-1' as RoomId,
  roomNumber: '1001',
  name: '周会',
  account: 'account-1' as AccountId,
  language: 'zh-CN',
  options: { ...DEFAULT_ROOM_OPTIONS, ...options },
  partiesMax: undefined,
  windowEndMs: undefined,
  costMax: undefined,
  ...changes,
});

export const OWNER: Actor = { kind: 'owner', account: 'account-1' as AccountId };

/** One conference in virtual time, with participants called by short names and effects as short lines. */
export class ConferenceDriver {
  readonly service: ConferenceService;
  nowMs: MonotonicMs = monotonicMs(5_000);
  nowUtcMs: UtcMs = START_UTC_MS;
  readonly effects: ConferenceEffect[] = [];
  #read = 0;
  #commands = 0;

  constructor(definition: ConferenceDefinition = sampleDefinition(), rules: Partial<ConferenceRules> = {}) {
    this.service = new ConferenceService({
      rules: { ...DEFAULT_CONFERENCE_RULES, ...rules },
      conferencesMax: 10,
    });
    this.send({ type: 'open', definition }, SYSTEM);
    this.lines();
  }

  send(body: CommandBody, by: Actor): CommandReply['result'] {
    const id = `command-${++this.#commands}`;
    const command = { ...body, id, conference: CONFERENCE, by };
    const { reply, effects } = this.service.handle(command, this.nowMs, this.nowUtcMs);
    if (reply.id !== id) throw new Error('a reply carries the id of its command');
    this.effects.push(...effects);
    return reply.result;
  }

  enter(name: string, role: Role = 'attendee', number?: string, way: EntryWay = 'dial-in'): string {
    const caller: Caller = { number, asserted: number !== undefined };
    const body: CommandBody = {
      type: 'enter',
      participant: name as ParticipantId,
      leg: `leg-${name}` as LegId,
      role,
      way,
      caller,
    };
    return codeOf(this.send(body, SYSTEM));
  }

  leave(name: string, reason: LeaveReason = 'hung-up'): void {
    this.send({ type: 'leave', leg: `leg-${name}` as LegId, reason }, SYSTEM);
  }

  /** A call answers and comes in, as the call layer reports it. */
  answer(name: string, changes: Partial<CommandBody & { type: 'enter' }> = {}): string {
    const participant = name as ParticipantId;
    const leg = `leg-${name}` as LegId;
    this.send({ type: 'call-answered', participant, leg }, SYSTEM);
    const caller: Caller = { number: undefined, asserted: false };
    const body: CommandBody = {
      type: 'enter',
      participant,
      leg,
      role: 'attendee',
      way: 'invitation',
      caller,
      ...changes,
    };
    return codeOf(this.send(body, SYSTEM));
  }

  ring(name: string, early = false): void {
    const participant = name as ParticipantId;
    this.send({ type: 'call-ringing', participant, leg: `leg-${name}` as LegId, early }, SYSTEM);
  }

  fail(name: string, result: CallResult = 'busy'): void {
    const failure = { result, sipStatus: 486, q850Cause: 17 };
    this.send({ type: 'call-failed', participant: name as ParticipantId, failure }, SYSTEM);
  }

  /** `*6`, a number, `#`. */
  consult(inviter: string, invited: string, e164 = numberOf(invited)): string {
    const participant = inviter as ParticipantId;
    const out = this.key(inviter, { type: 'step-out', participant });
    if (out !== 'ok') return out;
    return this.key(inviter, {
      type: 'consult',
      participant,
      invited: invited as ParticipantId,
      called: { e164 },
    });
  }

  /** A key of a party about itself. */
  self(name: string, type: SelfCommand): string {
    return this.key(name, { type, participant: name as ParticipantId });
  }

  invite(...names: string[]): string {
    return this.byOwner({ type: 'invite', invitees: names.map((name) => invitee(name)) });
  }

  startByHost(host: string, ...others: string[]): string {
    return this.byOwner({
      type: 'start-by-host',
      host: invitee(host, 'chair'),
      others: others.map((name) => invitee(name)),
    });
  }

  placeOf(name: string): string | undefined {
    return this.service.state(CONFERENCE)?.participants.get(name as ParticipantId)?.place;
  }

  system(body: CommandBody): string {
    return codeOf(this.send(body, SYSTEM));
  }

  /** As the key flow of this participant sends it. */
  key(name: string, body: CommandBody): string {
    return codeOf(this.send(body, { kind: 'participant', participant: name as ParticipantId }));
  }

  /** As the page of this participant sends it. */
  silently(name: string, body: CommandBody): string {
    const participant = name as ParticipantId;
    return codeOf(this.send(body, { kind: 'participant', participant, silent: true }));
  }

  byOwner(body: CommandBody): string {
    return codeOf(this.send(body, OWNER));
  }

  mute(name: string): string {
    return this.key(name, { type: 'mute', participant: name as ParticipantId, muted: 'toggle' });
  }

  isHeard(name: string): boolean {
    const participant = this.service.state(CONFERENCE)?.participants.get(name as ParticipantId);
    if (participant === undefined) throw new Error(`${name} is not in`);
    return isHeard(participant);
  }

  isIn(name: string): boolean {
    return this.service.state(CONFERENCE)?.participants.has(name as ParticipantId) ?? false;
  }

  wait(durationMs: number): void {
    const untilMs = later(this.nowMs, durationMs);
    for (
      let due = this.service.nextDeadline();
      due !== undefined && due <= untilMs;
      due = this.service.nextDeadline()
    ) {
      this.#advance(due);
      this.effects.push(...this.service.timer(this.nowMs, this.nowUtcMs));
    }
    this.#advance(untilMs);
  }

  #advance(toMs: MonotonicMs): void {
    if (toMs <= this.nowMs) return;
    this.nowUtcMs = utcMs(this.nowUtcMs + (toMs - this.nowMs));
    this.nowMs = toMs;
  }

  /** The effects since the last call, without events. */
  lines(): string[] {
    const fresh = this.effects.slice(this.#read);
    this.#read = this.effects.length;
    return newsTogether(fresh.filter(({ type }) => type !== 'event').map(lineOf));
  }
}

/** What several parties are told of one who comes or goes stands in one line. */
function newsTogether(lines: readonly string[]): string[] {
  const together: string[] = [];
  for (const line of lines) {
    const [, leg, news] = /^say (leg-\S+): ((?:party|name)-(?:entered|left).*)$/.exec(line) ?? [];
    const before = /^say (.*): (.*)$/.exec(together.at(-1) ?? '');
    if (leg !== undefined && before?.[2] === news)
      together[together.length - 1] = `say ${before?.[1]} ${leg}: ${news}`;
    else together.push(line);
  }
  return together;
}

export type SelfCommand = 'step-out' | 'step-in' | 'merge' | 'drop' | 'request-operator';

/** Each name has its own number. */
export const numberOf = (name: string): string => `+86138${Buffer.from(name).join('')}`;

export const invitee = (name: string, role: Role = 'attendee'): Invitee => ({
  participant: name as ParticipantId,
  called: { e164: numberOf(name) },
  name,
  role,
  greeting: 'invited',
});

const codeOf = (result: CommandReply['result']): string => (result.ok ? 'ok' : result.error.code);

function lineOf(effect: ConferenceEffect): string {
  switch (effect.type) {
    case 'join':
      return `join ${effect.leg} ${effect.heard ? 'heard' : 'muted'}`;
    case 'hear':
      return `${effect.heard ? 'hear' : 'mute'} ${effect.leg}`;
    case 'say':
      return `say ${effect.to}: ${wordsOf(effect.announcement)}`;
    case 'music':
      return `music ${effect.leg} ${effect.on ? 'on' : 'off'}`;
    case 'release':
      return `release ${effect.leg} ${effect.reason}: ${effect.farewell.kind}`;
    case 'leave-mix':
      return `leave-mix ${effect.leg}`;
    case 'join-line':
      return `join-line ${effect.line} ${effect.leg}`;
    case 'place':
      return `place ${effect.leg} ${effect.place}${effect.connected ? ' connected' : ''}`;
    case 'ringback':
      return `ringback ${effect.leg} ${effect.on ? 'on' : 'off'}`;
    case 'dial':
      return `dial ${effect.participant} ${effect.greeting} ${effect.role} ${effect.ringMs / 1_000} s`;
    case 'give-up':
      return `give-up ${effect.participant}: ${effect.farewell?.kind}`;
    case 'operator-wanted':
    case 'operator-not-wanted':
      return `${effect.type} ${effect.participant}`;
    case 'record':
      return `record ${effect.recording} ${effect.on ? 'on' : 'off'}`;
    case 'forget-name':
      return `forget-name ${effect.name}`;
    case 'closed':
      return 'closed';
    case 'event':
      return effect.event.fact.type;
  }
}

function wordsOf(announcement: Announcement): string {
  const words =
    announcement.kind === 'call-failed'
      ? ['call-failed', announcement.failure.result]
      : Object.values(announcement);
  return words.join(' ');
}
