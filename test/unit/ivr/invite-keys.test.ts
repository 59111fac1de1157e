import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ParticipantId } from '../../../src/base/ids.js';
import { fail, ok } from '../../../src/base/result.js';
import type { BarCode } from '../../../src/dialing/call-result.js';
import type { Place } from '../../../src/conference/participant.js';
import type { Answer } from '../../../src/ivr/desk.js';
import { PlayNumbers, type FlowEffect, type FlowInput, type Opening } from '../../../src/ivr/flow.js';
import { InCall } from '../../../src/ivr/flows/in-call.js';
import { FlowScript } from '../../support/flow-script.js';

const participant = 'p' as ParticipantId;
const place = (to: Place, connected = false): FlowInput => ({ type: 'place', place: to, connected });

/** What the conference does with a step, and the desk with a number. */
function answered(callee: Answer): (effect: FlowEffect) => FlowInput | undefined {
  return (effect) => {
    if (effect.type === 'ask') return { type: 'answer', answer: callee };
    if (effect.type === 'consult') return place('consult');
    if (effect.type !== 'command') return undefined;
    if (effect.command.type === 'step-out') return place('aside');
    if (effect.command.type === 'request-operator') return place('operator');
    const back = ['step-in', 'merge', 'drop'].includes(effect.command.type);
    return back ? place('room') : undefined;
  };
}

const CALLEE: Answer = { type: 'callee', result: ok({ e164: '+8613912345678', extension: '801*2' }) };
const barred = (code: BarCode): Answer => ({ type: 'callee', result: fail({ code }) });

const inCall = (opening: Opening): InCall =>
  new InCall({
    participant,
    role: 'attendee',
    language: 'zh-CN',
    plays: new PlayNumbers(),
    mayInvite: true,
    account: 'a' as AccountId,
    opening,
  });
const call = (callee: Answer = CALLEE, opening: Opening = 'talk'): FlowScript =>
  new FlowScript(inCall(opening), answered(callee)).start();
const command = (type: string): string => `command {"type":"${type}","participant":"p"}`;
const asks = (keyed: string): string => `ask callee {"keyed":"${keyed}","payer":"a"}`;
const ASIDE = [command('step-out'), 'hear zh-CN: ask-number'];
const aside = (callee?: Answer): FlowScript => {
  const script = call(callee).keys('*6');
  assert.equal(script.heard(), ASIDE);
  return script;
};
const consult = (): FlowScript => {
  const script = aside().keys('13912345678#');
  script.heard();
  return script;
};

const test = suite('inviting by keys');

test('[S20] *6 asks a number, # dials it, ** brings both into the room', () => {
  const script = call().keys('*6').listen().keys('13912345678*801*2#');
  assert.equal(script.heard(), [...ASIDE, asks('13912345678*801*2'), 'consult +8613912345678*801*2']);
  script.input(place('consult', true)).keys('**');
  assert.equal(script.heard(), [command('merge')]);
  assert.is(script.state, 'room');
});

test('[S28] a quick conference asks the number at once, and *6 the next one', () => {
  const script = call(CALLEE, 'invite');
  assert.equal(script.heard(), ASIDE);
  script.keys('13912345678#').keys('**').keys('*6');
  assert.equal(script.heard().slice(-2), ASIDE);
});

test('[S20] the ringing is heard until the answer', () => {
  const script = consult().input({ type: 'ringback', on: true });
  assert.equal(script.heard(), ['loop zh-CN: ringback']);
  assert.equal(script.input({ type: 'ringback', on: false }).heard(), ['stop']);
});

test('[S20] while it rings and in the consult *# cancels or drops, and nothing else works', () => {
  for (const connected of [false, true]) {
    const script = consult().input(place('consult', connected)).keys('*1*6#5*A#');
    assert.equal(script.heard(), []);
    assert.equal(script.keys('*#').heard(), [command('drop')]);
    assert.is(script.state, 'room');
  }
});

test('[S20] the second key has 2 s', () => {
  const script = consult().keys('*').wait(1_800).keys('*');
  assert.equal(script.heard(), [command('merge')]);
  const late = consult().keys('*').wait(1_900).keys('*').wait(1_000);
  assert.equal(late.heard(), []);
  assert.equal(late.keys('#').heard(), [command('drop')], 'the second * was a first one');
});

