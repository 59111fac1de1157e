import type { LegId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import type { LegCharge } from '../../billing/charge.js';
import type { LegClosed, LegJoined, LegOpened } from '../../billing/leg-record.js';
import { PreparedWrite } from '../prepared-write.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import type { PageOf } from './page.js';
import { LegSums } from './leg-sums.js';
import { closedColumns, joinedColumns, openedColumns, toLegRecord, type LegRecord } from './leg-row.js';

/** Legs in one statement: both databases limit the number of parameters. */
const LEGS_PER_STATEMENT = 500;

export interface AnsweredBetween {
  readonly fromMs: UtcMs;
  readonly toMs: UtcMs;
  readonly trunk: { readonly is: string } | { readonly isNot: string };
}

export class LegRepository {
  readonly #store: Reads;
  readonly #opened: PreparedWrite<ReturnType<typeof openedColumns>>;
  readonly #joined: PreparedWrite<ReturnType<typeof joinedColumns>>;
  readonly #closed: PreparedWrite<ReturnType<typeof closedColumns>>;
  readonly #sums: LegSums;

  constructor(store: Reads) {
    this.#store = store;
    this.#opened = new PreparedWrite((row) => store.queries.insertInto('legs').values(row), 1);
    this.#joined = new PreparedWrite(({ id, ...columns }) => this.#open.set(columns).where('id', '=', id), 1);
    this.#closed = new PreparedWrite(({ id, ...columns }) => this.#open.set(columns).where('id', '=', id), 1);
    this.#sums = new LegSums(store);
  }

  opened(leg: LegOpened): Statement {
    return this.#opened.filledWith(openedColumns(leg));
  }

  joined(leg: LegJoined): Statement {
    return this.#joined.filledWith(joinedColumns(leg));
  }

  /** The dialog has changed; a record that is closed meanwhile needs it no more. */
  moved(leg: LegId, dialog: string): Statement {
    return statement(this.#open.set({ dialog }).where('id', '=', leg));
  }

  /**
   * A record is written once [S50]: CONFLICT when it is closed already. The money of a charge moves in the
   * same unit, by the SettlementRepository.
   */
  closed(leg: LegClosed, charge?: LegCharge): readonly Statement[] {
    return [this.#closed.filledWith(closedColumns(leg, charge)), this.#sums.added(leg.leg)];
  }

  /** The beat: should the process die, these legs were known alive at `aliveMs`. */
  alive(legs: readonly LegId[], aliveMs: UtcMs): readonly Statement[] {
    const statements: Statement[] = [];
    for (let from = 0; from < legs.length; from += LEGS_PER_STATEMENT) {
      const some = legs.slice(from, from + LEGS_PER_STATEMENT);
      statements.push(statement(this.#open.set({ last_alive_ms: aliveMs }).where('id', 'in', some)));
    }
    return statements;
  }

  async openOfOlderEpochs(node: string, epoch: number): Promise<readonly LegRecord[]> {
    const ofNode = this.#legs.where('node', '=', node).where('epoch', '<', epoch);
    const rows = await ofNode.where('end_ms', 'is', null).orderBy('id').execute();
    return rows.map(toLegRecord);
  }

  async find(id: LegId): Promise<LegRecord | undefined> {
    const row = await this.#legs.where('id', '=', id).executeTakeFirst();
    return row && toLegRecord(row);
  }

  /** Those of them that were answered. */
  async listByIds(ids: readonly LegId[]): Promise<readonly LegRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.#legs.where('id', 'in', ids).execute();
    return rows.map(toLegRecord);
  }

  /** Answered from–to (to excluded), by one trunk or by all but one, in the order of their ids. */
  async listAnswered(
    { fromMs, toMs, trunk }: AnsweredBetween,
    { after, limit }: PageOf<LegId>,
  ): Promise<readonly LegRecord[]> {
    let page = this.#legs.where('answer_ms', '>=', fromMs).where('answer_ms', '<', toMs);
    page = 'is' in trunk ? page.where('trunk', '=', trunk.is) : page.where('trunk', '<>', trunk.isNot);
    if (after !== undefined) page = page.where('id', '>', after);
    const rows = await page.orderBy('id').limit(limit).execute();
    return rows.map(toLegRecord);
  }

  get #legs() {
    return this.#store.queries.selectFrom('legs').selectAll();
  }

  get #open() {
    return this.#store.queries.updateTable('legs').where('end_ms', 'is', null);
  }
}
