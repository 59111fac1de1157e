import { Piscina } from 'piscina';
import type { FileReading } from '../../contacts/import-row.js';
import type { readContactFile } from './contact-file.js';

const ENTRY = new URL('./contact-file.js', import.meta.url);
/** Each holds a file of some megabytes. */
const WAITING_MAX = 8;
/** Somebody who mends a file sends it again soon. */
const IDLE_MS = 60_000;
const HEAP_MB_MAX = 256;

/** Reads files of contacts on a thread of its own, which begins with the first file. */
export class ContactFilePool {
  readonly #pool = new Piscina<Parameters<typeof readContactFile>[0], FileReading>({
    filename: ENTRY.href,
    name: 'readContactFile',
    minThreads: 0,
    maxThreads: 1,
    maxQueue: WAITING_MAX,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  });

  /** Undefined: too many files wait already. */
  async read(file: Uint8Array | string): Promise<FileReading | undefined> {
    if (this.#pool.queueSize >= WAITING_MAX) return undefined;
    return this.#pool.run(file);
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
