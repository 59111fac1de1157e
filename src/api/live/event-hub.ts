import type { AccountNewsFeed } from '../../accounts/account-news.js';
import { Counters } from '../../base/counters.js';
import type { AccountId, ConferenceId, ParticipantId } from '../../base/ids.js';
import type { ConferenceEvent } from '../../conference/events.js';
import type { ApiLimits, Conferences } from '../services.js';
import { Changes, maskedChange } from './change.js';
import type { ContactNames, NamedNumber } from './contact-names.js';
import type { ConferenceViews } from './conference-view.js';
import { EventLog, frameOf, LiveEvent, type About } from './event-log.js';
import {
  EventStreams,
  isFollowing,
  isMasked,
  sees,
  type Listener,
  type StreamLimits,
} from './event-streams.js';
import type {
  AccountEvent,
  MeasuresEvent,
  NamesEvent,
  OperatorEvent,
  SnapshotEvent,
  TalkingEvent,
} from './live-event-schema.js';
import { Measures } from './measures.js';

export type HubLimits = StreamLimits &
  Pick<ApiLimits, 'eventsKept' | 'heartbeatMs' | 'talkingMs' | 'measuresMs'>;

export interface HubAround {
  readonly conferences: Conferences;
  readonly views: ConferenceViews;
  readonly news: AccountNewsFeed;
  readonly contactNames: ContactNames;
  /** Differs from process to process. */
  readonly run: string;
}

const RETRY_MS = 2_000;

/**
 * Server-sent events of all conferences: a snapshot, then what changes. Who comes back with the id of the last
 * event gets what it missed, as far as that is kept; else a new snapshot. Each event is encoded once for all
 * who see its numbers, and once for all who do not.
 */
export class EventHub {
  readonly counters = new Counters(['opened', 'refused', 'resumed', 'snapshots', 'sent', 'slowCut']);
  readonly #conferences: Conferences;
  readonly #views: ConferenceViews;
  readonly #changes: Changes;
  readonly #contactNames: ContactNames;
  readonly #limits: HubLimits;
  readonly #streams: EventStreams;
  readonly #log: EventLog;
  readonly #measures: Measures;
  /** Whose the running conferences are: of one that has just closed nobody else knows it any more. */
  readonly #accounts = new Map<ConferenceId, AccountId | undefined>();
  /** Where somebody began or stopped talking since it was last told. */
  readonly #talking = new Set<ConferenceId>();
  /** Who is on the line of an operator, or waits for one. */
  readonly #helped = new Set<ParticipantId>();
  readonly #unwatch: readonly (() => void)[];
  readonly #beats: readonly NodeJS.Timeout[];
  #talkingTimer: NodeJS.Timeout | undefined;

