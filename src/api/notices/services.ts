import type { AllowedPrivate } from '../../notices/webhook-address.js';

/** Handed over by the composition root: what may go out, and where to. */
export interface NoticesServices {
  /** Private blocks that webhooks may be sent to, as the configuration says. */
  readonly allowPrivate: AllowedPrivate;
  /** Whether there is a gateway for text messages. */
  readonly sendsSms: boolean;
}
