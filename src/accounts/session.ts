import type { AccountId, Id } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { UserId } from './user.js';

export type SessionId = Id<'SessionId'>;

/** Somebody who has logged in to the portal, as it is kept: it outlives a restart [S53]. */
export interface StoredSession {
  readonly id: SessionId;
  /** SHA-256 of the token: who reads the database has no token. */
  readonly tokenHash: string;
  readonly account: AccountId;
  readonly user: UserId;
  /** As it was typed. */
  readonly login: string;
  readonly address: string;
  readonly userAgent: string;
  readonly createdMs: UtcMs;
  /** To the minute. */
  readonly usedMs: UtcMs;
  /** It ends then, however much it is used. */
  readonly endMs: UtcMs;
}
