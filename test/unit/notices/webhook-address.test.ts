import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkedUrl, isPublic, mayConnect } from '../../../src/notices/webhook-address.js';

const test = suite('addresses of webhooks [S54]');

const verdict = (url: string, allowed: readonly string[] = []): string => {
  const checked = checkedUrl(url, allowed);
  return checked.ok ? 'ok' : checked.error.code;
};

const NOT_PUBLIC = `
  0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.192 192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 192.0.2.1
  203.0.113.9 :: ::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 ::ffff:0:127.0.0.1 fe80::1 fec0::1 fc00::1
  fd00:ec2::254 ff02::1 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1 100::1 5f00::1`
  .trim()
  .split(/\s+/);

test('private, local, shared, mapped, tunnelled, reserved and metadata addresses are not public', () => {
  assert.equal(
    NOT_PUBLIC.filter((address) => isPublic(address)),
    [],
  );
  assert.equal(
    ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '240e::1'].filter((one) => !isPublic(one)),
    [],
  );
  assert.is(isPublic('example.com'), false);
});

test('a literal address is refused in whatever form it is written', () => {
  const forms = [
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '127.0.0.1.',
  ];
  for (const form of forms) assert.is(verdict(`https://${form}/`), 'ADDRESS_NOT_ALLOWED', form);
  assert.is(verdict('https://8.8.8.8/'), 'ok');
  assert.is(verdict('https://[2606:4700::1111]/'), 'ok');
});

test('credentials, other schemes, low ports and long URLs are refused', () => {
  assert.is(verdict('https://example.com/hook?a=1'), 'ok');
  assert.is(verdict('https://user@example.com/'), 'CREDENTIALS_NOT_ALLOWED');
  assert.is(verdict('https://:word@example.com/'), 'CREDENTIALS_NOT_ALLOWED');
  for (const url of [
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
  ])
    assert.is.not(verdict(url), 'ok', url);
  assert.is(verdict('https://example.com:22/'), 'PORT_NOT_ALLOWED');
  assert.is(verdict('https://example.com:80/'), 'ok');
  assert.is(verdict('https://example.com:8443/'), 'ok');
  assert.is(verdict(`https://example.com/${'a'.repeat(2_048)}`), 'TOO_LONG');
  assert.is(verdict('example.com'), 'NOT_A_URL');
});

test('blocks that are configured are reached, by plain HTTP as well, and nothing beside them', () => {
  const allowed = ['10.20.0.0/16', '127.0.0.1'];
  assert.is(verdict('http://10.20.3.4:8080/', allowed), 'ok');
  assert.is(verdict('https://127.0.0.1:8443/', allowed), 'ok');
  assert.is(verdict('https://10.21.0.1/', allowed), 'ADDRESS_NOT_ALLOWED');
  assert.is(verdict('http://8.8.8.8/', allowed), 'ADDRESS_NOT_ALLOWED');
  const plain = new URL('http://hooks.example/');
  assert.is(mayConnect('10.20.3.4', plain, allowed), true);
  assert.is(mayConnect('8.8.8.8', plain, allowed), false, 'a public host by HTTPS alone');
  assert.is(mayConnect('::ffff:10.20.3.4', plain, allowed), false);
});

test.run();
