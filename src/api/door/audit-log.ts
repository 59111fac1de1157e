import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import {
  chained,
  type AuditDetail,
  type AuditFacts,
  type AuditHead,
} from '../../accounts/audit-log-entry.js';
import { Counters } from '../../base/counters.js';
import { messageOf } from '../../base/errors.js';
import { auditEntryAdded, AuditLogRepository } from '../../store/repositories/audit-log-repository.js';
import { unit } from '../../store/statement.js';
import { addressOf, type ApiContext, type ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import type { Principal } from './principal.js';

interface Waiting {
  readonly facts: AuditFacts;
  readonly done: () => void;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const AT_ONCE_MAX = 100;
const WAITING_MAX = 10_000;

type AuditServices = Pick<ApiServices, 'store' | 'clock' | 'ids' | 'log'>;

/** Writes who did what, one after another, each chained to the one before. */
export class AuditLog {
  readonly counters = new Counters(['written', 'contended', 'failed', 'dropped']);
  readonly #services: AuditServices;
  readonly #entries: AuditLogRepository;
  readonly #waiting: Waiting[] = [];
  #head: AuditHead | undefined;
  #writing: Promise<void> | undefined;

  constructor(services: AuditServices) {
    this.#services = services;
    this.#entries = new AuditLogRepository(services.store);
  }

  /** Every request that has changed something, and reads that a route has called sensitive. */
  readonly recorded = createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    const principal = c.get('principal') as Principal | undefined;
    const detail = c.get('auditDetail');
    const isOfInterest = !READING.has(c.req.method) || detail !== undefined;
    if (principal === undefined || !isOfInterest || c.res.status >= 400) return;
    const isReplay = c.res.headers.has('idempotency-replayed');
    if (isReplay) return;
    await this.add(c, {
      account: principal.account.id,
      actorKind: principal.actor.kind,
      actor: principal.actor.id,
      actorName: principal.actor.name,
      action: actionOf(c),
      objects: JSON.stringify(c.req.param()),
      detail: JSON.stringify(detail ?? {}),
    });
  });

  /** Resolved when it is written; when that fails, it stays in its place and is tried again with the next one. */
  add(c: ApiContext, facts: Omit<AuditFacts, 'id' | 'utcMs' | 'address' | 'request'>): Promise<void> {
    if (this.#waiting.length >= WAITING_MAX) {
      this.counters.add('dropped');
      return Promise.resolve();
    }
    const { clock, ids } = this.#services;
    const whole = { ...facts, address: addressOf(c), request: c.get('requestId') };
    return new Promise((done) => {
      this.#waiting.push({ facts: { ...whole, id: ids.next(), utcMs: clock.utcNow() }, done });
      void this.settled();
    });
  }

  /** Resolved when all is written that can be. */
  settled(): Promise<void> {
    if (this.#waiting.length === 0) return Promise.resolve();
    this.#writing ??= this.#write();
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, AT_ONCE_MAX);
      const outcome = await this.#commit(batch);
      if (outcome === 'contended') continue;
      if (outcome === 'failed') {
        for (const { done } of this.#waiting) done();
        break;
      }
      for (const { done } of this.#waiting.splice(0, batch.length)) done();
    }
    // In the same turn as the last look at what waits, or something could be left lying.
    this.#writing = undefined;
  }

  async #commit(batch: readonly Waiting[]): Promise<'written' | 'contended' | 'failed'> {
    const { store, log } = this.#services;
    try {
      // After a failure the end of the chain is looked up; a part of ours may be there nevertheless.
      const known =
        this.#head === undefined ? await this.#entries.known(batch.map(({ facts }) => facts.id)) : [];
      let head = this.#head ?? (await this.#entries.head());
      const statements = batch
        .filter(({ facts }) => !known.includes(facts.id))
        .map(({ facts }) => {
          const entry = chained(facts, head);
          head = entry;
          return auditEntryAdded(store, entry);
        });
      const outcome = await store.commit(unit(...statements));
      this.#head = outcome.ok ? { sequence: head.sequence, hash: head.hash } : undefined;
      // Another node has written the next link: ours follows it.
      const result = outcome.ok ? 'written' : outcome.error.code === 'UNIQUE' ? 'contended' : 'failed';
      this.counters.add(result, batch.length);
      return result;
    } catch (thrown) {
      this.#head = undefined;
      this.counters.add('failed', batch.length);
      log.warn({ error: messageOf(thrown) }, 'the audit log cannot be written');
      return 'failed';
    }
  }
}

/** For a read that is to be found in the audit log, such as of a recording [S53a]. */
export const auditRead = (c: ApiContext, detail: AuditDetail = {}): void => c.set('auditDetail', detail);

/** `/api/v1/rooms/:roomId` as `/rooms/{roomId}`. */
const actionOf = (c: ApiContext): string =>
  `${c.req.method} ${routePath(c)
    .replace(/^\/api\/v\d+/, '')
    .replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`;
