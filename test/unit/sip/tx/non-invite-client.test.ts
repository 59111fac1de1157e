import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_SIP_TIMERS } from '../../../../src/sip/timers.js';
import { NonInviteClientTransaction } from '../../../../src/sip/tx/non-invite-client.js';
import { feeder, namedBytes, response } from '../../../support/transaction-feeder.js';

const it = suite('non-INVITE client transaction');
const open = (reliable = false) =>
  feeder(new NonInviteClientTransaction(DEFAULT_SIP_TIMERS, reliable, namedBytes('BYE')));
const receive = (status: number) => ({ type: 'response', response: response(status) }) as const;

it('repeats the request with timer E, doubling up to T2, until timer F', () => {
  const machine = open();
  assert.equal(machine.feed({ type: 'start' }), ['send BYE']);
  assert.equal(machine.runOut(), [
    '500 send BYE',
    '1500 send BYE',
    '3500 send BYE',
    '7500 send BYE',
    '11500 send BYE',
    '15500 send BYE',
    '19500 send BYE',
    '23500 send BYE',
    '27500 send BYE',
    '31500 send BYE',
    '32000 timeout',
  ]);
  assert.ok(machine.terminated);
});

it('sends the request once on a reliable transport', () => {
  const machine = open(true);
  machine.feed({ type: 'start' });
  assert.equal(machine.runOut(), ['32000 timeout']);
});

it('repeats every T2 after a provisional response, and timer F still ends it', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  assert.equal(machine.feed(receive(100)), ['response 100']);
  assert.equal(machine.runOut(9000), ['500 send BYE', '4500 send BYE', '8500 send BYE']);
  assert.is(machine.runOut().at(-1), '32000 timeout');
});

it('passes the final response up once and absorbs repetitions until timer K', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  machine.at(300);
  assert.equal(machine.feed(receive(200)), ['response 200']);
  assert.equal(machine.feed(receive(200)), []);
  assert.is(machine.deadlineMs, 5300);
  assert.equal(machine.runOut(), []);
  assert.ok(machine.terminated);
});

it('ends at once after the final response on a reliable transport', () => {
  const machine = open(true);
  machine.feed({ type: 'start' });
  machine.feed(receive(200));
  machine.runOut();
  assert.is(machine.nowMs, 0);
  assert.ok(machine.terminated);
});

it('ends on a transport error', () => {
  const machine = open();
  machine.feed({ type: 'start' });
  assert.equal(machine.feed({ type: 'transport-error' }), ['transport-error']);
  assert.ok(machine.terminated);
});

it.run();
