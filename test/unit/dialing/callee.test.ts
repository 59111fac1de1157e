import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import { parseCallee } from '../../../src/dialing/callee.js';

const test = suite('callee');

/** What a number is read as: E.164, with its extension behind a star, or why not. */
const read = (text: string): string => {
  const result = parseCallee(text);
  if (!result.ok) return result.error.code;
  const { e164, extension } = result.value;
  return extension === undefined ? e164 : `${e164}*${extension}`;
};

const CALLABLE: readonly (readonly [string, string])[] = [
  // Mobiles of every first three digits' kind, with and without 0 [S40].
  ['13812341234', '+8613812341234'],
  ['013812341234', '+8613812341234'],
  ['14712341234', '+8614712341234'],
  ['15912341234', '+8615912341234'],
  ['16612341234', '+8616612341234'],
  ['17012341234', '+8617012341234'],
  ['18612341234', '+8618612341234'],
  ['19912341234', '+8619912341234'],
  ['138 1234 1234', '+8613812341234'],
  ['138-1234-1234', '+8613812341234'],
  ['１３８１２３４１２３４', '+8613812341234'],
  // The country code in every way people write it.
  ['+8613812341234', '+8613812341234'],
  ['008613812341234', '+8613812341234'],
  ['8613812341234', '+8613812341234'],
  ['+86 (0)10 6234 5678', '+861062345678'],
  ['＋86 10 62345678', '+861062345678'],
  ['861062345678', '+861062345678'],
  // Landlines: one, two and three digits of area, seven and eight of number.
  ['01062345678', '+861062345678'],
  ['010-62345678', '+861062345678'],
  ['(010) 6234 5678', '+861062345678'],
  ['（021）62345678', '+862162345678'],
  ['0712-2114099', '+867122114099'],
  ['0755 2345 6789', '+8675523456789'],
  ['0571-87654321', '+8657187654321'],
  // 400 and 800.
  ['4006701018', '+864006701018'],
  ['400-670-1018', '+864006701018'],
  ['8008101234', '+868008101234'],
  ['+864006701018', '+864006701018'],
  // Extensions, keyed and typed, one level and two.
  ['01062345678*801', '+861062345678*801'],
  ['4006701018*1*22', '+864006701018*1*22'],
  ['010-62345678-801', '+861062345678*801'],
  ['400-670-1018-5', '+864006701018*5'],
  ['010-62345678转801', '+861062345678*801'],
  ['010-62345678 轉 801', '+861062345678*801'],
  ['010-62345678 分机 801', '+861062345678*801'],
  ['+86 10 62345678 ext. 801', '+861062345678*801'],
  ['01062345678x801', '+861062345678*801'],
  // Hong Kong, Macau, Taiwan; abroad.
  ['+85221234567', '+85221234567'],
  ['0085261234567', '+85261234567'],
  ['+853 6612 3456', '+85366123456'],
  ['+886 912 345 678', '+886912345678'],
  ['0044 20 7946 0018', '+442079460018'],
  ['+1 (212) 555-1234', '+12125551234'],
];
for (const [text, expected] of CALLABLE) {
  test(`${text} is ${expected} [S40]`, () => assert.is(read(text), expected));
}

