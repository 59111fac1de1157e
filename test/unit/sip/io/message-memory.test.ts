import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../../src/base/units.js';
import type { SessionId, SipEvent } from '../../../../src/sip/endpoint-api.js';
import { MessageMemory, type MessageMemoryOptions } from '../../../../src/sip/io/message-memory.js';

const test = suite('message memory');
const PEER = { host: '192.0.2.1', port: 5060 };
const STRANGER = { host: '203.0.113.9', port: 5060 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text.replaceAll('\n', '\r\n'));

const memory = (limits: Partial<MessageMemoryOptions> = {}): MessageMemory =>
  new MessageMemory(() => utcMs(1_000), {
    callsMax: 2,
    messagesMax: 4,
    messageBytesMax: 4_096,
    bytesMax: 100_000,
    ...limits,
  });
const invite = (callId: string): Uint8Array => bytes(`INVITE sip:a SIP/2.0\nCall-ID: ${callId}\n\n`);
const ok = (callId: string): Uint8Array => bytes(`SIP/2.0 200 OK\ni:${callId}\n\n`);
const session = (id: string): SessionId => id as SessionId;
const incoming = (callId: string, id: string): SipEvent =>
  ({ type: 'incoming', session: session(id), invite: { callId, trunk: { id: 'carrier' } } }) as never;
const ended = (id: string): SipEvent => ({ type: 'ended', session: session(id), by: 'peer' });

test('the messages of a call are kept in their order, however the Call-ID is written', () => {
  const remembered = memory();
  remembered.note('received', invite('a@b'), PEER);
  remembered.note('sent', ok('a@b'), PEER);
  remembered.note('received', bytes('ACK sip:a SIP/2.0\ncall-id :a@b\n\n'), PEER);
  const found = remembered.of('a@b')!.messages;
  assert.equal(
    found.map(({ direction, peer, atMs, text }) => [direction, peer.host, atMs, text.split('\r\n')[0]]),
    [
      ['received', '192.0.2.1', 1_000, 'INVITE sip:a SIP/2.0'],
      ['sent', '192.0.2.1', 1_000, 'SIP/2.0 200 OK'],
      ['received', '192.0.2.1', 1_000, 'ACK sip:a SIP/2.0'],
    ],
  );
});

test('what is remembered does not change when the buffer is used again', () => {
  const remembered = memory();
  const buffer = invite('a');
  remembered.note('sent', buffer, PEER);
  buffer.fill(0x78);
  assert.match(remembered.of('a')!.messages[0]!.text, /^INVITE sip:a/);
});

test('pings are no calls', () => {
  const remembered = memory();
  remembered.note('sent', bytes('OPTIONS sip:a SIP/2.0\nCall-ID: p\n\n'), PEER);
  remembered.note('received', ok('p'), PEER);
  remembered.note('received', bytes('INVITE without any'), PEER);
  assert.is(remembered.of('p'), undefined);
});

test('strangers, who get no answer, push out nothing', () => {
  const remembered = memory();
  remembered.note('received', invite('known'), PEER);
  remembered.note('sent', ok('known'), PEER);
  for (let at = 0; at < 9; at++) remembered.note('received', invite(`stranger-${at}`), STRANGER);
  remembered.note('received', invite('refused'), PEER);
  remembered.note('received', invite('refused'), PEER);
  remembered.note('sent', ok('refused'), PEER);
  assert.equal(
    remembered.newestFirst().map(({ callId, messages }) => [callId, messages.length]),
    [
      ['refused', 3],
      ['known', 2],
    ],
  );
  assert.equal([remembered.counters.get('callsIgnored'), remembered.counters.get('messages')], [9, 5]);
});

test('of a call that says too much the beginning and the end stay', () => {
  const remembered = memory();
  for (let at = 0; at < 6; at++)
    remembered.note('sent', bytes(`INVITE sip:${at} SIP/2.0\nCall-ID: a\n\n`), PEER);
  const call = remembered.of('a')!;
  assert.equal(
    call.messages.map(({ text }) => text.charAt('INVITE sip:'.length)),
    ['0', '1', '4', '5'],
  );
  assert.equal([call.leftOut, remembered.counters.get('messagesLeftOut')], [2, 2]);
});

test('a message is cut at its limit, and that is counted', () => {
  const remembered = memory({ messageBytesMax: 40 });
  remembered.note('sent', bytes(`INVITE sip:a SIP/2.0\nCall-ID: a\n\n${'x'.repeat(100)}`), PEER);
  const [message] = remembered.of('a')!.messages;
  assert.is(message!.text.length, 40);
  assert.ok(message!.bytes > 100);
  assert.is(remembered.counters.get('messagesCut'), 1);
});

test('the call that ended first is forgotten first, and one that is up last', () => {
  const remembered = memory();
  for (const call of ['up', 'second', 'third']) {
    remembered.note('received', invite(call), PEER);
    remembered.hear(incoming(call, call));
    if (call !== 'up') remembered.hear(ended(call));
  }
  assert.is(remembered.of('second'), undefined);
  assert.is(remembered.of('up')?.isLive, true);
  assert.equal([remembered.of('third')?.isLive, remembered.of('third')?.endedMs], [false, 1_000]);
  remembered.hear(ended('up'));
  remembered.note('sent', invite('fourth'), PEER);
  assert.is(remembered.of('third'), undefined, 'it was over before the one that was up');
  assert.is(remembered.counters.get('callsForgotten'), 2);
});

test('all messages together stay below the limit of bytes', () => {
  const remembered = memory({ callsMax: 100, bytesMax: 200 });
  for (let at = 0; at < 50; at++) remembered.note('sent', invite(`call-${at}`), PEER);
  const kept = remembered.newestFirst();
  const total = kept.reduce((sum, { bytes: size }) => sum + size, 0);
  assert.ok(total <= 200 && kept.length >= 3, `${kept.length} calls, ${total} bytes`);
  assert.is(kept[0]!.callId, 'call-49');
});

test('a call is known by its session and its trunk, of either direction', () => {
  const remembered = memory();
  remembered.note('sent', invite('ours'), STRANGER, { session: session('7'), trunk: 'carrier' });
  remembered.note('received', invite('theirs'), PEER);
  remembered.hear(incoming('theirs', '8'));
  assert.equal(
    remembered.newestFirst().map(({ callId, owner, isLive }) => [callId, owner, isLive]),
    [
      ['theirs', { session: '8', trunk: 'carrier' }, true],
      ['ours', { session: '7', trunk: 'carrier' }, true],
    ],
  );
});

test.run();
