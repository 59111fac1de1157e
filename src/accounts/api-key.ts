import { hash } from 'node:crypto';
import type { AccountId, Id } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

export type ApiKeyId = Id<'ApiKeyId'>;

/** An API key as it is kept: shown once, stored hashed [S54]. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly account: AccountId;
  readonly hash: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdMs: UtcMs;
  /** UTC date, as 2026-07-31. */
  readonly lastUsedDay?: string | undefined;
}

/** A key is long and random, so a plain digest hides it; a slow one would only slow each request. */
export const hashApiKey = (key: string): string => hash('sha256', key);
