import type { AccountId, Id } from '../base/ids.js';
import { utcMs, type UtcMs } from '../base/units.js';
import type { WebhookSubscription } from './webhook-events.js';

export type WebhookId = Id<'WebhookId'>;

/** Why we have stopped telling an endpoint: it said that it is gone, or it has failed for days. */
export type WebhookDisabledReason = 'gone' | 'failing';

/** An endpoint of an account that is told of events [S54]. */
export interface Webhook {
  readonly id: WebhookId;
  readonly account: AccountId;
  readonly url: string;
  readonly events: readonly WebhookSubscription[];
  readonly description: string;
  readonly enabled: boolean;
  /** Undefined: it is enabled, or its owner has switched it off. */
  readonly disabledReason: WebhookDisabledReason | undefined;
  /** Since the last success every delivery has failed, the first one then; undefined: none has. */
  readonly failingSinceMs: UtcMs | undefined;
  readonly secret: string;
  /** Signs as well until then, so that the receiver can change its secret in its own time. */
  readonly previous: { readonly secret: string; readonly untilMs: UtcMs } | undefined;
  readonly version: number;
  readonly createdMs: UtcMs;
}

const DAY_MS = 86_400_000;
const ROTATING_MS = DAY_MS;
const FAILING_MS_MAX = 5 * DAY_MS;

/** With a new secret; the one before it stays valid for a day, the one before that no longer. */
export const rotated = (webhook: Webhook, secret: string, nowMs: UtcMs): Webhook => ({
  ...webhook,
  secret,
  previous: { secret: webhook.secret, untilMs: utcMs(nowMs + ROTATING_MS) },
});

/** Those that sign now, the newest first. */
export const signingSecrets = ({ secret, previous }: Webhook, nowMs: UtcMs): readonly string[] =>
  previous === undefined || previous.untilMs <= nowMs ? [secret] : [secret, previous.secret];

/** Nothing has arrived for days: whoever runs it does not look. */
export const isGivenUp = ({ failingSinceMs }: Webhook, nowMs: UtcMs): boolean =>
  failingSinceMs !== undefined && nowMs - failingSinceMs >= FAILING_MS_MAX;
