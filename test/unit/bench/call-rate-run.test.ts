import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { measureCallRate } from '../../../bench/load/call-rate-run.js';
import { FakeConference, type Fault } from '../../support/fake-conference.js';

const test = suite('call rate');

const measure = (fault: Fault) =>
  measureCallRate(
    new FakeConference(fault),
    {
      server: { address: '127.0.0.1', port: 5060 },
      localAddress: '127.0.0.1',
      ports: { first: 9000, last: 9999 },
      callsPerSecond: 100,
      seconds: 2,
      pattern: '88%d',
      rooms: 997,
      holdMs: 0,
    },
    async () => undefined,
  );

test('every call is set up and ended once', async () => {
  const report = await measure('none');
  assert.is(report.offered, 200);
  assert.is(report.completed, 200);
  assert.is(report.retransmissions, 0);
  assert.ok(report.inviteTo200Ms.max <= 2);
});

test('every INVITE that must be sent again is counted', async () => {
  const report = await measure('deaf-once');
  assert.is(report.completed, 200);
  assert.is(report.retransmissions, 200);
});

test('refusals are counted by their status', async () => {
  const report = await measure('busy');
  assert.is(report.completed, 0);
  assert.equal(report.failures, { '486': 200 });
});

test.run();
