import { join } from 'node:path';
import type { RecordsServices } from '../../../src/api/records/services.js';
import type { ApiWorldParts } from '../api-world.js';

/** As the API world has them: recordings in a folder of its own, and nobody to be warned of a balance. */
export const recordsServices = ({ folder }: Pick<ApiWorldParts, 'folder'>): RecordsServices => ({
  recharged: () => undefined,
  recordingsFolder: join(folder, 'recordings'),
  recordingKeepMs: 90 * 86_400_000,
  linkSecret: Buffer.alloc(32, 's'),
});
