import { suite } from 'uvu';
import { storiesOf } from './story.js';
import { BRIDGE, ATTENDEE_PASSWORD, ROOM } from './story-house.js';

/** What the keys of a party do in the room. */
const test = suite('stories: keys in the room');
const story = storiesOf(test);

story('[S15] *1 mutes and unmutes oneself, and nobody else hears of it', (world) => {
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  other.keys('*1').hears('muted');
  world.sound([[chair, other]], [other]);
  other.keys('*1').hears('unmuted');
  world.sound([[chair, other]]);
  chair.hearsNothing(1_000);
});

story('[S14] [S22] the menu tells who may what, takes one digit, and gives way to any key', (world) => {
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.keys('*').hears('menu-0 menu-1 menu-2 menu-3 menu-6 menu-8').keys('5').hears(world.count(2));
  other.keys('*').hears('menu-0 menu-1 menu-6 menu-8').keys('8');
  other.keys('*').hears('menu-0 menu-1 menu-6 menu-8');
  world.pass(7_500);
  other.keys('1').hearsNothing(1_000);
  other.keys('**1').hears('muted').keys('#').keys('5').keys('*#').hearsNothing(2_000);
});

story('[S16] [S17] a locked room stops who dials in, not a chair and not who returns', (world) => {
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  chair.keys('*2').hears('conference-locked');
  other.hears('conference-locked').keys('*2').hears('chair-only');
  const late = world.dial('late').hears('welcome ask-room').keys(`${ROOM}#`).hears('ask-password');
  late.keys(`${ATTENDEE_PASSWORD}#`).hears('conference-locked').isGone('entry-failed');
  const second = world.enter('second', 'chair');
  other.hangsUp(41).isGone();
  const back = world.dial('back', BRIDGE, other.number).hears('welcome return-question').keys('1');
  back.hears(world.count(3));
  world.sound([[chair, second, back]]);
  second.keys('*2').hears('conference-unlocked');
});

story('[S17] *3 puts out who came last, and bars its number until the web allows it again', (world) => {
  const chair = world.enter('chair', 'chair');
  const first = world.enter('first');
  const last = world.enter('last');
  chair.keys('*3').hears('last-party-removed');
  last.hears('kicked').isGone('kicked');
  world.sound([[chair, first]]);
  const again = world
    .dial('again', BRIDGE, last.number)
    .hears('welcome ask-room')
    .keys('1001#')
    .hears('ask-password');
  again.keys('6666#').hears('barred').isGone('entry-failed');
  world.web({ type: 'allow-reentry' });
  const allowed = world.dial('allowed', BRIDGE, last.number).hears('welcome ask-room').keys('1001#');
  allowed.hears('ask-password').keys('6666#').hears(world.count(3));
  first.hangsUp().isGone();
  allowed.hangsUp().isGone();
  chair.skips().keys('*3').hears('nobody-to-remove');
});

story('[S4] [S18] *4 records: all are told, and who comes later too', (world) => {
  world.room({ options: { chairMayRecord: true } });
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  other.keys('*4').hears('chair-only');
  chair.keys('*4').hears('recording-started');
  other.hears('recording-started');
  const late = world.dial('late').hears('welcome ask-room').keys('1001#').hears('ask-password');
  late.keys('6666#').hears('recording-running', world.count(3));
  chair.keys('*4').hears('recording-stopped');
  other.hears('recording-stopped');
  late.hears('recording-stopped');
});

story('[S4] *4 where the room does not record', (world) => {
  world.enter('chair', 'chair').keys('*4').hears('recording-unavailable');
});

story('[S19] [S23] *5 counts, *9 raises and lowers the hand', (world) => {
  const chair = world.enter('chair', 'chair');
  chair.keys('*5').hears(world.language === 'en' ? 'only-party' : world.count(1));
  chair.keys('*9').hears('hand-raised').keys('*9').hears('hand-lowered');
});

story('[S21] *7 mutes all attendees, also who comes later, and never a chair', (world) => {
  const chair = world.enter('chair', 'chair');
  const second = world.enter('second', 'chair');
  const other = world.enter('other');
  chair.keys('*7').hears('mute-all-on');
  const late = world.enter('late');
  world.sound([[chair, second, other, late]], [other, late]);
  chair.keys('*7').hears('mute-all-off');
  world.sound([[chair, second, other, late]]);
});

story('[S24] the web mutes, holds with music, and hangs up one', (world) => {
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  const participant = world.participantOf(other);
  world.web({ type: 'mute', participant, muted: true });
  other.hears('muted-by-chair');
  world.sound([[chair, other]], [other]);
  world.web({ type: 'mute', participant, muted: false });
  other.hears('unmuted-by-chair');
  world.web({ type: 'hold', participant, on: true });
  other.hears('loop hold-music');
  world.sound([[chair], [other]]);
  other.keys('*1').hearsNothing(1_000);
  world.web({ type: 'hold', participant, on: false });
  world.sound([[chair, other]]);
  world.web({ type: 'hang-up', participant });
  other.hears('goodbye').isGone();
});

story('[S12] [S16] two chairs: both have all rights, and it lasts until both are gone', (world) => {
  world.room({ options: { endsWithLastChair: true } });
  const first = world.enter('first', 'chair');
  const second = world.enter('second', 'chair');
  const other = world.enter('other');
  first.keys('*2').hears('conference-locked');
  second.hears('conference-locked').keys('*2').hears('conference-unlocked');
  other.hears('conference-locked', 'conference-unlocked');
  first.hangsUp().isGone('hung-up');
  world.sound([[second, other]]);
  second.hangsUp().isGone('hung-up');
  other.hears('goodbye').isGone('conference-over');
});

test.run();
