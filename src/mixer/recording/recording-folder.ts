import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Where recordings go: files by name, written at any place. Each method throws when the disk refuses. */
export interface RecordingFolder {
  /** The file is made when it is not there, and what lies before `position` is silence until it is written. */
  write(name: string, position: number, bytes: Uint8Array): void;
  /** Bytes in the file: 0 when it is not there. */
  length(name: string): number;
  /** The file is complete, at least so long, and must survive a loss of power. What is in it is never cut. */
  finish(name: string, lengthMin: number): void;
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

  length(name: string): number {
    return statSync(join(this.#path, name), { throwIfNoEntry: false })?.size ?? 0;
  }

  finish(name: string, lengthMin: number): void {
    this.#withFile(name, (file) => {
      if (fstatSync(file).size < lengthMin) ftruncateSync(file, lengthMin);
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
    this.#extend(name, position + bytes.length).set(bytes, position);
  }

  length(name: string): number {
    return this.#files.get(name)?.length ?? 0;
  }

  finish(name: string, lengthMin: number): void {
    this.#extend(name, lengthMin);
  }

  #extend(name: string, lengthMin: number): Uint8Array {
    const old = this.#files.get(name) ?? new Uint8Array();
    if (old.length >= lengthMin) return old;
    const file = new Uint8Array(lengthMin);
    file.set(old);
    this.#files.set(name, file);
    return file;
  }
}
