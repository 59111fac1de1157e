import type { AccountId, ConferenceId, LegId, ParticipantId, RecordingId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { CallFailure } from '../dialing/call-result.js';
import { isOperator, partiesOf, type ConferenceState } from './conference-state.js';
import type { ConferenceKind } from './definition.js';
import type { LeaveReason } from './leave-reason.js';
import { isHeard, type CallProgress, type Invitation, type Mutes, type Participant } from './participant.js';
import type { Departed, Place, Role } from './participant.js';

/** A running conference as a page or an API client sees it; events with a higher sequence continue it. */
export interface ConferenceSnapshot {
  readonly id: ConferenceId;
  readonly kind: ConferenceKind;
  readonly room: RoomId | undefined;
  readonly roomNumber: string;
  readonly name: string;
  readonly account: AccountId | undefined;
  readonly openedMs: UtcMs;
  readonly windowEndMs: UtcMs | undefined;
  readonly locked: boolean;
  readonly muteAll: boolean;
  readonly chairArrived: boolean;
  readonly host: ParticipantId | undefined;
  /** Was lost, and is awaited [S36]. */
  readonly hostLost: boolean;
  readonly recording: RecordingId | undefined;
  /** Numbers that are kept out until re-entry is allowed [S17]. */
  readonly barred: number;
  readonly sequence: number;
  /** Operators, and those who are on private lines only, are not counted. */
  readonly parties: number;
  readonly participants: readonly ParticipantSnapshot[];
  readonly invitations: readonly InvitationSnapshot[];
  /** The longest gone first. */
  readonly departed: readonly DepartedSnapshot[];
  /** Gone so long that they are not in the list any more. */
  readonly departedDropped: number;
}

/** Numbers are in full: whoever shows them to anybody but the owner masks them [S53a]. */
export interface ParticipantSnapshot {
  readonly id: ParticipantId;
  readonly leg: LegId;
  readonly role: Role;
  readonly name: string | undefined;
  /** Of an operator nobody's business. */
  readonly number: string | undefined;
  readonly operator: boolean;
  readonly browser: boolean;
  /** Called by us; else it has dialled in. */
  readonly wasCalled: boolean;
  readonly place: Place;
  readonly line: ParticipantId | undefined;
  readonly mutes: Mutes;
  readonly heard: boolean;
  readonly handRaised: boolean;
  readonly handOrder: number | undefined;
  readonly talking: boolean;
  readonly enteredMs: UtcMs;
}

export interface InvitationSnapshot {
  readonly id: ParticipantId;
  readonly role: Role;
  readonly name: string | undefined;
  readonly number: string | undefined;
  readonly extension: string | undefined;
  readonly operator: boolean;
  readonly line: ParticipantId | undefined;
  readonly progress: CallProgress;
}

export interface DepartedSnapshot {
  readonly id: ParticipantId;
  readonly role: Role;
  readonly name: string | undefined;
  readonly number: string | undefined;
  readonly extension: string | undefined;
  readonly browser: boolean;
  readonly redialable: boolean;
  readonly leftMs: UtcMs;
  readonly why: LeaveReason | CallFailure;
}

export function snapshotOf(state: ConferenceState, sequence: number): ConferenceSnapshot {
  const { definition } = state;
  return {
    id: state.id,
    kind: definition.kind,
    room: definition.room,
    roomNumber: definition.roomNumber,
    name: definition.name,
    account: definition.account,
    openedMs: state.openedMs,
    windowEndMs: state.windowEndMs,
    locked: state.locked,
    muteAll: state.muteAll,
    chairArrived: state.chairArrived,
    host: state.host,
    hostLost: state.hostLost,
    recording: state.recording,
    barred: state.barredNumbers.size,
    sequence,
    parties: partiesOf(state),
    participants: [...state.participants.values()].map(participantSnapshotOf),
    invitations: [...state.invitations.values()].map(invitationSnapshotOf),
    departed: [...state.departed.values()].map(departedSnapshotOf),
    departedDropped: state.departedDropped,
  };
}

export function participantSnapshotOf(participant: Participant): ParticipantSnapshot {
  const operator = isOperator(participant);
  return {
    id: participant.id,
    leg: participant.leg,
    role: participant.role,
    name: participant.name,
    number: operator ? undefined : (participant.caller.number ?? participant.called?.e164),
    operator,
    browser: participant.caller.browser ?? false,
    wasCalled: participant.called !== undefined,
    place: participant.place,
    line: participant.line,
    mutes: participant.mutes,
    heard: isHeard(participant),
    handRaised: participant.handOrder !== undefined,
    handOrder: participant.handOrder,
    talking: participant.talking,
    enteredMs: participant.enteredMs,
  };
}

export function invitationSnapshotOf(invitation: Invitation): InvitationSnapshot {
  const { id, role, name, called, line, progress } = invitation;
  const operator = invitation.greeting === 'operator';
  const shown = operator ? undefined : called;
  const { e164: number, extension } = shown ?? {};
  return { id, role, name, number, extension, operator, line, progress };
}

export const departedSnapshotOf = (departed: Departed): DepartedSnapshot => ({
  id: departed.id,
  role: departed.role,
  name: departed.name,
  number: departed.number,
  extension: departed.called?.extension,
  browser: departed.browser,
  redialable: departed.called !== undefined,
  leftMs: departed.leftMs,
  why: departed.why,
});
