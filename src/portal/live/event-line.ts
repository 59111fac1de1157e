import type { LiveLine, LiveMessage, ServerMessage } from './live-message.js';

/** A stream that the server refused is asked for again after so long; one that broke off the browser resumes. */
const RETRY_MS = 3_000;

const NAMES = [
  'snapshot',
  'change',
  'talking',
  'measures',
  'names',
  'account',
  'operator',
] as const satisfies readonly ServerMessage['name'][];

/** An event stream of its own. */
export class EventLine implements LiveLine {
  readonly #url: string;
  #receive: (message: LiveMessage) => void = () => undefined;
  #source: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #onOffline = () => this.#receive({ name: 'lost' });
  readonly #onOnline = () => this.#open();

  constructor(url: string) {
    this.#url = url;
  }

  start(receive: (message: LiveMessage) => void): void {
    this.#receive = receive;
    this.#open();
    // A connection whose network is gone stays open until something is written to it.
    globalThis.addEventListener('offline', this.#onOffline);
    globalThis.addEventListener('online', this.#onOnline);
  }

  stop(): void {
    this.#close();
    globalThis.removeEventListener('offline', this.#onOffline);
    globalThis.removeEventListener('online', this.#onOnline);
  }

  #open(): void {
    this.#close();
    const source = new EventSource(this.#url);
    this.#source = source;
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) =>
        this.#receive({ name, data: JSON.parse(data) as unknown } as ServerMessage),
      );
    }
    source.addEventListener('open', () => this.#receive({ name: 'returned' }));
    source.addEventListener('error', () => this.#onError(source));
  }

  #close(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
  }

  #onError(source: EventSource): void {
    this.#receive({ name: 'lost' });
    if (source.readyState !== EventSource.CLOSED) return;
    this.#receive({ name: 'refused' });
    this.#retry = setTimeout(() => this.#open(), RETRY_MS);
  }
}
