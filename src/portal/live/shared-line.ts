import { EventLine } from './event-line.js';
import { EVENTS_URL } from './events-url.js';
import type { ExchangeMessage, PageMessage } from './live-exchange.js';
import type { LiveLine } from './live-message.js';
// oxlint-disable-next-line import/default -- vite makes it the address of the worker's script
import workerUrl from './live-worker.ts?sharedworker&url';

/** The line that all pages of this browser share, if it can share one; else one for this page. */
export class SharedLine implements LiveLine<ExchangeMessage> {
  readonly #user: string;
  #receive: (message: ExchangeMessage) => void = () => undefined;
  #port: MessagePort | undefined;
  #own: EventLine | undefined;
  readonly #onHide = () => this.#say('bye');
  readonly #onShow = ({ persisted }: PageTransitionEvent) => {
    // Out of the browser's cache of pages: meanwhile it was not told anything.
    if (persisted) this.#say('hello');
  };

  /** Of whoever is logged in: the next one must not get what was meant for this one. */
  constructor(user: string) {
    this.#user = user;
  }

  start(receive: (message: ExchangeMessage) => void): void {
    this.#receive = receive;
    if (!('SharedWorker' in globalThis)) return this.#startOwn();
    const worker = new SharedWorker(workerUrl, { type: 'module', name: `huitong live ${this.#user}` });
    this.#port = worker.port;
    worker.addEventListener('error', () => this.#startOwn());
    worker.port.addEventListener('message', ({ data }: MessageEvent<ExchangeMessage>) => receive(data));
    worker.port.start();
    this.#say('hello');
    // A worker is not told that a page has gone.
    addEventListener('pagehide', this.#onHide);
    addEventListener('pageshow', this.#onShow);
  }

  stop(): void {
    this.#say('bye');
    this.#port?.close();
    this.#port = undefined;
    this.#own?.stop();
    this.#own = undefined;
    removeEventListener('pagehide', this.#onHide);
    removeEventListener('pageshow', this.#onShow);
  }

  #say(message: PageMessage): void {
    this.#port?.postMessage(message);
  }

  #startOwn(): void {
    if (this.#own !== undefined) return;
    this.#own = new EventLine(EVENTS_URL);
    this.#own.start(this.#receive);
  }
}
