import { join, resolve } from 'node:path';
import type { Config } from '../../config/schema.js';
import { overrideFolderOf } from '../media.js';

/** Everything that a server keeps beside its configuration. */
export interface DataPlaces {
  /** Undefined with PostgreSQL, which has tools of its own. */
  readonly database: string | undefined;
  /** By the name that each has in a backup. */
  readonly folders: readonly { readonly name: string; readonly path: string }[];
}

export const DATABASE_NAME = 'huitong.sqlite';

export function dataPlacesOf(config: Config): DataPlaces {
  const { dataDir, store, recordings, chargeFiles } = config;
  return {
    database: store.kind === 'sqlite' ? join(dataDir, store.file) : undefined,
    folders: [
      { name: 'recordings', path: resolve(dataDir, recordings.dir) },
      { name: 'prompts', path: overrideFolderOf(config) },
      { name: 'charges', path: resolve(dataDir, chargeFiles.dir) },
    ],
  };
}