const REFUSED: readonly (readonly [string, string])[] = [
  // 固定电话请加区号: which town?
  ['62345678', 'AREA_CODE_MISSING'],
  ['2114099', 'AREA_CODE_MISSING'],
  ['6234-5678', 'AREA_CODE_MISSING'],
  ['62345678*801', 'AREA_CODE_MISSING'],
  ['+8662345678', 'AREA_CODE_MISSING'],
  // An area code without its 0 is not told from a country code.
  ['7122114099', 'AREA_CODE_MISSING'],
  ['1062345678', 'AREA_CODE_MISSING'],
  ['110', 'EMERGENCY_NUMBER'],
  ['119', 'EMERGENCY_NUMBER'],
  ['120', 'EMERGENCY_NUMBER'],
  ['122', 'EMERGENCY_NUMBER'],
  ['112', 'EMERGENCY_NUMBER'],
  ['911', 'EMERGENCY_NUMBER'],
  ['999', 'EMERGENCY_NUMBER'],
  ['12395', 'EMERGENCY_NUMBER'],
  ['010-110', 'EMERGENCY_NUMBER'],
  ['0712120', 'EMERGENCY_NUMBER'],
  ['+86119', 'EMERGENCY_NUMBER'],
  ['110*1', 'EMERGENCY_NUMBER'],
  ['12315', 'SHORT_NUMBER'],
  ['12345', 'SHORT_NUMBER'],
  ['010-12345', 'SHORT_NUMBER'],
  ['10086', 'SHORT_NUMBER'],
  ['10000', 'SHORT_NUMBER'],
  ['114', 'SHORT_NUMBER'],
  ['118114', 'SHORT_NUMBER'],
  ['95588', 'SHORT_NUMBER'],
  ['955888', 'SHORT_NUMBER'],
  ['95013812', 'SHORT_NUMBER'],
  ['010-95588', 'SHORT_NUMBER'],
  ['96110', 'SHORT_NUMBER'],
  ['961234', 'SHORT_NUMBER'],
  ['010-96110', 'SHORT_NUMBER'],
  ['10655012345678', 'SHORT_NUMBER'],
  ['106550123456', 'SHORT_NUMBER'],
  ['801', 'SHORT_NUMBER'],
  ['66123', 'SHORT_NUMBER'],
  ['16012', 'PREMIUM_NUMBER'],
  ['16812345', 'PREMIUM_NUMBER'],
  ['010-16812345', 'PREMIUM_NUMBER'],
  ['125901234', 'PREMIUM_NUMBER'],
  ['+449012345678', 'PREMIUM_NUMBER'],
  ['+447011234567', 'PREMIUM_NUMBER'],
  ['+19005551234', 'PREMIUM_NUMBER'],
  ['+979123456789', 'PREMIUM_NUMBER'],
  ['+881612345678', 'PREMIUM_NUMBER'],
  ['', 'NUMBER_INVALID'],
  ['+', 'NUMBER_INVALID'],
  ['王先生', 'NUMBER_INVALID'],
  ['*801', 'NUMBER_INVALID'],
  ['1381234123', 'NUMBER_INVALID'],
  ['138123412345', 'NUMBER_INVALID'],
  ['15412341234', 'NUMBER_INVALID'],
  ['12812341234', 'NUMBER_INVALID'],
  ['01', 'NUMBER_INVALID'],
  ['01062345678*', 'NUMBER_INVALID'],
  ['01062345678转', 'NUMBER_INVALID'],
  ['01062345678**1', 'NUMBER_INVALID'],
  ['01062345678*12345678901234567890123456', 'NUMBER_INVALID'],
  ['1795113800138000', 'NUMBER_INVALID'],
  ['+999123456789', 'NUMBER_INVALID'],
  ['13812341234;13912341234', 'NUMBER_INVALID'],
  ['9'.repeat(200), 'NUMBER_INVALID'],
];
for (const [text, expected] of REFUSED) {
  test(`「${text.slice(0, 40)}」 is refused: ${expected} [S40] [S41]`, () => assert.is(read(text), expected));
}

test('reading what was read changes nothing, with every separator in between', () => {
  const random = seededRandom(40);
  const separators = ['', ' ', '-', '.', ' - '];
  for (let run = 0; run < 2_000; run++) {
    const [text] = CALLABLE[below(random, CALLABLE.length)]!;
    const first = read(text);
    assert.is(read(first), first);
    const [number = '', extension] = first.split(/\*(.*)/);
    const separator = separators[below(random, separators.length)]!;
    const at = 4 + below(random, number.length - 4);
    const spaced = number.slice(0, at) + separator + number.slice(at);
    assert.is(read(extension === undefined ? spaced : `${spaced}*${extension}`), first);
  }
});

test('no keys at all make it throw, and what it lets through is E.164 with digits behind', () => {
  const random = seededRandom(41);
  const keys = '0123456789*+-x转 ';
  for (let run = 0; run < 20_000; run++) {
    const length = below(random, 18);
    const text = Array.from({ length }, () => keys[below(random, keys.length)]).join('');
    const result = parseCallee(text);
    if (!result.ok) continue;
    assert.match(result.value.e164, /^\+[1-9]\d{6,14}$/);
    assert.match(result.value.extension ?? '0', /^\d+(\*\d+)*$/);
    assert.is(read(read(text)), read(text));
  }
});

test.run();
