import type { AccountId, ConferenceId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { Guest, Told } from './meeting.js';
import type { WebhookDisabledReason } from './webhook.js';

/** What a guest of a meeting is told. */
export type GuestNotice = Told & { readonly guest: Guest; readonly replyTo: string } & (
    | { readonly type: 'invitation' | 'update' | 'cancellation' }
    /** Of a meeting that goes on: these starts alone, by the rule. */
    | {
        readonly type: 'occurrences-cancelled';
        readonly plannedStartsMs: readonly UtcMs[];
        /** The same as the guest knows them: of one that was moved, the start that it was moved to. */
        readonly startsMs: readonly UtcMs[];
      }
    | { readonly type: 'reminder'; readonly occurrenceMs: UtcMs }
  );

/** A reminder is of use until its start; the others, whenever they arrive. */
export const isTooLate = (notice: Notice, nowMs: UtcMs): boolean =>
  notice.type === 'reminder' && notice.occurrenceMs <= nowMs;

/** What the owner is told of a room: both passwords. */
export type OrganiserNotice = Told & {
  readonly type: 'organiser';
  readonly account: AccountId;
  readonly chairPassword: string;
  readonly guests: number;
};

/** What an account is told; the rest of it is read when it is delivered. */
export type AccountNotice = { readonly account: AccountId } & (
  | { readonly type: 'balance-low'; readonly conference: ConferenceId; readonly minutes: 5 | 1 }
  | { readonly type: 'meeting-report'; readonly conference: ConferenceId }
  /** YYYY-MM. */
  | { readonly type: 'statement'; readonly month: string }
  /** E.164: somebody has verified it for another account [S30]. */
  | { readonly type: 'number-moved'; readonly number: string }
  /** We have stopped telling this endpoint of events [S54]. */
  | { readonly type: 'webhook-disabled'; readonly url: string; readonly reason: WebhookDisabledReason }
);

/** The payload of an outbox item of the kinds `mail` and `sms`. */
export type Notice = GuestNotice | OrganiserNotice | AccountNotice;
