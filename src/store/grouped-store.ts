import { sql, type CompiledQuery, type Kysely } from 'kysely';
import type { Log } from '../base/log.js';
import { GroupCommitter, type CommitLimits, type ExecuteGroup } from './group-committer.js';
import type { UnitOutcome } from './group-transaction.js';
import { EngineReads, type ReadEngine } from './engine-reads.js';
import type { Schema } from './schema.js';
import { statement, unit } from './statement.js';
import type { Store, StoreHealth, Unit } from './store.js';

/** What a database has to do for the store; both databases stand behind it. Nothing here rejects. */
export interface Engine extends ReadEngine {
  readonly execute: ExecuteGroup;
}

export interface StoreLimits extends CommitLimits {
  /** Reads on their way; one more throws OVERLOADED. */
  readonly readsMax: number;
}

export class GroupedStore implements Store {
  readonly queries: Kysely<Schema>;
  readonly #reads: EngineReads;
  readonly #committer: GroupCommitter;
  #closing: Promise<void> | undefined;

  constructor(engine: Engine, limits: StoreLimits, log: Log) {
    this.#reads = new EngineReads(engine, limits.readsMax);
    this.queries = this.#reads.queries;
    this.#committer = new GroupCommitter(
      (units) => engine.execute(units),
      unit(statement(probe(this.queries))),
      limits,
      log,
    );
  }

  get writable(): boolean {
    return this.#committer.writable;
  }

  commit(unit: Unit): Promise<UnitOutcome> {
    return this.#committer.commit(unit);
  }

  read<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]> {
    return this.#reads.read(query);
  }

  health(): StoreHealth {
    return this.#committer.health();
  }

  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#reads.refuse();
      this.#closing = this.#committer.close().then(() => this.#reads.close());
    }
    return this.#closing;
  }
}

/** The smallest write: one row, one counter. */
const probe = (queries: Kysely<Schema>) =>
  queries
    .insertInto('store_probe')
    .values({ id: 'probe', writes: 1 })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ writes: sql<number>`store_probe.writes + 1` }),
    );
