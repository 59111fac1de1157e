import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { EntryKind, LedgerEntry } from '../../../src/billing/ledger-entry.js';
import { microYuan } from '../../../src/billing/money.js';
import { fenOf, monthRange, StatementSum } from '../../../src/billing/statement.js';

const test = suite('statement');

const entry = (kind: EntryKind, amount: number, counterBook: LedgerEntry['counterBook']) => ({
  kind,
  amount: microYuan(amount),
  counterBook,
  entries: 1,
});

test('many small charges are rounded to fen once, together', () => {
  const sum = new StatementSum('2026-11', 1_000_000);
  for (let i = 0; i < 3; i++) sum.add(entry('charge', -3_334, 'revenue'));
  sum.add(entry('recharge', 5_000_000, 'cash'));
  sum.add(entry('reversal', 3_334, 'revenue'));
  assert.equal(sum.total(), {
    month: '2026-11',
    openingFen: 100n,
    rechargedFen: 500n,
    chargedFen: 1n,
    closingFen: 599n,
    charges: 3,
  });
});

test('half a fen goes up, below zero as well', () => {
  assert.equal(
    [4_999, 5_000, 15_000, -4_999, -5_000, -5_001].map((amount) => fenOf(BigInt(amount))),
    [0n, 1n, 2n, 0n, 0n, -1n],
  );
});

test('a month begins and ends at midnight of the account, also when its clocks change', () => {
  const hours = (month: string, zone: string): number => {
    const { fromMs, toMs } = monthRange(month, zone);
    return (toMs - fromMs) / 3_600_000;
  };
  assert.is(monthRange('2026-11', 'Asia/Shanghai').fromMs, Date.UTC(2026, 9, 31, 16));
  assert.equal([hours('2026-03', 'Europe/Berlin'), hours('2026-10', 'Europe/Berlin')], [743, 745]);
  assert.is(hours('2026-12', 'Asia/Shanghai'), 744);
});

test.run();
