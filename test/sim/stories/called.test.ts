import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { spokenDigits } from '../../../src/ivr/spoken-number.js';
import type { Party } from './party.js';
import { storiesOf } from './story.js';
import type { StoryWorld } from './story-world.js';

/** Who is called by the platform: hosts, groups, voicemails, phones that are verified. */
const test = suite('stories: called parties');
const story = storiesOf(test);

const HOST = '13800000030';
const ONE = '13900000001';
const TWO = '13900000002';
const HUNG_UP_ABNORMALLY = 41;

function hostRings(world: StoryWorld, others: readonly string[]): Party {
  world.phone(HOST);
  world.startByHost(HOST, others);
  return world.rings(HOST, 'host').hears('host-confirm');
}

story('[S35] all twenty others are dialled within 2.5 s of the host’s 1', (world) => {
  const others = Array.from({ length: 20 }, (_, index) => `139000010${String(index).padStart(2, '0')}`);
  for (const number of others) world.phone(number, { answersAfterMs: 2_000 });
  const host = hostRings(world, others);
  assert.is(world.carrier.invites.length, 1, 'nobody is called before the host confirms');
  host.keys('1');
  const keyMs = host.phone.voice.keysSent.at(-1)!.atMs;
  world.until(() => world.carrier.invites.length === 21, 5_000);
  const last = world.carrier.invites.at(-1)!;
  assert.is(world.carrier.invites.length, 21);
  assert.ok(last.atMs - keyMs <= 2_500, `the last after ${last.atMs - keyMs} ms`);
  host.hears('loop ringback', 'member-joined');
  world.pass(6_000);
  assert.is(world.conference().participants.length, 21);
  host.hangsUp().isGone('hung-up');
});

story('[S35] a host who never presses 1 is asked three times; nobody else is called', (world) => {
  world.phone(ONE);
  const host = hostRings(world, [ONE]);
  host.hears('host-confirm', 'host-confirm', 'goodbye').isGone('not-confirmed');
  assert.is(world.carrier.invites.length, 1);
  assert.is(world.service.size, 0);
  return [];
});

story('[S35] [S48] a host who hangs up before the 1 costs nobody', (world) => {
  const host = hostRings(world, [ONE]);
  host.hangsUp().isGone('hung-up');
  world.pass(1_000);
  assert.is(world.service.size, 0);
  return [];
});

story('[S35] a host who is busy, or does not answer, ends it', (world) => {
  world.phone(HOST, { answersAfterMs: 500, refusesWith: 486 });
  world.startByHost(HOST, [ONE]);
  world.rings(HOST);
  world.pass(1_500);
  assert.is(world.service.size, 0);
  world.phone(HOST, {});
  world.startByHost(HOST, [ONE]);
  const silent = world.rings(HOST);
  world.pass(44_000);
  assert.is(world.service.size, 1);
  silent.isGone();
  assert.is(world.service.size, 0);
  return [];
});

story(
  '[S36] a lost host is rung again once and is in at once; its normal hang-up ends it for all',
  (world) => {
    world.phone(ONE);
    const host = hostRings(world, [ONE]).keys('1');
    const one = world.rings(ONE, 'one').hears('invited');
    world.sound([[host, one]]);
    host.hangsUp(HUNG_UP_ABNORMALLY).isGone();
    const back = world.rings(HOST, 'host again').answers();
    world.sound([[back, one]]);
    back.hangsUp().isGone('hung-up');
    one.skips().isGone('conference-over');
    return ['host host-callback 0.2', 'one dial-out 0.2', 'host again host-callback 0.2'];
  },
);

story('[S36] a lost host who does not come back within 60 s ends it', (world) => {
  world.phone(ONE);
  const host = hostRings(world, [ONE]).keys('1');
  const one = world.rings(ONE, 'one').hears('invited');
  world.phone(HOST, {});
  host.hangsUp(HUNG_UP_ABNORMALLY).isGone();
  const lostMs = world.time.now();
  const again = world.rings(HOST, 'host again');
  world.until(() => one.isOver, 70_000);
  const endMs = world.time.now() - lostMs;
  assert.ok(endMs > 59_000 && endMs < 65_000, `ended after ${endMs} ms`);
  one.isGone('conference-over');
  again.isGone();
});

