import { constants } from 'node:fs';
import { open, realpath, rm, type FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RecordingId } from '../base/ids.js';

export interface RecordedFile {
  /** Whoever opened it closes it. */
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly changedMs: number;
}

/** `<recording>/mix.wav`: nothing that leads anywhere else. */
const NAME = /^[\w-]{1,64}\/[\w-]{1,64}\.wav$/;
const RECORDING = /^[\w-]{1,64}$/;

/** The files of recordings [S4], by the names that the database has for them. */
export class RecordedFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Undefined: no such file, or the name leads out of the folder, whoever wrote it into the database. */
  async open(name: string): Promise<RecordedFile | undefined> {
    if (!NAME.test(name)) return undefined;
    try {
      const path = await realpath(join(this.#folder, name));
      // A link in the folder could lead out of it as well.
      if (!path.startsWith((await realpath(this.#folder)) + sep)) return undefined;
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      const { size, mtimeMs } = await handle.stat();
      return { handle, bytes: size, changedMs: Math.round(mtimeMs) };
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw thrown;
    }
  }

  /** Everything of a recording, also what its writer left behind when it died. */
  async remove(recording: RecordingId): Promise<void> {
    if (RECORDING.test(recording)) await rm(join(this.#folder, recording), { recursive: true, force: true });
  }
}
