import { fail, ok, type Result } from '../base/result.js';
import { ConferenceRepository } from './repositories/conference-repository.js';
import { LegRepository } from './repositories/leg-repository.js';
import type { LegRecord } from './repositories/leg-row.js';
import { unit } from './statement.js';
import type { Store, StoreError } from './store.js';

/**
 * Closes the records that older epochs of this node left open [S50]; gives the legs, whose dialogs are
 * owed a BYE. Legs go one by one: a leg that another process of this node closed meanwhile is not given.
 */
export async function closeOlderEpochs(
  store: Store,
  node: string,
  epoch: number,
): Promise<Result<readonly LegRecord[], StoreError>> {
  const conferences = new ConferenceRepository(store);
  const legs = new LegRepository(store);
  const open = await legs.openOfOlderEpochs(node, epoch);
  const [ended, ...closed] = await Promise.all([
    store.commit(unit(...conferences.endOlderEpochs(node, epoch))),
    ...open.map((leg) => store.commit(unit(legs.closeOnRestart(leg)))),
  ]);
  if (!ended.ok) return ended;
  const failed = closed.find((outcome) => !outcome.ok && outcome.error.code !== 'CONFLICT');
  if (failed !== undefined && !failed.ok) return fail(failed.error);
  return ok(open.filter((_, index) => closed[index]!.ok));
}
