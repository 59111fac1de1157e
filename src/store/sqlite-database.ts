import Database from 'better-sqlite3';
import { messageOf } from '../base/errors.js';
import { fail, ok, type Result } from '../base/result.js';
import { groupTransaction, type Step, type StepOutcome, type UnitOutcome } from './group-transaction.js';
import { packing, type PackedRows } from './packed-rows.js';
import {
  ROWS_MAX,
  TOO_MANY_ROWS,
  type Parameter,
  type StoreError,
  type StoreErrorCode,
  type Unit,
} from './store.js';
import type { SqliteSettings } from './thread-protocol.js';

/** Prepared statements kept; the texts in use are fewer, but lists of parameters differ in length. */
const PREPARED_MAX = 256;

/** A select, prepared so that its rows come packed. */
interface PackingSelect {
  /** JSON. */
  readonly columns: string;
  readonly statement: Database.Statement<Parameter[], string>;
}

/** The file, driven synchronously: everything here blocks its thread. */
export class SqliteDatabase {
  readonly #db: Database.Database;
  readonly #writes = new Map<string, Database.Statement>();
  readonly #selects = new Map<string, PackingSelect>();

  private constructor(settings: SqliteSettings) {
    const { file, busyMs: timeout, readOnly = false } = settings;
    this.#db = new Database(file, { timeout, readonly: readOnly });
    // How the file is written is the writer's matter.
    if (readOnly) return;
    // Readers see the last commit while a group is written, and one sync makes a commit durable.
    this.#db.pragma('journal_mode = WAL');
    // A commit survives a loss of power, not only the end of the process.
    this.#db.pragma('synchronous = FULL');
    if (settings.pagesMax !== undefined) this.#db.pragma(`max_page_count = ${settings.pagesMax}`);
  }

  static open(settings: SqliteSettings): Result<SqliteDatabase, StoreError> {
    try {
      return ok(new SqliteDatabase(settings));
    } catch (thrown) {
      const error = sqliteError(thrown);
      // A folder that is missing is no error of SQLite.
      return fail(error.code === 'FAULT' ? { ...error, code: 'UNAVAILABLE' } : error);
    }
  }

  commit(units: readonly Unit[]): readonly UnitOutcome[] {
    // Immediate: the lock is waited for here, never in the middle of a unit.
    const steps = groupTransaction(units, 'begin immediate');
    let next = steps.next();
    while (next.done !== true) next = steps.next(this.#perform(next.value));
    return next.value;
  }

  select(sql: string, parameters: readonly Parameter[]): Result<PackedRows, StoreError> {
    try {
      const { statement, columns } = remembered(this.#selects, sql, () => this.#prepareSelect(sql));
      const rows = statement.all(...parameters);
      return rows.length > ROWS_MAX ? fail(TOO_MANY_ROWS) : ok({ columns, rows: `[${rows.join(',')}]` });
    } catch (thrown) {
      return fail(sqliteError(thrown));
    }
  }

  close(): void {
    this.#db.close();
  }

  #perform(step: Step): StepOutcome {
    try {
      if (step.kind === 'statement') {
        const { sql, parameters } = step.statement;
        const write = remembered<Database.Statement>(this.#writes, sql, () => this.#db.prepare(sql));
        return ok(write.run(...parameters).changes);
      }
      this.#db.exec(step.sql);
      return ok(0);
    } catch (thrown) {
      return fail(sqliteError(thrown));
    }
  }

  #prepareSelect(sql: string): PackingSelect {
    const columns = this.#db.prepare(sql).columns();
    return {
      columns: JSON.stringify(columns.map(({ name }) => name)),
      statement: this.#db.prepare<Parameter[], string>(packing(sql, columns.length, ROWS_MAX + 1)).pluck(),
    };
  }
}

/** What is prepared for a text; when there are too many, the oldest goes. */
function remembered<Prepared>(known: Map<string, Prepared>, sql: string, prepare: () => Prepared): Prepared {
  const former = known.get(sql);
  if (former !== undefined) return former;
  const prepared = prepare();
  const oldest = known.keys().next();
  if (known.size >= PREPARED_MAX && oldest.done !== true) known.delete(oldest.value);
  known.set(sql, prepared);
  return prepared;
}

/** SQLite's result codes (sqlite.org/rescode.html) as codes of the store. */
function sqliteError(thrown: unknown): StoreError {
  const message = messageOf(thrown);
  const code = thrown instanceof Database.SqliteError ? codeOf(thrown.code) : 'FAULT';
  if (code !== 'UNIQUE') return { code, message };
  return { code, message, constraint: message.replace(/^.*constraint failed: /, '') };
}

function codeOf(sqliteCode: string): StoreErrorCode {
  if (sqliteCode === 'SQLITE_CONSTRAINT_UNIQUE' || sqliteCode === 'SQLITE_CONSTRAINT_PRIMARYKEY')
    return 'UNIQUE';
  if (sqliteCode === 'SQLITE_CONSTRAINT_FOREIGNKEY') return 'REFERENCE';
  if (/^SQLITE_(BUSY|LOCKED)/.test(sqliteCode)) return 'BUSY';
  if (sqliteCode === 'SQLITE_FULL') return 'DISK_FULL';
  if (/^SQLITE_(IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PERM|PROTOCOL)/.test(sqliteCode))
    return 'UNAVAILABLE';
  return 'FAULT';
}
