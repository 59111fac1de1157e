import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { microYuanOf, yuanOf, yuanText } from '../../../src/portal/components/money-text.js';

const test = suite('money as people read it');

test('micro-yuan are shown in whole fen, with thousands apart', () => {
  assert.is(yuanText(0), '¥0.00');
  assert.is(yuanText(200_000), '¥0.20');
  assert.is(yuanText(4_999), '¥0.00');
  assert.is(yuanText(5_000), '¥0.01');
  assert.is(yuanText(1_234_567_890_000), '¥1,234,567.89');
  assert.is(yuanText(999_999_999), '¥1,000.00');
});

test('less than nothing has its sign before the currency, and a rounded nothing has none', () => {
  assert.is(yuanText(-3_600_000), '−¥3.60');
  assert.is(yuanText(-1_000), '¥0.00');
});

test('what is typed in yuan becomes whole fen', () => {
  assert.is(microYuanOf(50), 50_000_000);
  assert.is(microYuanOf(0.29), 290_000);
  assert.is(yuanOf(290_000), 0.29);
});

test.run();
