import type {
  AccountEvent,
  ChangeEvent,
  MeasuresEvent,
  NamesEvent,
  OperatorEvent,
  SnapshotEvent,
  TalkingEvent,
} from './api-types.js';
import { pause } from './pause.js';
import { ProblemError } from './problem-error.js';
import type { Fetch } from './retry.js';
import { SseParser, type SseMessage } from './sse-parser.js';

interface EventData {
  readonly snapshot: SnapshotEvent;
  readonly change: ChangeEvent;
  readonly talking: TalkingEvent;
  readonly measures: MeasuresEvent;
  readonly names: NamesEvent;
  readonly account: AccountEvent;
  readonly operator: OperatorEvent;
}

/** What happens now. After a `snapshot`, which replaces all that was known, each `change` is applied to it. */
export type LiveEvent = {
  readonly [Name in keyof EventData]: {
    readonly name: Name;
    readonly data: EventData[Name];
    /** Gives back, as `lastEventId`, what comes after this event. */
    readonly id: string;
  };
}[keyof EventData];

export interface EventsOptions {
  /** Only of this running conference. */
  readonly conference?: string;
  /** Begins after this event instead of with a snapshot. */
  readonly lastEventId?: string;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
  /** A connection on which so long nothing has come, not even a heartbeat, is given up for a new one. */
  readonly silenceMsMax?: number;
}

const NAMES: readonly string[] = [
  'snapshot',
  'change',
  'talking',
  'measures',
  'names',
  'account',
  'operator',
] satisfies (keyof EventData)[];
const SILENCE_MS_MAX = 60_000;
const RETRY_MS = 2_000;

/**
 * Live events until the signal ends them; a connection that breaks is made anew, and goes on where it broke. Fails
 * with a ProblemError when the server refuses for good.
 */
export async function* liveEvents(
  open: (headers: Record<string, string>, signal: AbortSignal) => Request,
  fetch: Fetch,
  { lastEventId = '', signal, silenceMsMax = SILENCE_MS_MAX }: EventsOptions,
): AsyncGenerator<LiveEvent, void, undefined> {
  let lastId = lastEventId;
  let retryMs = RETRY_MS;
  for (;;) {
    if (signal?.aborted === true) return;
    const connection = new Connection(silenceMsMax, signal);
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' };
      if (lastId !== '') headers['last-event-id'] = lastId;
      for await (const message of connection.messages(await fetch(open(headers, connection.signal)))) {
        // An event without an id of its own carries the one before.
        if (message.id !== '') lastId = message.id;
        if (isLiveEvent(message)) yield eventOf(message, lastId);
      }
    } catch (thrown) {
      if (thrown instanceof ProblemError) {
        if (!isPassing(thrown)) throw thrown;
        retryMs = Math.max(retryMs, 1_000 * (thrown.retryAfterS ?? 0));
      }
    } finally {
      connection.close();
    }
    retryMs = connection.retryMs ?? retryMs;
    await pause(retryMs, signal).catch(() => undefined);
  }
}

/** One connection, given up when it is silent for too long. */
class Connection {
  readonly #abort = new AbortController();
  readonly #parser = new SseParser();
  readonly #silenceMsMax: number;
  readonly #outer: AbortSignal | undefined;
  readonly #stop = (): void => this.#abort.abort();
  #watch: ReturnType<typeof setTimeout>;

  constructor(silenceMsMax: number, outer: AbortSignal | undefined) {
    this.#silenceMsMax = silenceMsMax;
    this.#outer = outer;
    outer?.addEventListener('abort', this.#stop, { once: true });
    this.#watch = setTimeout(this.#stop, silenceMsMax);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get retryMs(): number | undefined {
    return this.#parser.retryMs;
  }

  async *messages(response: Response): AsyncGenerator<SseMessage, void, undefined> {
    if (!response.ok) throw await ProblemError.of(response);
    if (response.body === null) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const cancel = (): void => void reader.cancel().catch(() => undefined);
    this.signal.addEventListener('abort', cancel, { once: true });
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(this.#watch);
        this.#watch = setTimeout(this.#stop, this.#silenceMsMax);
        yield* this.#parser.push(value);
      }
    } finally {
      cancel();
    }
  }

  close(): void {
    clearTimeout(this.#watch);
    this.#outer?.removeEventListener('abort', this.#stop);
    this.#abort.abort();
  }
}

const isLiveEvent = ({ name }: SseMessage): boolean => NAMES.includes(name);

const eventOf = ({ name, data }: SseMessage, id: string): LiveEvent =>
  ({ name, data: JSON.parse(data) as unknown, id }) as LiveEvent;

const isPassing = ({ status }: ProblemError): boolean => status === 429 || status >= 500;
