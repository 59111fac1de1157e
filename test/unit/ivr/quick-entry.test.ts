import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId } from '../../../src/base/ids.js';
import { fail, ok } from '../../../src/base/result.js';
import type { Answer, Payer } from '../../../src/ivr/desk.js';
import { DEFAULT_KEY_TIMES } from '../../../src/ivr/digit-collector.js';
import { PlayNumbers, type FlowEffect, type FlowInput } from '../../../src/ivr/flow.js';
import { QuickEntry } from '../../../src/ivr/flows/quick-entry.js';
import { FlowScript } from '../../support/flow-script.js';

const PAYER: Payer = {
  account: 'a' as AccountId,
  language: 'en',
  timeZone: 'Asia/Shanghai',
  activatedNow: false,
};
const found = { type: 'payer', result: ok(PAYER), waitMs: 0 } as const satisfies Answer;
const refused = (code: 'UNKNOWN_NUMBER' | 'WRONG' | 'ACCOUNT_CLOSED', waitMs = 0): Answer => ({
  type: 'payer',
  result: fail({ code }),
  waitMs,
});

interface Setup {
  readonly language?: 'zh-CN' | 'en' | 'both';
  /** Of the number that calls; the default is bound to nobody. */
  readonly convener?: Answer;
  readonly waitMs?: number;
  readonly silentDesk?: boolean;
}

/** Account 10000001 has the PIN 123456. */
function call({ language = 'zh-CN', convener, waitMs = 0, silentDesk }: Setup = {}): FlowScript {
  const answer = (effect: FlowEffect): FlowInput | undefined => {
    if (effect.type !== 'ask' || silentDesk) return undefined;
    const { question } = effect;
    if (question.type === 'convener') {
      return { type: 'answer', answer: convener ?? refused('UNKNOWN_NUMBER') };
    }
    if (question.type !== 'phone-pin') return undefined;
    const right = question.accountNumber === '10000001' && question.pin === '123456';
    return { type: 'answer', answer: right ? { ...found, waitMs } : refused('WRONG', waitMs) };
  };
  const flow = new QuickEntry({ language, keyTimes: DEFAULT_KEY_TIMES, plays: new PlayNumbers() });
  return new FlowScript(flow, answer).start();
}

const CONVENE = 'convene quick for a to invite';
const PIN = 'ask phone-pin {"accountNumber":"10000001","pin":"123456"}';

const test = suite('quick entry');

test('[S27] a bound number convenes without a key', () => {
  assert.equal(call({ convener: found }).heard(), ['ask convener', CONVENE]);
});

for (const language of ['zh-CN', 'en'] as const) {
  test(`[S27] a number that is not bound proves itself by account number and PIN, in ${language}`, () => {
    const caller = call({ language }).listen().keys('10000001#').listen().keys('123456#');
    assert.equal(caller.heard(), [
      'ask convener',
      `hear ${language}: number-not-bound ask-account`,
      `hear ${language}: ask-pin`,
      PIN,
      CONVENE,
    ]);
  });
}

test('[S27] both entries can be keyed without waiting for the prompts', () => {
  assert.equal(call().keys('10000001#123456#').heard(), [
    'ask convener',
    'hear zh-CN: number-not-bound ask-account',
    'stop',
    'hear zh-CN: ask-pin',
    'stop',
    PIN,
    CONVENE,
  ]);
});

test('[S27] three wrong tries, then goodbye; which of the two was wrong is not told', () => {
  const caller = call().listen();
  caller.heard();
  caller.keys('10000009#').listen().keys('123456#').listen();
  caller.keys('10000001#').listen().keys('999999#').listen();
  caller.keys('10000001#').listen().keys('1#').listen();
  const said = caller.heard().filter((line) => line.startsWith('hear') && !line.endsWith('ask-pin'));
  assert.equal(said, [
    'hear zh-CN: account-or-pin-wrong ask-account',
    'hear zh-CN: account-or-pin-wrong ask-account',
    'hear zh-CN: account-or-pin-wrong goodbye',
  ]);
});

test('[S27] an empty account number or PIN repeats its prompt and counts as a try', () => {
  const caller = call()
    .listen()
    .keys('#')
    .listen()
    .keys('10000001#')
    .listen()
    .keys('#')
    .listen()
    .keys('#')
    .listen();
  assert.equal(caller.heard().slice(2), [
    'hear zh-CN: ask-account',
    'hear zh-CN: ask-pin',
    'hear zh-CN: ask-pin',
    'hear zh-CN: goodbye',
    'release entry-failed',
  ]);
});

test('[S27] silence is an empty entry', () => {
  const caller = call().wait(60_000);
  assert.equal(caller.heard().slice(-2), ['hear zh-CN: goodbye', 'release entry-failed']);
});

test('[S52] the verdict waits for a caller who has guessed too often, right or wrong', () => {
  const right = call({ waitMs: 4_000 }).keys('10000001#123456#').wait(3_999);
  assert.is(right.heard().at(-1), PIN);
  assert.equal(right.wait(1).heard(), [CONVENE]);
  const wrong = call({ waitMs: 4_000 }).keys('10000001#1#').wait(3_999);
  wrong.heard();
  assert.equal(wrong.wait(1).heard(), ['hear zh-CN: account-or-pin-wrong ask-account']);
});

test('[S27] an error prompt empties the keys pressed ahead', () => {
  const caller = call({ waitMs: 4_000 }).keys('10000001#1#').keys('10000001#123456#').wait(4_000);
  assert.is(caller.heard().at(-1), 'hear zh-CN: account-or-pin-wrong ask-account');
});

test('a closed account is told, and nothing is asked', () => {
  const caller = call({ convener: refused('ACCOUNT_CLOSED') }).listen();
  assert.equal(caller.heard().slice(1), ['hear zh-CN: account-closed goodbye', 'release entry-failed']);
});

test('a desk that is away, or never answers, ends the call in words', () => {
  const end = ['hear zh-CN: cannot-connect', 'release entry-failed'];
  assert.equal(
    call({ convener: { type: 'unavailable' } })
      .listen()
      .heard()
      .slice(1),
    end,
  );
  assert.equal(call({ silentDesk: true }).wait(15_000).listen().heard().slice(1), end);
});

test('[S49] a conference that cannot be paid is refused in words', () => {
  const caller = call({ convener: found });
  caller.input({ type: 'admission', result: fail({ code: 'CANNOT_CONNECT' }), waitMs: 0 }).listen();
  assert.equal(caller.heard().slice(2), ['hear zh-CN: cannot-connect', 'release entry-failed']);
});

test("a number in both languages goes on in the account's", () => {
  const caller = call({ language: 'both', convener: found });
  caller.input({ type: 'admission', result: fail({ code: 'CONFERENCE_FULL' }), waitMs: 0 });
  assert.is(caller.heard().at(-1), 'hear en: conference-full');
});

test.run();
