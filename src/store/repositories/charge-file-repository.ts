import { sql } from 'kysely';
import { fail, ok, type Result } from '../../base/result.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { ChargeFile, ChargeLine, FilePeriod } from '../../billing/charge-file.js';
import type { LedgerEntryId } from '../../billing/ledger-entry.js';
import { microYuan, opposite, type MicroYuan } from '../../billing/money.js';
import type { ChargeFilesTable } from '../schema.js';
import { statement, unit } from '../statement.js';
import type { Reads, Statement, Store, StoreError } from '../store.js';
import { isBefore, type TimePage } from './record-filter.js';

/** What is booked so late, or was reversed so long after, comes with the next file; older it never is. */
const LATE_MS_MAX = 40 * 86_400_000;
/** Untold charges are looked for in spans of so long, so that no statement takes long. */
const SPAN_MS = 3_600_000;
/** Late ones of one file; the rest comes with the next. */
const LATE_MAX = 10_000;
/** Ids of one `in`. */
const IDS_PER_STATEMENT = 200;
/** Nodes that write a file at the same moment: each try loses to another that won. */
const TRIES_MAX = 5;

type Place = Pick<ChargeLine, 'endMs' | 'entry'>;

/** The end of its leg, or when a charge was reversed whose record was gone by then. */
const LINE_TIME = sql<number>`coalesce(legs.end_ms, entry.utc_ms)`;

/** With what its trailer says. */
export interface StoredChargeFile extends ChargeFile {
  readonly createdMs: UtcMs;
  readonly lines: number;
  /** Reversals are taken off. */
  readonly sum: MicroYuan;
}

const NO_LINES = { line_count: 0, sum_micro_yuan: 0 };

/** Which charges each file for the carrier contains [S51a]: each charge is in one file of each period. */
export class ChargeFileRepository {
  readonly #store: Store;
  readonly #reads: Reads;

  /** On `reads` late charges are looked for, and the lines of a file are read: many, beside the calls. */
  constructor(store: Store, reads: Reads = store) {
    this.#store = store;
    this.#reads = reads;
  }

