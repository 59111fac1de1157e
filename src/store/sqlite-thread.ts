import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../base/errors.js';
import { ok } from '../base/result.js';
import { SqliteDatabase } from './sqlite-database.js';
import type { SqliteSettings, ThreadAnswer, ThreadRequest } from './thread-protocol.js';

/** Entry of the store thread: answers each request in turn. */
const port = parentPort;
invariant(port !== null, 'runs as a worker thread');
const answer = server(workerData as SqliteSettings);
port.on('message', (request: ThreadRequest) => {
  port.postMessage(answer(request));
  if (request.kind === 'close') port.close();
});

/** Opens the file with the first request, and tries again with each one until that succeeds. */
function server(settings: SqliteSettings): (request: ThreadRequest) => ThreadAnswer {
  let database: SqliteDatabase | undefined;
  return (request) => {
    if (request.kind === 'close') {
      database?.close();
      return { kind: 'closed' };
    }
    const opened = database === undefined ? SqliteDatabase.open(settings) : ok(database);
    if (!opened.ok) return { kind: 'failed', error: opened.error };
    database = opened.value;
    return serve(database, request);
  };
}

function serve(database: SqliteDatabase, request: Exclude<ThreadRequest, { kind: 'close' }>): ThreadAnswer {
  switch (request.kind) {
    case 'commit':
      return { kind: 'committed', outcomes: database.commit(request.units) };
    case 'select': {
      const rows = database.select(request.sql, request.parameters);
      return rows.ok ? { kind: 'selected', rows: rows.value } : { kind: 'failed', error: rows.error };
    }
  }
}
