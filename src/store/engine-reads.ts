import type { CompiledQuery, Kysely } from 'kysely';
import type { Result } from '../base/result.js';
import { queriesFor, type DialectName } from './kysely-dialect.js';
import type { Schema } from './schema.js';
import { toParameters } from './statement.js';
import { StoreReadError, type Parameter, type ReadStore, type StoreError } from './store.js';

/** The half of a database that reads. Nothing here rejects. */
export interface ReadEngine {
  readonly dialect: DialectName;
  select(sql: string, parameters: readonly Parameter[]): Promise<Result<readonly unknown[], StoreError>>;
  close(): Promise<void>;
}

/** Reads through one connection or pool; no more of them wait at once than `readsMax`. */
export class EngineReads implements ReadStore {
  readonly queries: Kysely<Schema>;
  readonly #engine: ReadEngine;
  readonly #readsMax: number;
  #reads = 0;
  #refusing = false;
  #closing: Promise<void> | undefined;

  constructor(engine: ReadEngine, readsMax: number) {
    this.#engine = engine;
    this.#readsMax = readsMax;
    this.queries = queriesFor(engine.dialect, (query) => this.read(query));
  }

  async read<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]> {
    if (this.#refusing) throw new StoreReadError({ code: 'CLOSED', message: 'the store is closed' });
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

  /** From now on every read throws CLOSED; those on their way are answered. */
  refuse(): void {
    this.#refusing = true;
  }

  close(): Promise<void> {
    this.refuse();
    this.#closing ??= this.#engine.close();
    return this.#closing;
  }
}
