import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId } from '../../../../src/base/ids.js';
import { utcMs } from '../../../../src/base/units.js';
import { RememberedTraces } from '../../../../src/app/web/call-traces.js';
import type { SessionId } from '../../../../src/sip/endpoint-api.js';
import { MessageMemory } from '../../../../src/sip/io/message-memory.js';

const test = suite('call traces');
const PEER = { host: '192.0.2.1', port: 5060 };
const message = (start: string, callId: string, from = '13800138000'): Uint8Array =>
  Buffer.from(
    `${start}\r\nCall-ID: ${callId}\r\nFrom: <sip:${from}@h>;tag=1\r\nTo: <sip:9001@h>\r\nCSeq: 1 INVITE\r\n\r\n`,
  );

/** A leg that was tried twice, a call that was refused before it was a leg, and one that is up. */
function stage(): RememberedTraces {
  const memory = new MessageMemory(() => utcMs(1));
  for (const attempt of ['first', 'second']) {
    const caller = { session: `leg-1/${attempt}` as SessionId, trunk: `trunk-${attempt}` };
    memory.note('sent', message('INVITE sip:a SIP/2.0', attempt), PEER, caller);
    memory.note('received', message('SIP/2.0 503 x', attempt), PEER);
    memory.hear({ type: 'ended', session: caller.session, by: 'refused', status: 503 });
  }
  memory.note('received', message('INVITE sip:a SIP/2.0', 'refused', '13900139000'), PEER);
  memory.note('sent', message('SIP/2.0 404 x', 'refused'), PEER);
  memory.note('received', message('INVITE sip:a SIP/2.0', 'up'), PEER);
  memory.hear({
    type: 'incoming',
    session: 's' as SessionId,
    invite: { callId: 'up', trunk: { id: 'carrier' } },
  } as never);
  memory.note('sent', message('SIP/2.0 200 OK', 'up'), PEER);
  const legs: Record<string, string> = { 'leg-1/first': 'leg-1', 'leg-1/second': 'leg-1', s: 'leg-2' };
  return new RememberedTraces(memory, {
    legOf: (session) => legs[session] as LegId | undefined,
    live: () => [{ leg: 'leg-2' as LegId, described: 'up and talking' }],
  });
}
const ids = (found: readonly { readonly callId: string }[]): string[] => found.map(({ callId }) => callId);

test('the calls are listed with their legs, those that began last first', () => {
  const found = stage().list({}, undefined, 10);
  assert.equal(
    found.map(({ callId, leg, result, trunk, described }) => [callId, leg, result, trunk, described]),
    [
      ['up', 'leg-2', 'up', 'carrier', 'up and talking'],
      ['refused', undefined, 'bad-number', undefined, undefined],
      ['second', 'leg-1', 'congested', 'trunk-second', undefined],
      ['first', 'leg-1', 'congested', 'trunk-first', undefined],
    ],
  );
});

test('they are found by number, trunk, result and leg', () => {
  const traces = stage();
  assert.equal(ids(traces.list({ number: '139001' }, undefined, 10)), ['refused']);
  assert.equal(ids(traces.list({ number: '9001' }, undefined, 2)), ['up', 'refused']);
  assert.equal(ids(traces.list({ trunk: 'trunk-first' }, undefined, 10)), ['first']);
  assert.equal(ids(traces.list({ result: 'up' }, undefined, 10)), ['up']);
  assert.equal(ids(traces.list({ leg: 'leg-1' }, undefined, 10)), ['second', 'first']);
});

test('a page goes on after the call it ended with, and ends when that is forgotten', () => {
  const traces = stage();
  assert.equal(ids(traces.list({}, 'refused', 10)), ['second', 'first']);
  assert.equal(ids(traces.list({}, 'forgotten', 10)), []);
});

test('a ladder is found by Call-ID and by leg, the last attempt first', () => {
  const traces = stage();
  assert.equal(traces.find('first')?.messages.length, 2);
  assert.equal([traces.find('leg-1')?.call.callId, traces.find('leg-2')?.call.callId], ['second', 'up']);
  assert.is(traces.find('unknown'), undefined);
});

test.run();
