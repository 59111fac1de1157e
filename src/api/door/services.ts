import type { BlockList } from 'node:net';
import type { RequestLimitsOptions } from './request-limits.js';

/** Handed over by the composition root: what registration, profile, numbers, keys and the audit log stand on. */
export interface DoorServices {
  /** Whose X-Forwarded headers are believed. */
  readonly trustedProxies: BlockList;
  readonly requestLimits: RequestLimitsOptions;
}
