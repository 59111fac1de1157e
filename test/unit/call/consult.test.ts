import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId } from '../../../src/base/ids.js';
import { ok } from '../../../src/base/result.js';
import type { SessionId } from '../../../src/sip/endpoint-api.js';
import { CALLER_SDP } from '../../support/calls.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';
import { enterAsChair } from '../../support/room-callers.js';

const test = suite('consult');
const CALLED = '8613900001000';

interface Consulting {
  readonly world: CallRunnerWorld;
  readonly inviter: LegId;
  readonly session: SessionId;
  /** The invited leg. */
  readonly invited: LegId;
}

/** The inviter has keyed *6 and a number: its call is out. */
function consulting(): Consulting {
  const world = new CallRunnerWorld();
  world.desk = ({ type }) =>
    type === 'callee' ? { type: 'callee', result: ok({ e164: `+${CALLED}` }) } : { type: 'unavailable' };
  const inviter = enterAsChair(world, 'a');
  world.finishPlays(inviter);
  world.press(inviter, '*6');
  world.finishPlays(inviter);
  world.press(inviter, '13900001000#');
  world.advance(1_000);
  const session = world.callTo(CALLED);
  return { world, inviter, session, invited: world.legOf(session) };
}

const conferenceOf = (world: CallRunnerWorld): string => world.conferences.service.snapshots()[0]!.id;

test('the inviter leaves the mix and hears ringing until the network itself speaks [S20] [C23]', () => {
  const { world, inviter, session, invited } = consulting();
  world.ringing(session);
  assert.ok(world.spokenTo(inviter).includes('ringback'));
  assert.is(world.mixOf(invited), undefined);
  world.ringing(session, CALLER_SDP);
  const line = world.mixOf(inviter);
  assert.ok(line !== undefined && line !== conferenceOf(world));
  assert.is(world.mixOf(invited), line, 'early media is heard by the inviter alone');
});

test('answered, the two are alone on their line, and it is paid from the answer [S20] [S48]', () => {
  const { world, inviter, session, invited } = consulting();
  world.ringing(session);
  world.answer(session);
  assert.is(world.mixOf(invited), world.mixOf(inviter));
  assert.not.equal(world.mixOf(invited), conferenceOf(world));
  assert.is(world.charging.joined.at(-1)?.leg, invited);
  assert.is(world.charging.joined.at(-1)?.kind, 'dial-out');
});

test('** brings both into the room; the invited party can be kicked and leaves like any other [S20]', () => {
  const { world, inviter, session } = consulting();
  const invited = world.answer(session);
  world.press(inviter, '**');
  assert.is(world.mixOf(inviter), conferenceOf(world));
  assert.is(world.mixOf(invited), conferenceOf(world));
  world.hangUp(session);
  const left = world.events.findLast(({ fact }) => fact.type === 'left')?.fact;
  assert.is(left?.type === 'left' && left.leg, invited);
  assert.equal(world.failures(), []);
});

test('*# lets the invited party go and the inviter returns alone [S20]', () => {
  const { world, inviter, session } = consulting();
  const invited = world.answer(session);
  world.press(inviter, '*#');
  assert.is(world.mixOf(inviter), conferenceOf(world));
  world.finishPlays(invited);
  assert.ok(world.told(session).includes('bye'));
});

test('*# while it rings cancels the call', () => {
  const { world, inviter, session } = consulting();
  world.ringing(session);
  world.press(inviter, '*#');
  assert.ok(world.told(session).includes('cancel'));
  assert.is(world.mixOf(inviter), conferenceOf(world));
  assert.equal(world.failures(), ['cancelled']);
});

test('** before the answer: the inviter returns at once, the other comes into the room when it answers', () => {
  const { world, inviter, session } = consulting();
  world.ringing(session, CALLER_SDP);
  world.press(inviter, '**');
  assert.is(world.mixOf(inviter), conferenceOf(world));
  const invited = world.answer(session);
  world.finishPlays(invited);
  assert.is(world.mixOf(invited), conferenceOf(world));
});

test('a busy party: the inviter hears why and is where it was [S20]', () => {
  const { world, inviter, session } = consulting();
  world.refuse(session, 486);
  world.finishPlays(inviter);
  assert.ok(world.spokenTo(inviter).includes('called-busy'));
  assert.is(world.mixOf(inviter), conferenceOf(world));
});

test('the invited party hangs up on the line: the inviter hears it [S20]', () => {
  const { world, inviter, session } = consulting();
  world.answer(session);
  world.hangUp(session);
  world.finishPlays(inviter);
  assert.ok(world.spokenTo(inviter).includes('peer-hung-up'));
});

test('the inviter hangs up in a consult: whoever it called is let go', () => {
  for (const state of ['ringing', 'answered'] as const) {
    const { world, session, invited } = consulting();
    world.ringing(session);
    if (state === 'answered') world.answer(session);
    world.hangUp('a');
    world.finishPlays(invited);
    assert.ok(world.told(session).includes(state === 'ringing' ? 'cancel' : 'bye'), state);
  }
});

test('the inviter hangs up while the invited party is paying its way in: nobody is charged [S49]', () => {
  const { world, session } = consulting();
  world.charging.isSlow = true;
  const invited = world.answer(session);
  world.hangUp('a');
  world.charging.settle();
  world.finishPlays(invited);
  assert.ok(world.told(session).includes('bye'));
  assert.equal(world.failures(), ['cancelled']);
  world.closeLeg(invited);
  const { abandoned, closed } = world.charging;
  assert.ok([...abandoned, ...closed].includes(invited));
});

test.run();
