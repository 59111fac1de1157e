import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { later, utcMs, type MonotonicMs, type UtcMs } from '../base/units.js';
import { OUTBOX_KINDS, type OutboxItem, type OutboxKind } from '../notices/outbox-item.js';
import { OutboxRepository } from '../store/repositories/outbox-repository.js';
import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';

/** How a try has ended; `error` is for people. */
export type Delivery =
  | { readonly type: 'done' }
  | { readonly type: 'retry'; readonly afterMs: number; readonly error: string }
  /** It will never succeed: given up. */
  | { readonly type: 'dead'; readonly error: string };

/** One way out: the runner hands it what is due, and it delivers. A throw counts as a fault of ours. */
export interface Channel {
  readonly deliver: (item: OutboxItem) => Promise<Delivery>;
  readonly atOnceMax: number;
  /** Of one subject, so that a slow receiver does not hold up the others; without it as many as come. */
  readonly atOnceOfSubjectMax?: number;
  /** Settled items are kept so long. */
  readonly keepDoneMs: number;
  readonly keepDeadMs: number;
}

export interface OutboxRunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly node: string;
  /** What is of a kind without a channel is given up after a day. */
  readonly channels: Partial<Record<OutboxKind, Channel>>;
  readonly deliveryMsMax?: number;
}

/** A try that takes longer has failed, and may yet arrive: what is delivered twice has the same id. */
const DELIVERY_MS_MAX = 60_000;
/** Longer than a try, so that nobody else begins it meanwhile. */
const LEASE_MS = 2 * DELIVERY_MS_MAX;
/** After a throw of the channel, so often. */
const FAULT_AFTER_MS = 300_000;
const FAULT_TRIES_MAX = 12;
const PURGE_EVERY_MS = 600_000;
const PURGE_ROWS = 1_000;
const DAY_MS = 86_400_000;
const NO_CHANNEL = {
  waitsMs: DAY_MS,
  keepDoneMs: DAY_MS,
  keepDeadMs: 7 * DAY_MS,
  error: 'this installation has no way out for it',
};

/**
 * Delivers what the outbox holds. The rows are the only memory: each round reads what is due, so that a
 * killed process loses nothing, and its successor delivers again what it cannot know to have arrived.
 */
export class OutboxRunner {
  readonly counters = new Counters(['delivered', 'retried', 'dead', 'faults', 'claimsLost', 'timedOut']);
  readonly #options: OutboxRunnerOptions;
  readonly #outbox: OutboxRepository;
  readonly #running = new Map<
    OutboxItem['id'],
    { readonly kind: OutboxKind; readonly subject: string; readonly over: Promise<void> }
  >();
  readonly #lagMs = new Map<OutboxKind, number>();
  /** Kinds whose last round found more than could be begun. */
  readonly #more = new Set<OutboxKind>();
  #round: Promise<void> | undefined;
  #purgeMs: MonotonicMs | undefined;
  #stopped = false;

  constructor(options: OutboxRunnerOptions) {
    this.#options = options;
    this.#outbox = new OutboxRepository(options.store);
  }

  /** Once, before the first round: what a former process of this node had begun. */
  async recover(): Promise<void> {
    await this.#commit(this.#outbox.releaseClaimsOf(this.#options.node));
  }

