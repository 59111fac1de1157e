import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { remembered } from '../../../src/base/remembered.js';

const test = suite('what was parsed is remembered');

test('a text is parsed once; beyond the limit each time', () => {
  const parsed: string[] = [];
  const sizeOf = remembered((text) => {
    parsed.push(text);
    return { size: text.length };
  }, 1);
  assert.is(sizeOf('a'), sizeOf('a'));
  assert.equal(sizeOf('bb'), { size: 2 });
  assert.is.not(sizeOf('bb'), sizeOf('bb'));
  assert.equal(parsed, ['a', 'bb', 'bb', 'bb']);
});

test.run();
