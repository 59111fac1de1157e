import { closeSync, constants, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where recordings go: files by name, written at any place. Each method throws when the disk refuses. */
export interface RecordingFolder {
  /** The file is made when it is not there, and what lies before `position` is silence until it is written. */
  write(name: string, position: number, bytes: Uint8Array): void;
  /** The file is complete with so many bytes and must survive a loss of power. */
  finish(name: string, length: number): void;
}

/** A folder of the disk. Files are opened for each write: there may be more of them than a process may hold open. */
export class DiskFolder implements RecordingFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  write(name: string, position: number, bytes: Uint8Array): void {
    this.#withFile(name, (file) => {
      for (let done = 0; done < bytes.length;)
        done += writeSync(file, bytes, done, bytes.length - done, position + done);
    });
  }

  finish(name: string, length: number): void {
    this.#withFile(name, (file) => {
      ftruncateSync(file, length);
      fsyncSync(file);
    });
  }

  #withFile(name: string, use: (file: number) => void): void {
    const path = join(this.#path, name);
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o640);
    try {
      use(file);
    } finally {
      closeSync(file);
    }
  }
}

/** For the simulation: the files are in memory. */
export class MemoryFolder implements RecordingFolder {
  readonly #files = new Map<string, Uint8Array>();

  get names(): readonly string[] {
    return [...this.#files.keys()];
  }

  read(name: string): Uint8Array | undefined {
    return this.#files.get(name);
  }

  write(name: string, position: number, bytes: Uint8Array): void {
    const file = this.#resize(name, Math.max(this.#files.get(name)?.length ?? 0, position + bytes.length));
    file.set(bytes, position);
  }

  finish(name: string, length: number): void {
    this.#resize(name, length);
  }

  #resize(name: string, length: number): Uint8Array {
    const old = this.#files.get(name) ?? new Uint8Array();
    if (old.length === length) return old;
    const file = new Uint8Array(length);
    file.set(old.subarray(0, length));
    this.#files.set(name, file);
    return file;
  }
}
