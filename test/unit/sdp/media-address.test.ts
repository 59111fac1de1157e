import { BlockList } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mediaAddressAllowed } from '../../../src/sdp/media-address.js';

const test = suite('media address');

const own = new BlockList();
own.addSubnet('198.51.100.0', 24, 'ipv4');
own.addSubnet('2001:db8:5::', 48, 'ipv6');
const allowed = (address: string, allowLoopback = false): boolean =>
  mediaAddressAllowed(address, { allowLoopback, own });

test('ordinary addresses are allowed, private ones too', () => {
  for (const address of [
    '203.0.113.7',
    '10.0.0.1',
    '192.168.1.9',
    '2001:db8::1',
    'fd00::1',
    '::ffff:203.0.113.7',
  ]) {
    assert.ok(allowed(address), address);
  }
});

test('no telephone is reached at these', () => {
  const refused = [
    '0.0.0.0',
    '0.1.2.3',
    '169.254.1.1',
    '224.0.0.1',
    '239.1.1.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '::ffff:224.0.0.1',
    '::ffff:169.254.1.1',
    '',
    'host.example',
    '1.2.3',
    '[2001:db8::1]',
  ];
  for (const address of refused) assert.not.ok(allowed(address, true), address);
});

test('our own ranges are refused', () => {
  for (const address of ['198.51.100.5', '::ffff:198.51.100.5', '2001:db8:5::9']) {
    assert.not.ok(allowed(address), address);
  }
});

test('loopback is refused unless it is allowed', () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
    assert.not.ok(allowed(address), address);
    assert.ok(allowed(address, true), address);
  }
});

test.run();
