import { unreachable } from '../../base/errors.js';
import { maskNumber } from '../../base/log.js';
import type { ConferenceId, ParticipantId } from '../../base/ids.js';
import { partiesOf, type ConferenceState } from '../../conference/conference-state.js';
import type { ConferenceService } from '../../conference/conference-service.js';
import type { ConferenceEvent, Fact } from '../../conference/events.js';
import type { Participant } from '../../conference/participant.js';
import {
  departedSnapshotOf,
  invitationSnapshotOf,
  participantSnapshotOf,
  snapshotOf,
} from '../../conference/snapshot.js';
import { OWNER, type ConferenceViews } from './conference-view.js';
import type { ChangeEvent } from './live-event-schema.js';

type States = Pick<ConferenceService, 'state' | 'snapshot'>;
type Common = Pick<ChangeEvent, 'conferenceId' | 'sequence' | 'atMs'>;

/** What conference events are told as: each the thing that it changed, as that is now, with numbers in full. */
export class Changes {
  readonly #states: States;
  readonly #views: ConferenceViews;

  constructor(states: States, views: ConferenceViews) {
    this.#states = states;
    this.#views = views;
  }

  /** Undefined: there is nothing to show, or no longer; then a later event tells that it is gone. */
  of(event: ConferenceEvent): ChangeEvent | undefined {
    const { conference, sequence, atMs, fact } = event;
    const common = { conferenceId: conference, sequence, atMs };
    const state = this.#states.state(conference);
    switch (fact.type) {
      case 'opened':
        return this.#opened(common, state);
      case 'chair-arrived':
      case 'mute-all-changed':
        return this.#changed(common, state, true);
      case 'lock-changed':
      case 'window-extended':
      case 'number-barred':
      case 'bars-lifted':
      case 'recording-changed':
      case 'balance-low':
        return this.#changed(common, state, false);
      case 'invited':
      case 'call-progressed':
      case 'invitation-merged': {
        const id = fact.type === 'invited' ? fact.invitation.id : fact.participant;
        return this.#invitationChanged(common, state, id);
      }
      case 'call-failed':
        return {
          ...common,
          type: 'invitation-over',
          participantId: fact.participant,
          departed: this.#departed(state, fact.participant),
        };
      case 'entered': {
        // Told also of who is gone again already: its leaving follows.
        const participant = state?.participants.get(fact.participant) ?? enteredAs(fact, event);
        return {
          ...common,
          ...standing(state),
          type: 'participant-entered',
          participant: this.#view(participant, conference),
        };
      }
      case 'mutes-changed':
      case 'hand-changed':
      case 'place-changed': {
        const participant = state?.participants.get(fact.participant);
        if (participant === undefined) return undefined;
        return {
          ...common,
          ...standing(state),
          type: 'participant-changed',
          participant: this.#view(participant, conference),
        };
      }
      case 'left':
        return {
          ...common,
          ...standing(state),
          type: 'participant-left',
          participantId: fact.participant,
          reason: fact.reason,
          departed: this.#departed(state, fact.participant),
        };
      case 'closed':
        return { ...common, type: 'conference-closed', reason: fact.reason };
      case 'talking-changed':
        // Told together a few times a second.
        return undefined;
      default:
        return unreachable(fact);
    }
  }

  #opened(common: Common, state: ConferenceState | undefined): ChangeEvent | undefined {
    const snapshot = state && this.#states.snapshot(state.id);
    if (snapshot === undefined) return undefined;
    return { ...common, type: 'conference-opened', conference: this.#views.conference(snapshot, OWNER) };
  }

  #changed(common: Common, state: ConferenceState | undefined, withMutes: boolean): ChangeEvent | undefined {
    if (state === undefined) return undefined;
    const { sequence } = common;
    // What is told of the participants is not ahead of this event, so its sequence is that of the event.
    const conference = this.#views.summary(snapshotOf(state, sequence));
    const changed = { ...common, type: 'conference-changed', conference } as const;
    if (!withMutes) return changed;
    const mutes = [...state.participants.values()].map((participant) => {
      const { id, mutes, heard, state: shown } = this.#view(participant, state.id);
      return { id, mutes, heard, state: shown };
    });
    return { ...changed, mutes };
  }

  #invitationChanged(
    common: Common,
    state: ConferenceState | undefined,
    id: ParticipantId,
  ): ChangeEvent | undefined {
    const invitation = state?.invitations.get(id);
    if (state === undefined || invitation === undefined) return undefined;
    const view = this.#views.invitation(invitationSnapshotOf(invitation), state.id, OWNER);
    return { ...common, ...standing(state), type: 'invitation-changed', invitation: view };
  }

  #departed(state: ConferenceState | undefined, id: ParticipantId) {
    const departed = state?.departed.get(id);
    if (state === undefined || departed === undefined) return null;
    return this.#views.departed(departedSnapshotOf(departed), state.id, OWNER);
  }

  #view(participant: Participant, conference: ConferenceId) {
    return this.#views.participant(participantSnapshotOf(participant), conference, OWNER);
  }
}

/** Of a conference that is over already nobody is in it. */
const standing = (state: ConferenceState | undefined) => ({
  parties: state === undefined ? 0 : partiesOf(state),
  host: state?.host ?? null,
  hostLost: state?.hostLost ?? false,
});

const enteredAs = (
  { participant, leg, role, name, spokenName, caller, called, mutes }: Extract<Fact, { type: 'entered' }>,
  { atMs }: ConferenceEvent,
): Participant => ({
  id: participant,
  leg,
  role,
  name,
  spokenName,
  caller,
  called,
  place: 'room',
  line: undefined,
  enteredMs: atMs,
  mutes,
  handOrder: undefined,
  talking: false,
});

/** The same for who is not the owner [S53a]. */
export function maskedChange(change: ChangeEvent): ChangeEvent {
  switch (change.type) {
    case 'conference-opened': {
      const { conference } = change;
      return {
        ...change,
        conference: {
          ...conference,
          participants: conference.participants.map(masked),
          invitations: conference.invitations.map(masked),
          departed: conference.departed.map(masked),
        },
      };
    }
    case 'participant-entered':
    case 'participant-changed':
      return { ...change, participant: masked(change.participant) };
    case 'invitation-changed':
      return { ...change, invitation: masked(change.invitation) };
    case 'participant-left':
    case 'invitation-over':
      return { ...change, departed: change.departed && masked(change.departed) };
    case 'conference-changed':
    case 'conference-closed':
      return change;
    default:
      return unreachable(change);
  }
}

const masked = <Shown extends { number: string | null; contactName: string | null }>(
  shown: Shown,
): Shown => ({
  ...shown,
  contactName: null,
  number: shown.number && maskNumber(shown.number),
});
