import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { storiesOf } from './story.js';
import type { Party } from './party.js';
import type { StoryWorld } from './story-world.js';

/** `*6`: somebody is called onto a private line, and brought into the room or let go. */
const test = suite('stories: inviting by keys');
const story = storiesOf(test);

const GUEST = '13900000001';

/** A chair who has keyed the number, and another party in the room. */
function inviting(world: StoryWorld, keyed = GUEST): { chair: Party; other: Party } {
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.keys('*6').hears('ask-number').keys(`${keyed}#`);
  return { chair, other };
}

story('[S20] the invited party is spoken to alone, and ** brings both into the room', (world) => {
  world.phone(GUEST, { answersAfterMs: 2_000 });
  const { chair, other } = inviting(world);
  chair.hears('loop ringback');
  const guest = world.rings(GUEST, 'guest').answers();
  world.sound([[chair, guest], [other]]);
  chair.keys('*1').keys('#').keys('*').hearsNothing(2_500);
  chair.keys('**');
  world.sound([[chair, guest, other]]);
  guest.keys('*1').hears('muted');
  world.sound([[chair, guest, other]], [guest]);
  return ['chair host-dial-in 0.2', 'other attendee-dial-in 0.2', 'guest dial-out 0.2'];
});

story('[S20] *# lets the invited party go, and the inviter returns alone', (world) => {
  world.phone(GUEST);
  const { chair, other } = inviting(world);
  const guest = world.rings(GUEST, 'guest').answers();
  world.pass(1_000);
  chair.keys('*#');
  guest.hears('goodbye').isGone('invitation-over');
  world.sound([[chair, other]]);
  return ['chair host-dial-in 0.2', 'other attendee-dial-in 0.2', 'guest dial-out 0.2'];
});

story('[S20] *# while it rings gives the call up, and nobody pays for it', (world) => {
  world.phone(GUEST, {});
  const { chair, other } = inviting(world);
  const guest = world.rings(GUEST, 'guest');
  chair.hears('loop ringback').keys('*#');
  guest.isGone();
  world.sound([[chair, other]]);
  return ['chair host-dial-in 0.2', 'other attendee-dial-in 0.2'];
});

story('[S20] ** while it rings: back in the room at once, the party comes when it answers', (world) => {
  world.phone(GUEST, { answersAfterMs: 6_000 });
  const { chair, other } = inviting(world);
  const guest = world.rings(GUEST, 'guest');
  chair.keys('**');
  world.sound([[chair, other]]);
  guest.answers();
  world.sound([[chair, other, guest]]);
});

for (const [what, plan, words] of [
  ['busy', { answersAfterMs: 500, refusesWith: 486 }, 'called-busy'],
  ['declined', { answersAfterMs: 500, refusesWith: 603 }, 'called-rejected'],
  ['unknown to the carrier', { answersAfterMs: 500, refusesWith: 404 }, 'number-wrong'],
  ['met by a full carrier', { answersAfterMs: 500, refusesWith: 503 }, 'lines-busy'],
] as const)
  story(`[S20] [C20] a party that is ${what} is told, and the inviter is back`, (world) => {
    world.phone(GUEST, plan);
    const { chair, other } = inviting(world);
    world.rings(GUEST);
    chair.skips().hears(words);
    world.sound([[chair, other]]);
  });

story(
  '[S20] nobody answers within the ring limit',
  (world) => {
    world.phone(GUEST, {});
    const { chair, other } = inviting(world);
    const guest = world.rings(GUEST, 'guest');
    chair.hears('loop ringback').hearsWithin(20_000, 'called-no-answer');
    guest.isGone();
    world.sound([[chair, other]]);
  },
  { rules: { inviteRingMs: 10_000 } },
);

story('[C4] a dead carrier is given up, and the inviter is told', (world) => {
  world.phone(GUEST, { dead: true });
  const { chair, other } = inviting(world);
  chair.hears('loop ringback').hearsWithin(60_000, 'lines-busy');
  world.sound([[chair, other]]);
});

story(
  '[C4] the second target takes the call that the first, dead one does not',
  (world) => {
    world.phone(GUEST);
    const { chair, other } = inviting(world);
    const guest = world.rings(GUEST, 'guest', 30_000).answers();
    world.sound([[chair, guest], [other]]);
  },
  { trunkTargets: ['10.2.0.77', '10.2.0.1'] },
);

