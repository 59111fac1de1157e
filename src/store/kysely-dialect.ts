import {
  CompiledQuery,
  Kysely,
  type LimitNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { InvariantError } from '../base/errors.js';
import type { Schema } from './schema.js';

export type DialectName = 'sqlite' | 'postgres';
type Read = (query: CompiledQuery) => Promise<readonly unknown[]>;

/** Kysely that compiles everything, runs selects through `read`, and refuses to run anything else. */
export function queriesFor(dialect: DialectName, read: Read): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: dialectOf(dialect, () => new ReadDriver(read)) });
}

export const dialectNameOf = (queries: Kysely<Schema>): DialectName =>
  queries.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';

function dialectOf(name: DialectName, createDriver: () => Driver): Dialect {
  switch (name) {
    case 'sqlite':
      return {
        createAdapter: () => new SqliteAdapter(),
        createDriver,
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new BoundLimitCompiler(),
      };
    case 'postgres':
      return {
        createAdapter: () => new PostgresAdapter(),
        createDriver,
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      };
  }
}

/**
 * SQLite plans a statement for the number that is bound to `limit`, and so anew at every execution. A cast hides
 * the number.
 */
class BoundLimitCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    this.append('limit cast(');
    this.visitNode(node.limit);
    this.append(' as integer)');
  }
}

/** Writes are units of work: a statement alone, or a transaction held open across the thread, is neither. */
class ReadDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(read: Read) {
    this.#connection = {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
        if (!SelectQueryNode.is(query.query)) throw refusal();
        return { rows: [...(await read(query))] as Row[] };
      },
      streamQuery: () => {
        throw refusal();
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    throw refusal();
  }

  async commitTransaction(): Promise<void> {
    throw refusal();
  }

  async rollbackTransaction(): Promise<void> {
    throw refusal();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

const refusal = (): Error => new InvariantError('only selects are run here; writes go through commit');
