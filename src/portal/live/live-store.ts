import type { ChangeEvent, MeasuresEvent, SnapshotEvent, TalkingEvent } from '../../client/index.js';
import {
  afterChange,
  afterLoss,
  afterMeasures,
  afterReturn,
  afterSnapshot,
  afterTalking,
  NOTHING_LIVE,
  type LiveState,
} from './live-state.js';

/** A stream that the server refused is asked for again after so long; one that broke off the browser resumes. */
const RETRY_MS = 3_000;

/** Follows the event stream; React reads it as an external store. */
export class LiveStore {
  readonly #url: string;
  readonly #onRefused: () => void;
  readonly #listeners = new Set<() => void>();
  #state = NOTHING_LIVE;
  #source: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, onRefused: () => void) {
    this.#url = url;
    this.#onRefused = onRefused;
  }

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener('snapshot', ({ data }: MessageEvent<string>) =>
      this.#become(afterSnapshot(JSON.parse(data) as SnapshotEvent)),
    );
    source.addEventListener('change', ({ data }: MessageEvent<string>) =>
      this.#become(afterChange(this.#state, JSON.parse(data) as ChangeEvent)),
    );
    source.addEventListener('talking', ({ data }: MessageEvent<string>) =>
      this.#become(afterTalking(this.#state, JSON.parse(data) as TalkingEvent)),
    );
    source.addEventListener('measures', ({ data }: MessageEvent<string>) =>
      this.#become(afterMeasures(this.#state, JSON.parse(data) as MeasuresEvent)),
    );
    source.addEventListener('open', () => this.#become(afterReturn(this.#state)));
    source.addEventListener('error', () => this.#onError(source));
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
  }

  #onError(source: EventSource): void {
    this.#become(afterLoss(this.#state));
    if (source.readyState !== EventSource.CLOSED) return;
    this.#onRefused();
    this.#retry = setTimeout(() => this.start(), RETRY_MS);
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
