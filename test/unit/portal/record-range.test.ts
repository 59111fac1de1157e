import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { periodRange } from '../../../src/billing/record-range.js';
import {
  daysAfter,
  daysOf,
  paramsOfRange,
  queryOfRange,
  rangeOfParams,
  stepped,
  todayIn,
  type RecordRange,
} from '../../../src/portal/pages/records/record-range.js';

const test = suite('the time whose records are shown');

const ZONE = 'Asia/Shanghai';
const TODAY = '2026-11-22';
const range = (text: string): RecordRange => rangeOfParams(new URLSearchParams(text), TODAY);

test('today is that of the account', () => {
  assert.is(todayIn(ZONE, Date.UTC(2026, 10, 21, 16)), TODAY);
  assert.is(todayIn('UTC', Date.UTC(2026, 10, 21, 16)), '2026-11-21');
});

test('the address of the page holds the range, and what makes no sense in it is all', () => {
  for (const text of [
    'range=month&date=2026-02-01',
    'range=custom&from=2026-01-02',
    'range=day&date=2026-03-04',
  ])
    assert.is(new URLSearchParams(paramsOfRange(range(text))).toString(), text);
  assert.equal(paramsOfRange(range('')), {});
  assert.is(range('range=century').name, 'all');
  assert.is(range('range=day&date=2026-99-99').date, TODAY);
});

test('the days that are shown are those that the server counts', () => {
  for (const name of ['month', 'week', 'day'] as const) {
    for (const date of [TODAY, '2026-02-28', '2024-02-29', '2026-01-01', '2025-12-31']) {
      const [first, last] = daysOf({ ...range(''), name, date });
      const { fromMs, toMs } = periodRange(name, date, ZONE);
      assert.equal(
        [first, daysAfter(last, 1)],
        [todayIn(ZONE, fromMs), todayIn(ZONE, toMs)],
        `${name} ${date}`,
      );
    }
  }
});

test('ranges follow one another without a gap', () => {
  for (const name of ['month', 'week', 'day'] as const) {
    for (const date of ['2026-01-31', '2026-11-30', '2024-02-29']) {
      const now = { ...range(''), name, date };
      assert.is(daysOf(stepped(now, 1))[0], daysAfter(daysOf(now)[1], 1), `after ${name} ${date}`);
      assert.is(daysOf(stepped(now, -1))[1], daysAfter(daysOf(now)[0], -1), `before ${name} ${date}`);
    }
  }
});

test('from–to holds both days whole, whichever is named first', () => {
  const wanted = {
    fromMs: Date.UTC(2026, 10, 1) - 8 * 3_600_000,
    toMs: Date.UTC(2026, 10, 6) - 8 * 3_600_000,
  };
  assert.equal(queryOfRange(range('range=custom&from=2026-11-01&to=2026-11-05'), ZONE), wanted);
  assert.equal(queryOfRange(range('range=custom&from=2026-11-05&to=2026-11-01'), ZONE), wanted);
  assert.equal(queryOfRange(range('range=custom&to=2026-11-05'), ZONE), { toMs: wanted.toMs });
  assert.equal(queryOfRange(range('range=week'), ZONE), { range: 'week', date: TODAY });
});

test.run();
