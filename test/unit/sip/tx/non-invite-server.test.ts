import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_SIP_TIMERS } from '../../../../src/sip/timers.js';
import { NonInviteServerTransaction } from '../../../../src/sip/tx/non-invite-server.js';
import { feeder, statusBytes } from '../../../support/transaction-feeder.js';

const it = suite('non-INVITE server transaction');
const open = (reliable = false) => feeder(new NonInviteServerTransaction(DEFAULT_SIP_TIMERS, reliable));
const respond = (status: number) => ({ type: 'respond', status, bytes: statusBytes(status) }) as const;

it('drops a retransmission while there is no response', () => {
  assert.equal(open().feed({ type: 'request' }), []);
});

it('answers a retransmission with the provisional response', () => {
  const machine = open();
  assert.equal(machine.feed(respond(100)), ['send 100']);
  assert.equal(machine.feed({ type: 'request' }), ['send 100']);
  assert.is(machine.deadlineMs, undefined);
});

it('answers retransmissions with the final response until timer J', () => {
  const machine = open();
  assert.equal(machine.feed(respond(200)), ['send 200']);
  machine.at(31_999);
  assert.equal(machine.feed({ type: 'request' }), ['send 200']);
  assert.equal(machine.feed(respond(500)), [], 'a second final response is ignored');
  assert.is(machine.deadlineMs, 32_000);
  assert.equal(machine.runOut(), []);
  assert.ok(machine.terminated);
  assert.equal(machine.feed({ type: 'request' }), []);
});

it('ends at once after the final response on a reliable transport', () => {
  const machine = open(true);
  machine.feed(respond(200));
  machine.runOut();
  assert.is(machine.nowMs, 0);
  assert.ok(machine.terminated);
});

it('ends on a transport error', () => {
  const machine = open();
  machine.feed(respond(200));
  assert.equal(machine.feed({ type: 'transport-error' }), ['transport-error']);
  assert.ok(machine.terminated);
});

it.run();
