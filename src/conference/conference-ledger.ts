import { invariant, unreachable } from '../base/errors.js';
import type { ConferenceId, LegId, ParticipantId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import { isOperator, type ConferenceState } from './conference-state.js';
import type { ConferenceDefinition } from './definition.js';
import type { Fact } from './events.js';
import type { LeaveReason } from './leave-reason.js';
import type { Departed, Invitation, Mutes, Participant, Place, Role } from './participant.js';

/** Shown and redialled; beyond that the longest gone are dropped, counted. */
export const DEPARTED_MAX = 1_000;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Whose sound a fact may have changed. */
export type Touched = readonly ParticipantId[];

/**
 * The state with its one writer. A fact changes it in place: a conference can have thousands of parties, and
 * a copy for each of them would cost the square of that.
 */
export class ConferenceLedger {
  readonly #participants = new Map<ParticipantId, Participant>();
  readonly #byLeg = new Map<LegId, ParticipantId>();
  readonly #invitations = new Map<ParticipantId, Invitation>();
  readonly #guests = new Map<ParticipantId, ParticipantId>();
  readonly #departed = new Map<ParticipantId, Departed>();
  readonly #barredNumbers = new Set<string>();
  readonly #state: Writable<ConferenceState>;

  constructor(id: ConferenceId, definition: ConferenceDefinition, openedMs: UtcMs) {
    this.#state = {
      id,
      definition,
      openedMs,
      windowEndMs: definition.windowEndMs,
      locked: false,
      muteAll: false,
      chairArrived: false,
      chairs: 0,
      host: undefined,
      hostLost: false,
      participants: this.#participants,
      byLeg: this.#byLeg,
      invitations: this.#invitations,
      guests: this.#guests,
      departed: this.#departed,
      departedDropped: 0,
      recording: undefined,
      barredNumbers: this.#barredNumbers,
      closed: false,
    };
  }

  get state(): ConferenceState {
    return this.#state;
  }

  apply(fact: Fact, atMs: UtcMs): Touched {
    const state = this.#state;
    switch (fact.type) {
      case 'entered':
        return this.#enter(fact, atMs);
      case 'left':
        return this.#leave(fact.participant, fact.reason, atMs);
      case 'invited':
        return this.#invite(fact.invitation);
      case 'call-progressed':
        return this.#progress(fact);
      case 'call-failed':
        return this.#fail(fact, atMs);
      case 'invitation-merged':
        return this.#detach(this.#invited(fact.participant));
      case 'place-changed':
        return this.#move(this.#known(fact.participant), fact.place);
      case 'chair-arrived':
        state.chairArrived = true;
        return this.#changeMutes(() => true, { waiting: false });
      case 'mute-all-changed':
        state.muteAll = fact.muted;
        return this.#changeMutes(({ role }) => role === 'attendee', {
          byRoom: this.mutesOnEntry('attendee').byRoom,
        });
      case 'mutes-changed':
        return this.#update({ ...this.#known(fact.participant), mutes: fact.mutes });
      case 'hand-changed':
        return this.#update({ ...this.#known(fact.participant), handOrder: fact.order });
      case 'talking-changed':
        return this.#update({ ...this.#known(fact.participant), talking: fact.talking });
      case 'number-barred':
        this.#barredNumbers.add(fact.number);
        return [];
      case 'bars-lifted':
        this.#barredNumbers.clear();
        return [];
      case 'opened':
      case 'balance-low':
      case 'lock-changed':
      case 'recording-changed':
      case 'window-extended':
      case 'closed':
        this.#set(fact);
        return [];
      default:
        return unreachable(fact);
    }
  }

  /** The flags that a party of this role has when it enters now. */
  mutesOnEntry(role: Role): Mutes {
    const { definition, muteAll, chairArrived } = this.#state;
    const attendee = role === 'attendee';
    return {
      own: false,
      byChair: false,
      byRoom: attendee && (muteAll || definition.options.attendeeListenOnly),
      waiting: attendee && definition.options.attendeeWaitsForChair && !chairArrived,
    };
  }

  /** The facts that change one value of the conference and nobody in it. */
  #set(
    fact: Fact & {
      type: 'opened' | 'balance-low' | 'lock-changed' | 'recording-changed' | 'window-extended' | 'closed';
    },
  ): void {
    const state = this.#state;
    if (fact.type === 'lock-changed') state.locked = fact.locked;
    else if (fact.type === 'recording-changed') state.recording = fact.recording;
    else if (fact.type === 'window-extended') state.windowEndMs = fact.windowEndMs;
    else if (fact.type === 'closed') state.closed = true;
  }

  #enter(fact: Fact & { type: 'entered' }, enteredMs: UtcMs): Touched {
    const { participant: id, leg, role, name, spokenName, caller, called, mutes } = fact;
    invariant(!this.#participants.has(id) && !this.#byLeg.has(leg), 'a participant and its leg enter once');
    const invitation = this.#invitations.get(id);
    const line = invitation?.line;
    const onLine: Place = invitation?.greeting === 'operator' ? 'operator' : 'consult';
    this.#invitations.delete(id);
    this.#departed.delete(id);
    this.#participants.set(id, {
      id,
      leg,
      role,
      name,
      spokenName,
      caller,
      called,
      place: line === undefined ? 'room' : onLine,
      line,
      enteredMs,
      mutes,
      handOrder: undefined,
      talking: false,
    });
    this.#byLeg.set(leg, id);
    if (role === 'chair') this.#takeChair(id);
    return line === undefined ? [id] : [line, id];
  }

  /** A chair who comes while the host is lost stands in for it [S36]. */
  #takeChair(id: ParticipantId): void {
    const state = this.#state;
    state.chairs += 1;
    if (state.hostLost) state.host = id;
    state.host ??= id;
    state.hostLost = false;
  }

  #leave(id: ParticipantId, why: LeaveReason, leftMs: UtcMs): Touched {
    const state = this.#state;
    const participant = this.#known(id);
    const { leg, role, name, caller, line } = participant;
    this.#participants.delete(id);
    this.#byLeg.delete(leg);
    if (line !== undefined && line !== id) this.#guests.delete(line);
    if (role === 'chair') state.chairs -= 1;
    const wantsBack = why === 'lost' || why === 'fault';
    state.hostLost ||= state.definition.kind === 'instant' && id === state.host && wantsBack;
    if (!isOperator(participant)) {
      const called =
        participant.called ?? (caller.number === undefined ? undefined : { e164: caller.number });
      const number = caller.number ?? called?.e164;
      // Whoever has been in is a person and need not press 1 again.
      const browser = caller.browser ?? false;
      this.#depart({ id, role, name, number, browser, called, greeting: 'invited', leftMs, why });
    }
    // Its line is over: where that puts who called it there, the next fact says.
    return [];
  }

  #invite(invitation: Invitation): Touched {
    const { id, line, greeting } = invitation;
    invariant(!this.#invitations.has(id) && !this.#participants.has(id), 'who is in is not invited');
    this.#departed.delete(id);
    this.#invitations.set(id, invitation);
    if (greeting === 'host') this.#state.host = id;
    if (line === undefined) return [];
    this.#guests.set(line, id);
    return [line];
  }

  #progress({ participant, progress, leg }: Fact & { type: 'call-progressed' }): Touched {
    const invitation = { ...this.#invited(participant), progress, leg };
    if (progress === 'given-up') return this.#detach(invitation);
    this.#invitations.set(participant, invitation);
    return invitation.line === undefined ? [] : [invitation.line, participant];
  }

  /** Off its private line: it is not wanted any more, or in the room. */
  #detach(invitation: Invitation): Touched {
    const { id, line } = invitation;
    this.#invitations.set(id, { ...invitation, line: undefined });
    if (line === undefined) return [id];
    this.#guests.delete(line);
    return [line, id];
  }

  #fail({ participant: id, failure }: Fact & { type: 'call-failed' }, leftMs: UtcMs): Touched {
    const { called, role, name, greeting, line } = this.#invited(id);
    this.#invitations.delete(id);
    if (line !== undefined) this.#guests.delete(line);
    if (greeting !== 'operator') {
      const number = called.e164;
      this.#depart({ id, role, name, number, browser: false, called, greeting, leftMs, why: failure });
    }
    return line === undefined ? [id] : [line, id];
  }

  #depart(departed: Departed): void {
    this.#departed.delete(departed.id);
    this.#departed.set(departed.id, departed);
    const [oldest] = this.#departed.keys();
    if (this.#departed.size <= DEPARTED_MAX || oldest === undefined) return;
    this.#departed.delete(oldest);
    this.#state.departedDropped += 1;
  }

  /** A guest that comes into the room has left the line; on its own line is who stepped out for it. */
  #move(participant: Participant, place: Place): Touched {
    const { id, line } = participant;
    if (line !== undefined && line !== id) {
      this.#guests.delete(line);
      // It enters only now, after who came while it was on the line.
      this.#participants.delete(id);
    }
    const onLine = place === 'consult' || place === 'operator';
    this.#update({ ...participant, place, line: onLine ? id : undefined });
    return line === undefined ? [id] : [line, id];
  }

  #known(id: ParticipantId): Participant {
    const participant = this.#participants.get(id);
    invariant(participant !== undefined, 'a fact names a participant who is in');
    return participant;
  }

  #invited(id: ParticipantId): Invitation {
    const invitation = this.#invitations.get(id);
    invariant(invitation !== undefined, 'a fact names an invitation that is open');
    return invitation;
  }

  #update(participant: Participant): Touched {
    this.#participants.set(participant.id, participant);
    return [participant.id];
  }

  #changeMutes(whose: (participant: Participant) => boolean, change: Partial<Mutes>): Touched {
    const touched = [...this.#participants.values()].filter(whose);
    for (const participant of touched)
      this.#update({ ...participant, mutes: { ...participant.mutes, ...change } });
    return touched.map(({ id }) => id);
  }
}
