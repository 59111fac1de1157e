import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Headers } from '../../../src/sip/headers.js';
import { parseVia, responseDestination, topVia, withSource } from '../../../src/sip/via.js';

const test = suite('Via');
const SOURCE = { host: '192.0.2.9', port: 40_000 };

const stamped = (value: string, source = SOURCE): string | undefined =>
  withSource(new Headers([{ name: 'v', value }]), source).first('via');

test('a Via has transport, sent-by and parameters', () => {
  const via = parseVia(
    'SIP/2.0/udp h.example:5080;branch=z9hG4bKx;rport;received=10.0.0.1;maddr=224.0.1.75;ttl=1',
  );
  assert.ok(via);
  assert.equal([via.protocol, via.transport, via.host, via.port], ['SIP/2.0', 'UDP', 'h.example', 5080]);
  assert.equal(
    [via.branch, via.rport, via.received, via.maddr],
    ['z9hG4bKx', 'asked', '10.0.0.1', '224.0.1.75'],
  );
  assert.is(via.params.get('ttl'), '1');
  assert.is(parseVia('SIP/2.0/UDP h;rport=5061')?.rport, 5061);
  assert.is(parseVia('SIP/2.0/UDP h')?.rport, undefined);
});

test('blanks around slashes, colons and semicolons, and IPv6, are read', () => {
  const via = parseVia('SIP / 2.0 / UDP   [2001:db8::9:1] : 5070 ; branch = z9hG4bKy');
  assert.equal([via?.host, via?.port, via?.branch], ['2001:db8::9:1', 5070, 'z9hG4bKy']);
  assert.is(parseVia('SIP/2.0/UDP [2001:db8::9:1]')?.host, '2001:db8::9:1');
});

test('a malformed Via is refused', () => {
  const bad = [
    '',
    'SIP/2.0/UDP',
    'SIP/2.0/UDP ',
    'SIP/2.0 h',
    'SIP/2.0/UDP h;;',
    'SIP/2.0/UDP h:x',
    'SIP/2.0/UDP h;branch=',
    'UDP h',
  ];
  for (const value of bad) assert.is(parseVia(value), undefined, value);
});

test('the source is written into the topmost Via alone', () => {
  assert.is(stamped('SIP/2.0/UDP h;branch=z9hG4bKx'), 'SIP/2.0/UDP h;branch=z9hG4bKx;received=192.0.2.9');
  assert.is(
    stamped('SIP/2.0/UDP h;rport;branch=z9hG4bKx, SIP/2.0/UDP i;rport'),
    'SIP/2.0/UDP h;rport=40000;branch=z9hG4bKx;received=192.0.2.9, SIP/2.0/UDP i;rport',
  );
  const headers = withSource(
    new Headers([
      { name: 'Via', value: 'SIP/2.0/UDP h' },
      { name: 'Via', value: 'SIP/2.0/UDP i' },
    ]),
    SOURCE,
  );
  assert.equal(headers.lines('via'), ['SIP/2.0/UDP h;received=192.0.2.9', 'SIP/2.0/UDP i']);
});

test('what the sender wrote into received and rport itself is replaced', () => {
  assert.is(
    stamped('SIP/2.0/UDP h; received = 1.2.3.4; rport = 1;branch=z9hG4bKx'),
    'SIP/2.0/UDP h;rport=40000;branch=z9hG4bKx;received=192.0.2.9',
  );
});

test('a response goes to the source port where rport asks for it, else to the port of sent-by, never to maddr', () => {
  assert.equal(responseDestination(parseVia('SIP/2.0/UDP h:5080;rport'), SOURCE), SOURCE);
  assert.equal(responseDestination(parseVia('SIP/2.0/UDP h:5080'), SOURCE), {
    host: '192.0.2.9',
    port: 5080,
  });
  assert.equal(responseDestination(parseVia('SIP/2.0/UDP h;maddr=10.0.0.1'), SOURCE), {
    host: '192.0.2.9',
    port: 5060,
  });
  assert.equal(responseDestination(undefined, SOURCE), SOURCE);
});

test('the topmost Via is the first element of the first line', () => {
  assert.is(topVia(new Headers([{ name: 'v', value: 'SIP/2.0/UDP a, SIP/2.0/UDP b' }]))?.host, 'a');
  assert.is(topVia(new Headers([])), undefined);
});

test.run();
