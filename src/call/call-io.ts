import type { LegClosed, LegEndReason, LegOpened } from '../billing/leg-record.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import type { MixerCommand, MixerEvent } from '../mixer/mixer.js';
import type { SipCommand, SipEvent } from '../sip/endpoint-api.js';
import type { HostPort } from '../sip/message.js';

/** What a call machine hears of its own session. */
export type SessionEvent = Exclude<SipEvent, { type: 'incoming' | 'pinged' }>;

/** What goes into a call machine. */
export type CallInput =
  | { readonly type: 'start' }
  | { readonly type: 'sip'; readonly event: SessionEvent }
  | { readonly type: 'media'; readonly event: MixerEvent }
  | { readonly type: 'opened-stored'; readonly stored: boolean }
  /** The answer to `enter-trunk`; the password is that of a trunk that asks for one [C15]. */
  | {
      readonly type: 'trunk-entered';
      readonly targets: readonly HostPort[];
      readonly password: string | undefined;
    }
  | { readonly type: 'trunk-full' }
  | { readonly type: 'end'; readonly reason: LegEndReason }
  | { readonly type: 'timer' };

/** What comes out of it, in order. */
export type CallEffect =
  | { readonly type: 'sip'; readonly command: SipCommand }
  | { readonly type: 'mixer'; readonly command: MixerCommand }
  /** A place is wanted on the trunk of this plan. `unreachable`: nobody could be reached on the one before [C14]. */
  | { readonly type: 'enter-trunk'; readonly plan: OutboundPlan; readonly unreachable: boolean }
  /** To be stored, then answered with `opened-stored`. */
  | { readonly type: 'store-opened'; readonly opened: LegOpened }
  | { readonly type: 'store-dialog'; readonly dialog: string }
  | { readonly type: 'store-closed'; readonly closed: LegClosed }
  /** A party that we call rings; `early`: what its network says can be heard [C23]. */
  | { readonly type: 'ringing'; readonly early: boolean }
  /** The party may be spoken to. */
  | { readonly type: 'ready' }
  /**
   * The leg has left whatever it was in. Said once, also for a call that was never ready. `lost`: it did not
   * want to leave. `failure`: what an outgoing call comes to if its party is not in.
   */
  | {
      readonly type: 'over';
      readonly reason: LegEndReason;
      readonly lost: boolean;
      readonly failure: CallFailure | undefined;
    }
  /** Nothing more will come. */
  | { readonly type: 'closed' };
