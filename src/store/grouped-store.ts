import { sql, type CompiledQuery, type Kysely } from 'kysely';
import type { Log } from '../base/log.js';
import type { Result } from '../base/result.js';
import { GroupCommitter, type CommitLimits, type ExecuteGroup } from './group-committer.js';
import type { UnitOutcome } from './group-transaction.js';
import { queriesFor, type DialectName } from './kysely-dialect.js';
import type { Schema } from './schema.js';
import { statement, toParameters, unit } from './statement.js';
import {
  StoreReadError,
  type Parameter,
  type Store,
  type StoreError,
  type StoreHealth,
  type Unit,
} from './store.js';

/** What a database has to do for the store; both databases stand behind it. Nothing here rejects. */
export interface Engine {
  readonly dialect: DialectName;
  readonly execute: ExecuteGroup;
  select(sql: string, parameters: readonly Parameter[]): Promise<Result<readonly unknown[], StoreError>>;
  close(): Promise<void>;
}

export interface StoreLimits extends CommitLimits {
  /** Reads on their way; one more throws OVERLOADED. */
  readonly readsMax: number;
}

export class GroupedStore implements Store {
  readonly queries: Kysely<Schema>;
  readonly #engine: Engine;
  readonly #committer: GroupCommitter;
  readonly #readsMax: number;
  #reads = 0;
  #closing: Promise<void> | undefined;

  constructor(engine: Engine, limits: StoreLimits, log: Log) {
    this.#engine = engine;
    this.#readsMax = limits.readsMax;
    this.queries = queriesFor(engine.dialect, (query) => this.read(query));
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

  async read<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]> {
    if (this.#closing !== undefined) {
      throw new StoreReadError({ code: 'CLOSED', message: 'the store is closed' });
    }
    if (this.#reads >= this.#readsMax) {
      throw new StoreReadError({ code: 'OVERLOADED', message: `${this.#readsMax} reads wait already` });
    }
    this.#reads++;
    const rows = await this.#engine.select(query.sql, toParameters(query.parameters));
    this.#reads--;
    if (!rows.ok) throw new StoreReadError(rows.error);
    // The compiled query proves the shape of its rows; the engine only carries them.
    return rows.value as readonly Row[];
  }

  health(): StoreHealth {
    return this.#committer.health();
  }

  close(): Promise<void> {
    this.#closing ??= this.#committer.close().then(() => this.#engine.close());
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
