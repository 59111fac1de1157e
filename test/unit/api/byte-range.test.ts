import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { byteRange } from '../../../src/api/byte-range.js';

const test = suite('byte ranges');

const range = (header: string | undefined, size = 100): string => {
  const found = byteRange(header, size);
  if (found === undefined) return 'whole';
  return found === 'unsatisfiable' ? found : `${found.first}-${found.last}`;
};

test('one range of a file, as RFC 9110 §14.1.2 writes it', () => {
  assert.is(range('bytes=0-9'), '0-9');
  assert.is(range('bytes=90-'), '90-99');
  assert.is(range('bytes=90-500'), '90-99');
  assert.is(range('bytes=-10'), '90-99');
  assert.is(range('bytes=-500'), '0-99');
});

test('what lies behind the end cannot be given', () => {
  for (const header of ['bytes=100-', 'bytes=100-200', 'bytes=-0'])
    assert.is(range(header), 'unsatisfiable', header);
  assert.is(range('bytes=0-', 0), 'unsatisfiable');
});

test('what cannot be understood is answered with the whole', () => {
  for (const header of [
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=9-1',
    'bytes=0-1,5-6',
    'lines=1-2',
    'bytes=a-b',
  ]) {
    assert.is(range(header), 'whole', header);
  }
});

test.run();
