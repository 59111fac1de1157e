import type { ConferenceId, LegId, ParticipantId, RecordingId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { ConferenceDefinition } from './definition.js';
import type { Departed, Invitation, Participant, Role } from './participant.js';

/** All that is known of a conference. It follows from the facts: `ConferenceLedger` alone changes it. */
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
  /** Whose leaving ends a `quick` or `instant` conference: who was to be rung first, or the first chair in. */
  readonly host: ParticipantId | undefined;
  /** The host of an `instant` conference did not want to leave, and is awaited [S36]. */
  readonly hostLost: boolean;
  /** In the order they came into the room; those on private lines too. */
  readonly participants: ReadonlyMap<ParticipantId, Participant>;
  readonly byLeg: ReadonlyMap<LegId, ParticipantId>;
  /** Who is being called, in the order it was asked for. */
  readonly invitations: ReadonlyMap<ParticipantId, Invitation>;
  /** Who was called onto the private line of whom: an invitation, or a participant once it has entered. */
  readonly guests: ReadonlyMap<ParticipantId, ParticipantId>;
  /** The latest that were in or were called and are not any more. */
  readonly departed: ReadonlyMap<ParticipantId, Departed>;
  /** How many older ones had to make room. */
  readonly departedDropped: number;
  readonly recording: RecordingId | undefined;
  readonly barredNumbers: ReadonlySet<string>;
  readonly closed: boolean;
}

/** Called onto the private line of another: not of the conference until it is merged, an operator never. */
export const isGuest = ({ id, line }: Participant): boolean => line !== undefined && line !== id;

export const isOperator = (participant: Participant): boolean =>
  participant.place === 'operator' && isGuest(participant);

/** Still wanted: it holds a place [S7]. */
export const isLive = ({ progress }: Invitation): boolean => progress !== 'given-up';

/** Somebody may still come. */
export const anybodyCalled = ({ invitations }: ConferenceState): boolean =>
  [...invitations.values()].some((invitation) => isLive(invitation));

/** The participants whom the conference knows as its own. */
export function partiesOf({ participants, guests }: ConferenceState): number {
  let parties = participants.size;
  for (const guest of guests.values()) if (participants.has(guest)) parties -= 1;
  return parties;
}

/** The limit counts all but operators, and each invitation that is open [S7]. */
export function placesTaken({ participants, invitations, guests }: ConferenceState): number {
  let taken = participants.size;
  for (const id of guests.values()) {
    const guest = participants.get(id);
    if (guest !== undefined && isOperator(guest)) taken -= 1;
  }
  for (const invitation of invitations.values())
    if (isLive(invitation) && invitation.greeting !== 'operator') taken += 1;
  return taken;
}

/** How many more of this role may come or be called; one place is held for the first chair [S7]. */
export function placesFree(state: ConferenceState, role: Role): number {
  const { partiesMax } = state.definition;
  if (partiesMax === undefined) return Infinity;
  const held = role === 'chair' || state.chairArrived || chairIsCalled(state) ? 0 : 1;
  return partiesMax - held - placesTaken(state);
}

/** A chair that is being called has its own place, so none is held beside it. */
const chairIsCalled = ({ invitations }: ConferenceState): boolean =>
  [...invitations.values()].some((invitation) => isLive(invitation) && invitation.role === 'chair');

/** The others are called when the host has pressed 1 [S35]. */
export const awaitsHost = ({ invitations }: ConferenceState): boolean =>
  [...invitations.values()].some(({ greeting }) => greeting === 'host');

export function participantOf(state: ConferenceState, leg: LegId): Participant | undefined {
  const id = state.byLeg.get(leg);
  return id === undefined ? undefined : state.participants.get(id);
}

/** Who has been called onto this party's private line, and whether it has come. */
export function guestOf(
  state: ConferenceState,
  owner: ParticipantId,
): { readonly called?: Invitation; readonly present?: Participant } {
  const guest = state.guests.get(owner);
  if (guest === undefined) return {};
  const called = state.invitations.get(guest);
  if (called !== undefined) return { called };
  const present = state.participants.get(guest);
  return present === undefined ? {} : { present };
}