  /** Takes all charges booked before `toMs` that no file of the period has yet; given again, the file is. */
  async create(
    period: FilePeriod,
    { fromMs, toMs }: Pick<ChargeFile, 'fromMs' | 'toMs'>,
    nowMs: UtcMs,
  ): Promise<Result<StoredChargeFile, StoreError>> {
    const id = `${period}-${fromMs}`;
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const known = await this.find(id);
      if (known !== undefined) return ok(known);
      const last = await this.last(period);
      const sequence = (last?.sequence ?? 0) + 1;
      const oldestMs = utcMs(toMs - LATE_MS_MAX);
      const newMs = utcMs(Math.max(oldestMs, last?.toMs ?? oldestMs));
      const late = await this.#late(period, oldestMs, newMs);
      const row = { id, period, sequence, from_ms: fromMs, to_ms: toMs, created_ms: nowMs, ...NO_LINES };
      const made = await this.#store.commit(
        unit(
          statement(this.#store.queries.insertInto('charge_files').values(row), 1),
          statement(this.#takeNew(period, id, newMs, toMs)),
          ...this.#takeLate(period, id, late),
          statement(this.#addUp(id), 1),
        ),
      );
      if (!made.ok && made.error.code !== 'UNIQUE') return made;
    }
    return fail({ code: 'CONFLICT', message: `file ${id} was made by others` });
  }

  async find(id: string): Promise<StoredChargeFile | undefined> {
    const row = await this.#files.where('id', '=', id).executeTakeFirst();
    return row && toFile(row);
  }

  async bySequence(period: FilePeriod, sequence: number): Promise<StoredChargeFile | undefined> {
    const ofPeriod = this.#files.where('period', '=', period);
    const row = await ofPeriod.where('sequence', '=', sequence).executeTakeFirst();
    return row && toFile(row);
  }

  /** Of one period or of both, the newest first. */
  async list(
    period: FilePeriod | undefined,
    { before, limit }: TimePage,
  ): Promise<readonly StoredChargeFile[]> {
    let page = this.#files;
    if (period !== undefined) page = page.where('period', '=', period);
    if (before !== undefined) page = page.where(isBefore('to_ms', 'id', before));
    const rows = await page.orderBy('to_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.map(toFile);
  }

  async last(period: FilePeriod): Promise<StoredChargeFile | undefined> {
    const ofPeriod = this.#files.where('period', '=', period);
    const row = await ofPeriod.orderBy('sequence', 'desc').limit(1).executeTakeFirst();
    return row && toFile(row);
  }

  /** Those that never lay in their folder, the first one first. */
  async unwritten(period: FilePeriod): Promise<readonly StoredChargeFile[]> {
    const ofPeriod = this.#files.where('period', '=', period);
    const rows = await ofPeriod.where('written_ms', 'is', null).orderBy('sequence').execute();
    return rows.map(toFile);
  }

  written(id: string, nowMs: UtcMs): Statement {
    const files = this.#store.queries.updateTable('charge_files').set({ written_ms: nowMs });
    return statement(files.where('id', '=', id).where('written_ms', 'is', null));
  }

  /** In the order of their end, after the given one; without those whose records were deleted since. */
  async lines(file: ChargeFile, after: Place | undefined, limit: number): Promise<readonly ChargeLine[]> {
    let page = this.#reads.queries
      .selectFrom('charge_file_lines as line')
      .innerJoin('ledger_entries as entry', 'entry.id', 'line.entry')
      .innerJoin('ledger_postings as own', (join) =>
        join.onRef('own.entry', '=', 'entry.id').on('own.book', '=', 'customer'),
      )
      .leftJoin('legs', 'legs.id', 'entry.leg')
      .innerJoin('accounts', 'accounts.id', 'entry.account')
      .where('line.file', '=', file.id)
      .where((row) => row.or([row('line.recorded', '=', 0), row('legs.id', 'is not', null)]))
      .select([
        'entry.id',
        'entry.utc_ms',
        'line.billing_number',
        LINE_TIME.as('time_ms'),
        'own.amount_micro_yuan as gained',
        'accounts.number as account_number',
        'legs.conference',
        'legs.sip_call_id',
        'legs.trunk',
        'legs.direction',
        'legs.charge_kind',
        'legs.calling_number',
        'legs.calling_e164',
        'legs.called_number',
        'legs.called_e164',
        'legs.answer_ms',
        'legs.charged_s',
        'legs.tariff_version',
      ]);
    if (after !== undefined) {
      page = page.where((row) =>
        row.or([
          row(LINE_TIME, '>', after.endMs),
          row.and([row(LINE_TIME, '=', after.endMs), row('entry.id', '>', after.entry)]),
        ]),
      );
    }
    const rows = await page.orderBy(LINE_TIME).orderBy('entry.id').limit(limit).execute();
    return rows.map((row) => ({
      entry: row.id as LedgerEntryId,
      billingNumber: row.billing_number,
      accountNumber: row.account_number,
      conference: row.conference ?? '',
      callId: row.sip_call_id ?? '',
      trunk: row.trunk ?? '',
      direction: row.direction ?? '',
      kind: row.charge_kind ?? '',
      calling: row.calling_e164 ?? row.calling_number ?? '',
      called: row.called_e164 ?? row.called_number ?? '',
      answerMs: utcMs(row.answer_ms ?? row.utc_ms),
      endMs: utcMs(row.time_ms),
      chargedS: row.charged_s ?? 0,
      tariffVersion: row.tariff_version ?? '',
      amount: opposite(microYuan(row.gained)),
    }));
  }

  /** Those since the last file: few enough for a statement among those of the calls. */
  #takeNew(period: FilePeriod, file: string, fromMs: UtcMs, toMs: UtcMs) {
    const entries = untold(this.#store, period).where('entry.utc_ms', '>=', fromMs);
    return this.#take(period, file, entries.where('entry.utc_ms', '<', toMs));
  }

  #takeLate(period: FilePeriod, file: string, late: readonly string[]): readonly Statement[] {
    const statements: Statement[] = [];
    for (let from = 0; from < late.length; from += IDS_PER_STATEMENT) {
      const some = late.slice(from, from + IDS_PER_STATEMENT);
      const entries = untold(this.#store, period).where('entry.id', 'in', some);
      statements.push(statement(this.#take(period, file, entries)));
    }
    return statements;
  }

  /** What was booked in a time of which the files are written already. */
  async #late(period: FilePeriod, fromMs: UtcMs, toMs: UtcMs): Promise<readonly string[]> {
    const late: string[] = [];
    for (let spanMs: number = fromMs; spanMs < toMs && late.length < LATE_MAX; spanMs += SPAN_MS) {
      const rows = await untold(this.#reads, period)
        .select('entry.id')
        .where('entry.utc_ms', '>=', spanMs)
        .where('entry.utc_ms', '<', Math.min(spanMs + SPAN_MS, toMs))
        .limit(LATE_MAX)
        .execute();
      late.push(...rows.map(({ id }) => id));
    }
    return late.slice(0, LATE_MAX);
  }

  #take(period: FilePeriod, file: string, entries: ReturnType<typeof untold>) {
    const lines = entries
      .innerJoin('accounts', 'accounts.id', 'entry.account')
      .leftJoin('legs', 'legs.id', 'entry.leg')
      .select(({ fn }) => [
        sql<string>`${period}`.as('period'),
        'entry.id',
        sql<string>`${file}`.as('file'),
        fn.coalesce('accounts.billing_number', 'accounts.number').as('billing_number'),
        sql<number>`case when legs.id is null then 0 else 1 end`.as('recorded'),
      ]);
    return this.#store.queries
      .insertInto('charge_file_lines')
      .columns(['period', 'entry', 'file', 'billing_number', 'recorded'])
      .expression(lines);
  }

  #addUp(file: string) {
    const { queries } = this.#store;
    const lines = queries.selectFrom('charge_file_lines as line').where('line.file', '=', file);
    const sum = lines
      .innerJoin('ledger_postings as own', (join) =>
        join.onRef('own.entry', '=', 'line.entry').on('own.book', '=', 'customer'),
      )
      .select(sql<number>`coalesce(sum(-own.amount_micro_yuan), 0)`.as('sum'));
    const count = lines.select(({ fn }) => fn.countAll<number>().as('count'));
    return queries
      .updateTable('charge_files')
      .set({ line_count: count, sum_micro_yuan: sum })
      .where('id', '=', file);
  }

  get #files() {
    return this.#store.queries.selectFrom('charge_files').selectAll();
  }
}

/** Entries of legs that no file of the period has. */
const untold = ({ queries }: Reads, period: FilePeriod) =>
  queries
    .selectFrom('ledger_entries as entry')
    .where('entry.leg', 'is not', null)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('charge_file_lines as told')
            .select('told.entry')
            .whereRef('told.entry', '=', 'entry.id')
            .where('told.period', '=', period),
        ),
      ),
    );

const toFile = (row: ChargeFilesTable): StoredChargeFile => ({
  id: row.id,
  period: row.period as FilePeriod,
  sequence: row.sequence,
  fromMs: utcMs(row.from_ms),
  toMs: utcMs(row.to_ms),
  createdMs: utcMs(row.created_ms),
  lines: row.line_count,
  sum: microYuan(row.sum_micro_yuan),
});