  /** Call about once a second. Resolves when what is due has begun, not when it is delivered. */
  tick(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#round ??= this.#beginDue().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** How long the oldest item of a kind is overdue, as of the last round. */
  lagMs(kind: OutboxKind): number {
    return this.#lagMs.get(kind) ?? 0;
  }

  /** Resolved when everything that had begun has ended. */
  async settled(): Promise<void> {
    await this.#round;
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ over }) => over));
  }

  /** Begins nothing more; resolved like `settled`. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.settled();
  }

  async #beginDue(): Promise<void> {
    try {
      for (const [kind, channel] of this.#channels()) await this.#beginDueOf(kind, channel);
      await this.#purge();
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.warn({ error: messageOf(thrown) }, 'the outbox could not be looked through');
    }
  }

  #channels(): readonly (readonly [OutboxKind, Channel])[] {
    return OUTBOX_KINDS.flatMap((kind) => {
      const channel = this.#options.channels[kind];
      return channel === undefined ? [] : [[kind, channel] as const];
    });
  }

  async #beginDueOf(kind: OutboxKind, channel: Channel): Promise<void> {
    const nowMs = this.#options.clock.utcNow();
    const ofSubjectMax = channel.atOnceOfSubjectMax ?? Infinity;
    /** Those that have as many deliveries as they may. */
    const busy = new Set(this.#busySubjects(kind, ofSubjectMax));
    for (let isFirst = true; ; isFirst = false) {
      const free = channel.atOnceMax - this.#runningOf(kind).length;
      if (free <= 0) return;
      const due = await this.#outbox.due(kind, nowMs, free, [...busy]);
      if (isFirst) this.#lagMs.set(kind, due[0] === undefined ? 0 : nowMs - due[0].dueMs);
      const begun = this.#firstOfEach(due, ofSubjectMax);
      const isAll = begun.length === due.length;
      // Passed over in this round whatever became of it, so that each look finds others.
      if (!isAll) for (const { subject } of due) busy.add(subject);
      if (due.length === free || busy.size > 0) this.#more.add(kind);
      else this.#more.delete(kind);
      // Only now: the first may be over before the last has begun, and looks for more.
      await Promise.all(begun.map((item) => this.#begin(item, channel)));
      if (isAll) return;
    }
  }

  #runningOf(kind: OutboxKind) {
    return [...this.#running.values()].filter((running) => running.kind === kind);
  }

  #busySubjects(kind: OutboxKind, max: number): readonly string[] {
    const counts = countsOf(this.#runningOf(kind));
    return [...counts].flatMap(([subject, count]) => (count >= max ? [subject] : []));
  }

  #firstOfEach(due: readonly OutboxItem[], max: number): readonly OutboxItem[] {
    const counts = countsOf([...this.#running.values()]);
    return due.filter(({ subject }) => {
      const count = counts.get(subject) ?? 0;
      counts.set(subject, count + 1);
      return count < max;
    });
  }

  async #begin(item: OutboxItem, channel: Channel): Promise<void> {
    const { clock, node } = this.#options;
    const nowMs = clock.utcNow();
    const claim = this.#outbox.claim(item.id, { node, untilMs: utcMs(nowMs + LEASE_MS) }, nowMs);
    if (this.#running.has(item.id) || !(await this.#commit(claim)) || this.#stopped) return;
    const over = this.#try(item, channel).finally(() => {
      this.#running.delete(item.id);
      if (this.#more.delete(item.kind)) this.#lookAgain();
    });
    this.#running.set(item.id, { kind: item.kind, subject: item.subject, over });
  }

  /** A round that goes on may have looked before this place came free: another one follows it. */
  #lookAgain(): void {
    if (this.#round === undefined) void this.tick();
    else void this.#round.then(() => this.tick());
  }

  async #try(item: OutboxItem, channel: Channel): Promise<void> {
    const { clock, node } = this.#options;
    const delivery = await this.#delivered(item, channel);
    const nowMs = clock.utcNow();
    switch (delivery.type) {
      case 'done':
        this.counters.add('delivered');
        await this.#commit(this.#outbox.done(item, node, nowMs));
        return;
      case 'retry': {
        this.counters.add('retried');
        const dueMs = utcMs(nowMs + delivery.afterMs);
        await this.#commit(this.#outbox.retry(item, node, dueMs, delivery.error));
        return;
      }
      case 'dead':
        this.counters.add('dead');
        this.#options.log.warn({ item: item.id, kind: item.kind, error: delivery.error }, 'not delivered');
        await this.#commit(this.#outbox.dead(item, node, nowMs, delivery.error));
    }
  }

  async #delivered(item: OutboxItem, { deliver }: Channel): Promise<Delivery> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, this.#options.deliveryMsMax ?? DELIVERY_MS_MAX, 'late');
    });
    try {
      const delivery = await Promise.race([deliver(item), limit]);
      if (delivery !== 'late') return delivery;
      this.counters.add('timedOut');
      return failed(item, 'no answer in time');
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.error({ item: item.id, error: messageOf(thrown) }, 'a channel threw');
      return failed(item, messageOf(thrown));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Outlived items go in small lots: a big one would hold up the calls' writes. */
  async #purge(): Promise<void> {
    const { clock, store, channels } = this.#options;
    const nowMs = clock.now();
    if (this.#purgeMs !== undefined && nowMs < this.#purgeMs) return;
    this.#purgeMs = later(nowMs, PURGE_EVERY_MS);
    for (const kind of OUTBOX_KINDS) {
      const utcNow = clock.utcNow();
      const { keepDoneMs, keepDeadMs } = channels[kind] ?? NO_CHANNEL;
      const done = this.#outbox.purge('done', kind, utcMs(utcNow - keepDoneMs), PURGE_ROWS);
      const dead = this.#outbox.purge('dead', kind, utcMs(utcNow - keepDeadMs), PURGE_ROWS);
      const purged = await store.commit(unit(done, dead, ...this.#givenUp(kind, utcNow)));
      // There is more to purge: it goes on with the next round.
      if (purged.ok && purged.value.some((rows) => rows === PURGE_ROWS)) this.#purgeMs = nowMs;
    }
  }

  /** Else it would pile up, and all go out on the day that there is a way. */
  #givenUp(kind: OutboxKind, nowMs: UtcMs): readonly Statement[] {
    if (this.#options.channels[kind] !== undefined) return [];
    const beforeMs = utcMs(nowMs - NO_CHANNEL.waitsMs);
    return [this.#outbox.giveUp(kind, { beforeMs, nowMs, limit: PURGE_ROWS }, NO_CHANNEL.error)];
  }

  async #commit(statement: Statement): Promise<boolean> {
    const outcome = await this.#options.store.commit(unit(statement));
    if (outcome.ok) return true;
    if (outcome.error.code === 'CONFLICT') this.counters.add('claimsLost');
    else this.#options.log.warn({ code: outcome.error.code }, 'the outbox could not be written');
    return false;
  }
}

function countsOf(running: readonly { readonly subject: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { subject } of running) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return counts;
}

const failed = ({ tries }: OutboxItem, error: string): Delivery =>
  tries + 1 < FAULT_TRIES_MAX ? { type: 'retry', afterMs: FAULT_AFTER_MS, error } : { type: 'dead', error };
