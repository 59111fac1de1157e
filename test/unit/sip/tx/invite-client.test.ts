import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_SIP_TIMERS } from '../../../../src/sip/timers.js';
import { InviteClientTransaction } from '../../../../src/sip/tx/invite-client.js';
import { feeder, namedBytes, response } from '../../../support/transaction-feeder.js';

const it = suite('INVITE client transaction');
const open = (reliable = false) => {
  const ackTo = ({ status }: { status: number }) => namedBytes(`ACK ${status}`);
  return feeder(new InviteClientTransaction(DEFAULT_SIP_TIMERS, reliable, namedBytes('INVITE'), ackTo));
};
const receive = (status: number) => ({ type: 'response', response: response(status) }) as const;

it('repeats the INVITE with timer A, doubling without a cap, until timer B', () => {
  const machine = open();
  assert.equal(machine.feed({ type: 'start' }), ['send INVITE']);
  assert.equal(machine.runOut(), [
    '500 send INVITE',
    '1500 send INVITE',
    '3500 send INVITE',
    '7500 send INVITE',
    '15500 send INVITE',
    '31500 send INVITE',
    '32000 timeout',
  ]);
  assert.ok(machine.terminated);
});

it('sends the INVITE once on a reliable transport', () => {
  const machine = open(true);
  machine.feed({ type: 'start' });
  assert.equal(machine.runOut(), ['32000 timeout']);
});

it('stops repeating and waits without limit once a provisional response came', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  assert.equal(machine.feed(receive(100)), ['response 100']);
  assert.equal(machine.feed(receive(180)), ['response 180']);
  assert.is(machine.deadlineMs, undefined);
});

it('acknowledges a refusal each time it comes, passes it up once, and ends with timer D', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  assert.equal(machine.feed(receive(486)), ['send ACK 486', 'response 486']);
  assert.equal(machine.feed(receive(486)), ['send ACK 486']);
  assert.equal(machine.feed(receive(180)), []);
  assert.is(machine.deadlineMs, 32_000);
  assert.equal(machine.runOut(), []);
  assert.ok(machine.terminated);
});

it('ends at once after a refusal on a reliable transport', () => {
  const machine = open(true);
  machine.feed({ type: 'start' });
  machine.feed(receive(486));
  machine.runOut();
  assert.is(machine.nowMs, 0);
  assert.ok(machine.terminated);
});

it('passes every 2xx up until timer M, and nothing else', () => {
  for (const reliable of [false, true]) {
    const machine = open(reliable);
    machine.feed({ type: 'start' });
    machine.feed(receive(180));
    assert.equal(machine.feed(receive(200)), ['response 200']);
    assert.equal(machine.feed(receive(200)), ['response 200']);
    assert.equal(machine.feed(receive(486)), []);
    assert.is(machine.deadlineMs, 32_000);
    assert.equal(machine.runOut(), []);
    assert.ok(machine.terminated);
  }
});

it('ends on a transport error while a message of its own is on the way', () => {
  for (const steps of [[], [486]]) {
    const machine = open();
    machine.feed({ type: 'start' });
    for (const status of steps) machine.feed(receive(status));
    assert.equal(machine.feed({ type: 'transport-error' }), ['transport-error']);
    assert.ok(machine.terminated);
  }
});

it('sent more than once, says that it failed and still hears what is late until timer B', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  machine.runOut(500);
  assert.equal(machine.feed({ type: 'transport-error' }), ['transport-error']);
  assert.equal(machine.runOut(31_999), [], 'not repeated');
  assert.equal(machine.feed(receive(200)), ['response 200']);
});

it('takes no notice of a transport error once its INVITE has arrived', () => {
  for (const status of [180, 200]) {
    const machine = open();
    machine.feed({ type: 'start' });
    machine.feed(receive(status));
    assert.equal(machine.feed({ type: 'transport-error' }), []);
    assert.not.ok(machine.terminated);
  }
});

it('withdrawn before any response is not repeated, and hears what is late until timer B', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  machine.feed({ type: 'withdraw' });
  assert.equal(machine.runOut(31_000), []);
  assert.equal(machine.feed(receive(180)), ['response 180']);
});

it('cancelled, waits for the final response for 64*T1 and no longer', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  machine.feed(receive(180));
  machine.at(10_000);
  machine.feed({ type: 'withdraw' });
  machine.feed(receive(183));
  assert.equal(machine.runOut(), ['42000 timeout']);
});

it('cancelled, still acknowledges the refusal that follows', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  machine.feed(receive(180));
  machine.feed({ type: 'withdraw' });
  assert.equal(machine.feed(receive(487)), ['send ACK 487', 'response 487']);
});

it.run();
