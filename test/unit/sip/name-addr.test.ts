import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { byteString, utf8 } from '../../../src/sip/headers.js';
import { parseNameAddr } from '../../../src/sip/name-addr.js';

const test = suite('name-addr');

const parts = (value: string): unknown => {
  const address = parseNameAddr(value);
  return address && [address.displayName, address.uri, [...address.params]];
};

test('quoted, unquoted and missing display names', () => {
  assert.equal(parts('"A, \\"B\\" <c>" <sip:a@b>;tag=1'), ['A, "B" <c>', 'sip:a@b', [['tag', '1']]]);
  assert.equal(parts('The Operator <sip:a@b>'), ['The Operator', 'sip:a@b', []]);
  assert.equal(parts('"" <sip:a@b>'), ['', 'sip:a@b', []]);
  assert.equal(parts('  <sip:a@b>  '), ['', 'sip:a@b', []]);
});

test('a Chinese name is read whether quoted or not', () => {
  for (const value of ['"张三" <sip:a@b>', '张三 <sip:a@b>']) {
    assert.is(utf8(parseNameAddr(byteString(value))?.displayName ?? ''), '张三');
  }
});

test('the URI is kept byte for byte', () => {
  const uri = 'SIP:A%20b@Host.Example:5060;LR;x="; transport=UDP?h=v';
  assert.is(parseNameAddr(`<${uri}>;tag=x`)?.uri, uri);
});

test('without brackets parameters belong to the header', () => {
  assert.equal(parts('sip:a@b;tag=1;x'), [
    '',
    'sip:a@b',
    [
      ['tag', '1'],
      ['x', ''],
    ],
  ]);
});

test('parameters: names in any case, blanks around, quoted values with separators, the first of two', () => {
  const address = parseNameAddr('<sip:a@b> ; TAG = 1 ;tag=2; q="a;b,c"');
  assert.is(address?.tag, '1');
  assert.is(address?.params.get('q'), '"a;b,c"');
});

test('what cannot be read without guessing is refused', () => {
  const bad = [
    '',
    '"open <sip:a@b>',
    '<sip:a@b',
    '"x" sip:a@b',
    'Bell, A <sip:a@b>',
    '<>',
    '<sip:a@b>;',
    '<sip:a@b>;;x',
    '<sip:a@b>;x=',
    '<sip:a@b>;=x',
    '<sip:a@b> x',
    'sip:a@b?h=v',
    'sip:a@b,c',
    'a <b> <sip:c>',
  ];
  for (const value of bad) assert.is(parts(value), undefined, value);
});

test.run();
