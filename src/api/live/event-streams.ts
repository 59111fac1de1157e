import type { Counters } from '../../base/counters.js';
import type { AccountId, ConferenceId } from '../../base/ids.js';
import type { ApiLimits } from '../services.js';
import type { About, LiveEvent } from './event-log.js';

/** Who listens, and until when. */
export interface Listener {
  readonly account: AccountId;
  /** Sees the conferences of all accounts. */
  readonly seesAll: boolean;
  /** Hears of the help queue [S44]. */
  readonly isOperator: boolean;
  /** Only of this one; undefined: of all that it may see, and of its account. */
  readonly conference: ConferenceId | undefined;
  /** True once the login behind it has ended. */
  isOver(): boolean;
}

/** One open stream; frames are ready to be sent. */
interface Stream {
  readonly listener: Listener;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** Breaks the connection of a client that does not read. */
  readonly breakOff: () => void;
}

export type StreamLimits = Pick<ApiLimits, 'streamsMax' | 'streamsPerAccountMax' | 'streamBytesMax'>;

type StreamCounters = Pick<Counters<'opened' | 'refused' | 'sent' | 'slowCut'>, 'add'>;

const HEARTBEAT = Buffer.from(': heartbeat\n\n');

/** The streams that are open, and who of them sees what. One that does not read what it is sent is cut. */
export class EventStreams {
  readonly #limits: StreamLimits;
  readonly #counters: StreamCounters;
  readonly #streams = new Set<Stream>();

  constructor(limits: StreamLimits, counters: StreamCounters) {
    this.#limits = limits;
    this.#counters = counters;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Begins with what `first` gives; undefined: too many streams are open. */
  open(
    listener: Listener,
    first: () => Uint8Array,
    breakOff: () => void,
  ): ReadableStream<Uint8Array> | undefined {
    if (!this.#hasPlaceFor(listener.account)) {
      this.#counters.add('refused');
      return undefined;
    }
    this.#counters.add('opened');
    const frame = first();
    let stream: Stream;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          controller.enqueue(frame);
          stream = { listener, controller, breakOff };
          this.#streams.add(stream);
        },
        cancel: () => {
          this.#streams.delete(stream);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: frame.length + this.#limits.streamBytesMax }),
    );
  }

  /** A sign of life to each; those whose login is over end. */
  beat(): void {
    for (const stream of this.#streams) {
      if (stream.listener.isOver()) this.#end(stream);
      else this.#send(stream, HEARTBEAT);
    }
  }

  /** To all who see what it is about. */
  send(event: LiveEvent): void {
    for (const stream of this.#streams) {
      const { listener } = stream;
      if (sees(listener, event.about)) this.#send(stream, event.frame(isMasked(listener, event.about)));
    }
  }

  /** What somebody follows: conferences by name, and accounts with all of theirs. */
  followed(): {
    readonly conferences: ReadonlySet<ConferenceId>;
    readonly accounts: ReadonlySet<AccountId>;
  } {
    const accounts = new Set<AccountId>();
    const conferences = new Set<ConferenceId>();
    for (const { listener } of this.#streams) {
      if (listener.conference !== undefined) conferences.add(listener.conference);
      else accounts.add(listener.account);
    }
    return { conferences, accounts };
  }

  close(): void {
    for (const stream of this.#streams) this.#end(stream);
  }

  #send(stream: Stream, frame: Uint8Array): void {
    const { controller } = stream;
    if ((controller.desiredSize ?? 0) < frame.length) {
      this.#counters.add('slowCut');
      this.#end(stream);
      stream.breakOff();
      return;
    }
    controller.enqueue(frame);
    this.#counters.add('sent');
  }

  #end(stream: Stream): void {
    this.#streams.delete(stream);
    stream.controller.close();
  }

  #hasPlaceFor(account: AccountId): boolean {
    if (this.#streams.size >= this.#limits.streamsMax) return false;
    let ofAccount = 0;
    for (const { listener } of this.#streams) if (listener.account === account) ofAccount += 1;
    return ofAccount < this.#limits.streamsPerAccountMax;
  }
}

/** Who sees all is told the measures of what it names alone. */
export const isFollowing = ({ seesAll, conference }: Listener): boolean =>
  !seesAll || conference !== undefined;

export function sees({ account, seesAll, isOperator, conference }: Listener, about: About): boolean {
  switch (about.type) {
    case 'conference':
      if (conference !== undefined && conference !== about.conference) return false;
      return seesAll || account === about.account;
    case 'owner':
      return account === about.account && (conference === undefined || conference === about.conference);
    case 'account':
      return conference === undefined && account === about.account;
    case 'operators':
      return conference === undefined && isOperator;
  }
}

export const isMasked = ({ account }: Listener, about: About): boolean =>
  about.type !== 'operators' && account !== about.account;
