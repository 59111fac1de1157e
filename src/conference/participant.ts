import type { ClipId, LegId, LineId, ParticipantId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { LeaveReason } from './leave-reason.js';
import type { CallFailure } from '../dialing/call-result.js';

/** 主席 or 参会者. */
export type Role = 'chair' | 'attendee';

/** Who calls, as far as the trunk told; only an asserted number proves anything. */
export interface Caller {
  /** E.164; undefined when withheld. */
  readonly number: string | undefined;
  readonly asserted: boolean;
  /** By the microphone of a web page, which has no number. */
  readonly browser?: boolean;
}

/** By whom tries are counted: a number that nobody vouches for must not slow down whose it is [S52]. */
export const tryKeyOf = ({ number, asserted }: Caller): string | undefined =>
  number === undefined || asserted ? number : `unproven ${number}`;

/** The four independent mute flags: a party is heard only when none is set. */
export interface Mutes {
  /** By its own `*1` [S15]. */
  readonly own: boolean;
  /** By the chair, for this party alone. */
  readonly byChair: boolean;
  /** By mute-all [S21] or 只能听 [S5]. */
  readonly byRoom: boolean;
  /** Waiting for the first chair [S6]. */
  readonly waiting: boolean;
}

/** Where a party is. Only in the room it hears the others and is heard. */
export type Place =
  | 'room'
  /** Out of the mix, alone with prompts: keying a number [S20]. */
  | 'aside'
  /** On a private line with whom it is inviting, or waiting for an answer there. */
  | 'consult'
  /** Waiting for an operator, or speaking with one [S14]. */
  | 'operator'
  /** Held by the web, with music [S24]. */
  | 'held';

/** The private line of the party that has left the mix for it. */
export const lineOf = (participant: ParticipantId): LineId => participant as string as LineId;

/** How an outgoing call stands before its party is in. */
export type CallProgress =
  | 'waiting'
  | 'dialling'
  | 'ringing'
  | 'answered'
  /** Not wanted any more; over when the call layer says so. */
  | 'given-up';

/** Who is being called into the conference. */
export interface Invitation {
  readonly id: ParticipantId;
  readonly called: CalledParty;
  readonly name: string | undefined;
  readonly role: Role;
  readonly greeting: Greeting;
  /** Where it goes when it answers: into the room, or onto the private line of this party. */
  readonly line: ParticipantId | undefined;
  readonly progress: CallProgress;
  /** Known from the answer on, or from early media. */
  readonly leg: LegId | undefined;
}

/** What a called party goes through between answer and conference. */
export type Greeting =
  /** 「您好,您被邀请加入电话会议」, then in. */
  | 'invited'
  /** The same, and only `1` leads in, so that a voicemail does not enter. */
  | 'press-1'
  /** The host of an instant conference: `1` begins it [S35]. */
  | 'host'
  /** A host who was lost and is rung again: in at once [S36]. */
  | 'host-again'
  /** Onto a private line at once [S20]. */
  | 'consult'
  /** An operator takes the request with `1`. */
  | 'operator';

/** Who was in, or was called, and is not any more: shown until the conference is over, and can be redialled. */
export interface Departed {
  readonly id: ParticipantId;
  readonly role: Role;
  readonly name: string | undefined;
  readonly number: string | undefined;
  /** Had come by the microphone of a web page. */
  readonly browser: boolean;
  /** Undefined: it had dialled in and withheld its number, so it cannot be rung. */
  readonly called: CalledParty | undefined;
  /** How a redial greets it: who had to press 1 has to again. */
  readonly greeting: Greeting;
  readonly leftMs: UtcMs;
  /** Why it left, or why it never came. */
  readonly why: LeaveReason | CallFailure;
}

export interface Participant {
  readonly id: ParticipantId;
  readonly leg: LegId;
  readonly role: Role;
  readonly name: string | undefined;
  /** The name as it was spoken on entry [S3]. */
  readonly spokenName: ClipId | undefined;
  readonly caller: Caller;
  /** Who was called; undefined: dialled in. */
  readonly called: CalledParty | undefined;
  readonly place: Place;
  /** On whose private line: its own, or that of who called it there; undefined: on none. */
  readonly line: ParticipantId | undefined;
  readonly enteredMs: UtcMs;
  readonly mutes: Mutes;
  /** Among the raised hands the lowest is first; undefined: not raised [S23]. */
  readonly handOrder: number | undefined;
  readonly talking: boolean;
}

/** Not muted; whether it is in the mix at all, its place says. */
export const isHeard = ({ mutes }: Pick<Participant, 'mutes'>): boolean =>
  !mutes.own && !mutes.byChair && !mutes.byRoom && !mutes.waiting;
