import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ParticipantId } from '../../../src/base/ids.js';
import type { Announcement } from '../../../src/conference/effects.js';
import type { Role } from '../../../src/conference/participant.js';
import { PlayNumbers } from '../../../src/ivr/flow.js';
import { InCall, type InCallOptions } from '../../../src/ivr/flows/in-call.js';
import { PLAY_MS_MAX, RECORDING_MS_MAX } from '../../../src/ivr/play-limit.js';
import { FlowScript } from '../../support/flow-script.js';

const participant = 'p' as ParticipantId;
const inCall = (options: Partial<InCallOptions> = {}): InCall =>
  new InCall({
    participant,
    role: 'attendee',
    language: 'zh-CN',
    plays: new PlayNumbers(),
    mayInvite: true,
    account: 'a' as AccountId,
    opening: 'talk',
    ...options,
  });
const party = (role: Role = 'attendee', language: 'zh-CN' | 'en' = 'zh-CN'): FlowScript =>
  new FlowScript(inCall({ role, language }));
const say = (script: FlowScript, announcement: Announcement): FlowScript =>
  script.input({ type: 'say', announcement, language: 'zh-CN' });

const ATTENDEE_MENU = 'hear zh-CN: menu-0 menu-1 menu-6 menu-8';
const MUTE = `command {"type":"mute","participant":"p","muted":"toggle"}`;
const COUNT = 'command {"type":"count"}';

const test = suite('keys in the room');

for (const [keys, row, command] of [
  ['*0', 'S14', { type: 'request-operator', participant }],
  ['*1', 'S15', { type: 'mute', participant, muted: 'toggle' }],
  ['*2', 'S16', { type: 'lock', locked: 'toggle' }],
  ['*3', 'S17', { type: 'kick', participant: 'last' }],
  ['*5', 'S19', { type: 'count' }],
  ['*6', 'S20', { type: 'step-out', participant }],
  ['*7', 'S21', { type: 'mute-all', muted: 'toggle' }],
  ['*9', 'S23', { type: 'raise-hand', participant, raised: 'toggle' }],
] as const) {
  test(`[${row}] ${keys} works at once`, () => {
    assert.equal(party().keys(keys).heard(), [`command ${JSON.stringify(command)}`]);
  });
}

test('[S18] *4 starts and stops the recording', () => {
  assert.equal(party().keys('*4').heard(), ['toggle-recording']);
});

test('[S22] *8 goes back to the room without a word', () => {
  assert.equal(party().keys('*8').wait(60_000).heard(), []);
});

test('[S38a] where nobody pays the menu offers no inviting', () => {
  const script = new FlowScript(inCall({ account: undefined })).keys('*').wait(1_500);
  assert.equal(script.heard(), ['hear zh-CN: menu-0 menu-1 menu-8']);
});

test('* waits 1.5 s, then plays the menu', () => {
  const script = party().keys('*').wait(1_499);
  assert.equal(script.heard(), []);
  script.wait(1);
  assert.equal(script.heard(), [ATTENDEE_MENU]);
});

test('the menu has the chair-only items for a chair, in the language of the room', () => {
  assert.equal(party('chair', 'en').keys('*').wait(1_500).heard(), [
    'hear en: menu-0 menu-1 menu-2 menu-3 menu-6 menu-8',
  ]);
});

test('the menu leaves out the invitation for who may not invite', () => {
  const script = new FlowScript(inCall({ mayInvite: false })).keys('*').wait(1_500);
  assert.equal(script.heard(), ['hear zh-CN: menu-0 menu-1 menu-8']);
});

test('the menu takes one digit within 5 s after its end, then returns silently', () => {
  const inTime = party().keys('*').wait(1_500).listen().wait(4_800);
  inTime.heard();
  assert.equal(inTime.keys('5').heard(), [COUNT]);
  const late = party().keys('*').wait(1_500).listen().wait(5_000);
  late.heard();
  assert.equal(late.keys('5').heard(), ['command {"type":"choose","key":"5"}'], 'a plain digit in the room');
});

