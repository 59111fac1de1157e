import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  IdMaker,
  type AccountId,
  type LegId,
  type OperatorId,
  type ParticipantId,
} from '../../../src/base/ids.js';
import { seededRandom } from '../../../src/base/random.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import type { OverRequest } from '../../../src/call/operator-request.js';
import { OperatorRunner } from '../../../src/call/operator-runner.js';
import { SYSTEM } from '../../../src/conference/commands.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';
import { enterAsChair } from '../../support/room-callers.js';

const test = suite('operator runner');
const FIRST = '8613700000001';
const SECOND = '8613700000002';

interface Desk {
  readonly world: CallRunnerWorld;
  readonly operators: OperatorRunner;
  readonly party: LegId;
  readonly over: OverRequest[];
}

/** A party in the room, and so many operators on duty. */
function desk(numbers: readonly string[], world = new CallRunnerWorld()): Desk {
  const over: OverRequest[] = [];
  const operators = new OperatorRunner({
    conferences: world.conferences,
    ids: new IdMaker(seededRandom(9), () => utcMs(1_800_000_000_000)),
    clock: { now: () => monotonicMs(world.nowMs), utcNow: () => utcMs(1_800_000_000_000) },
    onDuty: () => numbers.map((number) => ({ id: number as OperatorId, called: { e164: `+${number}` } })),
    waitMs: 120_000,
    over: (request) => void over.push(request),
    rescheduled: () => undefined,
  });
  world.also = operators;
  const party = enterAsChair(world, 'a');
  world.finishPlays(party);
  return { world, operators, party, over };
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

test('an operator is rung at once, however many of the conference wait to be called [S14] [S35]', () => {
  const { world, party } = desk([FIRST]);
  const invitees = Array.from({ length: 300 }, (_, i) => ({
    participant: `invited-${i}` as ParticipantId,
    called: { e164: `+861390000${1_000 + i}` },
    role: 'attendee' as const,
    greeting: 'invited' as const,
  }));
  const conference = world.conferences.service.snapshots()[0]!.id;
  assert.ok(world.conferences.dispatch({ type: 'invite', invitees }, conference, SYSTEM).result.ok);
  world.press(party, '*0');
  assert.is(world.callsTo(FIRST).length, 1);
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

test('a request that is taken by hand rings there alone, whoever was being called for it [S44]', () => {
  const { world, operators, party, over } = desk([FIRST, SECOND]);
  world.press(party, '*0');
  world.ringing(world.callTo(FIRST));
  const [waiting] = operators.requests();
  assert.equal([waiting?.state, waiting?.operator], ['calling', FIRST]);
  const seat = { id: 'seat' as OperatorId, called: { e164: '+8613700000009' } };
  assert.is(operators.take(waiting!.participant, seat), 'calling');
  assert.ok(world.told(world.callTo(FIRST)).includes('cancel'));
  assert.is(world.callsTo(SECOND).length, 0, 'not the next one of the row');
  assert.is(operators.take(waiting!.participant, seat), 'busy');
  const operator = world.answer(world.callTo('8613700000009'));
  world.press(operator, '1');
  assert.is(world.mixOf(operator), world.mixOf(party));
  assert.equal(
    operators.requests().map(({ state, operator: who }) => [state, who]),
    [['speaking', 'seat']],
  );
  assert.equal(
    over.map(({ outcome, operator: who }) => [outcome, who]),
    [['answered', 'seat']],
  );
  assert.is(operators.take(waiting!.participant, seat), 'not-waiting');
});

test('one who took it by hand and does not answer leaves it to the others [S44]', () => {
  const { world, operators, party } = desk([FIRST]);
  world.press(party, '*0');
  const seat = { id: 'seat' as OperatorId, called: { e164: '+8613700000009' } };
  operators.take(operators.requests()[0]!.participant, seat);
  world.advance(1_000);
  world.ringing(world.callTo('8613700000009'));
  world.advance(20_000);
  for (let second = 0; second < 7; second++) {
    world.advance(1_000);
    world.openLegs();
  }
  assert.is(world.callsTo(FIRST).length, 1, 'the first call was given up before it went out');
});

test('a caller is returned to the room by hand, while waiting and while speaking [S44]', () => {
  const { world, operators, party, over } = desk([FIRST]);
  const room = world.mixOf(party);
  let told = 0;
  operators.watch(() => (told += 1));
  world.press(party, '*0');
  const session = world.callTo(FIRST);
  world.ringing(session);
  assert.ok(operators.giveBack(operators.requests()[0]!.participant));
  assert.is(world.mixOf(party), room);
  assert.equal(
    over.map(({ outcome }) => outcome),
    ['given-up'],
  );
  assert.equal(operators.requests(), []);
  assert.ok(told >= 2);
  world.press(party, '*0');
  const operator = world.answer(world.callTo(FIRST));
  world.press(operator, '1');
  assert.ok(operators.giveBack(operators.requests()[0]!.participant));
  assert.is(world.mixOf(party), room);
  assert.equal(operators.requests(), []);
  assert.not(operators.giveBack('nobody' as never));
});

test('a request that ends with its conference is told with whose it was [S44]', () => {
  const world = new CallRunnerWorld();
  const { over } = desk([FIRST], world);
  const account = 'account-1' as AccountId;
  const host = { called: { e164: '+8613800000000' } };
  assert.ok(world.control.startInstant({ account, language: 'zh-CN', host, others: [] }).ok);
  const session = world.callTo('8613800000000');
  const leg = world.answer(session);
  world.press(leg, '1');
  world.finishPlays(leg);
  world.press(leg, '*0');
  assert.is(world.callsTo(FIRST).length, 1);
  world.hangUp(session);
  assert.equal(
    over.map(({ outcome, account: payer }) => [outcome, payer]),
    [['given-up', account]],
  );
});

test('each request is told once, with how it ended [S44]', () => {
  const nobody = desk([]);
  nobody.world.press(nobody.party, '*0');
  assert.equal(
    nobody.over.map(({ outcome }) => outcome),
    ['none-on-duty'],
  );
  const { world, party, over } = desk([FIRST]);
  world.press(party, '*0');
  for (let second = 0; second < 121; second++) {
    world.advance(1_000);
    world.openLegs();
  }
  assert.equal(
    over.map(({ outcome }) => outcome),
    ['none-in-time'],
  );
});

test.run();
