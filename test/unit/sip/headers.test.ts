import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { byteString, canonicalName, Headers, splitCommaList, utf8 } from '../../../src/sip/headers.js';

const test = suite('SIP headers');

test('compact and oddly cased names have one canonical name', () => {
  for (const name of ['v', 'V', 'Via', 'VIA']) assert.is(canonicalName(name), 'via');
  assert.is(canonicalName('L'), 'content-length');
  assert.is(canonicalName('X-Foo'), 'x-foo');
  assert.is(canonicalName('z'), 'z');
});

test('lines with one name make one list, in order', () => {
  const headers = new Headers([
    { name: 'Record-Route', value: '<sip:a;lr>, <sip:b,c;lr>' },
    { name: 'To', value: 'x' },
    { name: 'record-route', value: '<sip:d;lr>' },
  ]);
  assert.equal(headers.list('record-route'), ['<sip:a;lr>', '<sip:b,c;lr>', '<sip:d;lr>']);
  assert.equal(headers.lines('record-route'), ['<sip:a;lr>, <sip:b,c;lr>', '<sip:d;lr>']);
  assert.is(headers.first('record-route'), '<sip:a;lr>, <sip:b,c;lr>');
  assert.is(headers.indexOf('to'), 1);
  assert.equal([headers.has('to'), headers.has('from'), headers.first('from')], [true, false, undefined]);
  assert.equal(headers.list('from'), []);
});

test('a comma in quotes or brackets, or behind an escaped quote, does not split', () => {
  assert.equal(splitCommaList('"a, \\", b" <sip:x,y> , c,,'), ['"a, \\", b" <sip:x,y>', 'c']);
  assert.equal(splitCommaList('a, "open, b'), ['a', '"open, b']);
});

test('text goes into a message as its UTF-8 bytes and comes back', () => {
  assert.is(byteString('会').length, 3);
  assert.is(utf8(byteString('会通 é')), '会通 é');
  assert.is(utf8('\xff'), '\uFFFD');
});

test.run();