story('[C23] what the network says before the answer is heard by the inviter alone', (world) => {
  world.phone(GUEST, { earlyMedia: true, answersAfterMs: 8_000 });
  const { chair, other } = inviting(world);
  const guest = world.rings(GUEST, 'guest');
  world.pass(1_000);
  chair.hears('loop ringback').hearsNothing(1_000);
  world.heard(chair, [guest]);
  world.heard(other, []);
  guest.answers();
  world.sound([[chair, guest], [other]]);
});

story('[S20] the inviter hangs up in a consult: the invited party hears goodbye', (world) => {
  world.phone(GUEST);
  const { chair, other } = inviting(world);
  const guest = world.rings(GUEST, 'guest').answers();
  world.pass(1_000);
  chair.hangsUp().isGone('hung-up');
  guest.hears('goodbye').isGone('invitation-over');
  other.hearsNothing(1_000);
});

story('[S20] the inviter hangs up while it rings: the call is given up', (world) => {
  world.phone(GUEST, {});
  const { chair } = inviting(world);
  const guest = world.rings(GUEST, 'guest');
  chair.hangsUp().isGone('hung-up');
  guest.isGone();
});

story('[S20] the invited party hangs up: 「对方已挂机」, and the inviter is back', (world) => {
  world.phone(GUEST, { answersAfterMs: 300, hangsUpAfterMs: 3_000 });
  const { chair, other } = inviting(world);
  world.rings(GUEST, 'guest').answers();
  chair.skips().hears('peer-hung-up');
  world.sound([[chair, other]]);
});

for (const afterMs of [0, 40, 120, 200, 260, 320, 400])
  story(`[S20] the invited party hangs up ${afterMs} ms after the inviter began **`, (world) => {
    world.phone(GUEST);
    const { chair, other } = inviting(world);
    const guest = world.rings(GUEST, 'guest').answers();
    world.pass(1_000);
    chair.beginsKeys('**');
    world.pass(afterMs);
    guest.hangsUp().isGone('hung-up');
    world.pass(6_000);
    // Either the room with it or without it; the chair is back in both.
    assert.is(world.conference().participants.length, 2);
    world.sound([[chair, other]]);
  });

story(
  '[S20] [S40] [S41] numbers that may not be called are told why; three tries, then the room',
  (world) => {
    const { chair, other } = inviting(world, '110');
    chair.hears('emergency-barred ask-number').keys('67011018#');
    chair.hears('area-code-missing ask-number').keys('0085221234567#');
    chair.hearsWithin(5_000, 'international-barred').hearsNothing(500);
    world.sound([[chair, other]]);
  },
);

story('[S20] a number: **, *# and silence', (world) => {
  world.phone('13900000002');
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.keys('*6').hears('ask-number').keys('13900000001**').keys('13900000002*#');
  world.sound([[chair, other]]);
  chair.keys('*6').hears('ask-number').keys('139');
  chair.hearsWithin(11_000, 'ask-number').hearsWithin(11_000, 'ask-number');
  world.pass(12_000);
  world.sound([[chair, other]]);
  chair.keys('*6').hears('ask-number').keys('#').hears('ask-number').keys('*#');
  chair.keys('*6').hears('ask-number').keys('13900000001**13900000002#');
  world.rings('13900000002').answers();
});

story('[S40] [C27] an extension is keyed after the answer, and then they speak', (world) => {
  world.phone('01067011111');
  const { chair, other } = inviting(world, '01067011111*801');
  const guest = world.rings('01067011111', 'guest').answers();
  guest.hears('digits 801');
  world.pass(4_000);
  world.sound([[chair, guest], [other]]);
});

story('[S20] where attendees may not invite, *6 is the chair’s', (world) => {
  world.room({ options: { attendeeMayInvite: false } });
  const other = world.enter('other');
  other.keys('*6').hears('chair-only').keys('*').hears('menu-0 menu-1 menu-8');
});

story('[S7] [S20] in a full room *6 says so before a number is keyed', (world) => {
  world.room({ options: { partiesMax: 2 } });
  world.enter('chair', 'chair');
  world.enter('other').keys('*6').hears('conference-full');
});

story('[S20] who is in already is not called again', (world) => {
  const { chair, other } = inviting(world, '13800138001');
  chair.hears('nobody-to-call');
  world.sound([[chair, other]]);
});

test.run();