story('[S36] numbers are added and hung up at any time, all are muted and unmuted', (world) => {
  world.phone(ONE);
  world.phone(TWO);
  const host = hostRings(world, [ONE]).keys('1');
  const one = world.rings(ONE, 'one').hears('invited');
  world.invite([TWO]);
  const two = world.rings(TWO, 'two').hears('invited');
  world.sound([[host, one, two]]);
  world.web({ type: 'mute-all', muted: true });
  world.sound([[host, one, two]], [one, two]);
  world.web({ type: 'mute-all', muted: false });
  world.web({ type: 'hang-up', participant: world.participantOf(two) });
  two.skips().isGone();
  world.sound([[host, one]]);
  world.web({ type: 'end' });
  host.skips().isGone('ended-by-api');
});

story('[S24] a group is called from the room; a voicemail that never presses 1 does not enter', (world) => {
  world.phone(ONE);
  world.phone(TWO);
  const chair = world.enter('chair', 'chair');
  world.invite([ONE, TWO], 'press-1');
  const one = world.rings(ONE, 'one').hears('invited press-1-to-join').keys('1');
  const voicemail = world.rings(TWO, 'voicemail');
  world.sound([[chair, one]]);
  for (let time = 0; time < 3; time++) voicemail.hears('invited press-1-to-join');
  voicemail.hears('goodbye').isGone('not-confirmed');
  assert.is(world.conference().participants.length, 2);
  return ['chair host-dial-in 0.2', 'one dial-out 0.2'];
});

story('[S24] who did not answer is redialled', (world) => {
  world.phone(ONE, { answersAfterMs: 300, refusesWith: 486 });
  const chair = world.enter('chair', 'chair');
  world.invite([ONE]);
  world.rings(ONE);
  world.pass(1_500);
  world.phone(ONE);
  world.web({ type: 'redial', participant: 'all' });
  const one = world.rings(ONE, 'one').hears('invited');
  world.sound([[chair, one]]);
});

story(
  '[S41] 9 opts out: it is not called again',
  (world) => {
    world.phone(ONE);
    const chair = world.enter('chair', 'chair');
    world.invite([ONE]);
    world
      .rings(ONE, 'one')
      .hears('invited opt-out')
      .keys('9')
      .hears('opted-out goodbye')
      .isGone('not-confirmed');
    world.invite([ONE]);
    world.pass(3_000);
    assert.is(world.carrier.invites.length, 1);
    chair.skips().keys('*6').hears('ask-number').keys(`${ONE}#`).hears('party-opted-out ask-number');
    return ['chair host-dial-in 0.2'];
  },
  { offersOptOut: true },
);

story('[S16] [S7] a lock and the place of a ringing invitation', (world) => {
  world.room({ options: { partiesMax: 2 } });
  world.phone(ONE, { answersAfterMs: 4_000 });
  const chair = world.enter('chair', 'chair');
  chair.keys('*2').hears('conference-locked');
  world.invite([ONE]);
  const one = world.rings(ONE, 'one');
  chair.keys('*6').hears('conference-full');
  one.hears('invited');
  world.sound([[chair, one]]);
});

story('[S26] [S32] [S38] a code is spoken to a phone, and again on 1', (world) => {
  world.phone(ONE);
  const results = world.speakCode(ONE, '103118');
  const words = [
    'code-for-registration',
    ...spokenDigits('103118', world.language),
    'pause',
    'code-again',
  ].join(' ');
  const one = world.rings(ONE, 'one').hears(words).keys('1').hears(words);
  one.hears('goodbye').isGone('not-confirmed');
  assert.equal(results, [{ spoken: true }]);
  return [];
});

story('[S32] a phone that does not answer hears no code', (world) => {
  world.phone(ONE, { answersAfterMs: 500, refusesWith: 486 });
  const results = world.speakCode(ONE, '103118');
  world.rings(ONE);
  world.pass(1_000);
  assert.equal(
    results.map(({ spoken }) => spoken),
    [false],
  );
  return [];
});

test.run();
