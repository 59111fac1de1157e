import type { AccountId, ConferenceId, LegId, ParticipantId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { ConferenceState } from './conference-state.js';
import { isHeard, type Mutes, type Participant, type Role } from './participant.js';

/** A running conference as a page or an API client sees it; events with a higher sequence continue it. */
export interface ConferenceSnapshot {
  readonly id: ConferenceId;
  readonly room: RoomId | undefined;
  readonly roomNumber: string;
  readonly name: string;
  readonly account: AccountId | undefined;
  readonly openedMs: UtcMs;
  readonly windowEndMs: UtcMs | undefined;
  readonly locked: boolean;
  readonly muteAll: boolean;
  readonly chairArrived: boolean;
  /** Numbers that are kept out until re-entry is allowed [S17]. */
  readonly barred: number;
  readonly sequence: number;
  readonly participants: readonly ParticipantSnapshot[];
}

export interface ParticipantSnapshot {
  readonly id: ParticipantId;
  readonly leg: LegId;
  readonly role: Role;
  readonly name: string | undefined;
  /** In full: whoever shows it to anybody but the owner masks it [S53a]. */
  readonly number: string | undefined;
  readonly mutes: Mutes;
  readonly heard: boolean;
  readonly handRaised: boolean;
  readonly talking: boolean;
  readonly enteredMs: UtcMs;
}

export function snapshotOf(state: ConferenceState, sequence: number): ConferenceSnapshot {
  const { definition } = state;
  return {
    id: state.id,
    room: definition.room,
    roomNumber: definition.roomNumber,
    name: definition.name,
    account: definition.account,
    openedMs: state.openedMs,
    windowEndMs: state.windowEndMs,
    locked: state.locked,
    muteAll: state.muteAll,
    chairArrived: state.chairArrived,
    barred: state.barredNumbers.size,
    sequence,
    participants: [...state.participants.values()].map(participantSnapshotOf),
  };
}

export const participantSnapshotOf = (participant: Participant): ParticipantSnapshot => ({
  id: participant.id,
  leg: participant.leg,
  role: participant.role,
  name: participant.name,
  number: participant.caller.number,
  mutes: participant.mutes,
  heard: isHeard(participant),
  handRaised: participant.handRaised,
  talking: participant.talking,
  enteredMs: participant.enteredMs,
});
