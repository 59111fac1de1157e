import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { RecordsServices } from '../../api/records/services.js';
import type { WebAround } from './web-around.js';

export const recordsServices = ({ config, charging }: WebAround): RecordsServices => ({
  recharged: (account) => charging.recharged(account),
  recordingsFolder: resolve(config.dataDir, config.recordings.dir),
  recordingKeepMs: config.recordings.keepDays * 86_400_000,
  // Links live for minutes: a new start may end them.
  linkSecret: randomBytes(32),
});
