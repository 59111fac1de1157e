import type { ClipId, ConferenceId, LegId, ParticipantId, RecordingId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { ConferenceDefinition } from './definition.js';
import type { LeaveReason } from './leave-reason.js';
import type { CallProgress, Caller, Invitation, Mutes, Place, Role } from './participant.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { CalledParty } from '../dialing/called-party.js';

/** Rises when the shape of a fact changes, so that what was stored before can still be read. */
export const EVENT_SCHEMA_VERSION = 3;

export type CloseReason =
  | 'ended-by-chair'
  | 'ended-by-api'
  | 'window-over'
  | 'last-chair-left'
  /** The host of an instant conference or the convener of a quick one hung up, or never confirmed. */
  | 'host-left'
  | 'host-unreachable'
  | 'balance-out'
  | 'cost-limit'
  | 'empty'
  | 'drained';

/** What has happened: the whole of a conference's state follows from its facts, in order. */
export type Fact =
  | { readonly type: 'opened'; readonly definition: ConferenceDefinition }
  | {
      readonly type: 'entered';
      readonly participant: ParticipantId;
      readonly leg: LegId;
      readonly role: Role;
      readonly name: string | undefined;
      readonly spokenName: ClipId | undefined;
      readonly caller: Caller;
      readonly called: CalledParty | undefined;
      readonly mutes: Mutes;
    }
  /** Somebody is to be called; `progress` says whether at once. */
  | { readonly type: 'invited'; readonly invitation: Invitation }
  | {
      readonly type: 'call-progressed';
      readonly participant: ParticipantId;
      readonly progress: CallProgress;
      readonly leg: LegId | undefined;
    }
  /** An invitation is over and nobody came of it. */
  | { readonly type: 'call-failed'; readonly participant: ParticipantId; readonly failure: CallFailure }
  /** The private line is given up: it goes into the room when it answers [S20]. */
  | { readonly type: 'invitation-merged'; readonly participant: ParticipantId }
  | { readonly type: 'place-changed'; readonly participant: ParticipantId; readonly place: Place }
  | {
      readonly type: 'recording-changed';
      /** Undefined: stopped. */
      readonly recording: RecordingId | undefined;
    }
  | { readonly type: 'balance-low'; readonly minutes: 5 | 1 }
  | {
      readonly type: 'left';
      readonly participant: ParticipantId;
      readonly leg: LegId;
      readonly reason: LeaveReason;
    }
  | { readonly type: 'chair-arrived' }
  | { readonly type: 'mutes-changed'; readonly participant: ParticipantId; readonly mutes: Mutes }
  | { readonly type: 'mute-all-changed'; readonly muted: boolean }
  | { readonly type: 'lock-changed'; readonly locked: boolean }
  | {
      readonly type: 'hand-changed';
      readonly participant: ParticipantId;
      /** Its place among the raised hands; undefined: lowered. */
      readonly order: number | undefined;
    }
  | { readonly type: 'talking-changed'; readonly participant: ParticipantId; readonly talking: boolean }
  | { readonly type: 'number-barred'; readonly number: string }
  | { readonly type: 'bars-lifted' }
  | { readonly type: 'window-extended'; readonly windowEndMs: UtcMs }
  | { readonly type: 'closed'; readonly reason: CloseReason };

export interface ConferenceEvent {
  readonly schemaVersion: typeof EVENT_SCHEMA_VERSION;
  readonly conference: ConferenceId;
  /** Counts from 1 without a gap within a conference. */
  readonly sequence: number;
  readonly atMs: UtcMs;
  readonly fact: Fact;
}

/** Who talks changes all the time: shown live, never stored. */
export const isStored = (fact: Fact): boolean => fact.type !== 'talking-changed';
