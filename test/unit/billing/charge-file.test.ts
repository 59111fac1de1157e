import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import {
  ChargeFileFormat,
  checkTemplate,
  DEFAULT_CHARGE_FILE_TEMPLATE as TEMPLATE,
  periodAround,
  yuanText,
  type ChargeFile,
  type ChargeLine,
} from '../../../src/billing/charge-file.js';
import { microYuan } from '../../../src/billing/money.js';

const test = suite('charge file');

const FILE: ChargeFile = {
  id: 'hour-0',
  period: 'hour',
  sequence: 7,
  fromMs: utcMs(Date.UTC(2026, 10, 22, 0)),
  toMs: utcMs(Date.UTC(2026, 10, 22, 1)),
};
const line = (amount: number, callId = 'a84b4c76e66710@pc33'): ChargeLine => ({
  entry: 'entry' as ChargeLine['entry'],
  billingNumber: '13800138000',
  accountNumber: '10000001',
  conference: 'conference',
  callId,
  trunk: 'demo',
  direction: 'out',
  kind: 'dial-out',
  calling: '4006701018',
  called: '+8613900139000',
  answerMs: utcMs(Date.UTC(2026, 10, 22, 0, 5, 6, 789)),
  endMs: utcMs(Date.UTC(2026, 10, 22, 0, 6, 7, 1)),
  chargedS: 120,
  tariffVersion: 'default-1',
  amount: microYuan(amount),
});
const text = (template = TEMPLATE): string => {
  const format = new ChargeFileFormat(template, FILE);
  return [format.header(), format.line(line(400_000)), format.line(line(-1, 'a"b,c')), format.trailer()].join(
    '',
  );
};

test('a file has a header, a line for each charge, and a trailer with count and sum', () => {
  const number = '13800138000';
  const times = '20261122080506,20261122080607,120';
  assert.equal(text().split('\r\n'), [
    'H,000007,20261122080000,20261122090000',
    `D,${number},a84b4c76e66710@pc33,4006701018,+8613900139000,${times},0.400000`,
    `D,${number},"a""b,c",4006701018,+8613900139000,${times},-0.000001`,
    'T,000007,2,0.399999',
    '',
  ]);
  assert.is(text(), text());
  assert.is(new ChargeFileFormat(TEMPLATE, FILE).name(), 'huitong-hour-000007-20261122080000.csv');
});

test('header and trailer can be left out, and unknown fields are found beforehand', () => {
  const bare = {
    ...TEMPLATE,
    header: '',
    trailer: '',
    line: '{chargedS};{amountMicroYuan}',
    newline: '\n',
  } as const;
  assert.is(text(bare), '120;400000\n120;-1\n');
  assert.equal(checkTemplate(TEMPLATE), []);
  assert.equal(checkTemplate({ ...TEMPLATE, header: '{count}', line: '{amount:04}' }), [
    'header: {count}',
    'line: {amount:04}',
  ]);
});

test('amounts are exact, whatever their size and sign', () => {
  assert.equal([0n, 1n, -1n, 1_000_000n, -12_345_678n, 9_000_000_000_000_001n].map(yuanText), [
    '0.000000',
    '0.000001',
    '-0.000001',
    '1.000000',
    '-12.345678',
    '9000000000.000001',
  ]);
});

test('days are those of the zone, with 23 and 25 hours where clocks change', () => {
  const noon = utcMs(Date.UTC(2026, 2, 29, 12));
  const { fromMs, toMs } = periodAround('day', noon, 'Europe/Berlin');
  assert.is((toMs - fromMs) / 3_600_000, 23);
  assert.is(periodAround('day', noon, 'Asia/Shanghai').fromMs, Date.UTC(2026, 2, 28, 16));
  assert.equal(periodAround('hour', utcMs(noon + 1), 'Asia/Kolkata').fromMs, noon - 1_800_000);
});

test.run();
