import { suite } from 'uvu';
import { spokenTime } from '../../../src/ivr/spoken-time.js';
import { utcMs } from '../../../src/base/units.js';
import { storiesOf } from './story.js';
import { BILINGUAL, BRIDGE, ROOM } from './story-house.js';

/** The ways into a room, as the person on the telephone lives through them. */
const test = suite('stories: dialling in');
const story = storiesOf(test);

const HOUR_MS = 3_600_000;
const OUTAGE = { fromMs: 20_000, untilMs: 35_000 };

story('[S10] [S11] [S46] room and password by keys, and everybody hears everybody', (world) => {
  const chair = world.dial('chair').hears('welcome ask-room').keys('1001#').hears('ask-password');
  chair.keys('8888#').hears('first-party');
  const other = world.dial('other').hears('welcome ask-room').keys('1001#').hears('ask-password');
  other.keys('6666#').hears(world.count(2));
  world.sound([[chair, other]]);
  other.hangsUp().isGone('hung-up');
  chair.hangsUp().isGone('hung-up');
  return ['chair host-dial-in 0.2', 'other attendee-dial-in 0.2'];
});

story('[S10] a number of both languages asks first', (world) => {
  const chinese = world.language === 'zh-CN';
  const caller = world.dial('caller', BILINGUAL);
  caller.hears(chinese ? 'language-zh en/language-en' : 'zh-CN/language-zh language-en');
  caller
    .keys(chinese ? '1' : '2')
    .hears('welcome ask-room')
    .keys('1001#')
    .hears('ask-password');
});

story('[S10] keys that come early are kept: one tap dials all of it', (world) => {
  const caller = world.dial('caller').answers();
  caller.beginsKeys('1001#6666#').hears('ask-password', 'first-party');
});

story('[S10] # alone enters as attendee where attendees have no password, and so does silence', (world) => {
  world.room({ number: '2002', attendeePassword: '' });
  const first = world.dial('first').hears('welcome ask-room').keys('2002#').hears('ask-chair-password');
  first.keys('#').hears('first-party');
  const second = world.dial('second').hears('welcome ask-room').keys('2002#').hears('ask-chair-password');
  second.hears(world.count(2));
  return ['first attendee-dial-in 0.2', 'second attendee-dial-in 0.2'];
});

story('[S10] a star erases, # alone and a wrong room count as tries, then goodbye', (world) => {
  const caller = world.dial('caller').hears('welcome ask-room').keys('#').hears('ask-room');
  caller.keys('99*4444#').hears('room-unknown ask-room');
  caller.keys('4444#').hears('room-unknown goodbye').isGone('entry-failed');
  return [];
});

story('[S10] [S52] three wrong passwords, then goodbye, and nobody pays', (world) => {
  const caller = world.dial('caller').hears('welcome ask-room').keys('1001#').hears('ask-password');
  caller.keys('1234#').hears('password-wrong ask-password');
  caller.keys('1234#').hears('password-wrong ask-password');
  caller.keys('1234#').hears('password-wrong goodbye').isGone('entry-failed');
  return [];
});

story('[S10] partial, slow and over-long entries are judged as they stand', (world) => {
  const caller = world.dial('caller').hears('welcome ask-room').keys('10');
  world.pass(4_000);
  caller.keys('01').hears('ask-password');
  caller.keys('66').hears('password-wrong ask-password');
  caller.keys(`${'6'.repeat(45)}#`).hears('password-wrong ask-password');
  caller.keys('6666#').hears('first-party');
});

story('[S10] silence at every step ends the call with a goodbye', (world) => {
  const caller = world.dial('caller').hears('welcome ask-room', 'ask-room', 'ask-room', 'goodbye');
  caller.isGone('entry-failed');
  return [];
});

story('[S11] too early tells the start, too late that it is over', (world) => {
  const startMs = utcMs(world.time.utcNow() + HOUR_MS);
  world.room({ startMs });
  const early = world.dial('early').hears('welcome ask-room').keys('1001#').hears('ask-password');
  const start = spokenTime(startMs, 'Asia/Shanghai', world.language).join(' ');
  early.keys('6666#').hears(`not-started starts-at ${start}`).isGone('entry-failed');
  world.room({ startMs: utcMs(world.time.utcNow() - 2 * HOUR_MS), durationMs: HOUR_MS });
  const late = world.dial('late').hears('welcome ask-room').keys('1001#').hears('ask-password');
  late.keys('6666#').hears('conference-over').isGone('entry-failed');
  return [];
});

story('[S7] a full room says so, and keeps a place for the first chair', (world) => {
  world.room({ options: { partiesMax: 2 } });
  const first = world.enter('first');
  const second = world.dial('second').hears('welcome ask-room').keys('1001#').hears('ask-password');
  second.keys('6666#').hears('conference-full').isGone('entry-failed');
  const chair = world.enter('chair', 'chair');
  world.sound([[first, chair]]);
  return ['first attendee-dial-in 0.2', 'chair host-dial-in 0.2'];
});

story('[S2] an invitee with an asserted number enters without keys', (world) => {
  world.room({ options: { keylessEntry: true } });
  world.accounts.keyless.add('1001 +8613900000001');
  const invitee = world.dial('invitee', BRIDGE, '13900000001').hears('welcome ask-room').keys('1001#');
  invitee.hears('first-party');
  const stranger = world.dial('stranger').hears('welcome ask-room').keys('1001#').hears('ask-password');
  stranger.keys('6666#').hears(world.count(2));
});

