import type { AccountId, ConferenceId, LegId, ParticipantId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { ConferenceDefinition } from './definition.js';
import type { LeaveReason } from './events.js';
import type { Caller, Role } from './participant.js';

/**
 * What can be asked of a conference. Commands are plain data, so that they can cross a bus; keypad, API and
 * portal send the same ones and differ in who asks.
 */
export type Actor =
  /** By the keypad: what comes of it is spoken to this participant. */
  | { readonly kind: 'participant'; readonly participant: ParticipantId }
  /** By API or portal, for the account that owns the conference; the route has checked that it does. */
  | { readonly kind: 'owner'; readonly account: AccountId | undefined }
  /** The call layer, and the server when it drains. */
  | { readonly kind: 'system' };

/** How a party comes in. Locks and bars stop dial-in alone [S16] [S17]. */
export type EntryWay = 'dial-in' | 'invitation' | 'redial' | 'return';

/** A switch is set, or flipped by whoever cannot see it. */
export type Switch = boolean | 'toggle';

/** Keys that are listed in the menu and answered, whose service is not there. */
export type Feature = 'operator' | 'recording' | 'invitation';

export type CommandBody =
  /** Opens the conference of this room, or names the one that is already open. */
  | { readonly type: 'open'; readonly definition: ConferenceDefinition }
  | {
      readonly type: 'enter';
      readonly participant: ParticipantId;
      readonly leg: LegId;
      readonly role: Role;
      readonly way: EntryWay;
      readonly caller: Caller;
      readonly name?: string;
    }
  /** The leg is gone. Unknown legs are no error: a kick or an end has taken them out before. */
  | { readonly type: 'leave'; readonly leg: LegId; readonly reason: LeaveReason }
  | { readonly type: 'talking'; readonly leg: LegId; readonly talking: boolean }
  | { readonly type: 'mute'; readonly participant: ParticipantId; readonly muted: Switch }
  | { readonly type: 'mute-all'; readonly muted: Switch }
  | { readonly type: 'lock'; readonly locked: Switch }
  | { readonly type: 'raise-hand'; readonly participant: ParticipantId; readonly raised: Switch }
  | { readonly type: 'kick'; readonly participant: ParticipantId | 'last' }
  /** 允许重新入会: lifts every bar [S17]. */
  | { readonly type: 'allow-reentry' }
  | { readonly type: 'count' }
  /** A plain digit in the room: the answer to an announced choice, if one is open. */
  | { readonly type: 'choose'; readonly key: string }
  | { readonly type: 'request'; readonly feature: Feature }
  | { readonly type: 'extend'; readonly byMs: number }
  | { readonly type: 'end' };

export type ConferenceCommand = CommandBody & {
  /** Returned with the reply. */
  readonly id: string;
  /** For `open`: the id that a new conference gets. */
  readonly conference: ConferenceId;
  readonly by: Actor;
};

export type RefusalCode =
  | 'CONFERENCE_NOT_FOUND'
  | 'CONFERENCE_LIMIT'
  | 'PARTICIPANT_NOT_FOUND'
  | 'CONFERENCE_LOCKED'
  | 'CONFERENCE_FULL'
  | 'CALLER_BARRED'
  | 'CHAIR_ONLY'
  | 'CANNOT_UNMUTE'
  | 'NOBODY_TO_KICK'
  | 'NO_CHOICE_OPEN'
  | 'NO_WINDOW_TO_EXTEND'
  | 'OPERATORS_BUSY'
  | 'RECORDING_UNAVAILABLE'
  | 'INVITATION_UNAVAILABLE';

export interface Refusal {
  readonly code: RefusalCode;
}

export type Outcome =
  | { readonly type: 'opened'; readonly conference: ConferenceId }
  | { readonly type: 'entered'; readonly parties: number; readonly heard: boolean }
  /** The switch's new position. */
  | { readonly type: 'switched'; readonly on: boolean }
  | { readonly type: 'counted'; readonly parties: number }
  | { readonly type: 'done' };

export interface CommandReply {
  readonly id: string;
  readonly result: Result<Outcome, Refusal>;
}
