import { API_KEY } from './api-month.js';
import { ReadConnection } from './load/read-connection.js';
import { spread, type Spread } from './percentile.js';
import { MONTH } from './record-month.js';

const TICK_MS = 1;
const CONNECTIONS_MAX = 128;
const SETTLE_MS_MAX = 10_000;

interface Read {
  readonly name: string;
  readonly request: string;
  readonly answerMs: number[];
}

interface Due {
  readonly read: Read;
  readonly dueMs: number;
}

/** Reads at a steady rate: each is due at its time, and what it waits to be sent counts as waiting. */
export class OpenLoopReads {
  readonly #port: number;
  readonly #reads: readonly Read[];
  readonly #idle: ReadConnection[] = [];
  /** For a connection, first come first. */
  readonly #waiting: Due[] = [];
  #connections = 0;
  #sent = 0;
  #failed = 0;
  #open = 0;

  constructor(port: number, conference: string) {
    this.#port = port;
    const date = new Date(MONTH.fromMs + 10 * 86_400_000).toISOString().slice(0, 10);
    const paths = {
      rooms: '/rooms?limit=50',
      conference: `/conferences/${conference}`,
      records: `/call-records?limit=50&range=day&date=${date}`,
      totals: `/record-totals?range=day&date=${date}`,
      balance: '/balance',
    };
    this.#reads = Object.entries(paths).map(([name, path]) => ({
      name,
      request: `GET /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${API_KEY}\r\n\r\n`,
      answerMs: [],
    }));
  }

  async run(perSecond: number, seconds: number): Promise<void> {
    const startMs = performance.now();
    const all = perSecond * seconds;
    while (this.#sent < all) {
      const due = Math.min(all, Math.floor(((performance.now() - startMs) * perSecond) / 1_000));
      while (this.#sent < due) this.#send(startMs + (1_000 * this.#sent) / perSecond);
      await pause();
    }
    const endMs = performance.now() + SETTLE_MS_MAX;
    while (this.#open > 0 && performance.now() < endMs) await pause();
    this.#failed += this.#open;
    for (const connection of this.#idle) connection.close();
  }

  report(): {
    readonly reads: { readonly sent: number; readonly failed: number; readonly answerMs: Spread };
    readonly readMs: Readonly<Record<string, Spread>>;
  } {
    const all = this.#reads.flatMap(({ answerMs }) => answerMs);
    const each = this.#reads.map(({ name, answerMs }) => [name, spread(answerMs)] as const);
    return {
      reads: { sent: this.#sent, failed: this.#failed, answerMs: spread(all) },
      readMs: Object.fromEntries(each),
    };
  }

  #send(dueMs: number): void {
    const read = this.#reads[this.#sent % this.#reads.length]!;
    this.#sent += 1;
    this.#open += 1;
    this.#ask({ read, dueMs });
  }

  /** In turn, so that none is idle for so long that the server closes it. */
  #ask(due: Due): void {
    const connection = this.#idle.shift() ?? this.#connect();
    if (connection === undefined) {
      this.#waiting.push(due);
      return;
    }
    connection.read(due.read.request, (isGood) => {
      this.#open -= 1;
      if (isGood) due.read.answerMs.push(performance.now() - due.dueMs);
      else this.#failed += 1;
      this.#free(connection);
    });
  }

  #connect(): ReadConnection | undefined {
    if (this.#connections === CONNECTIONS_MAX) return undefined;
    this.#connections += 1;
    return new ReadConnection(this.#port);
  }

  #free(connection: ReadConnection): void {
    if (connection.isClosed) this.#connections -= 1;
    else this.#idle.push(connection);
    const next = this.#waiting.shift();
    if (next !== undefined) this.#ask(next);
  }
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, TICK_MS);
  });
