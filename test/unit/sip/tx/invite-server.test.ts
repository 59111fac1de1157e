import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_SIP_TIMERS } from '../../../../src/sip/timers.js';
import { InviteServerTransaction } from '../../../../src/sip/tx/invite-server.js';
import { feeder, statusBytes } from '../../../support/transaction-feeder.js';

const it = suite('INVITE server transaction');
const open = (reliable = false) => feeder(new InviteServerTransaction(DEFAULT_SIP_TIMERS, reliable));
const respond = (status: number) => ({ type: 'respond', status, bytes: statusBytes(status) }) as const;

it('answers a retransmitted INVITE with the last provisional response', () => {
  const machine = open();
  assert.equal(machine.feed({ type: 'request' }), []);
  assert.equal(machine.feed(respond(100)), ['send 100']);
  assert.equal(machine.feed({ type: 'request' }), ['send 100']);
  machine.feed(respond(180));
  assert.equal(machine.feed({ type: 'request' }), ['send 180']);
  assert.is(machine.deadlineMs, undefined, 'no timer runs in Proceeding');
});

it('repeats a refusal with timer G, doubling up to T2, until timer H', () => {
  const machine = open();
  assert.equal(machine.feed(respond(486)), ['send 486']);
  const log = machine.runOut();
  assert.equal(log, [
    '500 send 486',
    '1500 send 486',
    '3500 send 486',
    '7500 send 486',
    '11500 send 486',
    '15500 send 486',
    '19500 send 486',
    '23500 send 486',
    '27500 send 486',
    '31500 send 486',
    '32000 timeout',
  ]);
  assert.ok(machine.terminated);
});

it('does not repeat a refusal on a reliable transport, and still waits for the ACK', () => {
  const machine = open(true);
  machine.feed(respond(486));
  assert.equal(machine.runOut(), ['32000 timeout']);
});

it('answers a retransmitted INVITE with the refusal', () => {
  const machine = open();
  machine.feed(respond(486));
  assert.equal(machine.feed({ type: 'request' }), ['send 486']);
});

it('falls silent on the ACK and ends with timer I', () => {
  const machine = open();
  machine.feed(respond(486));
  machine.at(700);
  assert.equal(machine.feed({ type: 'ack' }), []);
  assert.equal(machine.feed({ type: 'ack' }), []);
  assert.equal(machine.feed({ type: 'request' }), []);
  assert.is(machine.deadlineMs, 5700);
  assert.equal(machine.runOut(), []);
  assert.ok(machine.terminated);
});

it('ends at once after the ACK on a reliable transport', () => {
  const machine = open(true);
  machine.feed(respond(486));
  machine.feed({ type: 'ack' });
  machine.runOut();
  assert.is(machine.nowMs, 0);
  assert.ok(machine.terminated);
});

it('absorbs INVITEs after a 2xx, passes ACKs up, sends further 2xx, and ends with timer L', () => {
  for (const reliable of [false, true]) {
    const machine = open(reliable);
    assert.equal(machine.feed(respond(200)), ['send 200']);
    assert.equal(machine.feed({ type: 'request' }), []);
    assert.equal(machine.feed(respond(200)), ['send 200']);
    assert.equal(machine.feed(respond(486)), []);
    assert.equal(machine.feed({ type: 'ack' }), ['ack']);
    assert.is(machine.deadlineMs, 32_000);
    assert.equal(machine.runOut(), []);
    assert.ok(machine.terminated);
  }
});

it('tells its user of a transport error before the answer and after a refusal', () => {
  const early = open();
  assert.equal(early.feed({ type: 'transport-error' }), ['transport-error']);
  assert.ok(early.terminated);
  const refused = open();
  refused.feed(respond(486));
  assert.equal(refused.feed({ type: 'transport-error' }), ['transport-error']);
  assert.ok(refused.terminated);
  assert.is(refused.deadlineMs, undefined);
});

it('keeps trying after a transport error that follows a 2xx', () => {
  const machine = open();
  machine.feed(respond(200));
  assert.equal(machine.feed({ type: 'transport-error' }), ['transport-error']);
  assert.not(machine.terminated);
});

it.run();
