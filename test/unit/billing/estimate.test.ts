import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId } from '../../../src/base/ids.js';
import { ConferenceCosts } from '../../../src/billing/conference-costs.js';
import { DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { estimate } from '../../../src/billing/estimate.js';
import { microYuan } from '../../../src/billing/money.js';
import { monotonicMs } from '../../../src/base/units.js';

const test = suite('what a conference would cost, and costs so far');
const NOW_MS = monotonicMs(0);

test('[S24] [S47] each number has the price of its longest prefix, rounded up to blocks', () => {
  const { microYuanPerMinute, sumMicroYuan, prices } = estimate(
    DEFAULT_TARIFF,
    'bridge',
    ['+8613800000001', '+861062345678', '+85291234567'],
    10,
  );
  assert.is(microYuanPerMinute, 1_900_000);
  assert.is(sumMicroYuan, 19_000_000);
  assert.equal(prices, [
    { microYuanPerMinute: 200_000, zone: '国内', parties: 2 },
    { microYuanPerMinute: 1_500_000, zone: '港澳台', parties: 1 },
  ]);
});

test('what has no price is not called, and costs nothing', () => {
  const { sumMicroYuan, prices } = estimate(DEFAULT_TARIFF, 'instant', ['+999123'], 10);
  assert.equal([sumMicroYuan, prices], [0, []]);
});

test('[S24] the cost so far is told while a conference is open, and its limit can be changed', () => {
  const costs = new ConferenceCosts();
  const id = 'conference' as ConferenceId;
  assert.is(costs.soFar(id, NOW_MS), undefined);
  assert.not(costs.limit(id, microYuan(5)), 'it is not open');
  costs.opened(id, undefined);
  costs.add(id, 200_000);
  assert.equal(costs.soFar(id, NOW_MS), { cost: 0, costMax: undefined }, 'what is set aside is not spent');
  const leg = { costAt: () => microYuan(150_000) };
  costs.legEntered(id, leg);
  assert.is(costs.soFar(id, NOW_MS)?.cost, 150_000);
  assert.ok(costs.allows(id, microYuan(10_000_000)));
  assert.ok(costs.limit(id, microYuan(300_000)));
  assert.not(costs.allows(id, microYuan(200_000)));
  assert.ok(costs.allows(id, microYuan(100_000)));
  costs.closed(id);
  assert.not(costs.limit(id, undefined));
});

test.run();
