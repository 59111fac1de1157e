import type { AccountId, ConferenceId } from '../../base/ids.js';
import { Counters } from '../../base/counters.js';
import type { UtcMs } from '../../base/units.js';
import type { ConferenceEvent } from '../../conference/events.js';
import type { ConferenceSnapshot } from '../../conference/snapshot.js';
import { changeOf } from './change.js';
import { conferenceView, type Viewer } from './conference-view.js';
import type { SnapshotEvent } from './live-event-schema.js';
import type { ApiLimits, Conferences } from '../services.js';

/** Who listens, and until when. */
export interface Listener {
  readonly account: AccountId;
  /** Sees the conferences of all accounts. */
  readonly seesAll: boolean;
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

interface KeptEvent {
  readonly account: AccountId | undefined;
  readonly event: ConferenceEvent;
}

type HubLimits = Pick<
  ApiLimits,
  'streamsMax' | 'streamsPerAccountMax' | 'eventsKept' | 'streamBytesMax' | 'heartbeatMs'
>;

/** Ids in one millisecond of run time: more events than that cannot happen on average. */
const IDS_PER_MS = 1_000;
const RETRY_MS = 2_000;
const HEARTBEAT = Buffer.from(': heartbeat\n\n');

/**
 * Server-sent events of all conferences. Keeps the last events, so that a client that comes back gets what
 * it missed; who was away for longer gets a snapshot. Events are kept as facts and shown as what they
 * changed is at the moment of sending, so keeping them costs little.
 */
export class EventHub {
  readonly counters = new Counters(['opened', 'refused', 'resumed', 'snapshots', 'sent', 'slowCut']);
  readonly #conferences: Conferences;
  readonly #limits: HubLimits;
  readonly #streams = new Set<Stream>();
  /** Whose the running conferences are: of one that has just closed nobody else knows it any more. */
  readonly #accounts = new Map<ConferenceId, AccountId | undefined>();
  /** A ring: the event with id n stands at n modulo its length. */
  readonly #kept: KeptEvent[] = [];
  readonly #firstId: number;
  #lastId: number;
  readonly #unwatch: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(conferences: Conferences, limits: HubLimits, startedMs: UtcMs) {
    this.#conferences = conferences;
    this.#limits = limits;
    // Above all ids of earlier runs, so that one of those never passes for one of this run.
    this.#firstId = Math.floor(startedMs) * IDS_PER_MS + 1;
    this.#lastId = this.#firstId - 1;
    for (const { id, account } of conferences.service.snapshots()) this.#accounts.set(id, account);
    this.#unwatch = conferences.watch((event) => this.#onEvent(event));
    this.#heartbeat = setInterval(() => this.beat(), limits.heartbeatMs).unref();
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Undefined: too many streams are open. */
  open(
    listener: Listener,
    lastEventId: string | undefined,
    breakOff: () => void,
  ): ReadableStream<Uint8Array> | undefined {
    if (!this.#hasPlaceFor(listener.account)) {
      this.counters.add('refused');
      return undefined;
    }
    this.counters.add('opened');
    const first = Buffer.from(
      `retry: ${RETRY_MS}\n\n${this.#missed(listener, lastEventId) ?? this.#snapshot(listener)}`,
    );
    let stream: Stream;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          controller.enqueue(first);
          stream = { listener, controller, breakOff };
          this.#streams.add(stream);
        },
        cancel: () => {
          this.#streams.delete(stream);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: first.length + this.#limits.streamBytesMax }),
    );
  }

  /** Keeps connections alive through proxies, and ends the streams whose login is over. */
  beat(): void {
    for (const stream of this.#streams) {
      if (stream.listener.isOver()) this.#end(stream);
      else this.#send(stream, HEARTBEAT);
    }
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#unwatch();
    for (const stream of this.#streams) this.#end(stream);
  }

  #onEvent(event: ConferenceEvent): void {
    const { conference, fact } = event;
    if (fact.type === 'opened') this.#accounts.set(conference, fact.definition.account);
    const account = this.#accounts.get(conference);
    if (fact.type === 'closed') this.#accounts.delete(conference);
    this.#lastId += 1;
    this.#kept[this.#lastId % this.#limits.eventsKept] = { account, event };
    const frames = new Map<boolean, Uint8Array | undefined>();
    for (const stream of this.#streams) {
      if (!sees(stream.listener, account)) continue;
      const viewer = viewerOf(stream.listener, account);
      if (!frames.has(viewer.masked))
        frames.set(viewer.masked, encoded(this.#frame(this.#lastId, event, viewer)));
      const frame = frames.get(viewer.masked);
      if (frame !== undefined) this.#send(stream, frame);
    }
  }

  #frame(id: number, event: ConferenceEvent, viewer: Viewer): string {
    const change = changeOf(event, this.#conferences.service, viewer);
    return change === undefined ? '' : frameOf(id, 'change', change);
  }

  /** What came after that id; undefined when it cannot be told any more. */
  #missed(listener: Listener, lastEventId: string | undefined): string | undefined {
    if (lastEventId === undefined || !/^\d{1,16}$/.test(lastEventId)) return undefined;
    const seenId = Number(lastEventId);
    const oldestId = Math.max(this.#firstId, this.#lastId - this.#limits.eventsKept + 1);
    if (seenId < oldestId - 1 || seenId > this.#lastId) return undefined;
    this.counters.add('resumed');
    let text = '';
    for (let id = seenId + 1; id <= this.#lastId; id++) {
      const { account, event } = this.#kept[id % this.#limits.eventsKept]!;
      if (sees(listener, account)) text += this.#frame(id, event, viewerOf(listener, account));
    }
    return text;
  }

  #snapshot(listener: Listener): string {
    this.counters.add('snapshots');
    const seen = this.#conferences.service.snapshots().filter(({ account }) => sees(listener, account));
    const view = (conference: ConferenceSnapshot) =>
      conferenceView(conference, viewerOf(listener, conference.account));
    const snapshot: SnapshotEvent = { conferences: seen.map(view) };
    return frameOf(this.#lastId, 'snapshot', snapshot);
  }

  #send(stream: Stream, frame: Uint8Array): void {
    const { controller } = stream;
    if ((controller.desiredSize ?? 0) < frame.length) {
      this.counters.add('slowCut');
      this.#end(stream);
      stream.breakOff();
      return;
    }
    controller.enqueue(frame);
    this.counters.add('sent');
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

const sees = ({ seesAll, account }: Listener, owner: AccountId | undefined): boolean =>
  seesAll || account === owner;

const viewerOf = (listener: Listener, owner: AccountId | undefined): Viewer => ({
  masked: listener.account !== owner,
});

const frameOf = (id: number, name: string, data: unknown): string =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const encoded = (frame: string): Uint8Array | undefined => (frame === '' ? undefined : Buffer.from(frame));
