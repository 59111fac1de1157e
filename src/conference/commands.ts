import type { AccountId, ClipId, ConferenceId, LegId, ParticipantId, RecordingId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { ConferenceDefinition } from './definition.js';
import type { LeaveReason } from './leave-reason.js';
import type { Caller, Greeting, Role } from './participant.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { CallFailure } from '../dialing/call-result.js';

/**
 * What can be asked of a conference. Commands are plain data, so that they can cross a bus; keypad, API and
 * portal send the same ones and differ in who asks.
 */
export type Actor =
  /** By the keypad: what comes of it is spoken to this participant; `silent`: by its own page, which shows it. */
  | { readonly kind: 'participant'; readonly participant: ParticipantId; readonly silent?: boolean }
  /** By API or portal, for the account that owns the conference; the route has checked that it does. */
  | { readonly kind: 'owner'; readonly account: AccountId | undefined }
  /** The call layer, and the server when it drains. */
  | { readonly kind: 'system' };

export const SYSTEM: Actor = { kind: 'system' };

/** How a party comes in. Locks and bars stop dial-in alone [S16] [S17]. */
export type EntryWay = 'dial-in' | 'invitation' | 'redial' | 'return';

/** A switch is set, or flipped by whoever cannot see it. */
export type Switch = boolean | 'toggle';

/** Somebody to be called. The id is the issuer's, so that progress can be followed from the reply on. */
export interface Invitee {
  readonly participant: ParticipantId;
  readonly called: CalledParty;
  readonly name?: string;
  readonly role: Role;
  readonly greeting: Extract<Greeting, 'invited' | 'press-1'>;
}

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
      readonly spokenName?: ClipId;
    }
  /** The leg is gone. Unknown legs are no error: a kick or an end has taken them out before. */
  | { readonly type: 'leave'; readonly leg: LegId; readonly reason: LeaveReason }
  | { readonly type: 'talking'; readonly leg: LegId; readonly talking: boolean }
  | { readonly type: 'mute'; readonly participant: ParticipantId; readonly muted: Switch }
  | { readonly type: 'mute-all'; readonly muted: Switch }
  | { readonly type: 'lock'; readonly locked: Switch }
  | { readonly type: 'raise-hand'; readonly participant: ParticipantId; readonly raised: Switch }
  /** Puts a raised hand before that of another, or behind all [S24]. */
  | {
      readonly type: 'place-hand';
      readonly participant: ParticipantId;
      readonly before: ParticipantId | undefined;
    }
  | { readonly type: 'kick'; readonly participant: ParticipantId | 'last' }
  /** 允许重新入会: lifts every bar [S17]. */
  | { readonly type: 'allow-reentry' }
  | { readonly type: 'count' }
  /** A plain digit in the room: the answer to an announced choice, if one is open. */
  | { readonly type: 'choose'; readonly key: string }
  /** Called into the room, each as it answers [S24] [S35]. */
  | { readonly type: 'invite'; readonly invitees: readonly Invitee[] }
  /** The host is rung first; the others when it has pressed 1 [S35] [S37]. */
  | {
      readonly type: 'start-by-host';
      readonly host: Invitee;
      readonly others: readonly Invitee[];
    }
  /** Of one who left or never came; `all`: every call that failed. */
  | { readonly type: 'redial'; readonly participant: ParticipantId | 'all' }
  /** Of one who is in or being called; unlike a kick it bars nobody [S24]. */
  | { readonly type: 'hang-up'; readonly participant: ParticipantId }
  | { readonly type: 'hold'; readonly participant: ParticipantId; readonly on: boolean }
  /** Out of the mix to key a number [S20]; `step-in` leads back, and out of `operator` too [S14]. */
  | { readonly type: 'step-out'; readonly participant: ParticipantId }
  | { readonly type: 'step-in'; readonly participant: ParticipantId }
  /** Calls a party onto the private line of `participant`, who has stepped out [S20]. */
  | {
      readonly type: 'consult';
      readonly participant: ParticipantId;
      readonly invited: ParticipantId;
      readonly called: CalledParty;
    }
  /** `**`: both into the room, or the inviter at once and the other when it answers. */
  | { readonly type: 'merge'; readonly participant: ParticipantId }
  /** `*#`: lets the invited party go; the inviter returns alone. */
  | { readonly type: 'drop'; readonly participant: ParticipantId }
  | { readonly type: 'request-operator'; readonly participant: ParticipantId }
  /** By the operator desk: this operator is to be called onto the party's line. */
  | {
      readonly type: 'assign-operator';
      readonly participant: ParticipantId;
      readonly operator: ParticipantId;
      readonly called: CalledParty;
    }
  /** By the operator desk: nobody took the request in time, or none is on duty. */
  | { readonly type: 'operator-unavailable'; readonly participant: ParticipantId }
  /** `recording` names the file of a recording that starts. */
  | {
      readonly type: 'record';
      readonly on: Switch;
      readonly recording: RecordingId;
      readonly tracks: boolean;
    }
  /** What becomes of an outgoing call, told by the call layer. `early`: the network speaks before the answer [C23]. */
  | {
      readonly type: 'call-ringing';
      readonly participant: ParticipantId;
      readonly leg: LegId;
      readonly early: boolean;
    }
  | { readonly type: 'call-answered'; readonly participant: ParticipantId; readonly leg: LegId }
  | { readonly type: 'call-failed'; readonly participant: ParticipantId; readonly failure: CallFailure }
  /** By the charging side: so long all current legs can still be paid [S49]. */
  | { readonly type: 'balance-low'; readonly minutes: 5 | 1 }
  /** By the charging side: the next block of a leg cannot be paid, or the cost limit is reached. */
  | { readonly type: 'unpaid'; readonly reason: 'balance-out' | 'cost-limit' }
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
  | 'INVITATION_UNAVAILABLE'
  /** The party is not where this can be done: not on a line, not in the room. */
  | 'WRONG_PLACE'
  | 'NOBODY_TO_CALL';

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
