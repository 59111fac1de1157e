import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Headers } from '../../../src/sip/headers.js';
import { serializeMessage } from '../../../src/sip/serializer.js';

const test = suite('SIP serializer');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const response = (reason: string, value: string, body = '') =>
  text(
    serializeMessage({
      kind: 'response',
      version: 'SIP/2.0',
      status: 200,
      reason,
      headers: new Headers([
        { name: 'l', value: '999' },
        { name: 'X-Kept', value },
      ]),
      body: Buffer.from(body),
    }),
  );

test('a request is written line by line, its body behind an empty line', () => {
  const bytes = serializeMessage({
    kind: 'request',
    method: 'BYE',
    requestUri: 'SIP:Peer@Host;x',
    version: 'SIP/2.0',
    headers: new Headers([{ name: 'v', value: 'SIP/2.0/UDP h' }]),
    body: Buffer.from('会'),
  });
  assert.is(
    text(bytes),
    'BYE SIP:Peer@Host;x SIP/2.0\r\nv: SIP/2.0/UDP h\r\nContent-Length: 3\r\n\r\n\xe4\xbc\x9a',
  );
});

test('Content-Length tells the true length, whatever the headers say', () => {
  assert.is(response('OK', 'a', 'abc'), 'SIP/2.0 200 OK\r\nX-Kept: a\r\nContent-Length: 3\r\n\r\nabc');
});

test('bytes over 0x7F go out as they came', () => {
  assert.ok(response('OK', '\xe5\xa4\xa7\xa0').includes('X-Kept: \xe5\xa4\xa7\xa0\r\n'));
});

test('nothing in a value or phrase can start a line of its own', () => {
  for (const trick of ['a\r\nEvil: b', 'a\nEvil: b', 'a\rEvil: b', 'a\u010d\u010aEvil: b']) {
    for (const out of [response('OK', trick), response(trick, 'a')]) {
      assert.is(out.split('\r\n').length, 5, 'start line, two headers, empty line, body');
      assert.not.match(out.replaceAll('\r\n', ''), /[\r\n]/);
    }
  }
});

test.run();
