import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Language } from '../../../src/accounts/account.js';
import { fail } from '../../../src/base/result.js';
import type { Greeting } from '../../../src/conference/participant.js';
import { DEFAULT_KEY_TIMES } from '../../../src/ivr/digit-collector.js';
import { PlayNumbers } from '../../../src/ivr/flow.js';
import { SpokenCode, type CodePurpose } from '../../../src/ivr/flows/spoken-code.js';
import { greetingFlow } from '../../../src/ivr/greeting-flow.js';
import { FlowScript } from '../../support/flow-script.js';

const around = (language: Language) => ({ language, keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
const answer = (greeting: Greeting, optOut = false, language: Language = 'zh-CN'): FlowScript =>
  new FlowScript(greetingFlow(greeting, { ...around(language), optOut }), (effect) =>
    effect.type === 'ask' ? { type: 'answer', answer: { type: 'opted-out' } } : undefined,
  ).start();
const code = (purpose: CodePurpose, language: Language = 'zh-CN'): FlowScript =>
  new FlowScript(new SpokenCode({ ...around(language), purpose, code: '103118' })).start();

const IN = 'accept-invitation';

const test = suite('called parties');

for (const language of ['zh-CN', 'en'] as const) {
  test(`[S35] who answers is greeted in ${language} and is in`, () => {
    assert.equal(answer('invited', false, language).listen().heard(), [`hear ${language}: invited`, IN]);
  });
}

test('[S35] 1 interrupts the greeting, other keys do nothing', () => {
  assert.equal(answer('invited').keys('5#1').heard(), ['hear zh-CN: invited', 'stop', IN]);
});

for (const greeting of ['consult', 'host-again'] as const) {
  test(`[S20] [S36] ${greeting}: in at once and without a word`, () => {
    assert.equal(answer(greeting).heard(), [IN]);
  });
}

test('[S44] an operator who answers in a browser is asked for no key', () => {
  const flow = greetingFlow('operator', { ...around('zh-CN'), optOut: false, answeredByHand: true });
  assert.equal(new FlowScript(flow, () => undefined).start().heard(), [IN]);
});

for (const [row, greeting, words] of [
  ['S35', 'host', 'host-confirm'],
  ['S35', 'press-1', 'invited press-1-to-join'],
  ['S14', 'operator', 'operator-offer'],
] as const) {
  for (const language of ['zh-CN', 'en'] as const) {
    test(`[${row}] ${greeting}: only 1 leads in, in ${language}`, () => {
      const phone = answer(greeting, false, language).keys('29*#').listen();
      assert.equal(phone.heard(), [`hear ${language}: ${words}`]);
      assert.equal(phone.keys('1').heard(), [IN]);
    });
  }

  test(`[${row}] ${greeting}: asked three times with 10 s each, then released as not confirmed`, () => {
    const phone = answer(greeting).listen().wait(9_999);
    assert.is(phone.heard().length, 1);
    phone.wait(1).listen().wait(10_000).listen().wait(9_999);
    assert.equal(phone.heard(), [`hear zh-CN: ${words}`, `hear zh-CN: ${words}`]);
    assert.equal(phone.wait(1).listen().heard(), ['hear zh-CN: goodbye', 'release not-confirmed']);
  });
}

test('[S35] the 1 of a host may come during the prompt', () => {
  assert.equal(answer('host').wait(300).keys('1').heard(), ['hear zh-CN: host-confirm', 'stop', IN]);
});

for (const [greeting, words] of [
  ['invited', 'invited opt-out'],
  ['press-1', 'invited press-1-to-join opt-out'],
] as const) {
  test(`[S41] 9 takes a called stranger's number off, asked as ${greeting}`, () => {
    assert.equal(answer(greeting, true).keys('9').listen().heard(), [
      `hear zh-CN: ${words}`,
      'stop',
      'ask opt-out',
      'hear zh-CN: opted-out goodbye',
      'release not-confirmed',
    ]);
  });
}

test('[S41] 9 does nothing where it is not offered, and never for a host', () => {
  assert.equal(answer('press-1').keys('9').heard().length, 1);
  assert.equal(answer('host', true).keys('9').heard(), ['hear zh-CN: host-confirm']);
});

test('[S20] an invitation that is given up after the answer ends with its farewell', () => {
  const phone = answer('press-1');
  phone.input({
    type: 'farewell',
    announcement: { kind: 'goodbye' },
    language: 'zh-CN',
    reason: 'invitation-over',
  });
  assert.equal(phone.keys('1').listen().heard().slice(1), ['hear zh-CN: goodbye', 'release invitation-over']);
});

test('an entry that fails after the 1 is told', () => {
  const phone = answer('press-1').keys('1');
  phone.heard();
  phone.input({ type: 'admission', result: fail({ code: 'CONFERENCE_FULL' }), waitMs: 0 }).listen();
  assert.equal(phone.heard(), ['hear zh-CN: conference-full', 'release entry-failed']);
});

const DIGITS = 'number-yao number-0 number-3 number-yao number-yao number-8';

for (const [row, purpose, introduction] of [
  ['S32', 'registration', 'code-for-registration'],
  ['S26] [S38', 'new-number', 'code-for-number'],
] as const) {
  test(`[${row}] the code for ${purpose} is spoken digit by digit, 1 as yāo, and again on 1`, () => {
    const words = `hear zh-CN: ${introduction} ${DIGITS} pause code-again`;
    const phone = code(purpose).listen().keys('1').wait(500).keys('51');
    assert.equal(phone.heard(), [words, words, 'stop', words]);
    phone.listen().wait(10_000).listen();
    assert.equal(phone.heard(), ['hear zh-CN: goodbye', 'release not-confirmed']);
  });
}

test('[S32] in English 1 is one', () => {
  assert.equal(code('registration', 'en').heard(), [
    'hear en: code-for-registration number-1 number-0 number-3 number-1 number-1 number-8 pause code-again',
  ]);
});

test('[S32] the code is spoken five times at most', () => {
  const phone = code('registration');
  for (let i = 0; i < 5; i++) phone.keys('1');
  phone.listen();
  assert.is(phone.heard().filter((line) => line.includes('code-for-registration')).length, 5);
  assert.is(phone.listen().state, 'over');
});

test.run();
