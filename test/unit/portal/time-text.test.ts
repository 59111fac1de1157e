import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  dateFieldOf,
  msOfDateField,
  msOfEditedField,
  timeTextIn,
} from '../../../src/portal/components/time-text.js';

const test = suite("times by the account's clock");

const SHANGHAI = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(text);

test('a field for date and time has the wall clock of the zone, whatever the browser has', () => {
  assert.is(dateFieldOf(at('2026-10-01T01:30:59Z'), SHANGHAI), '2026-10-01T09:30');
  assert.is(dateFieldOf(at('2026-10-01T01:30:00Z'), 'America/New_York'), '2026-09-30T21:30');
  assert.is(msOfDateField('2026-10-01T09:30', SHANGHAI), at('2026-10-01T01:30:00Z'));
});

test('on both sides of a change of the clock a field is read as it was written', () => {
  // New York goes from -5 to -4 hours at 2026-03-08T07:00Z, and back at 2026-11-01T06:00Z.
  for (const utc of ['2026-03-08T06:59Z', '2026-03-08T07:00Z', '2026-11-01T04:59Z', '2026-11-01T07:00Z']) {
    assert.is(msOfDateField(dateFieldOf(at(utc), 'America/New_York'), 'America/New_York'), at(utc), utc);
  }
});

test('a field that holds no date is no time', () => {
  assert.ok(Number.isNaN(msOfDateField('', SHANGHAI)));
});

test('a window names the day once where it is one', () => {
  const window = (end: string) => timeTextIn('en', SHANGHAI).windowText(at('2026-10-01T01:00Z'), at(end));
  assert.is(window('2026-10-01T02:30Z'), 'Thu, Oct 1, 2026 09:00–10:30');
  assert.is(window('2026-10-01T17:00Z'), 'Thu, Oct 1, 2026 09:00 – Fri, Oct 2, 2026 01:00');
});

test('a field that was not touched keeps its seconds, and the second of two hours', () => {
  const second = at('2026-11-01T06:30:42Z');
  const newYork = 'America/New_York';
  const shown = dateFieldOf(second, newYork);
  assert.is(msOfEditedField(shown, second, newYork), second);
  assert.is.not(msOfDateField(shown, newYork), second, 'the field alone does not know');
  assert.is(msOfEditedField('2026-10-01T09:30', second, SHANGHAI), at('2026-10-01T01:30:00Z'));
});

test.run();
