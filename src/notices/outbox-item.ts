import type { AccountId, Id } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

export type OutboxId = Id<'OutboxId'>;

/** The ways out of the house. */
export const OUTBOX_KINDS = ['mail', 'sms', 'webhook'] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

/** `waiting` until it was delivered (`done`) or given up (`dead`). */
export type OutboxState = 'waiting' | 'done' | 'dead';

/** Something that is to be told to somebody outside, as whoever causes it writes it down. */
export interface NewOutboxItem {
  readonly id: OutboxId;
  readonly kind: OutboxKind;
  /** Undefined: nobody's, such as a notice to the operator of the installation. */
  readonly account: AccountId | undefined;
  /** What it is about or for, so that it can be listed: the id of a room or of a webhook. */
  readonly subject: string;
  /** A second item with this key is not taken while the first is kept; undefined: no such rule. */
  readonly onceKey?: string | undefined;
  readonly dueMs: UtcMs;
  /** JSON, in the form that the channel of this kind reads. */
  readonly payload: string;
  readonly createdMs: UtcMs;
}

export interface OutboxItem extends NewOutboxItem {
  /** Deliveries that have failed. */
  readonly tries: number;
  readonly state: OutboxState;
  /** Why the last one failed, for people. */
  readonly lastError: string | undefined;
  /** When it was delivered or given up. */
  readonly settledMs: UtcMs | undefined;
}

export interface WaitingItem extends OutboxItem {
  /** Somebody delivers it at this moment. */
  readonly isOnItsWay: boolean;
}
