import { fail, ok, type Result } from '../../base/result.js';
import type { UtcMs } from '../../base/units.js';
import { statement, unit } from '../statement.js';
import type { Statement, Store, StoreError } from '../store.js';

/** Starts of one node id at the same moment; each try loses to another that won. */
const TRIES_MAX = 10;

export class NodeRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The epoch of this start: one higher than that of any start of this node before. */
  async raiseEpoch(node: string, startedMs: UtcMs): Promise<Result<number, StoreError>> {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const seen = await this.epoch(node);
      const raised = await this.#store.commit(unit(this.#raise(node, seen, startedMs)));
      if (raised.ok) return ok((seen ?? 0) + 1);
      if (raised.error.code !== 'CONFLICT' && raised.error.code !== 'UNIQUE') return raised;
    }
    return fail({
      code: 'CONFLICT',
      message: `the epoch of ${node} was raised by others ${TRIES_MAX} times`,
    });
  }

  async epoch(node: string): Promise<number | undefined> {
    const nodes = this.#store.queries.selectFrom('nodes').select('epoch');
    return (await nodes.where('id', '=', node).executeTakeFirst())?.epoch;
  }

  #raise(node: string, seen: number | undefined, startedMs: UtcMs): Statement {
    const { queries } = this.#store;
    if (seen === undefined) {
      return statement(queries.insertInto('nodes').values({ id: node, epoch: 1, started_ms: startedMs }), 1);
    }
    const update = queries.updateTable('nodes').set({ epoch: seen + 1, started_ms: startedMs });
    return statement(update.where('id', '=', node).where('epoch', '=', seen), 1);
  }
}
