import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { AccountId, IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { monthRange } from '../billing/statement.js';
import { accountItem } from '../notices/account-outbox.js';
import { OutboxRepository } from '../store/repositories/outbox-repository.js';
import type { AccountsTable } from '../store/tables/account-tables.js';
import { unit } from '../store/statement.js';
import type { Store } from '../store/store.js';

export interface StatementRunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
}

/** A statement is sent on these days of the month, by local date: who was down on the first is not forgotten. */
const LAST_DAY = 3;
const ACCOUNTS_AT_ONCE = 200;

type Reader = Pick<AccountsTable, 'id' | 'time_zone' | 'created_ms'>;

/** Mails each account the statement of the month before [S43]; which one was told stands in the outbox. */
export class StatementRunner {
  readonly #options: StatementRunnerOptions;

  constructor(options: StatementRunnerOptions) {
    this.#options = options;
  }

  /** Call about once an hour. */
  async tick(): Promise<void> {
    try {
      let after = '';
      for (;;) {
        const accounts = await this.#accounts(after);
        await this.#write(accounts);
        after = accounts.at(-1)?.id ?? '';
        if (accounts.length < ACCOUNTS_AT_ONCE) return;
      }
    } catch (thrown) {
      this.#options.log.warn({ error: messageOf(thrown) }, 'statements could not be prepared');
    }
  }

  async #write(accounts: readonly Reader[]): Promise<void> {
    const { store, clock, ids } = this.#options;
    const nowMs = clock.utcNow();
    const items = accounts.flatMap(({ id, time_zone: timeZone, created_ms: createdMs }) => {
      const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
      if (today.day > LAST_DAY) return [];
      const month = today.subtract({ months: 1 }).toPlainDate().toPlainYearMonth().toString();
      // Whoever came after it has no such month.
      if (createdMs >= monthRange(month, timeZone).toMs) return [];
      const notice = { type: 'statement' as const, account: id as AccountId, month };
      return [accountItem(notice, { id: ids.next(), nowMs, onceKey: `statement ${id} ${month}` })];
    });
    if (items.length > 0) await store.commit(unit(...new OutboxRepository(store).add(items)));
  }

  /** Those that somebody logs in for with an address. */
  #accounts(after: string) {
    return this.#options.store.queries
      .selectFrom('accounts')
      .select(['id', 'time_zone', 'created_ms'])
      .where('id', '>', after)
      .where('status', '=', 'active')
      .where((account) =>
        account.exists(
          account
            .selectFrom('users')
            .select('users.id')
            .whereRef('users.account', '=', 'accounts.id')
            .where('users.email', 'is not', null),
        ),
      )
      .orderBy('id')
      .limit(ACCOUNTS_AT_ONCE)
      .execute();
  }
}
