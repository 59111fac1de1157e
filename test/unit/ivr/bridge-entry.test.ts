import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Language } from '../../../src/accounts/account.js';
import { fail, ok } from '../../../src/base/result.js';
import type { ClipId, ConferenceId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import type { DoorRefusal } from '../../../src/conference/admission.js';
import type { Role } from '../../../src/conference/participant.js';
import type { LostConference, Question } from '../../../src/ivr/desk.js';
import { DEFAULT_KEY_TIMES } from '../../../src/ivr/digit-collector.js';
import { PlayNumbers, type FlowEffect, type FlowInput } from '../../../src/ivr/flow.js';
import { BridgeEntry } from '../../../src/ivr/flows/bridge-entry.js';
import { PLAY_MS_MAX } from '../../../src/ivr/play-limit.js';
import { FlowScript } from '../../support/flow-script.js';

/** 22 November, nine in the morning in Shanghai. */
const START_UTC_MS = utcMs(Date.UTC(2026, 10, 22, 1));

interface DoorSetup {
  readonly language?: Language | 'both';
  readonly attendeePassword?: string;
  /** What the door holds against a right password. */
  readonly refusal?: DoorRefusal;
  readonly overLimit?: boolean;
  readonly waitMs?: number;
  /** The store has not answered yet. */
  readonly mute?: boolean;
  /** The conference that the caller was lost from. */
  readonly lost?: LostConference;
  /** The role that the caller's number proves. */
  readonly invitee?: Role;
  readonly announced?: boolean;
}

/** Room 1001, chair 8888, attendees 6666. */
function call(setup: DoorSetup = {}): FlowScript {
  const { language = 'zh-CN', attendeePassword = '6666', refusal, overLimit = false, waitMs = 0 } = setup;
  const roles: Readonly<Record<string, 'chair' | 'attendee'>> = {
    '8888': 'chair',
    [attendeePassword]: 'attendee',
  };
  const answer = (effect: FlowEffect): FlowInput | undefined => {
    if (effect.type === 'ask') return answered(effect.question, setup);
    if (setup.mute) return undefined;
    if (effect.type === 'find-room') {
      const known = overLimit || effect.roomNumber === '1001';
      return {
        type: 'room',
        answer: { known, attendeesNeedPassword: overLimit || attendeePassword !== '', concealed: overLimit },
      };
    }
    if (effect.type !== 'admit') return undefined;
    const role = effect.proven ?? (effect.roomNumber === '1001' ? roles[effect.password ?? ''] : undefined);
    const wrong: DoorRefusal = { code: overLimit ? 'ROOM_OR_PASSWORD_WRONG' : 'PASSWORD_WRONG' };
    if (role === undefined) return { type: 'admission', result: fail(wrong), waitMs };
    return {
      type: 'admission',
      result: refusal === undefined ? ok({ role, announced: setup.announced ?? false }) : fail(refusal),
      waitMs,
    };
  };
  const flow = new BridgeEntry({ language, keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
  return new FlowScript(flow, answer, setup.invitee || setup.lost ? [] : ['ask ']).start();
}

function answered(question: Question, { lost, invitee }: DoorSetup): FlowInput | undefined {
  if (question.type === 'lost-conference') {
    return { type: 'answer', answer: { type: 'lost-conference', found: lost } };
  }
  return { type: 'answer', answer: { type: 'keyless', role: invitee } };
}

const test = suite('bridge entry');

for (const [password, role] of [
  ['8888', 'chair'],
  ['6666', 'attendee'],
] as const) {
  test(`[S10] room and password lead in; ${password} makes ${role}`, () => {
    const caller = call().listen().keys('1001#').listen().keys(`${password}#`);
    assert.equal(caller.heard(), [
      'hear zh-CN: welcome ask-room',
      'find 1001',
      'hear zh-CN: ask-password',
      `admit 1001/${password}`,
      `enter 1001 as ${role}`,
    ]);
  });
}

test('[S10] English numbers speak English', () => {
  const caller = call({ language: 'en' }).listen().keys('1001#').listen();
  assert.equal(caller.heard(), ['hear en: welcome ask-room', 'find 1001', 'hear en: ask-password']);
});

test('a number in both languages asks first: 2 is English', () => {
  const caller = call({ language: 'both' }).listen().keys('2').listen();
  assert.equal(caller.heard(), ['hear zh-CN+en: language-zh language-en', 'hear en: welcome ask-room']);
});

test('the language question is interrupted by 1, deaf to other keys, and silence means Chinese', () => {
  const keyed = call({ language: 'both' }).keys('71');
  assert.equal(keyed.heard().slice(1), ['stop', 'hear zh-CN: welcome ask-room']);
  const silent = call({ language: 'both' }).listen().wait(4_999);
  assert.is(silent.heard().length, 1);
  silent.wait(1);
  assert.equal(silent.heard(), ['hear zh-CN: welcome ask-room']);
});

test('[S10] keys interrupt every prompt', () => {
  const caller = call().wait(500).keys('1');
  assert.equal(caller.heard(), ['hear zh-CN: welcome ask-room', 'stop']);
  caller.keys('001#').keys('6');
  assert.equal(caller.heard(), ['find 1001', 'hear zh-CN: ask-password', 'stop']);
});

test('[S10] star erases the entry', () => {
  const caller = call().listen().keys('99*1001#');
  assert.ok(caller.heard().includes('find 1001'));
});

test('[S10] silence of 5 s between keys ends the entry', () => {
  const caller = call().listen().keys('1001').wait(4_999);
  assert.is(caller.heard().length, 1);
  caller.wait(1);
  assert.equal(caller.heard(), ['find 1001', 'hear zh-CN: ask-password']);
});

test('[S10] the first key has 10 s from the end of the prompt, then the prompt repeats, three times in all', () => {
  const caller = call().listen().wait(9_999);
  assert.equal(caller.heard(), ['hear zh-CN: welcome ask-room']);
  caller.wait(1);
  assert.equal(caller.heard(), ['hear zh-CN: ask-room']);
  caller.listen().wait(10_000).listen().wait(10_000).listen();
  assert.equal(caller.heard(), ['hear zh-CN: ask-room', 'hear zh-CN: goodbye', 'release entry-failed']);
});

test('[S10] an empty entry repeats the prompt and counts as a try', () => {
  const caller = call().listen().keys('#').listen().keys('#').listen().keys('#').listen();
  assert.equal(caller.heard().slice(-3), [
    'hear zh-CN: ask-room',
    'hear zh-CN: goodbye',
    'release entry-failed',
  ]);
});

test('[S10] three wrong rooms, then goodbye', () => {
  const caller = call().listen();
  caller.heard();
  for (let i = 0; i < 3; i++) caller.keys('4444#').listen();
  assert.equal(caller.heard(), [
    'find 4444',
    'hear zh-CN: room-unknown ask-room',
    'find 4444',
    'hear zh-CN: room-unknown ask-room',
    'find 4444',
    'hear zh-CN: room-unknown goodbye',
    'release entry-failed',
  ]);
});

test('[S10] [S52] three wrong passwords, then goodbye; wrong rooms before do not count', () => {
  const caller = call().listen().keys('4444#').listen().keys('1001#').listen();
  caller.heard();
  for (let i = 0; i < 3; i++) caller.keys('1#').listen();
  assert.equal(caller.heard(), [
    'admit 1001/1',
    'hear zh-CN: password-wrong ask-password',
    'admit 1001/1',
    'hear zh-CN: password-wrong ask-password',
    'admit 1001/1',
    'hear zh-CN: password-wrong goodbye',
    'release entry-failed',
  ]);
});

test('[S10] one tap: keys pressed ahead fill the next entries without prompts', () => {
  const caller = call().keys('1001#6666#');
  assert.equal(caller.heard(), [
    'hear zh-CN: welcome ask-room',
    'stop',
    'find 1001',
    'hear zh-CN: ask-password',
    'stop',
    'admit 1001/6666',
    'enter 1001 as attendee',
  ]);
});

test('[S10] keys that come while the room is looked up are kept, up to 40', () => {
  const caller = call({ mute: true }).keys('1001#').keys('6666#').keys('1'.repeat(50));
  caller.heard();
  caller.input({ type: 'room', answer: { known: true, attendeesNeedPassword: true, concealed: false } });
  assert.equal(caller.heard(), ['admit 1001/6666'], 'no prompt');
  caller.input({ type: 'admission', result: fail({ code: 'PASSWORD_WRONG' }), waitMs: 0 });
  assert.equal(caller.heard(), ['hear zh-CN: password-wrong ask-password']);
});

test('[S10] an over-long entry is no room: what exceeds 40 digits is left out', () => {
  const caller = call().listen().keys('1'.repeat(60)).keys('#');
  assert.equal(caller.heard().slice(1), [`find ${'1'.repeat(40)}`, 'hear zh-CN: room-unknown ask-room']);
});

test('[S10] the 41st early key is not kept', () => {
  const caller = call({ mute: true }).keys('1001#').keys('*'.repeat(36)).keys('6666#');
  caller.heard();
  caller.input({ type: 'room', answer: { known: true, attendeesNeedPassword: true, concealed: false } });
  assert.equal(caller.heard(), [], 'four digits, but no # any more');
  assert.equal(caller.wait(5_000).heard(), ['admit 1001/6666']);
});

test('[S10] an error prompt empties the keys pressed ahead', () => {
  const caller = call({ mute: true }).keys('4444#').keys('6666#');
  caller.heard();
  caller.input({ type: 'room', answer: { known: false, attendeesNeedPassword: true, concealed: false } });
  assert.equal(caller.heard(), ['hear zh-CN: room-unknown ask-room']);
  caller.listen().keys('1001#');
  assert.equal(caller.heard(), ['find 1001']);
});

test('[S10] without an attendee password the prompt says so, and # alone enters as attendee', () => {
  const caller = call({ attendeePassword: '' }).listen().keys('1001#').listen().keys('#');
  assert.equal(caller.heard().slice(2), [
    'hear zh-CN: ask-chair-password',
    'admit 1001/',
    'enter 1001 as attendee',
  ]);
});

test('[S10] without an attendee password silence enters as attendee, and the chair keys its own', () => {
  const silent = call({ attendeePassword: '' }).listen().keys('1001#').listen().wait(10_000);
  assert.is(silent.heard().at(-1), 'enter 1001 as attendee');
  const chair = call({ attendeePassword: '' }).listen().keys('1001#8888#');
  assert.is(chair.heard().at(-1), 'enter 1001 as chair');
});

test('[S52] over the limit a wrong room sounds like a wrong password, and the verdict waits', () => {
  for (const keys of ['4444#6666#', '1001#1#']) {
    const caller = call({ overLimit: true, waitMs: 4_000 }).keys(keys);
    const before = caller.heard();
    assert.ok(before.includes('hear zh-CN: ask-password'));
    assert.is(before.at(-1)?.split(' ')[0], 'admit');
    caller.wait(3_999);
    assert.equal(caller.heard(), []);
    caller.wait(1);
    assert.equal(caller.heard(), ['hear zh-CN: entry-wrong ask-room']);
  }
});

test('[S52] over the limit the right password still enters, after the wait', () => {
  const caller = call({ overLimit: true, waitMs: 4_000 }).keys('1001#8888#').wait(4_000);
  assert.is(caller.heard().at(-1), 'enter 1001 as chair');
});

test('[S52] over the limit # alone is for the door to judge, so a room without attendee password is entered', () => {
  const caller = call({ overLimit: true, attendeePassword: '', waitMs: 4_000 });
  caller.listen().keys('1001#').listen().keys('#').wait(4_000);
  assert.equal(caller.heard().slice(2), [
    'hear zh-CN: ask-password',
    'admit 1001/',
    'enter 1001 as attendee',
  ]);
});

test('[S52] over the limit three tries are all there are', () => {
  const caller = call({ overLimit: true });
  for (let i = 0; i < 3; i++) caller.keys('4444#1#').listen();
  assert.equal(caller.heard().slice(-2), ['hear zh-CN: entry-wrong goodbye', 'release entry-failed']);
});

const lost = {
  conference: 'c' as ConferenceId,
  role: 'attendee',
  roomNumber: '1001',
  asksPassword: false,
} as const;

test('[S13] who was lost hears the way back, and 1 leads there without keys', () => {
  const caller = call({ lost }).listen().keys('1');
  assert.equal(caller.heard(), [
    'ask lost-conference',
    'hear zh-CN: welcome return-question',
    'return to c as attendee',
  ]);
  caller.input({ type: 'admission', result: fail({ code: 'CONFERENCE_OVER' }), waitMs: 0 }).listen();
  assert.equal(caller.heard(), ['hear zh-CN: conference-over', 'release entry-failed']);
});

test('[S13] in English too, after the language question', () => {
  const caller = call({ lost, language: 'both' }).listen().keys('2').listen().keys('1');
  assert.equal(caller.heard().slice(1), [
    'ask lost-conference',
    'hear en: welcome return-question',
    'return to c as attendee',
  ]);
});

test('[S13] a lost chair whose number is not verified keys the chair password', () => {
  const chair = { ...lost, role: 'chair', asksPassword: true } as const;
  const caller = call({ lost: chair }).listen().keys('1').listen().keys('8888#');
  assert.equal(caller.heard().slice(2), [
    'hear zh-CN: ask-password',
    'admit 1001/8888',
    'enter 1001 as chair',
  ]);
});

for (const [how, act] of [
  ['2', (caller: FlowScript) => caller.keys('2')],
  ['#', (caller: FlowScript) => caller.keys('#')],
  ['silence', (caller: FlowScript) => caller.listen().wait(10_000)],
] as const) {
  test(`[S13] ${how} leads to another conference`, () => {
    assert.is(act(call({ lost })).heard().at(-1), 'hear zh-CN: ask-room');
  });
}

test('[S13] another digit leads to another conference and is the first of its number', () => {
  const caller = call({ lost }).keys('4444#');
  assert.ok(caller.heard().includes('find 4444'));
});

test('[S13] who keys ahead is not asked, and a desk that does not answer is waited for 2 s only', () => {
  const flow = new BridgeEntry({ language: 'zh-CN', keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
  const ahead = new FlowScript(flow).start().keys('1001#');
  ahead.input({ type: 'answer', answer: { type: 'lost-conference', found: lost } });
  assert.equal(ahead.heard(), ['ask lost-conference', 'find 1001']);
  const other = new BridgeEntry({ language: 'zh-CN', keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
  const silent = new FlowScript(other).start().wait(2_000);
  assert.equal(silent.heard(), ['ask lost-conference', 'hear zh-CN: welcome ask-room']);
});

test('[S2] an invitee by asserted number enters without a password, in the role that is proven', () => {
  const caller = call({ invitee: 'chair' }).listen().keys('1001#');
  assert.equal(caller.heard().slice(2), [
    'find 1001',
    'ask keyless {"roomNumber":"1001"}',
    'admit 1001/chair',
    'enter 1001 as chair',
  ]);
});

test('[S2] a desk that does not say who is an invitee is waited for 2 s only', () => {
  const flow = new BridgeEntry({ language: 'zh-CN', keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
  const caller = new FlowScript(flow, (effect) =>
    effect.type === 'find-room'
      ? { type: 'room', answer: { known: true, attendeesNeedPassword: true, concealed: false } }
      : undefined,
  );
  caller.start().keys('1001#').wait(2_000);
  caller.heard();
  assert.equal(caller.wait(2_000).heard(), ['hear zh-CN: ask-password']);
});

test('[S52] over the limit nobody is known as an invitee', () => {
  const caller = call({ invitee: 'chair', overLimit: true }).listen().keys('1001#');
  assert.equal(caller.heard().slice(2), ['find 1001', 'hear zh-CN: ask-password']);
});

test('[S3] keys pressed ahead do not cut off the request for the name', () => {
  const caller = call({ mute: true }).keys('1001#6666##');
  caller.input({ type: 'room', answer: { known: true, attendeesNeedPassword: true, concealed: false } });
  caller.heard();
  caller.input({ type: 'admission', result: ok({ role: 'attendee', announced: true }), waitMs: 0 });
  assert.equal(caller.heard(), ['hear zh-CN: ask-name']);
});

test('[S3] who is announced says a name after the tone, ended by #', () => {
  const caller = call({ announced: true }).keys('1001#6666#').listen().wait(1_000).keys('5#');
  assert.equal(caller.heard().slice(-3), ['hear zh-CN: ask-name', 'record-name 5000', 'stop-name']);
  caller.input({ type: 'name-recorded', name: 'n' as ClipId });
  assert.equal(caller.heard(), ['enter 1001 as attendee named']);
});

test('[S3] a key interrupts the request for the name; who says nothing enters without one', () => {
  const caller = call({ announced: true }).keys('1001#8888#').keys('#');
  assert.equal(caller.heard().slice(-3), ['hear zh-CN: ask-name', 'stop', 'record-name 5000']);
  caller.input({ type: 'name-recorded', name: undefined });
  assert.equal(caller.heard(), ['enter 1001 as chair']);
});

test('[S3] a recording whose end is never told does not hold the call', () => {
  const caller = call({ announced: true }).keys('1001#6666#').listen();
  caller.heard();
  assert.equal(caller.wait(15_000).heard().slice(0, 1), ['enter 1001 as attendee']);
});

for (const [refusal, said] of [
  [{ code: 'CONFERENCE_FULL' }, 'conference-full'],
  [{ code: 'CONFERENCE_LOCKED' }, 'conference-locked'],
  [{ code: 'CONFERENCE_OVER' }, 'conference-over'],
  [{ code: 'CALLER_BARRED' }, 'barred'],
  [{ code: 'CANNOT_CONNECT' }, 'cannot-connect'],
  [
    { code: 'NOT_STARTED', startMs: START_UTC_MS, timeZone: 'Asia/Shanghai' },
    'not-started starts-at number-shi number-1 month number-2 number-shi number-2 day number-9 hour o-clock',
  ],
] as const) {
  test(`[S11] ${refusal.code} is said, then the call ends`, () => {
    const caller = call({ refusal }).listen().keys('1001#').listen().keys('6666#').listen();
    assert.equal(caller.heard().slice(-2), [`hear zh-CN: ${said}`, 'release entry-failed']);
  });
}

test('an entry that fails at the last moment is told like one at the door', () => {
  const caller = call().listen().keys('1001#').listen().keys('6666#');
  caller.heard();
  caller.input({ type: 'admission', result: fail({ code: 'CONFERENCE_FULL' }), waitMs: 0 }).listen();
  assert.equal(caller.heard(), ['hear zh-CN: conference-full', 'release entry-failed']);
});

test('a door that never answers ends the call in words', () => {
  const caller = call({ mute: true }).listen().keys('1001#').wait(15_000).listen();
  assert.equal(caller.heard().slice(-2), ['hear zh-CN: cannot-connect', 'release entry-failed']);
});

test('a prompt whose end is never told does not hold the call', () => {
  const flow = new BridgeEntry({ language: 'zh-CN', keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
  const caller = new FlowScript(flow);
  flow.handle({ type: 'start' }, caller.nowMs);
  flow.handle({ type: 'answer', answer: { type: 'unavailable' } }, caller.nowMs);
  caller.wait(PLAY_MS_MAX + 9_999);
  assert.equal(caller.heard(), []);
  caller.wait(1);
  assert.equal(caller.heard(), ['hear zh-CN: ask-room']);
});

test('the late end of another play does not end this prompt', () => {
  const caller = call().input({ type: 'play-done', play: 999 }).keys('1');
  assert.equal(caller.heard(), ['hear zh-CN: welcome ask-room', 'stop']);
});

test('letters and late answers are ignored', () => {
  const caller = call().listen().keys('10AB01#').listen();
  assert.ok(caller.heard().includes('find 1001'));
  caller.input({ type: 'room', answer: { known: false, attendeesNeedPassword: true, concealed: false } });
  assert.equal(caller.heard(), []);
});

test('a letter that interrupts the prompt does not hold the call for ever', () => {
  const caller = call().wait(500).keys('A').wait(10_000);
  assert.equal(caller.heard(), ['hear zh-CN: welcome ask-room', 'stop', 'hear zh-CN: ask-room']);
});

test.run();
