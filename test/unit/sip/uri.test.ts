import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseHostPort, parseUri, telephoneNumber, unescapeUri } from '../../../src/sip/uri.js';

const test = suite('SIP, SIPS and tel URIs');

test('a SIP URI has user, host, port, parameters and headers', () => {
  const uri = parseUri('SIP:+8613800138000:secret@10.0.0.1:5080;user=phone;LR?Subject=x&Priority=y');
  assert.ok(uri?.scheme === 'sip');
  assert.equal([uri.user, uri.password, uri.host, uri.port], ['+8613800138000', 'secret', '10.0.0.1', 5080]);
  assert.equal(
    [...uri.params],
    [
      ['user', 'phone'],
      ['lr', ''],
    ],
  );
  assert.is(uri.headers, 'Subject=x&Priority=y');
});

test('user, port and parameters may be missing', () => {
  const uri = parseUri('sips:example.com');
  assert.ok(uri?.scheme === 'sips');
  assert.equal([uri.user, uri.port, uri.params.size, uri.headers], [undefined, undefined, 0, '']);
});

test('an IPv6 host stands in brackets and is given without them', () => {
  const uri = parseUri('sip:a@[2001:db8::1]:5070;lr');
  assert.ok(uri?.scheme === 'sip');
  assert.equal([uri.host, uri.port], ['2001:db8::1', 5070]);
  assert.equal(parseHostPort('[::1]'), { host: '::1', port: undefined });
});

test('what breaks the rules of its scheme is no URI', () => {
  const bad = [
    '',
    'sip',
    ':x',
    'sip:',
    'sip:a@',
    'sip:@b',
    'sip:a b@c',
    'sip:a@b:x',
    'sip:a@b:65536',
    'sip:a@b:',
    'sip:a@[::1',
    'sip:a@b;;c',
    'sip:a@b@c',
    'sip:<a@b>',
    'tel:',
    'tel:abc xyz',
    'tel:hello',
    '1x:y',
    'sip:a@2001:db8::1',
  ];
  for (const text of bad) assert.is(parseUri(text), undefined, text);
});

test('a tel URI has a number and parameters', () => {
  const uri = parseUri('tel:+86-400-123-4567;phone-context=example.com');
  assert.ok(uri?.scheme === 'tel');
  assert.is(uri.number, '+86-400-123-4567');
  assert.is(uri.params.get('phone-context'), 'example.com');
});

test('a foreign scheme is kept as it is', () => {
  assert.equal(parseUri('Soap.Beep://192.0.2.103:3002'), {
    scheme: 'other',
    schemeName: 'soap.beep',
    opaque: '//192.0.2.103:3002',
  });
});

test('the telephone number is found under separators, escapes and user parameters', () => {
  const numbers: readonly (readonly [string, string | undefined])[] = [
    ['tel:+86-400-(123).4567', '+864001234567'],
    ['sip:4001234567;phone-context=+86@10.0.0.1;user=phone', '4001234567'],
    ['sip:%2B8613800138000@10.0.0.1', '+8613800138000'],
    ['sip:*31#13800138000@h', '*31#13800138000'],
    ['sip:alice@example.com', undefined],
    ['sip:10.0.0.1', undefined],
    ['urn:service:sos', undefined],
  ];
  for (const [text, number] of numbers) {
    const uri = parseUri(text);
    assert.ok(uri, text);
    assert.is(telephoneNumber(uri), number, text);
  }
});

test('only a whole escape is resolved', () => {
  assert.is(unescapeUri('a%40b%zz%4%00'), 'a@b%zz%4\0');
});

test.run();
