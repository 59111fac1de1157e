import type { AllowedPrivate } from '../../notices/webhook-address.js';

/** Handed over by the composition root: what webhooks stand on. */
export interface NoticesServices {
  /** Private blocks that webhooks may be sent to, as the configuration says. */
  readonly allowPrivate: AllowedPrivate;
}
