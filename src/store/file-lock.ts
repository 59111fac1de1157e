import Database from 'better-sqlite3';

export interface FileLock {
  release(): void;
}

/**
 * Held until it is released or the process is gone, however that ends: the kernel keeps it, by a transaction of SQLite
 * that is never committed. Undefined: another process has it. Throws when the file cannot be made or written.
 */
export function lockFile(file: string): FileLock | undefined {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('begin exclusive');
    return { release: () => void db.close() };
  } catch (thrown) {
    db.close();
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return undefined;
    throw thrown;
  }
}
