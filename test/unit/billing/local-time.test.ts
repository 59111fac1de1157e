import { Temporal } from 'temporal-polyfill';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import { utcMs } from '../../../src/base/units.js';
import { LocalTime } from '../../../src/billing/local-time.js';

const test = suite('local time');
const YEAR_MS = 365 * 86_400_000;

test('says what the calendar says, in zones with and without summer time, seed 5', () => {
  const random = seededRandom(5);
  for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Caracas', 'UTC']) {
    const local = new LocalTime(zone);
    for (let i = 0; i < 200; i++) {
      const atMs = utcMs(1_700_000_000_000 + below(random, 3 * YEAR_MS));
      const expected = Temporal.Instant.fromEpochMilliseconds(atMs)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime();
      assert.is(
        local.textOf(atMs),
        expected.toString({ smallestUnit: 'second', roundingMode: 'floor' }).replace('T', ' '),
      );
    }
  }
});

test('a range is cut where the clocks change, to the millisecond', () => {
  const change = Date.UTC(2026, 9, 25, 1);
  const local = new LocalTime('Europe/Berlin');
  assert.is(local.textOf(utcMs(change - 1)), '2026-10-25 02:59:59');
  assert.is(local.textOf(utcMs(change)), '2026-10-25 02:00:00');
  const spans = local.spansOf(utcMs(Date.UTC(2026, 9, 1)), utcMs(Date.UTC(2026, 10, 1)));
  assert.equal(
    spans.map(({ offsetMs }) => offsetMs / 3_600_000),
    [2, 1],
  );
  assert.equal([spans[0]!.toMs, spans[1]!.fromMs], [change, change]);
  assert.is(new LocalTime('Asia/Shanghai').spansOf(utcMs(change), utcMs(change + YEAR_MS)).length, 1);
});

test.run();
