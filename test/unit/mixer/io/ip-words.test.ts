import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatIp, isForbiddenDestination, parseIp } from '../../../../src/mixer/io/ip-words.js';

const test = suite('IP address words');
const forbidden = (text: string): boolean => isForbiddenDestination(...parseIp(text)!);

test('IPv4 is the mapped IPv6 address', () => {
  assert.equal(parseIp('192.0.2.1'), [0, 0, 0xffff, 0xc0000201 | 0]);
  assert.equal(parseIp('::ffff:192.0.2.1'), parseIp('192.0.2.1'));
  assert.is(formatIp(parseIp('192.0.2.1')!), '192.0.2.1');
});

test('every way to write an IPv6 address gives the same words', () => {
  const words = [0x20010db8, 0, 0, 1];
  for (const text of ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:db8::0.0.0.1'])
    assert.equal(parseIp(text), words);
  assert.equal(parseIp('::'), [0, 0, 0, 0]);
  assert.equal(parseIp('fe80::'), [0xfe800000 | 0, 0, 0, 0]);
  assert.equal(parseIp(formatIp(parseIp('2001:db8::ff00:1')!)), parseIp('2001:db8::ff00:1'));
});

test('what is no numeric address is refused', () => {
  for (const text of ['', 'localhost', '1.2.3', '256.1.1.1', '[::1]', 'fe80::1%eth0', '1:2']) {
    assert.is(parseIp(text), undefined, text);
  }
});

test('unspecified, multicast and broadcast destinations are forbidden, others are not', () => {
  for (const text of [
    '0.0.0.0',
    '0.1.2.3',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '::',
    'ff02::1',
  ]) {
    assert.ok(forbidden(text), text);
  }
  for (const text of ['127.0.0.1', '10.255.255.255', '223.255.255.255', '::1', '2001:db8::1']) {
    assert.not(forbidden(text), text);
  }
});

test.run();
