import { DEFAULT_OUTGOING_RIGHTS } from '../src/accounts/account.js';
import type { AccountId, IdMaker } from '../src/base/ids.js';
import type { UtcMs } from '../src/base/units.js';
import { microYuan, type MicroYuan } from '../src/billing/money.js';
import { AccountRepository } from '../src/store/repositories/account-repository.js';
import { LedgerRepository } from '../src/store/repositories/ledger-repository.js';
import { unit } from '../src/store/statement.js';
import type { Store, Unit } from '../src/store/store.js';

/** Apart from the number of the account that a first start makes. */
const FIRST_NUMBER = 20_000_000;

/** Prepaid accounts with so much money each. */
export async function createPaidAccounts(
  store: Store,
  ids: IdMaker,
  count: number,
  balance: MicroYuan,
  nowMs: UtcMs,
): Promise<readonly AccountId[]> {
  const accounts = new AccountRepository(store);
  const ledger = new LedgerRepository(store);
  const made = Array.from({ length: count }, () => ids.next<AccountId>());
  const units = made.map((account, index) =>
    unit(
      accounts.create(accountOf(account, FIRST_NUMBER + index, nowMs)),
      ...ledger.recharged({
        id: ids.next(),
        account,
        amount: balance,
        method: 'bench',
        note: '',
        idempotencyKey: account,
        utcMs: nowMs,
      }),
    ),
  );
  await commitAll(store, units);
  return made;
}

/** Throws when one of them is refused. */
export async function commitAll(store: Store, units: readonly Unit[]): Promise<void> {
  for (const outcome of await Promise.all(units.map((work) => store.commit(work))))
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
}

const accountOf = (id: AccountId, number: number, nowMs: UtcMs) =>
  ({
    id,
    number: String(number),
    name: 'bench',
    role: 'customer',
    tier: 'standard',
    paymentMode: 'prepaid',
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    status: 'active',
    creditLimit: microYuan(0),
    outgoing: DEFAULT_OUTGOING_RIGHTS,
    createdMs: nowMs,
  }) as const;
