import { write, writeSync } from 'node:fs';

type Written = (error: NodeJS.ErrnoException | null, bytes: number) => void;

/** Where bytes go; of a socket or a pipe they may go in part. */
export interface Outlet {
  write(bytes: Uint8Array, done: Written): void;
  /** Gives how many bytes went, or throws. */
  writeNow(bytes: Uint8Array): number;
}

/** Nobody waits for the log: lines beyond this are lost, and so are those that the disk refuses. */
const WAITING_LENGTH_MAX = 4 * 1_024 * 1_024;
const AGAIN_MS = 20;
/** At the end of the process there is no later. */
const LAST_TRIES = 3;

/** Lines on their way to the log, in order. A log that cannot be written ends no call and holds up no exit. */
export class LogDestination {
  readonly #outlet: Outlet;
  #lines: string[] = [];
  #length = 0;
  #writing = false;
  #lost = 0;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  write(line: string): void {
    if (this.#length >= WAITING_LENGTH_MAX) {
      this.#lost += 1;
      return;
    }
    this.#lines.push(line);
    this.#length += line.length;
    if (!this.#writing) this.#next();
  }

  /** What waits, at once; for the end of the process. */
  flush(): void {
    let bytes: Uint8Array = Buffer.from(this.#taken().join(''));
    for (let tries = 0; bytes.length > 0 && tries < LAST_TRIES; tries++) {
      try {
        bytes = bytes.subarray(this.#outlet.writeNow(bytes));
      } catch {
        // Full, or nobody reads: the process ends all the same.
      }
    }
  }

  #next(): void {
    const lines = this.#taken();
    if (lines.length === 0) return;
    this.#writing = true;
    this.#put(Buffer.from(lines.join('')), lines.length);
  }

  #put(bytes: Uint8Array, lines: number): void {
    this.#outlet.write(bytes, (error, written) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => this.#put(bytes, lines), AGAIN_MS);
      } else if (error === null && written < bytes.length) {
        this.#put(bytes.subarray(written), lines);
      } else {
        this.#writing = false;
        if (error === null) this.#tellLost();
        else this.#lost += lines;
        this.#next();
      }
    });
  }

  #taken(): readonly string[] {
    const lines = this.#lines;
    this.#lines = [];
    this.#length = 0;
    return lines;
  }

  #tellLost(): void {
    if (this.#lost === 0) return;
    this.#lines.push(
      `{"level":40,"time":${Date.now()},"lost":${this.#lost},"msg":"lines of the log were lost"}\n`,
    );
    this.#lost = 0;
  }
}

const STDERR = 2;

export const standardError: Outlet = {
  write: (bytes, done) => write(STDERR, bytes, 0, bytes.length, null, done),
  writeNow: (bytes) => writeSync(STDERR, bytes),
};
