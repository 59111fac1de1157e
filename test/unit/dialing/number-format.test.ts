import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toE164 } from '../../../src/dialing/phone-number.js';
import { formatNumber } from '../../../src/dialing/number-format.js';
import type { NumberFormat } from '../../../src/dialing/trunk.js';

const test = suite('number format');

const TABLE: Readonly<Record<NumberFormat, readonly [string, string, string, string]>> = {
  national: ['013812341234', '01062345678', '4006701018', '0085221234567'],
  'national-without-0': ['13812341234', '1062345678', '4006701018', '0085221234567'],
  e164: ['+8613812341234', '+861062345678', '+864006701018', '+85221234567'],
  'e164-without-plus': ['8613812341234', '861062345678', '864006701018', '85221234567'],
  '0086': ['008613812341234', '00861062345678', '00864006701018', '0085221234567'],
};
const NUMBERS = ['+8613812341234', '+861062345678', '+864006701018', '+85221234567'];

for (const [format, expected] of Object.entries(TABLE)) {
  test(`${format}: mobile, landline, 400, abroad [S40] [C19]`, () => {
    assert.equal(
      NUMBERS.map((e164) => formatNumber(e164, format as NumberFormat)),
      expected,
    );
  });
}

test('what a carrier is sent in any format within China is read back as the same number', () => {
  for (const [format, written] of Object.entries(TABLE)) {
    for (const [index, number] of written.slice(0, 3).entries()) {
      assert.is(toE164(number, { areaCode: undefined }), NUMBERS[index], format);
    }
  }
});

test.run();
