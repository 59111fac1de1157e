import { DatabaseError, Pool, types, type ClientBase, type PoolClient } from 'pg';
import { InvariantError, messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { fail, ok, type Result } from '../base/result.js';
import { groupTransaction, type Step, type StepOutcome, type UnitOutcome } from './group-transaction.js';
import type { Engine } from './grouped-store.js';
import {
  ROWS_MAX,
  TOO_MANY_ROWS,
  type Parameter,
  type StoreError,
  type StoreErrorCode,
  type Unit,
} from './store.js';

export interface PostgresSettings {
  readonly url: string;
  /** How long a lock of another session is waited for. */
  readonly busyMs: number;
  /** A second pool beside the one that writes, for reads that may take long. */
  readonly readOnly?: boolean;
}

/** Sessions: one writes a group, the others read. */
const SESSIONS_MAX = 4;
const READ_SESSIONS_MAX = 2;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;

export class PostgresEngine implements Engine {
  readonly dialect = 'postgres';
  readonly #pool: Pool;

  constructor(settings: PostgresSettings, log: Log) {
    this.#pool = new Pool({
      connectionString: settings.url,
      max: settings.readOnly === true ? READ_SESSIONS_MAX : SESSIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS,
      lock_timeout: settings.busyMs,
      statement_timeout: STATEMENT_MS,
      types: { getTypeParser: parserOf },
      // oxlint-disable-next-line typescript/no-misused-promises -- the pool awaits it, whatever its types say
      ...(settings.readOnly === true && { onConnect: makeReadOnly }),
    });
    const lost = (error: Error): void => log.warn({ reason: error.message }, 'a database session ended');
    // An idle session is dropped by the pool; one in use fails its query as well, which tells the caller.
    this.#pool.on('error', lost);
    this.#pool.on('connect', (session) => session.on('error', lost));
  }

  readonly execute = async (units: readonly Unit[]): Promise<readonly UnitOutcome[]> => {
    const session = await this.#connect();
    if (!session.ok) return units.map(() => session);
    const steps = groupTransaction(units, 'begin');
    let usable = true;
    let next = steps.next();
    while (next.done !== true) {
      const outcome = await perform(session.value, next.value);
      // Also a rollback that failed leaves a session nobody should get.
      if (!outcome.ok && (next.value.kind === 'control' || outcome.error.code === 'UNAVAILABLE'))
        usable = false;
      next = steps.next(outcome);
    }
    session.value.release(!usable);
    return next.value;
  };

  async select(
    sql: string,
    parameters: readonly Parameter[],
  ): Promise<Result<readonly unknown[], StoreError>> {
    try {
      const { rows } = await this.#pool.query<Record<string, unknown>>(sql, [...parameters]);
      return rows.length > ROWS_MAX ? fail(TOO_MANY_ROWS) : ok(rows);
    } catch (thrown) {
      return fail(postgresError(thrown));
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<Result<PoolClient, StoreError>> {
    try {
      return ok(await this.#pool.connect());
    } catch (thrown) {
      return fail(postgresError(thrown));
    }
  }
}

const makeReadOnly = async (session: ClientBase): Promise<void> => {
  await session.query('set default_transaction_read_only = on');
};

async function perform(session: PoolClient, step: Step): Promise<StepOutcome> {
  try {
    if (step.kind === 'control') {
      await session.query(step.sql);
      return ok(0);
    }
    const { name, sql, parameters } = step.statement;
    const { rowCount } = await session.query({ name, text: sql, values: [...parameters] });
    return ok(rowCount ?? 0);
  } catch (thrown) {
    return fail(postgresError(thrown));
  }
}

/** bigint, and numeric as sums of bigint are: both arrive as text. */
const WHOLE_NUMBERS = [types.builtins.INT8, types.builtins.NUMERIC];

const parserOf: typeof types.getTypeParser = (oid, format) =>
  WHOLE_NUMBERS.includes(oid) ? safeInteger : types.getTypeParser(oid, format);

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new InvariantError(`not a safe integer: ${text}`);
  return value;
}

/** SQLSTATE (PostgreSQL 15, appendix A) and the errors of the socket as codes of the store. */
export function postgresError(thrown: unknown): StoreError {
  const message = messageOf(thrown);
  if (!(thrown instanceof DatabaseError)) {
    // Whatever is not an answer of the server is a connection that failed, timed out or ended.
    return { code: thrown instanceof InvariantError ? 'FAULT' : 'UNAVAILABLE', message };
  }
  const code = codeOf(thrown.code ?? '');
  return code === 'UNIQUE' && thrown.constraint !== undefined
    ? { code, message, constraint: constraintOf(thrown) }
    : { code, message };
}

function codeOf(sqlState: string): StoreErrorCode {
  if (sqlState === '23505') return 'UNIQUE';
  // Two sessions create the same table at once, `if not exists` or not.
  if (sqlState === '42P07' || sqlState === '42710') return 'UNIQUE';
  if (sqlState === '23503') return 'REFERENCE';
  // Lock not available, deadlock, serialisation failure, cancelled by a time-out.
  if (['55P03', '40P01', '40001', '57014'].includes(sqlState)) return 'BUSY';
  if (sqlState === '53100') return 'DISK_FULL';
  // Connection, authorisation, resources, operator intervention, system error; a standby is read-only.
  if (/^(08|28|3D|53|57|58)/.test(sqlState) || sqlState === '25006') return 'UNAVAILABLE';
  return 'FAULT';
}

/** `rooms_number_key` as `rooms.number`, the name SQLite gives it; a primary key is called id. */
function constraintOf({ table = '', constraint = '' }: DatabaseError): string {
  const column = constraint.replace(`${table}_`, '').replace(/_?(key|pkey)$/, '');
  return `${table}.${column === '' ? 'id' : column}`;
}
