import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../../src/base/units.js';
import { ladderOf, tracedOutcome, tracedParties } from '../../../../src/sip/io/call-trace.js';
import { MessageMemory } from '../../../../src/sip/io/message-memory.js';
import type { RememberedCall } from '../../../../src/sip/io/remembered-call.js';

const test = suite('call trace');
const PEER = { host: '192.0.2.1', port: 5060 };

type Line = readonly ['received' | 'sent', string];

/** Each message gets the Call-ID; `lines` are start line and header lines. */
function callOf(...messages: readonly Line[]): RememberedCall {
  const memory = new MessageMemory(() => utcMs(1));
  for (const [direction, text] of messages) {
    const [start, ...rest] = text.split('\n');
    const lines = [start, 'Call-ID: a', ...rest].join('\r\n');
    memory.note(direction, Buffer.from(lines.includes('\r\n\r\n') ? lines : `${lines}\r\n\r\n`), PEER);
  }
  memory.hear({ type: 'incoming', session: 's', invite: { callId: 'a', trunk: { id: 't' } } } as never);
  return memory.of('a')!;
}
const INVITE: Line = [
  'received',
  'INVITE sip:9001@h SIP/2.0\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\nFrom: "甲" <sip:+8613800138000@h>;tag=1\nTo: <tel:9001>\nCSeq: 1 INVITE',
];
const answer = (status: number, cseq = '1 INVITE', more = ''): Line => [
  'sent',
  `SIP/2.0 ${status} x\nCSeq: ${cseq}${more}`,
];

test('a message is told with its transport and its start line, in the characters of people', () => {
  const [message] = ladderOf(callOf(INVITE));
  assert.equal(
    [message!.peer, message!.transport, message!.startLine, message!.cut],
    ['192.0.2.1:5060', 'UDP', 'INVITE sip:9001@h SIP/2.0', false],
  );
  assert.match(message!.text, /From: "甲"/);
});

test('the parties are the numbers of From and To', () => {
  assert.equal(tracedParties(callOf(INVITE)), {
    direction: 'in',
    peer: '192.0.2.1:5060',
    from: '+8613800138000',
    to: '9001',
  });
});

test('what a call came to is told by the answers to its INVITE alone', () => {
  const outcome = (...messages: readonly Line[]) => tracedOutcome(callOf(INVITE, ...messages));
  const none = { answered: false, rang: false, status: 0, q850Cause: undefined };
  assert.equal(outcome(answer(100)), none);
  assert.equal(outcome(answer(180), answer(486, '1 INVITE', '\nReason: Q.850;cause=34')), {
    ...none,
    rang: true,
    status: 486,
    q850Cause: 34,
  });
  assert.equal(outcome(answer(200, '1 CANCEL'), answer(487)), { ...none, status: 487 });
  assert.equal(outcome(answer(200), ['received', 'SIP/2.0 481 x\nCSeq: 2 INVITE']), {
    ...none,
    answered: true,
  });
});

test('no credentials are told, folded ones neither', () => {
  const folded =
    'Digest username="u",\n realm="r",\n\tresponse="0123456789abcdef"\nproxy-authorization: Digest response="fedcba"';
  const [message] = ladderOf(
    callOf(['sent', `INVITE sip:u:geheim@h SIP/2.0\nAuthorization: ${folded}\nCSeq: 1 INVITE`]),
  );
  assert.not.match(message!.text, /0123456789abcdef|fedcba|geheim/);
  assert.not.match(message!.startLine, /geheim/);
  assert.match(message!.text, /Authorization: Digest …\r\nproxy-authorization: Digest …\r\nCSeq: 1 INVITE/);
});

for (const [kind, body] of [
  ['dtmf-relay', 'Signal=7\nDuration=160'],
  ['dtmf', '7'],
] as const)
  test(`a digit keyed by INFO (${kind}) may be of a password and is not told`, () => {
    const info = `INFO sip:9001@h SIP/2.0\nCSeq: 2 INFO\nContent-Type: application/${kind}\n\n${body}`;
    const [, message] = ladderOf(callOf(INVITE, ['received', info]));
    assert.match(message!.text, /Content-Type: application\/dtmf[-relay]*\r\n\r\n…$/);
  });

test.run();
