import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../base/errors.js';
import { ok } from '../base/result.js';
import type { SelectOutcome } from './select-gatherer.js';
import { SqliteDatabase } from './sqlite-database.js';
import type { Select, SqliteSettings, ThreadAnswer, ThreadRequest } from './thread-protocol.js';

/** With so much text an answer is full: both threads hold all of it at once. */
const ANSWER_CHARS = 4_000_000;

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
    case 'select':
      return { kind: 'selected', outcomes: selectSome(database, request.selects) };
  }
}

function selectSome(database: SqliteDatabase, selects: readonly Select[]): readonly SelectOutcome[] {
  const outcomes: SelectOutcome[] = [];
  let chars = 0;
  for (const { sql, parameters } of selects) {
    const outcome = database.select(sql, parameters);
    outcomes.push(outcome);
    chars += outcome.ok ? outcome.value.rows.length : 0;
    if (chars >= ANSWER_CHARS) break;
  }
  return outcomes;
}
