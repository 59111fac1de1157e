import { Agent, get } from 'node:http';
import { MONTH } from './record-month.js';
import { API_KEY } from './api-month.js';
import { spread, type Spread } from './percentile.js';

const TICK_MS = 1;
const SOCKETS_MAX = 128;
const SETTLE_MS_MAX = 10_000;

/** Reads at a steady rate: each is due at its time, and what it waits to be sent counts as waiting. */
export class OpenLoopReads {
  readonly #port: number;
  readonly #paths: readonly (readonly [name: string, path: string])[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  readonly #answerMs = new Map<string, number[]>();
  #sent = 0;
  #failed = 0;
  #open = 0;

  constructor(port: number, conference: string) {
    this.#port = port;
    const date = new Date(MONTH.fromMs + 10 * 86_400_000).toISOString().slice(0, 10);
    this.#paths = [
      ['rooms', '/rooms?limit=50'],
      ['conference', `/conferences/${conference}`],
      ['records', `/call-records?limit=50&range=day&date=${date}`],
      ['totals', `/record-totals?range=day&date=${date}`],
      ['balance', '/balance'],
    ];
    for (const [name] of this.#paths) this.#answerMs.set(name, []);
  }

  async run(perSecond: number, seconds: number): Promise<void> {
    const startMs = performance.now();
    const all = perSecond * seconds;
    while (this.#sent < all) {
      const due = Math.min(all, Math.floor(((performance.now() - startMs) * perSecond) / 1_000));
      while (this.#sent < due) this.#read(startMs + (1_000 * this.#sent) / perSecond);
      await pause();
    }
    const endMs = performance.now() + SETTLE_MS_MAX;
    while (this.#open > 0 && performance.now() < endMs) await pause();
    this.#failed += this.#open;
    this.#agent.destroy();
  }

  report(): {
    readonly reads: { readonly sent: number; readonly failed: number; readonly answerMs: Spread };
    readonly readMs: Readonly<Record<string, Spread>>;
  } {
    const all = [...this.#answerMs.values()].flat();
    const each = [...this.#answerMs].map(([name, answerMs]) => [name, spread(answerMs)] as const);
    return {
      reads: { sent: this.#sent, failed: this.#failed, answerMs: spread(all) },
      readMs: Object.fromEntries(each),
    };
  }

  #read(dueMs: number): void {
    const [name, path] = this.#paths[this.#sent % this.#paths.length]!;
    this.#sent += 1;
    this.#open += 1;
    const headers = { authorization: `Bearer ${API_KEY}` };
    const options = {
      host: '127.0.0.1',
      port: this.#port,
      path: `/api/v1${path}`,
      headers,
      agent: this.#agent,
    };
    const over = (isGood: boolean): void => {
      this.#open -= 1;
      if (isGood) this.#answerMs.get(name)!.push(performance.now() - dueMs);
      else this.#failed += 1;
    };
    get(options, (response) => {
      response.resume();
      response.once('end', () => over(response.statusCode === 200));
    }).once('error', () => over(false));
  }
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, TICK_MS);
  });
