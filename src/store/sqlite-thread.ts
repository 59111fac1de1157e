import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../base/errors.js';
import { SqliteDatabase, sqliteError } from './sqlite-database.js';
import type { SqliteSettings, ThreadAnswer, ThreadRequest } from './thread-protocol.js';

/** Entry of the store thread: answers each request in turn. */
const port = parentPort;
invariant(port !== null, 'runs as a worker thread');
const serve = server(workerData as SqliteSettings);
port.on('message', (request: ThreadRequest) => {
  port.postMessage(serve(request));
  if (request.kind === 'close') port.close();
});

/** Opens the file with the first request, and again with each one until that succeeds. */
function server(settings: SqliteSettings): (request: ThreadRequest) => ThreadAnswer {
  let opened: SqliteDatabase | undefined;

  const answer = (database: SqliteDatabase, request: ThreadRequest): ThreadAnswer => {
    switch (request.kind) {
      case 'commit':
        return { kind: 'committed', outcomes: database.commit(request.units) };
      case 'select': {
        const rows = database.select(request.sql, request.parameters);
        return rows.ok ? { kind: 'selected', rows: rows.value } : { kind: 'failed', error: rows.error };
      }
      case 'close':
        database.close();
        return { kind: 'closed' };
    }
  };

  return (request) => {
    try {
      opened ??= new SqliteDatabase(settings);
      return answer(opened, request);
    } catch (thrown) {
      return { kind: 'failed', error: sqliteError(thrown) };
    }
  };
}
