import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  isUnfinished,
  NO_RECURRENCE,
  recurrenceOf,
  recurrenceValuesOf,
} from '../../../src/portal/components/recurrence-values.js';

const test = suite('循环 in a form [S8]');

const exceptions = [{ plannedStartMs: 1_790_000_000_000, instead: null }];

test('a rule has a count or a last date, never both', () => {
  const weekly = { ...NO_RECURRENCE, every: 'week', count: 4, untilDate: '2026-12-31' } as const;
  assert.equal(recurrenceOf(weekly), { every: 'week', count: 4, exceptions: [] });
  assert.equal(recurrenceOf({ ...weekly, ends: 'date' }), {
    every: 'week',
    untilDate: '2026-12-31',
    exceptions: [],
  });
  assert.is(recurrenceOf(NO_RECURRENCE), null);
});

test('a rule comes back from the form as it was, with its exceptions', () => {
  for (const rule of [
    { every: 'month', count: 12, exceptions },
    { every: 'two-weeks', untilDate: '2027-01-31', exceptions },
  ] as const) {
    const stored = { ...rule, exceptions: [...exceptions] };
    assert.equal(recurrenceOf(recurrenceValuesOf(stored), stored.exceptions), stored);
  }
});

test('without its end a rule is unfinished', () => {
  const daily = { ...NO_RECURRENCE, every: 'day' } as const;
  assert.not(isUnfinished(daily));
  assert.ok(isUnfinished({ ...daily, count: null }));
  assert.ok(isUnfinished({ ...daily, ends: 'date' }));
  assert.not(isUnfinished({ ...NO_RECURRENCE, count: null }));
});

test.run();
