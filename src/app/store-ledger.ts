import type { Clock } from '../base/clock.js';
import type { AccountId, ConferenceId, IdMaker, LegId, RecordingId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import { CallQuality } from '../billing/call-quality.js';
import type { LegCharge } from '../billing/charge.js';
import type { Ledger } from '../call/ports.js';
import type { LegClosed, LegJoined, LegOpened } from '../billing/leg-record.js';
import type { ConferenceEvent } from '../conference/events.js';
import type { RecordedFile } from '../mixer/mixer.js';
import { eventItems } from '../notices/account-outbox.js';
import {
  newsOfConference,
  newsOfRecording,
  webhookEvent,
  type WebhookNews,
} from '../notices/webhook-events.js';
import type { Journal } from '../store/journal.js';
import { ConferenceRepository } from '../store/repositories/conference-repository.js';
import { EventRepository } from '../store/repositories/event-repository.js';
import { OutboxRepository } from '../store/repositories/outbox-repository.js';
import { LegRepository } from '../store/repositories/leg-repository.js';
import { RecordingRepository, type Recording } from '../store/repositories/recording-repository.js';
import { SettlementRepository } from '../store/repositories/settlement-repository.js';
import { WebhookRepository } from '../store/repositories/webhook-repository.js';
import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';

export interface NodeEpoch {
  readonly node: string;
  readonly epoch: number;
}

interface Recorded {
  readonly conference: ConferenceId;
  readonly account: AccountId;
}

interface RecordingEnd {
  /** Of its files. */
  readonly names: readonly string[];
  readonly durationMs: number;
  readonly complete: boolean;
}

/**
 * The durable side of the calls. An opening is committed before it is acted on and fails if it cannot be;
 * everything that has happened anyway goes through the journal, in order, and outlives an outage there.
 */
export class StoreLedger implements Ledger {
  readonly quality = new CallQuality();
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #self: NodeEpoch;
  readonly #legs: LegRepository;
  readonly #conferences: ConferenceRepository;
  readonly #events: EventRepository;
  readonly #settlements: SettlementRepository;
  readonly #recordings: RecordingRepository;
  readonly #outbox: OutboxRepository;
  readonly #webhooks: WebhookRepository;
  readonly #ids: IdMaker;
  readonly #clock: Pick<Clock, 'utcNow'>;
  /** Who owns the conferences that are open: their recordings are listed by account. */
  readonly #owners = new Map<ConferenceId, AccountId | undefined>();
  /** Of the recordings that are not written yet. */
  readonly #recorded = new Map<RecordingId, Recorded>();

  constructor(store: Store, journal: Journal, self: NodeEpoch, ids: IdMaker, clock: Pick<Clock, 'utcNow'>) {
    this.#ids = ids;
    this.#clock = clock;
    this.#outbox = new OutboxRepository(store);
    this.#webhooks = new WebhookRepository(store);
    this.#store = store;
    this.#journal = journal;
    this.#self = self;
    this.#legs = new LegRepository(store);
    this.#conferences = new ConferenceRepository(store);
    this.#events = new EventRepository(store);
    this.#settlements = new SettlementRepository(store);
    this.#recordings = new RecordingRepository(store);
  }

  get writable(): boolean {
    return this.#store.writable;
  }

  legOpened(opened: LegOpened, done: (stored: boolean) => void): void {
    void this.#store.commit(unit(this.#legs.opened(opened))).then(({ ok }) => done(ok));
  }

  legJoined(joined: LegJoined): void {
    this.#behind(this.#legs.joined(joined));
  }

  legMoved(leg: LegId, dialog: string): void {
    this.#behind(this.#legs.moved(leg, dialog));
  }

  legClosed(closed: LegClosed, charge: LegCharge | undefined): void {
    this.quality.observe(closed);
    this.#behind(...this.#settlements.closed(closed, charge));
  }

  recordingWritten(
    recording: RecordingId,
    files: readonly RecordedFile[],
    durationMs: number,
    complete: boolean,
  ): void {
    const names = files.map(({ name }) => name);
    const recorded = this.#recorded.get(recording);
    this.#recorded.delete(recording);
    this.#behind(...this.#recordingEnded(recording, { names, durationMs, complete }, recorded));
  }

  /** A former process had begun it, and this is what there is of it. */
  recordingLeft(
    { id, conference, account }: Pick<Recording, 'id' | 'conference' | 'account'>,
    names: readonly string[],
    durationMs: number,
  ): void {
    const of = account && { conference, account };
    this.#behind(...this.#recordingEnded(id, { names, durationMs, complete: false }, of));
  }

  conferenceEvent(event: ConferenceEvent): void {
    const { conference, sequence, atMs, fact, schemaVersion } = event;
    const appended = this.#events.append({
      ...this.#self,
      conference,
      sequence,
      utcMs: atMs,
      type: fact.type,
      schemaVersion,
      payload: JSON.stringify(fact),
    });
    // Who owned it is forgotten with its end.
    const owner = fact.type === 'opened' ? fact.definition.account : this.#owners.get(conference);
    const told = [
      ...this.#outbox.add(eventItems(event, owner, () => this.#ids.next())),
      ...this.#toWebhooks(newsOfConference(event), owner, atMs),
    ];
    this.#behind(...this.#recordOf(event), appended, ...told);
  }

  #toWebhooks(
    news: WebhookNews | undefined,
    account: AccountId | undefined,
    atMs: UtcMs,
  ): readonly Statement[] {
    if (news === undefined || account === undefined) return [];
    return [this.#webhooks.tell(webhookEvent(news, { id: this.#ids.next(), account, atMs }))];
  }

  /** Conferences and participants have rows of their own, which lists and statistics read. */
  #recordOf({ conference, atMs, fact }: ConferenceEvent): readonly Statement[] {
    switch (fact.type) {
      case 'opened': {
        const { room, roomNumber, account } = fact.definition;
        this.#owners.set(conference, account);
        return [
          this.#conferences.started({
            ...this.#self,
            conference,
            room,
            roomNumber,
            account,
            startedMs: atMs,
          }),
        ];
      }
      case 'entered': {
        const { participant, role, name = '', caller } = fact;
        const number = caller.number ?? '';
        return [this.#conferences.entered({ participant, conference, role, name, number, joinedMs: atMs })];
      }
      case 'left':
        return [this.#conferences.left(fact.participant, atMs)];
      case 'recording-changed':
        return fact.recording === undefined ? [] : [this.#recordingStarted(conference, fact.recording, atMs)];
      case 'closed':
        this.#owners.delete(conference);
        return [this.#conferences.ended(conference, atMs, fact.reason)];
      default:
        return [];
    }
  }

  #recordingEnded(
    recording: RecordingId,
    { names, durationMs, complete }: RecordingEnd,
    of: Recorded | undefined,
  ): readonly Statement[] {
    const written = this.#recordings.written(recording, names, durationMs, complete);
    const news = of && newsOfRecording(recording, of.conference, { durationMs, complete });
    return [written, ...this.#toWebhooks(news, of?.account, this.#clock.utcNow())];
  }

  #recordingStarted(conference: ConferenceId, id: RecordingId, startedMs: UtcMs): Statement {
    const account = this.#owners.get(conference);
    if (account !== undefined) this.#recorded.set(id, { conference, account });
    return this.#recordings.started({ id, conference, account, startedMs });
  }

  #behind(...statements: readonly Statement[]): void {
    void this.#journal.write(unit(...statements));
  }
}
