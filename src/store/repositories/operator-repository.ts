import { OPERATOR_ROLES } from '../../accounts/account.js';
import type { UserId } from '../../accounts/user.js';
import type { AccountId, ConferenceId, Id, OperatorId, ParticipantId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { OperatorsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

/** A person who answers `*0` by a telephone of its own [S44]. */
export interface OperatorRow {
  readonly id: OperatorId;
  readonly user: UserId;
  readonly e164: string;
  /** May be on duty at all; `onDuty`: is, by its own word. */
  readonly enabled: boolean;
  readonly onDuty: boolean;
  readonly version: number;
  readonly createdMs: UtcMs;
}

/** A request that is over. */
export interface StoredRequest {
  readonly id: Id<'OperatorRequestId'>;
  readonly conference: ConferenceId;
  readonly participant: ParticipantId;
  readonly account: AccountId | undefined;
  readonly askedMs: UtcMs;
  readonly overMs: UtcMs;
  readonly outcome: string;
  readonly operator: OperatorId | undefined;
}

/** How many requests ended so; `operator`: who has answered. */
export interface RequestCount {
  readonly outcome: string;
  readonly operator: OperatorId | undefined;
  readonly requests: number;
}

/** Read at once: a call centre. */
const OPERATORS_MAX = 500;

export class OperatorRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** UNIQUE when the user or the number is another operator's; REFERENCE when there is no such user. */
  create(operator: OperatorRow): Statement {
    return statement(this.#reads.queries.insertInto('operators').values(toRow(operator)), 1);
  }

  /** Over the version it was read with, and makes that one higher. CONFLICT: it was changed meanwhile. */
  change(operator: OperatorRow): Statement {
    const { id, created_ms: _, ...columns } = toRow(operator);
    const update = this.#reads.queries
      .updateTable('operators')
      .set({ ...columns, version: operator.version + 1 });
    return statement(update.where('id', '=', id).where('version', '=', operator.version), 1);
  }

  /** By the operator itself: no edit of the row. CONFLICT: it is not enabled, or is gone. */
  setDuty(id: OperatorId, onDuty: boolean): Statement {
    const update = this.#reads.queries.updateTable('operators').set({ on_duty: onDuty ? 1 : 0 });
    return statement(update.where('id', '=', id).where('enabled', '=', 1), 1);
  }

  /** CONFLICT: it is gone already. */
  remove(id: OperatorId): Statement {
    return statement(this.#reads.queries.deleteFrom('operators').where('id', '=', id), 1);
  }

  async find(id: OperatorId): Promise<OperatorRow | undefined> {
    const row = await this.#operators.where('id', '=', id).executeTakeFirst();
    return row && toOperator(row);
  }

  async findByUser(user: UserId): Promise<OperatorRow | undefined> {
    const row = await this.#operators.where('user', '=', user).executeTakeFirst();
    return row && toOperator(row);
  }

  /** In the order of creation, which is the order in which they are called. */
  async list(): Promise<readonly OperatorRow[]> {
    return (await this.#operators.orderBy('id').limit(OPERATORS_MAX).execute()).map(toOperator);
  }

  /** Of these, those who may be called: an operator or administrator still, of an account that is open. */
  async callable(): Promise<readonly OperatorRow[]> {
    return (await this.#callable.orderBy('id').limit(OPERATORS_MAX).execute()).map(toOperator);
  }

  async isCallable(id: OperatorId): Promise<boolean> {
    return (await this.#callable.where('id', '=', id).executeTakeFirst()) !== undefined;
  }

  requestOver(request: StoredRequest): Statement {
    const row = {
      id: request.id,
      conference: request.conference,
      participant: request.participant,
      account: request.account ?? null,
      asked_ms: request.askedMs,
      over_ms: request.overMs,
      outcome: request.outcome,
      operator: request.operator ?? null,
    };
    return statement(this.#reads.queries.insertInto('operator_requests').values(row), 1);
  }

  /** Of those asked from–to (to excluded). */
  async counts(fromMs: UtcMs, toMs: UtcMs): Promise<readonly RequestCount[]> {
    const rows = await this.#requests(fromMs, toMs)
      .select(({ fn }) => ['outcome', 'operator', fn.countAll<number>().as('requests')])
      .groupBy(['outcome', 'operator'])
      .execute();
    return rows.map(({ outcome, operator, requests }) => ({
      outcome,
      operator: (operator as OperatorId | null) ?? undefined,
      requests,
    }));
  }

  /** How long the nth of the answered ones has waited, from the shortest, which is the 0th. */
  async waitedMs(fromMs: UtcMs, toMs: UtcMs, nth: number): Promise<number | undefined> {
    const waits = this.#requests(fromMs, toMs)
      .where('outcome', '=', 'answered')
      .select(({ eb }) => eb('over_ms', '-', eb.ref('asked_ms')).as('waited_ms'))
      .orderBy('waited_ms');
    return (await waits.limit(1).offset(nth).executeTakeFirst())?.waited_ms;
  }

  #requests(fromMs: UtcMs, toMs: UtcMs) {
    const requests = this.#reads.queries.selectFrom('operator_requests');
    return requests.where('asked_ms', '>=', fromMs).where('asked_ms', '<', toMs);
  }

  get #callable() {
    const users = this.#reads.queries.selectFrom('users').select('users.id');
    const ofOpenAccounts = users
      .innerJoin('accounts', 'accounts.id', 'users.account')
      .where('accounts.status', '=', 'active');
    return this.#operators.where('user', 'in', ofOpenAccounts.where('users.role', 'in', OPERATOR_ROLES));
  }

  get #operators() {
    return this.#reads.queries.selectFrom('operators').selectAll();
  }
}

const toRow = (operator: OperatorRow): OperatorsTable => ({
  id: operator.id,
  user: operator.user,
  e164: operator.e164,
  enabled: operator.enabled ? 1 : 0,
  on_duty: operator.onDuty ? 1 : 0,
  version: operator.version,
  created_ms: operator.createdMs,
});

const toOperator = (row: OperatorsTable): OperatorRow => ({
  id: row.id as OperatorId,
  user: row.user as UserId,
  e164: row.e164,
  enabled: row.enabled === 1,
  onDuty: row.on_duty === 1,
  version: row.version,
  createdMs: utcMs(row.created_ms),
});
