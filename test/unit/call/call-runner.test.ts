import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs } from '../../../src/base/units.js';
import { CallRouter } from '../../../src/call/call-router.js';
import { configSchema } from '../../../src/config/schema.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';

const test = suite('call runner');

test('a fault while a new call is looked at answers it with 500 [C5]', () => {
  class FaultyRouter extends CallRouter {
    override route(): never {
      throw new Error('made to fail');
    }
  }
  const world = new CallRunnerWorld(new FaultyRouter([]));
  world.ring('a');
  assert.equal(world.sip, [{ type: 'reject', session: 'a', status: 500, cause: { cause: 41 } }]);
  assert.is(world.calls.counts().faults, 1);
  assert.is(world.calls.size, 0);
});

test('a fault of one party in its conference ends that leg alone, and neither the others nor whoever asked', () => {
  const world = new CallRunnerWorld();
  const faulty = world.enter('a');
  const other = world.enter('b');
  world.faultOn = (command) => command.type === 'play' && command.leg === faulty;
  const [conference] = world.conferences.service.snapshots();
  const owner = { kind: 'owner', account: undefined } as const;
  const { result } = world.conferences.dispatch({ type: 'end' }, conference!.id, owner);
  assert.ok(result.ok);
  assert.ok(world.told('a').includes('bye'));
  const farewell = world.mixed.at(-1);
  assert.ok(farewell?.type === 'play' && farewell.leg === other);
});

test('what cannot be done to a leg that ends does not keep it from being closed and recorded', () => {
  const world = new CallRunnerWorld();
  const leg = world.enter('a');
  world.faultOn = ({ type }) => type === 'bye';
  world.calls.endAll('drained');
  assert.ok(world.mixed.some((command) => command.type === 'close-leg'));
  world.closeLeg(leg);
  assert.equal(
    world.closed.map(({ reason }) => reason),
    ['drained'],
  );
  assert.is(world.calls.size, 0);
});

test('keys that come before the ACK are kept for the first entry [S10]', () => {
  const world = new CallRunnerWorld();
  world.ring('a', '4006701018');
  const leg = world.lastLeg();
  world.calls.onMixer({ type: 'leg-opened', leg, address: '198.51.100.1', port: 30_000 });
  for (const key of ['7', '3', '#'] as const)
    world.calls.onMixer({ type: 'digit', leg, key, atMs: monotonicMs(0) });
  world.acknowledge('a');
  assert.match(world.calls.describe()[0] ?? '', /room 73/);
});

test('test calls are few at once, and the place of one that is over is free again [S38b]', () => {
  const { serviceNumbers } = configSchema.parse({
    serviceNumbers: [
      { number: '9001', service: 'test', test: 'silence' },
      { number: '4006701018', service: 'bridge' },
    ],
  });
  const world = new CallRunnerWorld(new CallRouter(serviceNumbers));
  for (const session of ['a', 'b', 'c', 'd']) world.ring(session, '9001');
  const leg = world.lastLeg();
  world.ring('e', '9001');
  const refused = { type: 'reject', session: 'e', status: 486, cause: { cause: 34 } };
  assert.equal(
    world.sip.filter(({ type }) => type === 'reject'),
    [refused],
  );
  assert.is(world.calls.counts().testCallsCap, 1);
  world.ring('f', '4006701018');
  world.hangUp('d');
  world.openLegs();
  world.closeLeg(leg);
  world.ring('g', '9001');
  assert.equal([world.told('f'), world.told('g')].flat().includes('reject'), false);
  world.ring('h', '9001');
  assert.ok(world.told('h').includes('reject'), 'the place is taken again');
});

test('a call for which the media side has nothing is counted', () => {
  const world = new CallRunnerWorld();
  world.ring('a');
  world.calls.onMixer({ type: 'leg-refused', leg: world.lastLeg(), code: 'NO_RTP_PORTS' });
  assert.is(world.calls.counts().mediaRefused, 1);
  assert.ok(world.told('a').includes('reject'));
  assert.is(world.calls.size, 0);
});

test.run();
