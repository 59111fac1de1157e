import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** So long another process may hold the lock. */
const BUSY_MS = 5_000;

/**
 * Copies a database that others may be writing: what is committed now, in one read transaction that holds up no
 * writer. (The backup API would begin anew with each commit of another process.)
 */
export function copySqlite(file: string, to: string): void {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    db.prepare('vacuum into ?').run(to);
  } finally {
    db.close();
  }
  const copy = openSync(to, 'r');
  fsyncSync(copy);
  closeSync(copy);
}

/** What SQLite finds wrong in a file; empty: nothing. */
export function faultsOfSqlite(file: string): readonly string[] {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    const found = db.pragma('integrity_check') as readonly { readonly integrity_check: string }[];
    return found.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  } finally {
    db.close();
  }
}

/** Whether another process has the database open: leaving the WAL mode needs it alone (sqlite.org/wal.html). */
export function isInUse(file: string): boolean {
  const db = new Database(file, { fileMustExist: true, timeout: 0 });
  try {
    db.pragma('journal_mode = delete');
    return false;
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return true;
    throw thrown;
  } finally {
    db.close();
  }
}