test('any key interrupts the menu', () => {
  for (const [key, more] of [
    ['1', [MUTE]],
    ['8', []],
    ['#', []],
  ] as const) {
    const script = party().keys('*').wait(1_500);
    script.heard();
    assert.equal(script.keys(key).heard(), ['stop', ...more]);
    assert.equal(script.keys('5').heard(), ['command {"type":"choose","key":"5"}'], 'back in the room');
  }
});

test('an answer that comes while the key is still being handled is not cut off with the menu', () => {
  const muted = { type: 'say', announcement: { kind: 'muted' }, language: 'zh-CN' } as const;
  const flow = inCall();
  const script = new FlowScript(flow, (effect) => (effect.type === 'command' ? muted : undefined));
  script.keys('*').wait(1_500);
  script.heard();
  assert.equal(script.keys('1').heard(), ['stop', MUTE, 'hear zh-CN: muted']);
});

test('* in the menu is * again', () => {
  const script = party().keys('*').wait(1_500);
  script.heard();
  assert.equal(script.keys('*').heard(), ['stop']);
  assert.equal(script.keys('1').heard(), [MUTE]);
});

test('** is * again: its 1.5 s start anew', () => {
  const script = party().keys('*').wait(1_000).keys('*').wait(1_499);
  assert.equal(script.heard(), []);
  assert.equal(script.wait(1).heard(), [ATTENDEE_MENU]);
  assert.equal(party().keys('**1').heard(), [MUTE]);
});

test('*#, # and letters do nothing, and a digit after *# is a plain one', () => {
  assert.equal(party().keys('*##A*B').wait(60_000).heard(), []);
  assert.equal(party().keys('*#1').heard(), ['command {"type":"choose","key":"1"}']);
});

test('announcements to one party are heard one after another', () => {
  const script = say(say(party(), { kind: 'welcome-count', parties: 1 }), { kind: 'chair-absent' });
  assert.equal(script.heard(), ['hear zh-CN: first-party']);
  assert.equal(script.listen().heard(), ['hear zh-CN: chair-absent']);
});

test('[S6] music comes after the announcements, gives way to others, comes back, and ends', () => {
  const script = say(party(), { kind: 'chair-absent' }).input({ type: 'music', on: true });
  assert.equal(script.listen().heard(), ['hear zh-CN: chair-absent', 'loop zh-CN: hold-music']);
  say(script, { kind: 'refused', code: 'CANNOT_UNMUTE' }).listen();
  assert.equal(script.heard(), ['hear zh-CN: cannot-unmute', 'loop zh-CN: hold-music']);
  assert.equal(script.input({ type: 'music', on: false }).heard(), ['stop']);
});

test('announcements wait until the menu is over', () => {
  const script = say(party().keys('*').wait(1_500), { kind: 'muted-by-chair' });
  assert.equal(script.heard(), [ATTENDEE_MENU]);
  script.listen();
  assert.equal(script.heard(), ['hear zh-CN: muted-by-chair']);
  assert.equal(script.keys('5').heard(), [COUNT], 'the menu still takes its digit');
});

test('[S4] an announcement that the menu cuts off follows it', () => {
  const script = say(party().keys('*').wait(1_000), { kind: 'recording-started' });
  const started = 'hear zh-CN: recording-started';
  assert.equal(script.wait(500).heard(), [started, ATTENDEE_MENU]);
  assert.equal(script.listen().heard(), [started]);
  assert.equal(script.listen().wait(60_000).heard(), [], 'and is not said a third time');
});

test('[S3] news that the menu has cut off is not said when it is old', () => {
  const script = say(party('chair').keys('*').wait(1_000), { kind: 'party-entered' });
  assert.equal(script.wait(60_000).heard().length, 2, 'the tone and the menu of 12 s');
});

