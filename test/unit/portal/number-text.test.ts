import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { numberText } from '../../../src/portal/components/number-text.js';

const test = suite('numbers as people read them');

test('mobiles, landlines and service numbers are grouped', () => {
  assert.is(numberText('+8613800138000'), '138 0013 8000');
  assert.is(numberText('+861062345678'), '010 6234 5678');
  assert.is(numberText('+862162345678'), '021 6234 5678');
  assert.is(numberText('+867122114099'), '0712 211 4099');
  assert.is(numberText('+8675526001234'), '0755 2600 1234');
  assert.is(numberText('+864006701018'), '400 670 1018');
});

test('an extension stands behind its number', () => {
  assert.is(numberText('+861062345678', '801'), '010 6234 5678 * 801');
});

test('what is abroad, masked or no number at all stays as it is', () => {
  for (const text of ['+442079460000', '138****8000', '10086', '<b>']) assert.is(numberText(text), text);
});

test('a number whose middle is hidden is grouped as well', () => {
  assert.is(numberText('+86138****8000'), '138 **** 8000');
});

test.run();
