import { sql, type Expression, type SqlBool } from 'kysely';
import { idFloor, type AccountId, type LegId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { Audit, type AuditReport, type AuditedAccount, type AuditedLeg } from '../../billing/audit.js';
import type { LedgerEntryId } from '../../billing/ledger-entry.js';
import { microYuan, opposite } from '../../billing/money.js';
import type { Reads } from '../store.js';
import { toCharge } from './leg-row.js';
import { RECORDS_KEPT_FROM } from './retention-repository.js';
import { SettingRepository } from './setting-repository.js';

/** Rows of one statement, so that none takes longer with the years. */
const PAGE = 1_000;
/** All postings of an account are added up in one statement: its balance goes on meanwhile. */
const ACCOUNTS_PAGE = 100;
/** Faults of the books themselves: as many as help to find the cause. */
const FAULTS_MAX = 100;

const SUM_OF_POSTINGS = sql<number>`coalesce(sum(ledger_postings.amount_micro_yuan), 0)`;

/** Rows with ids above `after`, up to `to`; undefined: to the end. */
interface Span {
  readonly after: string;
  readonly to: string | undefined;
}

/** Reads what the daily check compares, in pages. */
export class AuditRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Everything; nodes that go on charging meanwhile may show as differences, which the next run has not. */
  async run(): Promise<AuditReport> {
    const audit = new Audit();
    for await (const leg of this.#legs()) audit.leg(leg);
    for await (const account of this.#accounts()) audit.account(account);
    for (const entry of await this.#entriesWithoutRecord())
      audit.finding({ code: 'ENTRY_WITHOUT_RECORD', entry });
    for (const { entry, sum } of await this.#unbalancedEntries())
      audit.finding({ code: 'ENTRY_UNBALANCED', entry, sum });
    for (const leg of await this.#reservationsWithoutLeg())
      audit.finding({ code: 'RESERVATION_WITHOUT_LEG', leg });
    return audit.report();
  }

  /** The proof in one query: accounts whose balance is not the sum of their postings. */
  async unprovenAccounts(): Promise<readonly AccountId[]> {
    const rows = await this.#reads.queries
      .selectFrom('accounts')
      .leftJoin('ledger_postings', 'ledger_postings.account', 'accounts.id')
      .select('accounts.id')
      .groupBy(['accounts.id', 'accounts.balance_micro_yuan'])
      .having('accounts.balance_micro_yuan', '<>', SUM_OF_POSTINGS)
      .limit(FAULTS_MAX)
      .execute();
    return rows.map(({ id }) => id as AccountId);
  }

  async *#legs(): AsyncGenerator<AuditedLeg> {
    for (let after = ''; ;) {
      const rows = await this.#reads.queries
        .selectFrom('legs')
        .leftJoin('ledger_postings', (join) =>
          join.onRef('ledger_postings.entry', '=', 'legs.id').on('ledger_postings.book', '=', 'customer'),
        )
        .selectAll('legs')
        .select('ledger_postings.amount_micro_yuan as booked')
        .where('legs.id', '>', after)
        .where('legs.tariff_version', 'is not', null)
        .orderBy('legs.id')
        .limit(PAGE)
        .execute();
      for (const row of rows) {
        const charge = toCharge(row);
        const booked = opposite(microYuan(row.booked ?? 0));
        if (charge !== undefined) yield { charge, durationMs: row.duration_ms ?? 0, booked };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.id;
    }
  }

  async *#accounts(): AsyncGenerator<AuditedAccount> {
    for (let after = ''; ;) {
      const rows = await this.#reads.queries
        .selectFrom('accounts')
        .selectAll('accounts')
        .select([SUM_OF_ACCOUNT.as('ledger_sum'), SUM_OF_RESERVATIONS.as('reservations_sum')])
        .where('accounts.id', '>', after)
        .orderBy('accounts.id')
        .limit(ACCOUNTS_PAGE)
        .execute();
      for (const row of rows) {
        yield {
          account: row.id as AccountId,
          balance: microYuan(row.balance_micro_yuan),
          creditLimit: microYuan(row.credit_limit_micro_yuan),
          reserved: microYuan(row.reserved_micro_yuan),
          ledgerSum: microYuan(row.ledger_sum),
          reservationsSum: microYuan(row.reservations_sum),
        };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < ACCOUNTS_PAGE) return;
      after = last.id;
    }
  }

  /** Records whose time was over are gone, and are not missed: a charge has the id of its leg. */
  async #entriesWithoutRecord(): Promise<readonly LedgerEntryId[]> {
    const keptFromMs = await new SettingRepository(this.#reads).find(RECORDS_KEPT_FROM);
    const after = typeof keptFromMs === 'number' ? idFloor(utcMs(keptFromMs)) : '';
    const ids = this.#reads.queries.selectFrom('ledger_entries').select('id').orderBy('id');
    const lastOf: LastOfPage = (last) =>
      ids
        .where('id', '>', last)
        .limit(1)
        .offset(PAGE - 1)
        .executeTakeFirst();
    return this.#faults(after, lastOf, async (span) => {
      const rows = await this.#reads.queries
        .selectFrom('ledger_entries')
        .leftJoin('legs', 'legs.id', 'ledger_entries.leg')
        .select('ledger_entries.id')
        .where('ledger_entries.kind', '=', 'charge')
        .where('legs.amount_micro_yuan', 'is', null)
        .where(lies('ledger_entries.id', span))
        .limit(FAULTS_MAX)
        .execute();
      return rows.map(({ id }) => id as LedgerEntryId);
    });
  }

  async #unbalancedEntries(): Promise<readonly { entry: LedgerEntryId; sum: AuditedLeg['booked'] }[]> {
    const ids = this.#reads.queries.selectFrom('ledger_postings').select('entry as id').orderBy('entry');
    const lastOf: LastOfPage = (last) =>
      ids
        .where('entry', '>', last)
        .limit(1)
        .offset(PAGE - 1)
        .executeTakeFirst();
    return this.#faults('', lastOf, async (span) => {
      const rows = await this.#reads.queries
        .selectFrom('ledger_postings')
        .select(['entry', SUM_OF_POSTINGS.as('sum')])
        .where(lies('entry', span))
        .groupBy('entry')
        .having(sql<SqlBool>`sum(ledger_postings.amount_micro_yuan) <> 0 or count(*) <> 2`)
        .limit(FAULTS_MAX)
        .execute();
      return rows.map(({ entry, sum }) => ({ entry: entry as LedgerEntryId, sum: microYuan(sum) }));
    });
  }

  /** Of one page after another, until there are enough. */
  async #faults<Fault>(
    from: string,
    lastOf: LastOfPage,
    faultsOf: (span: Span) => Promise<readonly Fault[]>,
  ): Promise<readonly Fault[]> {
    const faults: Fault[] = [];
    for (let after = from; faults.length < FAULTS_MAX;) {
      const last = await lastOf(after);
      faults.push(...(await faultsOf({ after, to: last?.id })));
      if (last === undefined) break;
      after = last.id;
    }
    return faults.slice(0, FAULTS_MAX);
  }

  async #reservationsWithoutLeg(): Promise<readonly LegId[]> {
    const rows = await this.#reads.queries
      .selectFrom('reservations')
      .leftJoin('legs', (join) =>
        join.onRef('legs.id', '=', 'reservations.leg').on('legs.end_ms', 'is', null),
      )
      .select('reservations.leg')
      .where('legs.id', 'is', null)
      .limit(FAULTS_MAX)
      .execute();
    return rows.map(({ leg }) => leg as LegId);
  }
}

/** The last row of the page after an id; undefined: it is not full. */
type LastOfPage = (after: string) => Promise<{ readonly id: string } | undefined>;

function lies(id: string, { after, to }: Span): Expression<SqlBool> {
  const rest = sql<SqlBool>`${sql.ref(id)} > ${after}`;
  return to === undefined ? rest : sql<SqlBool>`(${rest} and ${sql.ref(id)} <= ${to})`;
}

const SUM_OF_ACCOUNT = sql<number>`coalesce((select sum(ledger_postings.amount_micro_yuan)
  from ledger_postings where ledger_postings.account = accounts.id), 0)`;

const SUM_OF_RESERVATIONS = sql<number>`coalesce(
  (select sum(reservations.amount_micro_yuan) from reservations where reservations.account = accounts.id), 0)`;
