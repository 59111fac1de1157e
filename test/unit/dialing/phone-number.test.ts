import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toE164 } from '../../../src/dialing/phone-number.js';

const test = suite('phone number');
const beijing = { areaCode: '10' };

// [S10] [C18] one number, in the forms that trunks deliver it.
for (const delivered of ['00867122114099', '+867122114099', '867122114099', '07122114099', '7122114099']) {
  test(`${delivered} is +867122114099`, () => assert.is(toE164(delivered, beijing), '+867122114099'));
}

const cases: readonly (readonly [string, string | undefined])[] = [
  ['4006701018', '+864006701018'],
  ['+864006701018', '+864006701018'],
  ['13812341234', '+8613812341234'],
  ['013812341234', '+8613812341234'],
  ['62345678', '+861062345678'],
  ['010-6234 5678', '+861062345678'],
  ['0044 20 7946 0018', '+442079460018'],
  ['1001', undefined],
  ['Anonymous', undefined],
  ['', undefined],
  ['99999999999999999999999', undefined],
];
for (const [delivered, expected] of cases) {
  test(`「${delivered}」 from a Beijing trunk is ${expected ?? 'no telephone number'}`, () =>
    assert.is(toE164(delivered, beijing), expected));
}

test('a local number means nothing on a trunk without a home area', () => {
  assert.is(toE164('62345678', { areaCode: undefined }), undefined);
});

test.run();
