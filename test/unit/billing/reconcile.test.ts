import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { DEFAULT_CARRIER_CSV, parseCarrierCsv, parseCsv } from '../../../src/billing/carrier-csv.js';
import { reconcile, type OwnRecord } from '../../../src/billing/reconcile.js';

const test = suite('reconciliation');

const START_MS = Date.UTC(2026, 10, 22, 0, 0, 0);
const own = (leg: string, secondsLater: number, durationS = 60, called = '+8613900139000'): OwnRecord => ({
  leg: leg as LegId,
  callId: `${leg}@us`,
  calling: '+8613800138000',
  called,
  answerMs: utcMs(START_MS + secondsLater * 1_000),
  durationMs: durationS * 1_000,
});
const csv = (...rows: readonly string[]): string =>
  ['call_id,calling,called,start,duration', ...rows].join('\n');
const compared = (ours: readonly OwnRecord[], text: string): readonly string[] => {
  const parsed = parseCarrierCsv(text, DEFAULT_CARRIER_CSV);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return reconcile(ours, parsed.value).differences.map((difference) => {
    const where = 'own' in difference ? difference.own.leg : difference.record.line;
    return `${difference.code} ${where}`;
  });
};

test('records match by Call-ID, else by numbers as either side writes them and time within 2 s', () => {
  const text = csv(
    'a@us,x,y,2026-11-22 08:00:00,60',
    ',013800138000,013900139000,20261122080012,61',
    ',13800138000,8613900139000,2026-11-22T00:00:21.9Z,60',
  );
  assert.equal(compared([own('a', 0), own('b', 10), own('c', 20)], text), []);
});

test('each difference is told: missing on a side, repeated, another time, another duration', () => {
  const text = csv(
    'a@us,13800138000,13900139000,2026-11-22 08:00:00,60',
    'a@us,13800138000,13900139000,2026-11-22 08:00:00,60',
    ',13800138000,13900139000,2026-11-22 08:00:13,60',
    'c@us,13800138000,13900139000,2026-11-22 08:00:23,90',
  );
  assert.equal(compared([own('a', 0), own('b', 10), own('c', 20)], text), [
    'REPEATED_THERE a',
    'MISSING_HERE 4',
    'START_DIFFERS c',
    'DURATION_DIFFERS c',
    'MISSING_THERE b',
  ]);
});

test('of two calls between the same numbers each finds the nearer one', () => {
  const text = csv(
    ',13800138000,13900139000,2026-11-22 08:00:02,60',
    ',13800138000,13900139000,2026-11-22 08:00:00,60',
  );
  assert.equal(compared([own('a', 0), own('b', 2)], text), []);
});

test('a short number is the same with and without an area code, two digits are not enough', () => {
  const service = (leg: string, secondsLater: number): OwnRecord => own(leg, secondsLater, 60, '0571116323');
  const text = csv(
    ',13800138000,116323,2026-11-22 08:00:00,60',
    ',13800138000,23,2026-11-22 08:00:10,60',
    ',13800138000,116324,2026-11-22 08:00:20,60',
    ',,116323,2026-11-22 08:00:30,60',
  );
  const ours = [service('a', 0), service('b', 10), service('c', 20), service('d', 30)];
  assert.equal(
    compared(ours, text).filter((difference) => difference.startsWith('MISSING_HERE')),
    ['MISSING_HERE 3', 'MISSING_HERE 4', 'MISSING_HERE 5'],
  );
});

test('a file is read with quotes, a byte order mark and any line ending', () => {
  assert.equal(parseCsv('\uFEFFa,"b ""c"", d"\r\n,\n"x\ny",z'), {
    ok: true,
    value: [
      ['a', 'b "c", d'],
      ['', ''],
      ['x\ny', 'z'],
    ],
  });
});

test('a quote inside a field stands for itself, and no record after it is lost', () => {
  const quoted = { ...own('a', 0), callId: 'f8"1d@us' };
  const text = csv(
    'f8"1d@us,13800138000,13900139000,2026-11-22 08:00:00,60',
    'b@us,13800138000,13900139000,2026-11-22 08:00:10,90',
  );
  assert.equal(compared([quoted, own('b', 10), own('c', 5)], text), [
    'DURATION_DIFFERS b',
    'MISSING_THERE c',
  ]);
});

test('a file that cannot be read says where', () => {
  const where = (text: string): string => {
    const parsed = parseCarrierCsv(text, DEFAULT_CARRIER_CSV);
    return parsed.ok ? 'ok' : `${parsed.error.line} ${parsed.error.message}`;
  };
  assert.is(where('calling,start\n'), '1 no column called');
  assert.is(where(csv(',1,2,yesterday,3')), '2 not a time: yesterday');
  assert.is(where(csv(',1,2,20261122080012,3', ',1,2,20261122080012,-3')), '3 not a duration: -3');
  const open = 'a field begins with a quote and does not end with one';
  const row = 'a,1,2,20261122080012,3';
  assert.is(where(csv(row, '"b,1,2,20261122080012,3', row)), `3 ${open}`);
  assert.is(where(csv(row, row, '"b"@us,1,2,20261122080012,3', row)), `4 ${open}`);
});

test.run();
