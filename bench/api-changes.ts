import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, done, type HuitongClient } from '../src/client/index.js';
import { API_KEY } from './api-month.js';
import { spread, type Spread } from './percentile.js';

/** No trunk leads there: the conference is open, and waits for somebody. */
const NUMBER = '+8613800000001';
const ROOMS = 50;
const SEEN_MS_MAX = 5_000;

/** What one client changes of a conference, seen by another over its events. */
export class ChangeWatch {
  readonly conference: string;
  readonly #huitong: HuitongClient;
  readonly #abort = new AbortController();
  /** When the change that is under way was seen. */
  #seen: ((atMs: number) => void) | undefined;

  private constructor(huitong: HuitongClient, conference: string) {
    this.#huitong = huitong;
    this.conference = conference;
  }

  static async begin(httpPort: number): Promise<ChangeWatch> {
    const huitong = createClient({ baseUrl: `http://127.0.0.1:${httpPort}`, apiKey: API_KEY });
    const make = (at: number) =>
      done(huitong.POST('/rooms', { body: { name: `bench ${at}`, chairPassword: '8888' } }));
    const room = await make(0);
    for (let at = 1; at < ROOMS; at++) await make(at);
    const { conference } = await done(
      huitong.POST('/rooms/{roomId}/invitations', {
        params: { path: { roomId: room.id } },
        body: { parties: [{ number: NUMBER }] },
      }),
    );
    const watch = new ChangeWatch(huitong, conference.id);
    await watch.#listen();
    return watch;
  }

  async run(changes: number, everyMs: number): Promise<Spread> {
    const took: number[] = [];
    const path = { conferenceId: this.conference };
    for (let change = 0; change < changes; change++) {
      const sentMs = performance.now();
      const seen = this.#next();
      const body = { locked: change % 2 === 0 };
      await this.#huitong.POST('/conferences/{conferenceId}/lock', { params: { path }, body });
      took.push((await seen) - sentMs);
      await sleep(Math.max(0, sentMs + everyMs - performance.now()));
    }
    return spread(took);
  }

  end(): void {
    this.#abort.abort();
  }

  #next(): Promise<number> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('a change was not seen')), SEEN_MS_MAX);
      this.#seen = (atMs) => {
        clearTimeout(limit);
        resolve(atMs);
      };
    });
  }

  /** Resolved when the other client has the snapshot. */
  async #listen(): Promise<void> {
    const events = this.#huitong.events({ conference: this.conference, signal: this.#abort.signal });
    await events.next();
    void (async () => {
      for await (const { name, data } of events)
        if (name === 'change' && data.type === 'conference-changed') this.#seen?.(performance.now());
    })();
  }
}