  constructor({ conferences, views, news, contactNames, run }: HubAround, limits: HubLimits) {
    this.#conferences = conferences;
    this.#views = views;
    this.#changes = new Changes(conferences.service, views);
    this.#contactNames = contactNames;
    this.#limits = limits;
    this.#streams = new EventStreams(limits, this.counters);
    this.#log = new EventLog(run, limits.eventsKept);
    this.#measures = new Measures(conferences.service, views);
    for (const { id, definition } of conferences.service.states()) this.#accounts.set(id, definition.account);
    this.#unwatch = [
      conferences.watch((event) => this.#onEvent(event)),
      news.watch((account, told) =>
        this.#tell('account', { type: 'account', account }, told satisfies AccountEvent),
      ),
      contactNames.watch((conference, named) => this.#streams.send(this.#named(conference, named))),
    ];
    this.#beats = [
      setInterval(() => this.beat(), limits.heartbeatMs).unref(),
      setInterval(() => this.measure(), limits.measuresMs).unref(),
    ];
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
    const first = (): Uint8Array =>
      Buffer.concat([
        Buffer.from(`retry: ${RETRY_MS}\n\n`),
        ...(this.#missed(listener, lastEventId) ?? [this.#snapshot(listener)]),
      ]);
    return this.#streams.open(listener, first, breakOff);
  }

  /** Keeps connections alive through proxies, and ends the streams whose login is over. */
  beat(): void {
    this.#streams.beat();
  }

  /** Tells who talks where that has changed: one event for a conference, however many began and stopped. */
  tellTalking(): void {
    clearTimeout(this.#talkingTimer);
    this.#talkingTimer = undefined;
    for (const conference of this.#talking) {
      const talking = this.#talkingIn(conference);
      if (talking !== undefined) this.#streams.send(talking);
    }
    this.#talking.clear();
  }

  /** Tells cost and line quality to who looks at a conference, as far as they have changed. */
  measure(): void {
    for (const conference of this.#followed()) this.measureOne(conference);
  }

  /** The same of one conference, when something of its cost was just changed. */
  measureOne(conference: ConferenceId): void {
    const measured = this.#measures.changed(conference);
    if (measured !== undefined) this.#streams.send(this.#measured(measured));
  }

  close(): void {
    for (const beat of this.#beats) clearInterval(beat);
    clearTimeout(this.#talkingTimer);
    for (const unwatch of this.#unwatch) unwatch();
    this.#streams.close();
  }

  #measured(measures: MeasuresEvent): LiveEvent {
    const about = this.#aboutConference(measures.conferenceId as ConferenceId);
    return new LiveEvent({ about, name: 'measures', cursor: undefined }, measures);
  }

  #named(conference: ConferenceId, names: readonly NamedNumber[]): LiveEvent {
    const about = { type: 'owner', conference, account: this.#accounts.get(conference) } as const;
    const told: NamesEvent = { conferenceId: conference, names: [...names] };
    return new LiveEvent({ about, name: 'names', cursor: undefined }, told);
  }

  #onEvent(event: ConferenceEvent): void {
    const { conference, fact } = event;
    if (fact.type === 'opened') this.#accounts.set(conference, fact.definition.account);
    const about = this.#aboutConference(conference);
    if (fact.type === 'closed') {
      this.#accounts.delete(conference);
      this.#measures.forget(conference);
    }
    if (fact.type === 'talking-changed') return this.#talkingChanged(conference);
    const change = this.#changes.of(event);
    if (change !== undefined) this.#tell('change', about, change, () => maskedChange(change));
    this.#followHelp(event);
  }

  #talkingChanged(conference: ConferenceId): void {
    if (this.#streams.size === 0) return;
    this.#talking.add(conference);
    this.#talkingTimer ??= setTimeout(() => this.tellTalking(), this.#limits.talkingMs).unref();
  }

  #talkingIn(conference: ConferenceId): LiveEvent | undefined {
    const state = this.#conferences.service.state(conference);
    if (state === undefined) return undefined;
    const talking = [...state.participants.values()].filter((participant) => participant.talking);
    const data: TalkingEvent = { conferenceId: conference, talking: talking.map(({ id }) => id) };
    const about = this.#aboutConference(conference);
    return new LiveEvent({ about, name: 'talking', cursor: undefined }, data);
  }

  /** Who waits for an operator is read anew by who is told that it has changed [S44]. */
  #followHelp({ conference, fact }: ConferenceEvent): void {
    if (fact.type !== 'place-changed' && fact.type !== 'left') return;
    const { participant } = fact;
    const waiting = fact.type === 'place-changed' && fact.place === 'operator';
    if (waiting === this.#helped.has(participant)) return;
    if (waiting) this.#helped.add(participant);
    else this.#helped.delete(participant);
    const told: OperatorEvent = {
      type: 'help-queue-changed',
      conferenceId: conference,
      participantId: participant,
      waiting,
    };
    this.#tell('operator', { type: 'operators' }, told);
  }

  #tell(name: string, about: About, data: unknown, masked?: () => unknown): void {
    const event = new LiveEvent({ about, name, cursor: this.#log.nextCursor }, data, masked);
    this.#log.add(event);
    this.#streams.send(event);
  }

  /** What came after that id, and how all else stands now; undefined when it cannot be told any more. */
  #missed(listener: Listener, lastEventId: string | undefined): readonly Uint8Array[] | undefined {
    const missed = lastEventId === undefined ? undefined : this.#log.after(lastEventId);
    if (missed === undefined) return undefined;
    this.counters.add('resumed');
    const seen = this.#seenBy(listener);
    const talking = seen.flatMap(({ id }) => this.#talkingIn(id) ?? []);
    const measured = isFollowing(listener)
      ? seen.map((one) => this.#measured(this.#measures.whole(one)))
      : [];
    const named = seen.flatMap(({ id }) => {
      const names = this.#contactNames.namedIn(id);
      return names.length === 0 ? [] : [this.#named(id, names)];
    });
    return [...missed, ...talking, ...named, ...measured]
      .filter(({ about }) => sees(listener, about))
      .map((event) => event.frame(isMasked(listener, event.about)));
  }

  #snapshot(listener: Listener): Uint8Array {
    this.counters.add('snapshots');
    const snapshot: SnapshotEvent = {
      conferences: this.#seenBy(listener).map((conference) =>
        this.#views.conference(conference, { masked: listener.account !== conference.account }),
      ),
    };
    return Buffer.from(frameOf('snapshot', snapshot, this.#log.cursor));
  }

  #seenBy({ account, seesAll, conference }: Listener) {
    const { service } = this.#conferences;
    if (conference !== undefined) return [service.snapshot(conference)].filter((seen) => seen !== undefined);
    return seesAll ? service.snapshots() : service.snapshotsOf(account);
  }

  /** Those that somebody follows; who sees all follows those it names. */
  #followed(): ReadonlySet<ConferenceId> {
    const { conferences, accounts } = this.#streams.followed();
    if (accounts.size === 0) return conferences;
    const followed = new Set(conferences);
    for (const [conference, account] of this.#accounts)
      if (account !== undefined && accounts.has(account)) followed.add(conference);
    return followed;
  }

  #aboutConference(conference: ConferenceId): About {
    return { type: 'conference', conference, account: this.#accounts.get(conference) };
  }
}
