import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { IdMaker, type LegId, type OperatorId } from '../../../src/base/ids.js';
import { seededRandom } from '../../../src/base/random.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import { OperatorRunner } from '../../../src/call/operator-runner.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';
import { enterAsChair } from '../../support/room-callers.js';

const test = suite('operator runner');
const FIRST = '8613700000001';
const SECOND = '8613700000002';

interface Desk {
  readonly world: CallRunnerWorld;
  readonly operators: OperatorRunner;
  readonly party: LegId;
}

/** A party in the room, and so many operators on duty. */
function desk(numbers: readonly string[]): Desk {
  const world = new CallRunnerWorld();
  const operators = new OperatorRunner({
    conferences: world.conferences,
    ids: new IdMaker(seededRandom(9), () => utcMs(1_800_000_000_000)),
    clock: { now: () => monotonicMs(world.nowMs), utcNow: () => utcMs(1_800_000_000_000) },
    onDuty: () => numbers.map((number) => ({ id: number as OperatorId, called: { e164: `+${number}` } })),
    waitMs: 120_000,
    rescheduled: () => undefined,
  });
  world.also = operators;
  const party = enterAsChair(world, 'a');
  world.finishPlays(party);
  return { world, operators, party };
}

test('*0 calls an operator, whose 1 puts the two on a line of their own [S14]', () => {
  const { world, party } = desk([FIRST]);
  world.press(party, '*0');
  assert.ok(world.spokenTo(party).includes('hold-music'));
  const operator = world.answer(world.callTo(FIRST));
  assert.ok(world.spokenTo(operator).includes('operator-offer'));
  assert.is(world.mixOf(operator), undefined);
  world.press(operator, '1');
  assert.ok(world.mixOf(operator) !== undefined);
  assert.is(world.mixOf(operator), world.mixOf(party));
  assert.is(world.charging.joined.at(-1)?.kind, 'operator');
  assert.is(world.outbound.requests.at(-1)?.account, undefined, 'the house calls');
});

test('one who does not take the phone leaves the party to the next [S14]', () => {
  const { world, party } = desk([FIRST, SECOND]);
  world.press(party, '*0');
  world.ringing(world.callTo(FIRST));
  world.advance(20_000);
  assert.ok(world.told(world.callTo(FIRST)).includes('cancel'));
  const operator = world.answer(world.callTo(SECOND));
  world.press(operator, '1');
  assert.is(world.mixOf(operator), world.mixOf(party));
});

test('nobody on duty: operators are busy, and the party is back in the room [S14]', () => {
  const { world, party } = desk([]);
  world.press(party, '*0');
  world.finishPlays(party);
  assert.ok(world.spokenTo(party).includes('operators-busy'));
  assert.is(world.mixOf(party), world.conferences.service.snapshots()[0]?.id);
});

test('nobody takes it for two minutes: operators are busy [S14]', () => {
  const { world, party } = desk([FIRST]);
  world.press(party, '*0');
  world.openLegs();
  for (let second = 0; second < 121; second++) {
    world.advance(1_000);
    world.openLegs();
  }
  world.finishPlays(party);
  assert.ok(world.spokenTo(party).includes('operators-busy'));
  assert.ok(world.callsTo(FIRST).length > 1, 'it was rung more than once');
  assert.ok(world.told(world.callTo(FIRST)).includes('cancel'));
});

test('an operator who speaks with one party is not called for the next; that one waits its turn [S14]', () => {
  const { world, party } = desk([FIRST]);
  world.press(party, '*0');
  const session = world.callTo(FIRST);
  world.press(world.answer(session), '1');
  const other = enterAsChair(world, 'b', '13812341235');
  world.finishPlays(other);
  world.press(other, '*0');
  assert.is(world.callsTo(FIRST).length, 1);
  world.hangUp(session);
  world.advance(6_000);
  assert.is(world.callsTo(FIRST).length, 2);
});

test('*# while waiting gives the operator up and returns to the room [S14]', () => {
  const { world, party } = desk([FIRST]);
  world.press(party, '*0');
  const session = world.callTo(FIRST);
  world.ringing(session);
  world.press(party, '*#');
  assert.ok(world.told(session).includes('cancel'));
  assert.is(world.mixOf(party), world.conferences.service.snapshots()[0]?.id);
});

test.run();
