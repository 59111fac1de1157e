import type { AccountId, Id } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { AccountRole } from './account.js';

export type UserId = Id<'UserId'>;

/** Who logs in to the portal, on behalf of an account. */
export interface User {
  readonly id: UserId;
  readonly account: AccountId;
  /** Unique, compared as stored. */
  readonly login: string;
  /** As `hashPassword` made it. */
  readonly passwordHash: string;
  readonly role: AccountRole;
  readonly createdMs: UtcMs;
  /** In lower case; a second login name. */
  readonly email?: string | undefined;
  /** An administrator gave the password: nothing else can be done before it is changed. */
  readonly passwordTemporary?: boolean;
  /** The question of the first login was answered [S33]. */
  readonly helpSeen?: boolean;
}
