import type { Language } from '../accounts/account.js';
import type { ClipId, ConferenceId, LegId, LineId, ParticipantId, RecordingId } from '../base/ids.js';
import type { RefusalCode } from './commands.js';
import type { ConferenceEvent } from './events.js';
import type { ReleaseReason } from './leave-reason.js';
import type { Greeting, Place, Role } from './participant.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { CallFailure } from '../dialing/call-result.js';

/** What is said, in the conference's own words; which prompts say it is the voice side's business. */
export type Announcement =
  | { readonly kind: 'party-entered' }
  | { readonly kind: 'party-left' }
  /** On entry, the newcomer included [S11]. */
  | { readonly kind: 'welcome-count'; readonly parties: number }
  | { readonly kind: 'party-count'; readonly parties: number }
  | { readonly kind: 'chair-absent' }
  | { readonly kind: 'chair-arrived' }
  | { readonly kind: 'muted' }
  | { readonly kind: 'unmuted' }
  | { readonly kind: 'muted-by-chair' }
  | { readonly kind: 'unmuted-by-chair' }
  | { readonly kind: 'mute-all'; readonly muted: boolean }
  | { readonly kind: 'lock'; readonly locked: boolean }
  | { readonly kind: 'hand'; readonly raised: boolean }
  | { readonly kind: 'last-party-removed' }
  | { readonly kind: 'kicked' }
  | { readonly kind: 'alone' }
  | { readonly kind: 'window-ends'; readonly minutes: 5 | 1 }
  | { readonly kind: 'window-extended'; readonly byMs: number }
  | { readonly kind: 'goodbye' }
  /** The spoken name and 「加入会议」 or 「离开会议」 [S3]. */
  | { readonly kind: 'name-entered'; readonly name: ClipId }
  | { readonly kind: 'name-left'; readonly name: ClipId }
  | { readonly kind: 'recording-started' }
  | { readonly kind: 'recording-stopped' }
  /** To who enters while it runs [S4]. */
  | { readonly kind: 'recording-running' }
  /** 「余额不足」, to the chairs alone [S49]. */
  | { readonly kind: 'balance-low' }
  /** 「余额不足,会议即将结束」 */
  | { readonly kind: 'balance-out' }
  /** To the inviter: why nobody came [S20]. */
  | { readonly kind: 'call-failed'; readonly failure: CallFailure }
  /** 「对方已挂机」 */
  | { readonly kind: 'peer-hung-up' }
  /** To a host who is alone with nobody on the way: which keys lead on [S28]. */
  | { readonly kind: 'how-to-go-on' }
  /** 「欢迎新成员加入会议」 and 「当前有用户离开会场」, to the host of an instant conference [S35]. */
  | { readonly kind: 'member-joined' }
  | { readonly kind: 'member-left' }
  | { readonly kind: 'refused'; readonly code: RefusalCode };

export type ConferenceEffect =
  /** Published at once; stored behind when `stored`. */
  | { readonly type: 'event'; readonly event: ConferenceEvent; readonly stored: boolean }
  /** The leg goes into the mix. */
  | { readonly type: 'join'; readonly conference: ConferenceId; readonly leg: LegId; readonly heard: boolean }
  | { readonly type: 'hear'; readonly leg: LegId; readonly heard: boolean }
  /** To one leg after what it is hearing, or mixed into the room for everybody. */
  | {
      readonly type: 'say';
      readonly conference: ConferenceId;
      readonly to: LegId | 'all';
      readonly language: Language;
      readonly announcement: Announcement;
    }
  | { readonly type: 'music'; readonly leg: LegId; readonly on: boolean }
  /** The leg leaves the mix at once, hears the farewell alone, and is hung up. */
  | {
      readonly type: 'release';
      readonly leg: LegId;
      readonly reason: ReleaseReason;
      readonly language: Language;
      readonly farewell: Announcement;
    }
  /** Out of the mix: the leg hears its own prompts alone. `place` is told to its dialogue. */
  | { readonly type: 'leave-mix'; readonly leg: LegId }
  /** Onto a private line; both hear each other there and nobody else. */
  | { readonly type: 'join-line'; readonly line: LineId; readonly leg: LegId }
  /** What the keys of this party mean now follows from where it is. */
  | { readonly type: 'place'; readonly leg: LegId; readonly place: Place; readonly connected: boolean }
  /** The ringing that a waiting inviter or host hears. */
  | { readonly type: 'ringback'; readonly leg: LegId; readonly on: boolean }
  /** Answered by `call-ringing`, `call-answered`, then `enter`; or by `call-failed`, always and once. */
  | {
      readonly type: 'dial';
      readonly conference: ConferenceId;
      readonly participant: ParticipantId;
      readonly called: CalledParty;
      readonly name: string | undefined;
      readonly role: Role;
      readonly greeting: Greeting;
      readonly ringMs: number;
      readonly language: Language;
    }
  /**
   * The call of an invitation is given up: CANCEL, or a farewell and BYE when it has answered. Answered by
   * `call-failed`.
   */
  | {
      readonly type: 'give-up';
      readonly participant: ParticipantId;
      readonly language: Language;
      readonly farewell: Announcement | undefined;
    }
  /** The operator desk finds somebody, or is told that nobody is needed any more. */
  | {
      readonly type: 'operator-wanted';
      readonly conference: ConferenceId;
      readonly participant: ParticipantId;
      readonly language: Language;
    }
  | { readonly type: 'operator-not-wanted'; readonly participant: ParticipantId }
  | {
      readonly type: 'record';
      readonly conference: ConferenceId;
      readonly recording: RecordingId;
      readonly on: boolean;
      readonly tracks: boolean;
    }
  /** The spoken name is needed no more once the announcements that were said before have been heard. */
  | { readonly type: 'forget-name'; readonly name: ClipId }
  /** Nothing more comes from this conference. */
  | { readonly type: 'closed'; readonly conference: ConferenceId };