test('[S20] ** erases the whole number, *# with nothing after the * cancels and returns', () => {
  assert.equal(aside().keys('139*8**138#').heard().at(-2), asks('138'));
  for (const keys of ['*#', '139*#', '139*8*#', '139***#']) {
    const script = aside().keys(keys);
    assert.is(script.heard().at(-1), command('step-in'), keys);
    assert.is(script.state, 'room');
  }
});

test('[S20] # alone repeats the prompt', () => {
  assert.equal(aside().keys('#').heard(), ['stop', 'hear zh-CN: ask-number']);
});

test('[S20] silence never dials: the prompt repeats and the number starts anew', () => {
  const script = aside().keys('139').wait(9_999);
  assert.equal(script.heard(), ['stop']);
  assert.equal(script.wait(1).heard(), ['hear zh-CN: ask-number']);
  assert.equal(script.keys('138#').heard(), ['stop', asks('138'), 'consult +8613912345678*801*2']);
});

test('[S20] after 30 s without a key the party is back in the room', () => {
  const script = aside().listen().wait(27_999);
  assert.equal(script.heard(), ['hear zh-CN: ask-number', 'hear zh-CN: ask-number']);
  script.wait(1);
  assert.equal(script.heard(), [command('step-in')]);
  assert.is(script.state, 'room');
});

test('[S20] an over-long number is not dialled', () => {
  const script = aside().keys('1'.repeat(60)).keys('#');
  assert.equal(script.heard(), ['stop', 'hear zh-CN: number-wrong ask-number']);
  assert.equal(aside().keys('1'.repeat(40)).keys('#').heard().at(-2), asks('1'.repeat(40)));
});

for (const [code, said] of [
  ['NUMBER_INVALID', 'number-wrong'],
  ['AREA_CODE_MISSING', 'area-code-missing'],
  ['SHORT_NUMBER', 'short-number-barred'],
  ['EMERGENCY_NUMBER', 'emergency-barred'],
  ['PREMIUM_NUMBER', 'premium-barred'],
  ['DESTINATION_NOT_ALLOWED', 'destination-barred'],
  ['INTERNATIONAL_NOT_ALLOWED', 'international-barred'],
  ['NO_PRICE', 'destination-barred'],
  ['OUTGOING_STOPPED', 'outgoing-stopped'],
  ['OPTED_OUT', 'party-opted-out'],
  ['LEGS_AT_ONCE_LIMIT', 'call-limit-reached'],
  ['LEGS_PER_HOUR_LIMIT', 'call-limit-reached'],
  ['NEW_NUMBERS_LIMIT', 'call-limit-reached'],
  ['SPEND_LIMIT', 'spend-limit-reached'],
  ['NO_TRUNK', 'lines-busy'],
] as const) {
  test(`[S41] ${code} is said, and the number asked again`, () => {
    const script = aside(barred(code)).keys('110#');
    assert.equal(script.heard().slice(-2), [asks('110'), `hear zh-CN: ${said} ask-number`]);
  });
}

test('[S41] three refused numbers, then the reason and the room', () => {
  const script = aside(barred('SHORT_NUMBER'));
  for (let i = 0; i < 3; i++) script.keys('110#');
  assert.equal(script.heard().slice(-2), ['hear zh-CN: short-number-barred', command('step-in')]);
});

test('a desk that cannot answer, or does not, leads back to the room in words', () => {
  const unavailable = aside({ type: 'unavailable' }).keys('139#');
  const back = ['hear zh-CN: invitation-unavailable', command('step-in')];
  assert.equal(unavailable.heard().slice(-2), back);
  const script = new FlowScript(inCall('talk'));
  script.input(place('aside')).keys('139#').wait(15_000);
  assert.equal(script.heard().slice(-2), back);
});

test('[S28] a conference that is full says so and takes the party back', () => {
  const full: FlowInput = {
    type: 'reply',
    reply: { id: 'r', result: fail({ code: 'CONFERENCE_FULL' }) },
  };
  const flow = inCall('talk');
  const refused = new FlowScript(flow, (effect) => {
    if (effect.type === 'ask') return { type: 'answer', answer: CALLEE };
    return effect.type === 'consult' ? full : undefined;
  });
  refused.input(place('aside')).keys('139#');
  refused.input({
    type: 'say',
    announcement: { kind: 'refused', code: 'CONFERENCE_FULL' },
    language: 'zh-CN',
  });
  assert.equal(refused.heard().slice(-2), [command('step-in'), 'hear zh-CN: conference-full']);
});

