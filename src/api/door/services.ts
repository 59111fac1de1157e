import type { BlockList } from 'node:net';
import type { AccountId } from '../../base/ids.js';
import type { Feed } from '../../base/feed.js';
import type { CodeCall, CodeCallResult } from '../../call/code-calls.js';

/** Requests in a minute; 0: as many as come. */
export interface RequestLimitsOptions {
  /** Of one API key or one person. */
  readonly perCaller: number;
  /** Of one address, of those who do not say who they are, or say it wrongly. */
  readonly perAddress: number;
}

/** A number that was verified for another account than the one it belonged to [S30]. */
export interface MovedNumber {
  readonly e164: string;
  readonly from: AccountId;
  readonly to: AccountId;
}

/** Handed over by the composition root: what registration, profile, numbers, keys and the audit log stand on. */
export interface DoorServices {
  /** Whose X-Forwarded headers are believed. */
  readonly trustedProxies: BlockList;
  readonly requestLimits: RequestLimitsOptions;
  /** Calls a phone and speaks a code to it; `done` comes once. */
  readonly callWithCode: (call: CodeCall, done: (result: CodeCallResult) => void) => void;
  /** Whether the instant service can be used from this number [S30]. */
  readonly isEligible: (e164: string) => Promise<boolean>;
  /** Numbers whose first call has just opened an account [S30]. */
  readonly activations: Feed<string>;
  /** The account that it belonged to is to be told. */
  readonly numberMoved: (moved: MovedNumber) => void;
  readonly numbersChanged: (account: AccountId) => void;
}
