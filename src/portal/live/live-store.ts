import type { LiveEvent } from '../../client/index.js';
import { afterMessage, NOTHING_LIVE, type LiveState } from './live-state.js';
import type { ExchangeMessage } from './live-exchange.js';
import type { LiveLine } from './live-message.js';

/** News that are no part of a conference: something beside them can be read anew. */
export type News = Extract<LiveEvent, { name: 'account' | 'operator' }>['data'];

/** Pages are drawn at most so often, however many hundred enter in a moment. */
const DRAW_MS = 50;

/** The live state of this page; React reads it as an external store. */
export class LiveStore {
  readonly #line: LiveLine<ExchangeMessage>;
  readonly #onRefused: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #newsListeners = new Set<(news: News) => void>();
  #state = NOTHING_LIVE;
  #draw: ReturnType<typeof setTimeout> | undefined;

  constructor(line: LiveLine<ExchangeMessage>, onRefused: () => void) {
    this.#line = line;
    this.#onRefused = onRefused;
  }

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly subscribeNews = (listener: (news: News) => void): (() => void) => {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  };

  start(): void {
    this.#line.start((message) => this.#on(message));
  }

  stop(): void {
    this.#line.stop();
    clearTimeout(this.#draw);
    this.#draw = undefined;
  }

  #on(message: ExchangeMessage): void {
    if (message.name === 'refused') this.#onRefused();
    if (message.name === 'account' || message.name === 'operator') {
      for (const listener of this.#newsListeners) listener(message.data);
    }
    const state = message.name === 'state' ? message.data : afterMessage(this.#state, message);
    if (state === this.#state) return;
    this.#state = state;
    this.#draw ??= setTimeout(() => {
      this.#draw = undefined;
      for (const listener of this.#listeners) listener();
    }, DRAW_MS);
  }
}
