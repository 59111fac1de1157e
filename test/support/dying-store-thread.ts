/** A store thread that tells its number, and dies of every commit. */
import { parentPort, threadId } from 'node:worker_threads';
import type { ThreadRequest } from '../../src/store/thread-protocol.js';

parentPort?.on('message', (request: ThreadRequest) => {
  if (request.kind === 'commit') throw new Error('died');
  if (request.kind === 'close') process.exit(0);
  const outcomes = request.selects.map(() => ({
    ok: true,
    value: { columns: '["thread"]', rows: `[[${threadId}]]` },
  }));
  parentPort?.postMessage({ kind: 'selected', outcomes });
});
