import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

/** What an account may only have so many of. */
type LimitedTable = 'webhooks' | 'api_keys' | 'recording_shares';

/**
 * Stands behind an insert in its unit: CONFLICT, and nothing is inserted, when the account has more than `max` then.
 * Of many that are made at once each would find room beforehand.
 */
export function atMostOfAccount(
  { queries }: Reads,
  table: LimitedTable,
  account: AccountId,
  max: number,
): Statement {
  const count = queries
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account', '=', account);
  // Changes nothing: whether its row is met says whether the condition holds.
  const unchanged = queries.updateTable('accounts').set({ status: sql.ref('status') });
  return statement(unchanged.where('id', '=', account).where(count, '<=', max), 1);
}