test('the queue for one party is bounded: the oldest waiting one is dropped', () => {
  const script = party();
  for (let parties = 1; parties <= 11; parties++) say(script, { kind: 'welcome-count', parties });
  const heard = script.wait(120_000).heard();
  assert.is(heard.length, 9, 'the one being heard and eight that wait');
  assert.is(heard[1], 'hear zh-CN: party-count-before number-4 party-count-after');
});

test('[S3] [S4] of what waits too long a queue, news of comings and goings are dropped first', () => {
  const script = say(say(party(), { kind: 'muted' }), { kind: 'recording-started' });
  for (let i = 0; i < 10; i++) say(script, { kind: 'party-entered' });
  assert.equal(script.wait(4_000).heard().slice(0, 2), [
    'hear zh-CN: muted',
    'hear zh-CN: recording-started',
  ]);
});

test('[S28] what tells a host the keys gives way to any of them, also before it is heard', () => {
  const failed = say(party('chair'), { kind: 'peer-hung-up' });
  const waiting = say(failed, { kind: 'how-to-go-on' }).keys('*6').wait(60_000);
  assert.not.ok(waiting.heard().some((line) => line.includes('how-to-go-on')));
  const script = say(party('chair'), { kind: 'how-to-go-on' });
  assert.equal(script.keys('*').heard(), ['hear zh-CN: how-to-go-on', 'stop']);
  assert.equal(script.keys('5').heard(), [COUNT]);
});

for (const announcement of [{ kind: 'window-ends', minutes: 5 }, { kind: 'alone' }] as const) {
  const CHOOSE = 'command {"type":"choose","key":"1"}';
  const words = `hear zh-CN: ${announcement.kind === 'alone' ? 'alone' : 'five-minutes-left'}`;
  test(`[S12] ${announcement.kind}: 1 answers it, also when the menu waits for its digit`, () => {
    const script = party('chair').keys('*').wait(1_500).listen();
    script.heard();
    assert.equal(say(script, announcement).keys('1').heard(), [words, CHOOSE]);
  });

  test(`[S12] ${announcement.kind} cuts the menu short`, () => {
    const script = party('chair').keys('*').wait(1_500);
    script.heard();
    assert.equal(say(script, announcement).keys('1').heard(), ['stop', words, CHOOSE]);
  });

  test(`[S12] ${announcement.kind}: a * that was pressed before still means its digit, and the menu comes first`, () => {
    assert.equal(say(party('chair').keys('*'), announcement).keys('1').heard(), [words, MUTE]);
    const script = say(party('chair').keys('*'), announcement).wait(1_500);
    assert.is(script.heard().length, 2);
    assert.equal(script.listen().keys('1').heard(), [words, CHOOSE]);
  });
}

test('[S17] a farewell cuts everything off, is heard to its end, and releases', () => {
  const script = say(party().keys('*').wait(1_500), { kind: 'muted' });
  script.heard();
  script.input({ type: 'farewell', announcement: { kind: 'kicked' }, language: 'zh-CN', reason: 'kicked' });
  script.keys('*5');
  assert.equal(script.heard(), ['hear zh-CN: kicked']);
  assert.equal(script.listen().heard(), ['release kicked']);
});

test('a farewell forgets a key that was waiting for its digit', () => {
  const script = party().keys('*');
  script.input({ type: 'farewell', announcement: { kind: 'goodbye' }, language: 'zh-CN', reason: 'alone' });
  assert.equal(script.wait(1_900).heard(), ['hear zh-CN: goodbye'], 'no menu');
  assert.equal(script.listen().heard(), ['release alone']);
});

test('a farewell whose end is never told releases all the same', () => {
  const flow = inCall();
  const script = new FlowScript(flow);
  const farewell = {
    type: 'farewell',
    announcement: { kind: 'goodbye' },
    language: 'zh-CN',
    reason: 'alone',
  } as const;
  flow.handle(farewell, script.nowMs);
  assert.equal(script.wait(RECORDING_MS_MAX).heard(), [], 'as long a recording as may be uploaded [S45]');
  assert.equal(script.wait(PLAY_MS_MAX - RECORDING_MS_MAX).heard(), ['release alone']);
});

test.run();
