import type { Language } from '../accounts/account.js';
import type { ConferenceId, LegId } from '../base/ids.js';
import type { RefusalCode } from './commands.js';
import type { ConferenceEvent, ReleaseReason } from './events.js';

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
  /** Nothing more comes from this conference. */
  | { readonly type: 'closed'; readonly conference: ConferenceId };
