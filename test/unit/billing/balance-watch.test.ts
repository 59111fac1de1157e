import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId } from '../../../src/base/ids.js';
import { monotonicMs } from '../../../src/base/units.js';
import { BalanceWatch } from '../../../src/billing/balance-watch.js';

const test = suite('balance watch [S49]');
const ACCOUNT = 'account' as AccountId;

test('where a leg joins every moment the balance is read all the same', () => {
  const watch = new BalanceWatch();
  const readsAtMs: number[] = [];
  for (let ms = 0; ms <= 5_000; ms += 200) {
    if (watch.takeDue(monotonicMs(ms)) !== undefined) readsAtMs.push(ms);
    watch.changed(ACCOUNT, monotonicMs(ms));
  }
  assert.equal(readsAtMs, [1_000, 2_000, 3_000, 4_000, 5_000]);
});

test('a join hastens a read that is far away', () => {
  const watch = new BalanceWatch();
  watch.changed(ACCOUNT, monotonicMs(0));
  assert.is(watch.takeDue(monotonicMs(1_000)), ACCOUNT);
  const plenty = { available: 1_000_000_000 as never, recharges: 0 };
  assert.equal(watch.funds(ACCOUNT, plenty, new Map(), monotonicMs(1_000)), []);
  assert.ok(watch.nextDeadline()! > monotonicMs(10_000));
  watch.changed(ACCOUNT, monotonicMs(2_000));
  assert.is(watch.nextDeadline(), monotonicMs(3_000));
});

test.run();