test('[S20] why nobody came is heard before the next number is asked', () => {
  const script = consult();
  const failure = { result: 'busy', sipStatus: 486, q850Cause: 17 } as const;
  script.input({ type: 'say', announcement: { kind: 'call-failed', failure }, language: 'zh-CN' });
  script.input(place('aside')).listen();
  assert.equal(script.heard(), ['hear zh-CN: called-busy', 'hear zh-CN: ask-number']);
});

test('[S20] the invited party hangs up: the inviter hears it, back in the room', () => {
  const script = consult().input(place('consult', true)).input(place('room'));
  script.input({ type: 'say', announcement: { kind: 'peer-hung-up' }, language: 'zh-CN' });
  assert.equal(script.keys('*5').heard(), ['hear zh-CN: peer-hung-up', 'command {"type":"count"}']);
});

test('[S20] the invited party hangs up between the two keys of **: they mean the menu of the room', () => {
  const script = consult().input(place('consult', true)).keys('*').input(place('room')).keys('*').wait(1_500);
  assert.equal(script.heard(), ['hear zh-CN: menu-0 menu-1 menu-6 menu-8']);
});

test('[S14] with an operator, and waiting for one, only *# works and returns to the room', () => {
  const script = call().keys('*0').input({ type: 'music', on: true });
  assert.equal(script.heard(), [command('request-operator'), 'loop zh-CN: hold-music']);
  assert.equal(script.keys('*1**5').heard(), []);
  script.input({ type: 'music', on: false }).input(place('operator', true));
  assert.equal(script.keys('*#').heard(), ['stop', command('step-in')]);
  assert.is(script.state, 'room');
});

test('[S31] whom the menu leads to an operator asks for one at once', () => {
  assert.equal(call(CALLEE, 'operator').heard(), [command('request-operator')]);
});

test('[S24] keys of a held party do nothing', () => {
  assert.equal(call().input(place('held')).keys('*1*6#5').wait(5_000).heard(), []);
});

test('a * that was pressed at one place means nothing at the next', () => {
  const room = call().keys('*').input(place('held')).input(place('room'));
  assert.equal(room.keys('1').heard(), ['command {"type":"choose","key":"1"}']);
  const line = consult().keys('*').input(place('room')).input(place('operator'));
  assert.equal(line.keys('#').heard(), []);
});

test('a question that waits for its turn is dropped with its reason', () => {
  const script = consult();
  script.input({ type: 'say', announcement: { kind: 'peer-hung-up' }, language: 'zh-CN' });
  script.input(place('aside')).input(place('room')).listen().wait(60_000);
  assert.equal(script.heard(), ['hear zh-CN: peer-hung-up']);
});

test('[S4] what the conference says while a number is keyed is heard once it is keyed, or given up', () => {
  const say = { type: 'say', announcement: { kind: 'recording-started' }, language: 'zh-CN' } as const;
  const started = ['hear zh-CN: recording-started'];
  const keying = aside().input(say).keys('139');
  assert.equal(keying.heard(), ['stop'], 'not amidst the digits');
  assert.equal(keying.keys('12345678#').heard().slice(-1), started, 'on the line');
  assert.equal(aside().input(say).keys('1*#').heard().slice(-1), started, 'back in the room');
});

test('[S4] an announcement that a key cuts off is said again once the number is keyed, or given up', () => {
  const say = { type: 'say', announcement: { kind: 'recording-started' }, language: 'zh-CN' } as const;
  const started = 'hear zh-CN: recording-started';
  const back = aside().listen().input(say).keys('1*#');
  assert.equal(back.heard(), [started, 'stop', command('step-in'), started], 'back in the room');
  const called = aside().listen().input(say).keys('138#');
  assert.equal(called.heard(), [started, 'stop', asks('138'), 'consult +8613912345678*801*2', started]);
  assert.equal(called.listen().wait(60_000).heard(), [], 'and then not again');
});

test('a place that changes while a number is keyed ends the question', () => {
  assert.equal(aside().input(place('held')).heard(), ['stop']);
  assert.equal(aside().input(place('room')).keys('*5').heard(), ['stop', 'command {"type":"count"}']);
});

test.run();
