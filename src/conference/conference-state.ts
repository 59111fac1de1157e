import { invariant, unreachable } from '../base/errors.js';
import type { ConferenceId, LegId, ParticipantId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { ConferenceDefinition } from './definition.js';
import type { Fact } from './events.js';
import type { Mutes, Participant, Role } from './participant.js';

/** All that is known of a conference; changed by `apply` alone, so it follows from the facts. */
export interface ConferenceState {
  readonly id: ConferenceId;
  readonly definition: ConferenceDefinition;
  readonly openedMs: UtcMs;
  readonly windowEndMs: UtcMs | undefined;
  readonly locked: boolean;
  readonly muteAll: boolean;
  /** Whether a chair has ever been in: the wait [S6] and the held place [S7] are over for good. */
  readonly chairArrived: boolean;
  readonly chairs: number;
  /** In the order they entered. */
  readonly participants: ReadonlyMap<ParticipantId, Participant>;
  readonly byLeg: ReadonlyMap<LegId, ParticipantId>;
  readonly barredNumbers: ReadonlySet<string>;
  readonly closed: boolean;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The state with its one writer. A fact changes it in place: a conference can have thousands of parties, and
 * a copy for each of them would cost the square of that.
 */
export class ConferenceLedger {
  readonly #participants = new Map<ParticipantId, Participant>();
  readonly #byLeg = new Map<LegId, ParticipantId>();
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
      participants: this.#participants,
      byLeg: this.#byLeg,
      barredNumbers: this.#barredNumbers,
      closed: false,
    };
  }

  get state(): ConferenceState {
    return this.#state;
  }

  /** Returns the parties whose mutes the fact has changed, as they were before. */
  apply(fact: Fact, atMs: UtcMs): readonly Participant[] {
    const state = this.#state;
    switch (fact.type) {
      case 'opened':
        return [];
      case 'entered':
        this.#enter(fact, atMs);
        return [];
      case 'left':
        this.#leave(fact.participant);
        return [];
      case 'chair-arrived':
        state.chairArrived = true;
        return this.#changeMutes(() => true, { waiting: false });
      case 'mutes-changed':
        return this.#changeMutesOf(this.#known(fact.participant), fact.mutes);
      case 'mute-all-changed':
        state.muteAll = fact.muted;
        return this.#changeMutes(({ role }) => role === 'attendee', {
          byRoom: this.mutesOnEntry('attendee').byRoom,
        });
      case 'lock-changed':
        state.locked = fact.locked;
        return [];
      case 'hand-changed':
        this.#update({ ...this.#known(fact.participant), handRaised: fact.raised });
        return [];
      case 'talking-changed':
        this.#update({ ...this.#known(fact.participant), talking: fact.talking });
        return [];
      case 'number-barred':
        this.#barredNumbers.add(fact.number);
        return [];
      case 'bars-lifted':
        this.#barredNumbers.clear();
        return [];
      case 'window-extended':
        state.windowEndMs = fact.windowEndMs;
        return [];
      case 'closed':
        state.closed = true;
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

  #enter(fact: Fact & { type: 'entered' }, enteredMs: UtcMs): void {
    const { participant: id, leg, role, name, caller, mutes } = fact;
    invariant(!this.#participants.has(id) && !this.#byLeg.has(leg), 'a participant and its leg enter once');
    this.#participants.set(id, {
      id,
      leg,
      role,
      name,
      caller,
      enteredMs,
      mutes,
      handRaised: false,
      talking: false,
    });
    this.#byLeg.set(leg, id);
    if (role === 'chair') this.#state.chairs += 1;
  }

  #leave(id: ParticipantId): void {
    const participant = this.#known(id);
    this.#participants.delete(id);
    this.#byLeg.delete(participant.leg);
    if (participant.role === 'chair') this.#state.chairs -= 1;
  }

  #known(id: ParticipantId): Participant {
    const participant = this.#participants.get(id);
    invariant(participant !== undefined, 'a fact names a participant who is in');
    return participant;
  }

  #update(participant: Participant): void {
    this.#participants.set(participant.id, participant);
  }

  #changeMutes(whose: (participant: Participant) => boolean, change: Partial<Mutes>): Participant[] {
    const before: Participant[] = [];
    for (const participant of this.#participants.values()) {
      if (whose(participant))
        before.push(...this.#changeMutesOf(participant, { ...participant.mutes, ...change }));
    }
    return before;
  }

  #changeMutesOf(participant: Participant, mutes: Mutes): Participant[] {
    const old = participant.mutes;
    if (
      old.own === mutes.own &&
      old.byChair === mutes.byChair &&
      old.byRoom === mutes.byRoom &&
      old.waiting === mutes.waiting
    ) {
      return [];
    }
    this.#update({ ...participant, mutes });
    return [participant];
  }
}
