import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { remembered } from '../../../src/base/remembered.js';

const test = suite('what was parsed is remembered');

test('a text is parsed once; the one that is too many begins anew', () => {
  const parsed: string[] = [];
  const sizeOf = remembered((text) => {
    parsed.push(text);
    return { size: text.length };
  }, 1);
  assert.is(sizeOf('a'), sizeOf('a'));
  assert.equal(sizeOf('bb'), { size: 2 });
  assert.is(sizeOf('bb'), sizeOf('bb'));
  assert.equal(sizeOf('a'), { size: 1 });
  assert.equal(parsed, ['a', 'bb', 'a']);
});

test.run();
