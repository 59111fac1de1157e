import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../../src/base/units.js';
import { MessageMemory } from '../../../../src/sip/io/message-memory.js';

const test = suite('message memory');
const PEER = { host: '192.0.2.1', port: 5060 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text.replaceAll('\n', '\r\n'));

const memory = (limits: object = {}): MessageMemory =>
  new MessageMemory(() => utcMs(1_000), { callsMax: 2, messagesMax: 3, bytesMax: 4_096, ...limits });
const invite = (callId: string): Uint8Array => bytes(`INVITE sip:a SIP/2.0\nCall-ID: ${callId}\n\n`);
const ok = (callId: string): Uint8Array => bytes(`SIP/2.0 200 OK\ni:${callId}\n\n`);

test('the messages of a call are told in their order, the short form of Call-ID too', () => {
  const remembered = memory();
  remembered.note('received', invite('a@b'), PEER);
  remembered.note('sent', ok('a@b'), PEER);
  const found = remembered.of('a@b')!;
  assert.equal(
    found.map(({ direction, peer, atMs, text }) => [direction, peer, atMs, text.split('\r\n')[0]]),
    [
      ['received', '192.0.2.1:5060', 1_000, 'INVITE sip:a SIP/2.0'],
      ['sent', '192.0.2.1:5060', 1_000, 'SIP/2.0 200 OK'],
    ],
  );
});

test('pings and strangers are no calls', () => {
  const remembered = memory();
  remembered.note('sent', bytes('OPTIONS sip:a SIP/2.0\nCall-ID: p\n\n'), PEER);
  remembered.note('received', ok('p'), PEER);
  remembered.note('received', bytes('INVITE without any'), PEER);
  assert.is(remembered.of('p'), undefined);
});

test('calls and messages are bounded: the oldest call is forgotten, the first messages stay', () => {
  const remembered = memory();
  for (const call of ['1', '2', '3']) remembered.note('received', invite(call), PEER);
  assert.is(remembered.of('1'), undefined);
  for (let at = 0; at < 9; at++) remembered.note('sent', ok('3'), PEER);
  assert.is(remembered.of('3')?.length, 3);
  assert.match(remembered.of('3')![0]!.text, /^INVITE/);
});

test('neither credentials nor keyed digits are told', () => {
  const remembered = memory();
  const secret = 'Digest username="u", response="0123456789abcdef"';
  remembered.note(
    'sent',
    bytes(`INVITE sip:a SIP/2.0\nCall-ID: a\nProxy-Authorization: ${secret}\n\n`),
    PEER,
  );
  remembered.note('received', bytes('INFO sip:a SIP/2.0\nCall-ID: a\n\nSignal=7\nDuration=160'), PEER);
  const texts = remembered.of('a')!.map(({ text }) => text);
  assert.match(texts[0]!, /Proxy-Authorization: Digest …/);
  assert.not.match(texts.join(), /0123456789abcdef|Signal=7/);
});

test.run();