story('[S13] who was lost returns with 1, and 2 leads elsewhere', (world) => {
  const chair = world.enter('chair', 'chair');
  const lost = world.enter('lost');
  lost.hangsUp(41).isGone();
  const back = world.dial('back', BRIDGE, lost.number).hears('welcome return-question').keys('1');
  back.hears(world.count(2));
  world.sound([[chair, back]]);
  back.hangsUp(41).isGone();
  const elsewhere = world.dial('elsewhere', BRIDGE, lost.number).hears('welcome return-question');
  elsewhere.keys('2').hears('ask-room');
  elsewhere.hangsUp();
  return ['chair host-dial-in 0.2', 'lost attendee-dial-in 0.2', 'back attendee-dial-in 0.2'];
});

story('[S13] a normal hang-up is no loss: nobody is asked', (world) => {
  world.enter('chair', 'chair');
  const gone = world.enter('gone');
  gone.hangsUp().isGone('hung-up');
  world.dial('again', BRIDGE, gone.number).hears('welcome ask-room');
});

story('[S13] a lost chair is asked for the password, unless its number is the account’s', (world) => {
  const other = world.enter('other');
  const chair = world.enter('chair', 'chair');
  chair.hangsUp(41).isGone();
  const back = world.dial('back', BRIDGE, chair.number).hears('welcome return-question').keys('1');
  back.hears('ask-password').keys('8888#').hears(world.count(2));
  back.hangsUp(41).isGone();
  world.bind(chair.number);
  const known = world.dial('known', BRIDGE, chair.number).hears('welcome return-question').keys('1');
  known.hears(world.count(2));
  world.sound([[other, known]]);
});

story('[S3] a name is said on entry, heard by the others on entry and on leaving', (world) => {
  world.room({ options: { attendeeAnnounced: true } });
  const chair = world.enter('chair', 'chair');
  const named = world.dial('named').hears('welcome ask-room').keys('1001#').hears('ask-password');
  named.keys('6666#').hears('ask-name');
  world.pass(2_000);
  named.keys('#').hears(world.count(2));
  chair.hears('clip joined-conference');
  world.sound([[chair, named]]);
  named.hangsUp().isGone('hung-up');
  chair.hears('clip left-conference');
});

story(
  '[S3] without names a tone is heard on entry and another on leaving',
  (world) => {
    const chair = world.enter('chair', 'chair');
    const other = world.enter('other');
    chair.hears('tone-entry');
    other.hangsUp();
    chair.hears('tone-exit');
  },
  { rules: { tones: true } },
);

story('[S6] [S5] attendees wait with music for the first chair', (world) => {
  world.room({ options: { attendeeWaitsForChair: true } });
  const waits = world.dial('waits').hears('welcome ask-room').keys('1001#').hears('ask-password');
  waits.keys('6666#').hears('first-party', 'chair-absent', 'loop hold-music');
  const second = world.enter('second');
  world.sound([[waits, second]], [waits, second]);
  waits.skips().keys('*1').hears('cannot-unmute').skips();
  const chair = world.enter('chair', 'chair');
  world.sound([[waits, second, chair]]);
  chair.hangsUp().isGone('hung-up');
  world.sound([[waits, second]]);
});

story('[S5] 只能听: enters muted, and *1 lifts it only where the room allows', (world) => {
  world.room({ options: { attendeeListenOnly: true } });
  const chair = world.enter('chair', 'chair');
  const other = world.enter('other');
  world.sound([[chair, other]], [other]);
  other.keys('*1').hears('unmuted');
  world.sound([[chair, other]]);
  world.room({ number: '2002', options: { attendeeListenOnly: true, attendeeMayUnmute: false } });
  const held = world.enter('held', 'attendee', '2002');
  held.keys('*1').hears('cannot-unmute');
});

story('[S49] a leg that nobody can pay hears so alone; of a closed account nothing is paid', (world) => {
  world.account('poor' as never, { balanceYuan: 0.1 });
  world.room({ number: '2002', account: 'poor' as never });
  const caller = world.dial('caller').hears('welcome ask-room').keys('2002#').hears('ask-password');
  caller.keys('8888#').hears('cannot-connect').isGone('entry-failed');
  world.accounts.close(world.rooms.get(ROOM)!.account.id);
  const closed = world.dial('closed').hears('welcome ask-room').keys('1001#').hears('ask-password');
  closed.keys('8888#').hears('cannot-connect').isGone('entry-failed');
  return [];
});

story(
  '[S10] [S55] while the store is down nobody gets through; who is in talks on',
  (world) => {
    const chair = world.enter('chair', 'chair');
    const other = world.enter('other');
    world.pass(OUTAGE.fromMs - 1_000 - world.time.now());
    const caller = world.dial('caller').hears('welcome ask-room');
    world.pass(OUTAGE.fromMs + 100 - world.time.now());
    // Nobody can tell whether there is such a room.
    caller.keys('4444#').hears('ask-password').keys('1234#').hears('cannot-connect').isGone('entry-failed');
    world.dial('refused').isGone();
    world.sound([[chair, other]]);
    world.pass(OUTAGE.untilMs - world.time.now());
    world.enter('late');
  },
  { outage: OUTAGE },
);

test.run();
