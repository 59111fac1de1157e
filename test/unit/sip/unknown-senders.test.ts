import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog, type LogFields } from '../../../src/base/log.js';
import { monotonicMs } from '../../../src/base/units.js';
import { UnknownSenders } from '../../../src/sip/unknown-senders.js';

const test = suite('unknown senders [S55]');

function world() {
  const told: string[] = [];
  const log = { ...silentLog, warn: ({ address }: LogFields) => void told.push(String(address)) };
  return { told, senders: new UnknownSenders(log) };
}

test('an address is told once a minute', () => {
  const { told, senders } = world();
  for (const ms of [0, 1, 59_999, 60_000]) senders.note('192.0.2.1', monotonicMs(ms));
  assert.equal(told, ['192.0.2.1', '192.0.2.1']);
});

test('a flood from many addresses fills no log', () => {
  const { told, senders } = world();
  for (let host = 0; host < 250; host++) senders.note(`192.0.2.${host}`, monotonicMs(host));
  assert.is(told.length, 10);
});

test.run();
