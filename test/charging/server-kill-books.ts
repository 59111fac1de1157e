import Database from 'better-sqlite3';
import type { AccountId } from '../../src/base/ids.js';
import { chargedSeconds } from '../../src/billing/rating.js';
import { AuditRepository } from '../../src/store/repositories/audit-repository.js';
import type { Store } from '../../src/store/store.js';
import type { OpenLeg } from './killed-server.js';
import { TOP_UP_BELOW } from './server-kill-plan.js';

/** Steps of one-second blocks are a second apart, and each is asked for a moment before it is stored. */
const SHORT_INCREMENT_S = 1;
/** That a leg has entered is stored behind its first block: hardly ever so much later. */
const ENTERED_MS_MAX = 2_000;

/** Everything that is none, when a start is done with the life before it and nobody has called since. */
const NONE = `select
  (select count(*) from legs where end_ms is null) as "open legs",
  (select count(*) from reservations) as "reservations",
  (select count(*) from accounts where reserved_micro_yuan <> 0) as "accounts with money set aside",
  (select count(*) from conferences where ended_ms is null) as "open conferences",
  (select count(*) from (select 1 from legs group by sip_call_id having count(*) > 1)) as "calls with two records",
  (select count(*) from (select 1 from ledger_entries where kind = 'charge' group by leg having count(*) > 1))
    as "legs charged twice"`;

interface ClosedLeg {
  readonly reason: string | null;
  readonly firstBlockS: number | null;
  readonly incrementS: number | null;
  readonly chargedS: number | null;
}
const CLOSED = `select end_reason as reason, first_block_s as firstBlockS, increment_s as incrementS,
  charged_s as chargedS from legs where id = ?`;

/** What all lives together have come to. */
export interface Books {
  readonly records: number;
  readonly charged: number;
  readonly blocks: number;
  readonly amountMicroYuan: number;
  readonly recharges: number;
  readonly recordsByEnd: Readonly<Record<string, number>>;
}

/** The database file of a server that is up and idle, read beside it. */
export class KilledBooks {
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file, { readonly: true });
  }

  close(): void {
    this.#database.close();
  }

  /** In words; the audit rates every record again and holds the ledger against the balances. */
  async findings(store: Store): Promise<readonly string[]> {
    const { findings, findingsTotal, difference } = await new AuditRepository(store).run();
    const none = this.#database.prepare(NONE).get() as Record<string, number>;
    return [
      ...(findingsTotal > 0 ? [`audit: ${JSON.stringify(findings)}`] : []),
      ...(difference === 0n ? [] : [`difference ${difference}`]),
      ...Object.entries(none).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`])),
    ];
  }

  /** Each leg that was up is closed by the restart, and charged to within what [S50] lets a kill lose. */
  losses(open: readonly OpenLeg[], killedMs: number): readonly string[] {
    const find = this.#database.prepare<[string], ClosedLeg>(CLOSED);
    return open.flatMap((leg) => {
      const closed = find.get(leg.leg);
      const fault = closed === undefined ? 'has no record' : faultOf(leg, closed, killedMs);
      return fault === undefined
        ? []
        : [`leg ${leg.leg} ${fault}: ${JSON.stringify({ ...leg, ...closed, killedMs })}`];
    });
  }

  /** Of these calls, those without a record: each must have one before it is answered. */
  withoutRecord(callIds: readonly string[]): readonly string[] {
    const find = this.#database.prepare<[string]>('select 1 from legs where sip_call_id = ?');
    return callIds.filter((callId) => find.get(callId) === undefined);
  }

  /** Whoever has little left to call with. */
  poorAccounts(): readonly AccountId[] {
    const poor = this.#database.prepare<[number], { id: AccountId }>(
      'select id from accounts where balance_micro_yuan + credit_limit_micro_yuan < ?',
    );
    return poor.all(TOP_UP_BELOW).map(({ id }) => id);
  }

  totals(): Books {
    const sums = this.#database
      .prepare(
        `select count(*) as records, count(tariff_version) as charged, coalesce(sum(blocks), 0) as blocks,
          coalesce(sum(amount_micro_yuan), 0) as amountMicroYuan,
          (select sum(recharges) from accounts) as recharges from legs`,
      )
      .get() as Omit<Books, 'recordsByEnd'>;
    const ends = this.#database
      .prepare<[], { reason: string; legs: number }>(
        'select end_reason as reason, count(*) as legs from legs group by 1 order by 2 desc',
      )
      .all();
    return { ...sums, recordsByEnd: Object.fromEntries(ends.map(({ reason, legs }) => [reason, legs])) };
  }
}

function faultOf(
  { answerMs, joinMs, aliveMs }: OpenLeg,
  closed: ClosedLeg,
  killedMs: number,
): string | undefined {
  const { reason, firstBlockS, incrementS, chargedS } = closed;
  if (reason !== 'restart') return `was not closed by the restart`;
  if (joinMs === null) {
    const late = aliveMs !== null && killedMs - aliveMs > ENTERED_MS_MAX;
    return late ? 'has paid, and is not stored as entered' : undefined;
  }
  if (firstBlockS === null || incrementS === null || chargedS === null)
    return 'has entered and is not charged';
  const lostS = chargedSeconds({ firstBlockS, incrementS }, killedMs - answerMs) - chargedS;
  const allowedS = incrementS <= SHORT_INCREMENT_S ? 2 * incrementS : incrementS;
  return lostS > allowedS ? `lost ${lostS} s` : undefined;
}
