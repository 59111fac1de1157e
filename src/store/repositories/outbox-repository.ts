import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type {
  NewOutboxItem,
  OutboxId,
  OutboxItem,
  OutboxKind,
  OutboxState,
  WaitingItem,
} from '../../notices/outbox-item.js';
import type { OutboxTable } from '../schema.js';
import { PreparedRows } from '../prepared-rows.js';
import { PreparedWrite } from '../prepared-write.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import type { PageOf } from './page.js';

const ERROR_CHARS_MAX = 500;

/** A node's right to deliver an item; when the node dies the right passes on. */
export interface OutboxClaim {
  readonly node: string;
  readonly untilMs: UtcMs;
}

export class OutboxRepository {
  readonly #store: Reads;
  readonly #rows: PreparedRows<OutboxTable>;
  readonly #takenBack: PreparedWrite<{ readonly id: string }>;

  constructor(store: Reads) {
    this.#store = store;
    const added = (rows: readonly OutboxTable[]) =>
      store.queries
        .insertInto('outbox')
        .values(rows)
        .onConflict((conflict) => conflict.column('once_key').doNothing());
    this.#rows = new PreparedRows(added, false);
    this.#takenBack = new PreparedWrite(({ id }) =>
      store.queries.deleteFrom('outbox').where('id', '=', id).where('state', '=', 'waiting'),
    );
  }

  /** Put these into the unit of what caused them. */
  add(items: readonly NewOutboxItem[]): readonly Statement[] {
    return this.#rows.filledWith(items.map(toRow));
  }

  /** The earliest first; what a living node has claimed is left to it, and these subjects are passed over. */
  async due(
    kind: OutboxKind,
    nowMs: UtcMs,
    limit: number,
    except: readonly string[] = [],
  ): Promise<readonly OutboxItem[]> {
    let due = this.#items
      .where('kind', '=', kind)
      .where('state', '=', 'waiting')
      .where('due_ms', '<=', nowMs)
      .where((row) => row.or([row('claimed_until_ms', 'is', null), row('claimed_until_ms', '<=', nowMs)]));
    if (except.length > 0) due = due.where('subject', 'not in', except);
    const rows = await due.orderBy('due_ms').orderBy('id').limit(limit).execute();
    return rows.map(toItem);
  }

  /** CONFLICT: another node has it, or it is settled. */
  claim(id: OutboxId, { node, untilMs }: OutboxClaim, nowMs: UtcMs): Statement {
    const claim = this.#store.queries
      .updateTable('outbox')
      .set({ claimed_by: node, claimed_until_ms: untilMs })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where((row) => row.or([row('claimed_until_ms', 'is', null), row('claimed_until_ms', '<=', nowMs)]));
    return statement(claim, 1);
  }

  /** At the start of a node: what its former process was about to deliver need not wait for the lease. */
  releaseClaimsOf(node: string): Statement {
    const release = this.#store.queries.updateTable('outbox').set(UNCLAIMED);
    return statement(release.where('claimed_by', '=', node).where('state', '=', 'waiting'));
  }

  /** The three endings of a try. CONFLICT: the claim was lost to another node meanwhile. */
  done(item: OutboxItem, node: string, nowMs: UtcMs): Statement {
    return this.#settle(item, node, { ...UNCLAIMED, state: 'done', settled_ms: nowMs, last_error: null });
  }

  retry(item: OutboxItem, node: string, dueMs: UtcMs, error: string): Statement {
    return this.#settle(item, node, {
      ...UNCLAIMED,
      tries: item.tries + 1,
      due_ms: dueMs,
      last_error: cut(error),
    });
  }

  dead(item: OutboxItem, node: string, nowMs: UtcMs, error: string): Statement {
    return this.#settle(item, node, {
      ...UNCLAIMED,
      tries: item.tries + 1,
      state: 'dead',
      settled_ms: nowMs,
      last_error: cut(error),
    });
  }

  /** Delivered once more from the beginning, as the owner wants it. CONFLICT: it still waits, or is not the account's. */
  replay(id: OutboxId, account: AccountId, dueMs: UtcMs): Statement {
    const replay = this.#store.queries
      .updateTable('outbox')
      .set({ ...UNCLAIMED, state: 'waiting', tries: 0, due_ms: dueMs, settled_ms: null })
      .where('id', '=', id)
      .where('account', '=', account);
    return statement(replay.where('state', '!=', 'waiting'), 1);
  }

  /** The same with what was settled of a subject and came to be in this time, the latest first. */
  replayBetween(
    kind: OutboxKind,
    subject: string,
    range: { readonly fromMs: UtcMs; readonly toMs: UtcMs; readonly limit: number },
    dueMs: UtcMs,
  ): Statement {
    const settled = this.#store.queries
      .selectFrom('outbox')
      .select('id')
      .where('subject', '=', subject)
      .where('kind', '=', kind)
      .where('state', '!=', 'waiting')
      .where('created_ms', '>=', range.fromMs)
      .where('created_ms', '<', range.toMs)
      .orderBy('id', 'desc')
      .limit(range.limit);
    return statement(
      this.#store.queries
        .updateTable('outbox')
        .set({ ...UNCLAIMED, state: 'waiting', tries: 0, due_ms: dueMs, settled_ms: null })
        .where('id', 'in', settled),
    );
  }

  /** The oldest first. */
  async waitingOf(subject: string, nowMs: UtcMs): Promise<readonly WaitingItem[]> {
    const waiting = this.#items.where('subject', '=', subject).where('state', '=', 'waiting');
    return (await waiting.orderBy('id').execute()).map((row) => ({
      ...toItem(row),
      isOnItsWay: row.claimed_until_ms !== null && row.claimed_until_ms > nowMs,
    }));
  }

  /** These, as long as they wait; put it into the unit of what makes them wrong. */
  takeBack(ids: readonly OutboxId[]): readonly Statement[] {
    return ids.map((id) => this.#takenBack.filledWith({ id }));
  }

  /** What is no longer wanted, as the deliveries to a webhook that was removed. */
  removeWaiting(kind: OutboxKind, subject: string): Statement {
    const remove = this.#store.queries.deleteFrom('outbox').where('subject', '=', subject);
    return statement(remove.where('kind', '=', kind).where('state', '=', 'waiting'));
  }

  /** At most `limit` of those that were due before this, and that nobody delivers. */
  giveUp(
    kind: OutboxKind,
    { beforeMs, nowMs, limit }: { readonly beforeMs: UtcMs; readonly nowMs: UtcMs; readonly limit: number },
    error: string,
  ): Statement {
    const waiting = this.#store.queries
      .selectFrom('outbox')
      .select('id')
      .where('kind', '=', kind)
      .where('state', '=', 'waiting')
      .where('due_ms', '<', beforeMs)
      .limit(limit);
    return statement(
      this.#store.queries
        .updateTable('outbox')
        .set({ ...UNCLAIMED, state: 'dead', settled_ms: nowMs, last_error: cut(error) })
        .where('id', 'in', waiting),
    );
  }

  /** At most `limit` of the settled ones that are older. */
  purge(state: Exclude<OutboxState, 'waiting'>, kind: OutboxKind, beforeMs: UtcMs, limit: number): Statement {
    const old = this.#store.queries
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', state)
      .where('settled_ms', '<', beforeMs)
      .where('kind', '=', kind)
      .limit(limit);
    return statement(this.#store.queries.deleteFrom('outbox').where('id', 'in', old));
  }

  async find(id: OutboxId): Promise<OutboxItem | undefined> {
    const row = await this.#items.where('id', '=', id).executeTakeFirst();
    return row && toItem(row);
  }

  /** The newest first. */
  async listOfSubject(
    kind: OutboxKind,
    subject: string,
    { after, limit }: PageOf<OutboxId>,
    state?: OutboxState,
  ): Promise<readonly OutboxItem[]> {
    let page = this.#items.where('subject', '=', subject).where('kind', '=', kind);
    if (after !== undefined) page = page.where('id', '<', after);
    if (state !== undefined) page = page.where('state', '=', state);
    return (await page.orderBy('id', 'desc').limit(limit).execute()).map(toItem);
  }

  #settle(item: OutboxItem, node: string, columns: Partial<OutboxTable>): Statement {
    const settle = this.#store.queries.updateTable('outbox').set(columns).where('id', '=', item.id);
    return statement(
      settle.where('claimed_by', '=', node).where('state', '=', 'waiting').where('tries', '=', item.tries),
      1,
    );
  }

  get #items() {
    return this.#store.queries.selectFrom('outbox').selectAll();
  }
}

const UNCLAIMED = { claimed_by: null, claimed_until_ms: null } as const;

const cut = (error: string): string => error.slice(0, ERROR_CHARS_MAX);

const toRow = (item: NewOutboxItem): OutboxTable => ({
  id: item.id,
  kind: item.kind,
  account: item.account ?? null,
  subject: item.subject,
  once_key: item.onceKey ?? null,
  due_ms: item.dueMs,
  tries: 0,
  state: 'waiting',
  payload: item.payload,
  last_error: null,
  ...UNCLAIMED,
  created_ms: item.createdMs,
  settled_ms: null,
});

const toItem = (row: OutboxTable): OutboxItem => ({
  id: row.id as OutboxId,
  kind: row.kind as OutboxKind,
  account: (row.account as AccountId | null) ?? undefined,
  subject: row.subject,
  onceKey: row.once_key ?? undefined,
  dueMs: utcMs(row.due_ms),
  payload: row.payload,
  createdMs: utcMs(row.created_ms),
  tries: row.tries,
  state: row.state as OutboxState,
  lastError: row.last_error ?? undefined,
  settledMs: row.settled_ms === null ? undefined : utcMs(row.settled_ms),
});
