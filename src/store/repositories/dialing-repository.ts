import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { microYuan, type MicroYuan } from '../../billing/money.js';
import { slotOf, type UseSlot } from '../../dialing/account-use.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';
import type { PageOf } from './page.js';

export interface OptOut {
  readonly number: string;
  readonly sinceMs: UtcMs;
}

/** What outgoing calls look at beside the account [S41]: opt-outs, numbers called before, use by time. */
export class DialingRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** 「不再接收此类来电请按9」. A second time changes nothing. */
  optOut(e164: string, nowMs: UtcMs): Statement {
    const insert = this.#store.queries.insertInto('opt_outs').values({ number: e164, since_ms: nowMs });
    return statement(insert.onConflict((conflict) => conflict.column('number').doNothing()));
  }

  /** CONFLICT: it had not opted out. */
  optIn(e164: string): Statement {
    return statement(this.#store.queries.deleteFrom('opt_outs').where('number', '=', e164), 1);
  }

  async hasOptedOut(e164: string): Promise<boolean> {
    const row = await this.#store.queries
      .selectFrom('opt_outs')
      .select('number')
      .where('number', '=', e164)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** In the order of the numbers. */
  async listOptOuts({ after, limit }: PageOf<string>): Promise<readonly OptOut[]> {
    let page = this.#store.queries.selectFrom('opt_outs').selectAll();
    if (after !== undefined) page = page.where('number', '>', after);
    const rows = await page.orderBy('number').limit(limit).execute();
    return rows.map((row) => ({ number: row.number, sinceMs: utcMs(row.since_ms) }));
  }

  async hasCalled(account: AccountId, e164: string): Promise<boolean> {
    const row = await this.#store.queries
      .selectFrom('dialled_numbers')
      .select('number')
      .where('account', '=', account)
      .where('number', '=', e164)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** What is counted of a call that goes out. */
  called(account: AccountId, e164: string, isNewNumber: boolean, nowMs: UtcMs): readonly Statement[] {
    const { queries } = this.#store;
    const dialled = queries
      .insertInto('dialled_numbers')
      .values({ account, number: e164, first_ms: nowMs, last_ms: nowMs, calls: 1 })
      .onConflict((conflict) =>
        conflict.columns(['account', 'number']).doUpdateSet((row) => ({
          last_ms: row.ref('excluded.last_ms'),
          calls: row('dialled_numbers.calls', '+', 1),
        })),
      );
    const use = { legs: 1, newNumbers: isNewNumber ? 1 : 0, spent: microYuan(0) };
    return [statement(dialled, 1), this.#add(account, { slotMs: slotOf(nowMs), ...use })];
  }

  /** What a call that is over may have cost. */
  spent(account: AccountId, spent: MicroYuan, nowMs: UtcMs): Statement {
    return this.#add(account, { slotMs: slotOf(nowMs), legs: 0, newNumbers: 0, spent });
  }

  async useSince(account: AccountId, sinceMs: UtcMs): Promise<readonly UseSlot[]> {
    const rows = await this.#store.queries
      .selectFrom('outgoing_use')
      .selectAll()
      .where('account', '=', account)
      .where('slot_ms', '>=', slotOf(sinceMs))
      .execute();
    return rows.map((row) => ({
      slotMs: utcMs(row.slot_ms),
      legs: row.legs,
      newNumbers: row.new_numbers,
      spent: microYuan(row.spent_micro_yuan),
    }));
  }

  /** Of a retention job: slots that no limit looks at any more, the oldest first. */
  forgetUseBefore(beforeMs: UtcMs, limit: number): Statement {
    const { queries } = this.#store;
    const old = queries
      .selectFrom('outgoing_use')
      .select(['account', 'slot_ms'])
      .where('slot_ms', '<', slotOf(beforeMs))
      .orderBy('slot_ms')
      .limit(limit);
    const forgotten = queries
      .deleteFrom('outgoing_use')
      .where((row) => row(row.refTuple('account', 'slot_ms'), 'in', old.$asTuple('account', 'slot_ms')));
    return statement(forgotten);
  }

  /** Of a retention job: numbers not called since then are new again; the first called first. */
  forgetNumbersBefore(beforeMs: UtcMs, limit: number): Statement {
    const { queries } = this.#store;
    const old = queries
      .selectFrom('dialled_numbers')
      .select(['account', 'number'])
      .where('last_ms', '<', beforeMs)
      .orderBy('last_ms')
      .limit(limit);
    const forgotten = queries
      .deleteFrom('dialled_numbers')
      .where((row) => row(row.refTuple('account', 'number'), 'in', old.$asTuple('account', 'number')));
    return statement(forgotten);
  }

  #add(account: AccountId, { slotMs, legs, newNumbers, spent }: UseSlot): Statement {
    const row = { account, slot_ms: slotMs, legs, new_numbers: newNumbers, spent_micro_yuan: spent };
    const insert = this.#store.queries.insertInto('outgoing_use').values(row);
    const upsert = insert.onConflict((conflict) =>
      conflict.columns(['account', 'slot_ms']).doUpdateSet((old) => ({
        legs: old('outgoing_use.legs', '+', old.ref('excluded.legs')),
        new_numbers: old('outgoing_use.new_numbers', '+', old.ref('excluded.new_numbers')),
        spent_micro_yuan: old('outgoing_use.spent_micro_yuan', '+', old.ref('excluded.spent_micro_yuan')),
      })),
    );
    return statement(upsert, 1);
  }
}
