import {
  AuditChain,
  FIRST_HEAD,
  type AuditActorKind,
  type AuditEntry,
  type AuditEntryId,
  type AuditHead,
} from '../../accounts/audit-log-entry.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { AuditLogTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement, Store } from '../store.js';
import type { PageOf } from './page.js';

export interface AuditFilter {
  readonly account?: AccountId | undefined;
  readonly actor?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

export interface AuditVerdict {
  /** Links that hold. */
  readonly entries: number;
  /** The first one that does not; undefined: the chain is whole. */
  readonly broken: Pick<AuditEntry, 'sequence' | 'id'> | undefined;
  /** Where the chain ends: kept elsewhere it shows whether the end was cut off. */
  readonly head: AuditHead;
}

const VERIFIED_AT_ONCE = 500;

/** What was done through the API, newest first. */
export class AuditLogRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  async list(filter: AuditFilter, { after, limit }: PageOf<AuditEntryId>): Promise<readonly AuditEntry[]> {
    const { account, actor, fromMs, toMs } = filter;
    let query = this.#entries.orderBy('id', 'desc').limit(limit);
    if (account !== undefined) query = query.where('account', '=', account);
    if (actor !== undefined) query = query.where('actor', '=', actor);
    if (fromMs !== undefined) query = query.where('utc_ms', '>=', fromMs);
    if (toMs !== undefined) query = query.where('utc_ms', '<', toMs);
    if (after !== undefined) query = query.where('id', '<', after);
    return (await query.execute()).map(toEntry);
  }

  async head(): Promise<AuditHead> {
    const last = this.#reads.queries.selectFrom('audit_log').select(['sequence', 'hash']);
    return (await last.orderBy('sequence', 'desc').limit(1).executeTakeFirst()) ?? FIRST_HEAD;
  }

  /** Which of these are written. */
  async known(ids: readonly AuditEntryId[]): Promise<readonly AuditEntryId[]> {
    const known = this.#reads.queries.selectFrom('audit_log').select('id').where('id', 'in', ids);
    return (await known.execute()).map(({ id }) => id as AuditEntryId);
  }

  /** Follows the chain from its beginning, or from the oldest entry that is kept. */
  async verify(): Promise<AuditVerdict> {
    const chain = new AuditChain();
    let head = FIRST_HEAD;
    for (;;) {
      const page = this.#entries.where('sequence', '>', head.sequence).orderBy('sequence');
      const rows = await page.limit(VERIFIED_AT_ONCE).execute();
      for (const entry of rows.map(toEntry)) {
        if (!chain.follows(entry)) return { entries: chain.entries, broken: entry, head };
        head = { sequence: entry.sequence, hash: entry.hash };
      }
      if (rows.length < VERIFIED_AT_ONCE) return { entries: chain.entries, broken: undefined, head };
    }
  }

  /**
   * The oldest, as far as each of them lies before: a clock that was set back must not make a gap in the chain.
   */
  async oldestBefore(beforeMs: UtcMs, limit: number): Promise<readonly AuditEntry[]> {
    const oldest = (await this.#entries.orderBy('sequence').limit(limit).execute()).map(toEntry);
    const kept = oldest.findIndex((entry) => entry.utcMs >= beforeMs);
    return kept < 0 ? oldest : oldest.slice(0, kept);
  }

  get #entries() {
    return this.#reads.queries.selectFrom('audit_log').selectAll();
  }
}

/** UNIQUE `audit_log.sequence` when another node was faster. */
export const auditEntryAdded = ({ queries }: Store, entry: AuditEntry): Statement =>
  statement(queries.insertInto('audit_log').values(toRow(entry)), 1);

/** What is older than the retention [S53a]: up to this one. The rest of the chain stands on its own. */
export const auditEntriesRemoved = ({ queries }: Reads, last: AuditEntry): Statement =>
  statement(queries.deleteFrom('audit_log').where('sequence', '<=', last.sequence));

const toRow = (entry: AuditEntry): AuditLogTable => ({
  id: entry.id,
  sequence: entry.sequence,
  utc_ms: entry.utcMs,
  account: entry.account ?? null,
  actor_kind: entry.actorKind,
  actor: entry.actor ?? null,
  actor_name: entry.actorName,
  action: entry.action,
  objects: entry.objects,
  detail: entry.detail,
  address: entry.address,
  request: entry.request,
  previous_hash: entry.previousHash,
  hash: entry.hash,
});

const toEntry = (row: AuditLogTable): AuditEntry => ({
  id: row.id as AuditEntryId,
  sequence: row.sequence,
  utcMs: utcMs(row.utc_ms),
  account: (row.account ?? undefined) as AccountId | undefined,
  actorKind: row.actor_kind as AuditActorKind,
  actor: row.actor ?? undefined,
  actorName: row.actor_name,
  action: row.action,
  objects: row.objects,
  detail: row.detail,
  address: row.address,
  request: row.request,
  previousHash: row.previous_hash,
  hash: row.hash,
});
