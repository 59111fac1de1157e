import { afterMessage, NOTHING_LIVE, type LiveState } from './live-state.js';
import type { LiveLine, LiveMessage } from './live-message.js';

/** What a page is told by the exchange: where things stand when it comes, then every message. */
export type ExchangeMessage = { readonly name: 'state'; readonly data: LiveState } | LiveMessage;

/** What a page tells the exchange. */
export type PageMessage = 'hello' | 'bye';

interface Page {
  postMessage(message: ExchangeMessage): void;
}

/**
 * One line for all pages of a browser, which may have six connections to a server over HTTP/1.1 in all. It is up
 * while any page listens.
 */
export class LiveExchange {
  readonly #line: LiveLine;
  readonly #pages = new Set<Page>();
  #state = NOTHING_LIVE;

  constructor(line: LiveLine) {
    this.#line = line;
  }

  on(page: Page, message: PageMessage): void {
    if (message === 'bye') return this.#remove(page);
    const wasAlone = this.#pages.size === 0;
    this.#pages.add(page);
    if (wasAlone) {
      this.#state = NOTHING_LIVE;
      this.#line.start((told) => this.#tell(told));
    } else {
      page.postMessage({ name: 'state', data: this.#state });
    }
  }

  #remove(page: Page): void {
    if (this.#pages.delete(page) && this.#pages.size === 0) this.#line.stop();
  }

  #tell(message: LiveMessage): void {
    this.#state = afterMessage(this.#state, message);
    for (const page of this.#pages) page.postMessage(message);
  }
}
