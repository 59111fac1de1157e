import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Language } from '../../../src/accounts/account.js';
import type { AccountId, BookingId } from '../../../src/base/ids.js';
import { fail, ok } from '../../../src/base/result.js';
import { utcMs } from '../../../src/base/units.js';
import type { Answer, Payer, Question, SpokenBooking } from '../../../src/ivr/desk.js';
import { DEFAULT_KEY_TIMES } from '../../../src/ivr/digit-collector.js';
import { PlayNumbers, type FlowEffect, type FlowInput } from '../../../src/ivr/flow.js';
import { InstantMenu } from '../../../src/ivr/flows/instant-menu.js';
import { FlowScript } from '../../support/flow-script.js';

/** 22 November, nine in the morning in Shanghai. */
const START = utcMs(Date.UTC(2026, 10, 22, 1));
const PAYER: Payer = {
  account: 'a' as AccountId,
  language: 'en',
  timeZone: 'Asia/Shanghai',
  activatedNow: false,
};

interface Setup {
  readonly language?: Language | 'both';
  readonly payer?: Partial<Payer>;
  readonly refused?: 'NOT_ELIGIBLE' | 'ACCOUNT_CLOSED';
  readonly bookings?: readonly SpokenBooking[];
  readonly book?: Answer;
  readonly cancelled?: boolean;
  readonly partiesMax?: number;
  /** Questions that get no answer. */
  readonly unanswered?: Question['type'];
}

/** Numbers of 11 digits may be called; 11222359 is a time, 02300000 none, 11220001 too soon, 11220002 too far. */
function deskAnswer(question: Question, setup: Setup): Answer {
  switch (question.type) {
    case 'subscriber': {
      const result =
        setup.refused === undefined ? ok({ ...PAYER, ...setup.payer }) : fail({ code: setup.refused });
      return { type: 'payer', result, waitMs: 0 };
    }
    case 'callee':
      return question.keyed.length === 11
        ? { type: 'callee', result: ok({ e164: `+86${question.keyed}` }) }
        : { type: 'callee', result: fail({ code: 'AREA_CODE_MISSING' }) };
    case 'booking-time': {
      const wrong = { '02300000': 'IMPOSSIBLE', '11220001': 'TOO_SOON', '11220002': 'TOO_FAR' } as const;
      const code = wrong[question.keyed as keyof typeof wrong];
      return { type: 'booking-time', result: code === undefined ? ok(START) : fail({ code }) };
    }
    case 'book':
      return setup.book ?? { type: 'booked', result: ok('b' as BookingId) };
    case 'bookings':
      return { type: 'bookings', bookings: setup.bookings ?? [] };
    case 'cancel-booking':
      return { type: 'cancelled', done: setup.cancelled ?? true };
    default:
      return { type: 'unavailable' };
  }
}

function call(setup: Setup = {}): FlowScript {
  const answer = (effect: FlowEffect): FlowInput | undefined =>
    effect.type === 'ask' && effect.question.type !== setup.unanswered
      ? { type: 'answer', answer: deskAnswer(effect.question, setup) }
      : undefined;
  const { language = 'zh-CN', partiesMax = 30 } = setup;
  const flow = new InstantMenu({
    language,
    keyTimes: DEFAULT_KEY_TIMES,
    plays: new PlayNumbers(),
    partiesMax,
  });
  return new FlowScript(flow, answer, ['ask callee', 'ask subscriber']).start();
}

const MENU = 'instant-menu-1 instant-menu-2 instant-menu-3 instant-menu-0';
const A = '13900000001';
const B = '13800000002';
const digits = (number: string): string =>
  Array.from(number, (digit) => (digit === '1' ? 'number-yao' : `number-${digit}`)).join(' ');
const readBack = (...numbers: string[]): string =>
  `hear zh-CN: numbers-are ${numbers.map((number) => `${digits(number)} pause`).join(' ')} list-choice`;
const GOODBYE = ['hear zh-CN: goodbye', 'release entry-failed'];
const NINE = 'number-shi number-1 month number-2 number-shi number-2 day number-9 hour o-clock';
const TIME = `booking-time-is ${NINE} pause`;

/** In the menu, with nothing written down. */
const menu = (setup: Setup = {}): FlowScript => {
  const caller = call(setup).listen();
  caller.heard();
  return caller;
};

const test = suite('instant menu');

for (const language of ['zh-CN', 'en'] as const) {
  test(`[S30] [S31] the menu, in ${language}`, () => {
    assert.equal(call({ language }).heard(), [`hear ${language}: ${MENU}`]);
  });
}

test('[S30] the first call activates the number and goes on with the menu', () => {
  assert.equal(call({ payer: { activatedNow: true } }).heard(), [`hear zh-CN: number-activated ${MENU}`]);
});

test('[S30] who is not eligible hears so and is released', () => {
  const caller = call({ refused: 'NOT_ELIGIBLE' }).listen();
  assert.equal(caller.heard(), ['hear zh-CN: not-eligible goodbye', 'release entry-failed']);
});

test('a closed account is told so', () => {
  assert.equal(call({ refused: 'ACCOUNT_CLOSED' }).heard(), ['hear zh-CN: account-closed goodbye']);
});

test('[S31] numbers one after another, # alone ends the list, 1 confirms: then all are called', () => {
  const caller = menu().keys('1').listen().keys(`${A}#`).listen().keys(`${B}#`).listen().keys('#').listen();
  assert.equal(caller.heard(), [
    'hear zh-CN: ask-first-number',
    'hear zh-CN: ask-next-number',
    'hear zh-CN: ask-next-number',
    readBack(A, B),
  ]);
  assert.equal(caller.keys('1').heard(), [`convene instant for a to talk +86${A} +86${B}`]);
});

test('[S31] all of it can be keyed in one go', () => {
  const caller = menu().keys(`1${A}#${B}##1`);
  assert.is(caller.heard().at(-1), `convene instant for a to talk +86${A} +86${B}`);
});

test('[S31] 8 s of silence end a number, and then the list', () => {
  const caller = menu().keys('1').listen().keys(A).wait(7_999);
  caller.heard();
  assert.equal(caller.wait(1).heard(), ['hear zh-CN: ask-next-number']);
  assert.equal(caller.listen().wait(8_000).heard(), [readBack(A)]);
});

test('[S31] 2 starts again, * deletes the last number', () => {
  const caller = menu().keys(`1${A}#${B}##`);
  caller.heard();
  assert.equal(caller.keys('*').heard(), ['stop', readBack(A)]);
  assert.equal(caller.keys('*').heard(), ['stop', 'hear zh-CN: ask-first-number'], 'the list is empty');
  caller.keys(`${A}#${B}##2`).listen();
  assert.is(caller.heard().at(-1), 'hear zh-CN: ask-first-number');
  assert.is(caller.keys(`${B}##1`).heard().at(-1), `convene instant for a to talk +86${B}`);
});

test('[S31] an empty list is asked for again, three times in all', () => {
  const caller = menu().keys('1').listen().keys('#').listen().wait(8_000).listen().keys('#').listen();
  assert.equal(caller.heard(), [
    'hear zh-CN: ask-first-number',
    'hear zh-CN: ask-first-number',
    'hear zh-CN: ask-first-number',
    ...GOODBYE,
  ]);
});

test('[S31] [S41] a number that may not be called is told and asked again, three times in all', () => {
  const caller = menu().keys('1').listen();
  for (let i = 0; i < 3; i++) caller.keys('12345#').listen();
  assert.equal(caller.heard(), [
    'hear zh-CN: ask-first-number',
    'hear zh-CN: area-code-missing ask-first-number',
    'hear zh-CN: area-code-missing ask-first-number',
    'hear zh-CN: area-code-missing goodbye',
    'release entry-failed',
  ]);
});

test('[S31] ** erases the number that is being keyed, *# takes it back', () => {
  const caller = menu().keys(`1139**${A}#139*#${B}##`);
  assert.is(caller.heard().at(-1), readBack(A, B));
});

test('[S31] the same number twice is called once; an over-long one is not taken', () => {
  const caller = menu().keys('1').listen().keys(`${A}#`).listen().keys(`${A}#`).listen();
  assert.is(caller.heard().at(-1), 'hear zh-CN: number-twice ask-next-number');
  caller.keys(`${'1'.repeat(60)}#`).listen();
  assert.is(caller.heard().at(-1), 'hear zh-CN: number-wrong ask-next-number');
  assert.equal(caller.keys('#').heard(), [readBack(A)]);
});

test('[S29] a list that is as long as the conference may be is read back, in parts', () => {
  const caller = menu({ partiesMax: 6 }).keys('1');
  for (let i = 0; i < 5; i++) caller.keys(`1390000000${i}#`).listen();
  const plays = caller.heard().slice(-2);
  assert.ok(plays[0]?.startsWith('hear zh-CN: numbers-are'));
  assert.ok(plays[1]?.endsWith('list-choice'));
  assert.ok(plays.every((play) => play.split(' ').length <= 42));
});

test('[S29] [S31] who keys one number too many hears so, and does not confirm the list with its first digit', () => {
  const caller = menu({ partiesMax: 3 }).keys('1').keys(`${A}#${B}#13700000003#1`);
  assert.equal(caller.heard().slice(-1), ['hear zh-CN: conference-full']);
  assert.is(caller.state, 'list-full');
  assert.equal(caller.listen().heard(), [readBack(A, B)]);
});

test('[S31] three wrong numbers after good ones lead to the read-back, which is not the end', () => {
  const caller = menu().keys('1').keys(`${A}#`).keys('1#2#3#');
  assert.equal(caller.heard().slice(-1), [
    readBack(A).replace('numbers-are', 'area-code-missing numbers-are'),
  ]);
  assert.equal(caller.keys('7').heard(), ['stop', readBack(A)], 'the error is told once');
  assert.equal(caller.keys('1').heard(), ['stop', `convene instant for a to talk +86${A}`]);
});

test('[S31] another key at the read-back reads again, three times in all', () => {
  const caller = menu().keys(`1${A}##`);
  caller.heard();
  caller.keys('5').listen().wait(10_000).listen().keys('9').listen();
  assert.equal(caller.heard(), ['stop', readBack(A), readBack(A), ...GOODBYE]);
});

test('[S31] a booking: time, numbers, read back with the time, confirm', () => {
  const caller = menu()
    .keys('2')
    .listen()
    .keys('11220900#')
    .listen()
    .keys(`${A}#`)
    .listen()
    .keys('#')
    .listen();
  assert.equal(caller.heard(), [
    'hear zh-CN: ask-booking-time',
    'ask booking-time {"keyed":"11220900","account":"a"}',
    'hear zh-CN: ask-first-number',
    'hear zh-CN: ask-next-number',
    readBack(A).replace('numbers-are', `${TIME} numbers-are`),
  ]);
  assert.equal(caller.keys('1').heard(), [
    `ask book {"account":"a","startMs":${START},"parties":[{"e164":"+86${A}"}]}`,
    `hear zh-CN: booked ${MENU}`,
  ]);
});

for (const [keyed, said] of [
  ['02300000', 'booking-time-wrong'],
  ['11220001', 'booking-too-soon'],
  ['11220002', 'booking-too-far'],
] as const) {
  test(`[S31] the time ${keyed}: ${said}, and it is asked again, three times in all`, () => {
    const caller = menu().keys('2').listen();
    for (let i = 0; i < 3; i++) caller.keys(`${keyed}#`).listen();
    const said3 = caller.heard().filter((line) => line.startsWith('hear'));
    assert.equal(said3, [
      'hear zh-CN: ask-booking-time',
      `hear zh-CN: ${said} ask-booking-time`,
      `hear zh-CN: ${said} ask-booking-time`,
      `hear zh-CN: ${said} goodbye`,
    ]);
  });
}

test('[S31] # alone instead of a time counts as a try', () => {
  const caller = menu().keys('2').listen().keys('#').listen().keys('#').listen().keys('#').listen();
  assert.equal(caller.heard().slice(-2), GOODBYE);
});

test('[S37] lines that are full: another time, and the numbers need not be keyed again', () => {
  const book: Answer = { type: 'booked', result: fail({ code: 'LINES_FULL' }) };
  const caller = menu({ book }).keys(`211220900#${A}##1`).listen();
  assert.is(caller.heard().at(-1), 'hear zh-CN: lines-full ask-booking-time');
  caller.keys('11220900#');
  assert.is(caller.heard().at(-1), readBack(A).replace('numbers-are', `${TIME} numbers-are`));
});

test('[S31] a booking that cannot be made leads back to the menu', () => {
  const book: Answer = { type: 'booked', result: fail({ code: 'CANNOT_BOOK' }) };
  const caller = menu({ book }).keys(`211220900#${A}##1`);
  assert.is(caller.heard().at(-1), `hear zh-CN: cannot-book ${MENU}`);
});

const bookings: readonly SpokenBooking[] = [
  { booking: 'b1' as BookingId, startMs: START, parties: 3 },
  { booking: 'b2' as BookingId, startMs: START, parties: 2 },
];
const spokenBooking = (parties: string): string =>
  `${TIME} booking-parties-before ${parties} booking-parties-after booking-choice`;
const LOOK = 'ask bookings {"account":"a"}';

test('[S31] bookings are read one after another', () => {
  const caller = menu({ bookings }).keys('3').listen().keys('1').listen().keys('1');
  assert.equal(caller.heard(), [
    LOOK,
    `hear zh-CN: ${spokenBooking('number-3')}`,
    `hear zh-CN: ${spokenBooking('number-liang')}`,
    `hear zh-CN: no-more-bookings ${MENU}`,
  ]);
});

test('[S31] 9 and then 1 cancels a booking, and the next one is read', () => {
  const caller = menu({ bookings }).keys('3').listen().keys('9').listen().keys('1');
  assert.equal(caller.heard().slice(2), [
    'hear zh-CN: confirm-cancel',
    'ask cancel-booking {"account":"a","booking":"b1"}',
    `hear zh-CN: booking-cancelled ${spokenBooking('number-liang')}`,
  ]);
});

test('[S31] 9 and then another key or silence cancels nothing', () => {
  for (const act of [
    (caller: FlowScript) => caller.keys('9'),
    (caller: FlowScript) => caller.listen().wait(10_000),
  ]) {
    const caller = menu({ bookings }).keys('3').listen().keys('9');
    caller.heard();
    assert.is(act(caller).heard().at(-1), `hear zh-CN: ${spokenBooking('number-3')}`);
  }
});

test('[S31] a booking that can no longer be cancelled, and no bookings at all, are told', () => {
  const late = menu({ bookings, cancelled: false }).keys('391');
  assert.is(late.heard().at(-1), `hear zh-CN: cannot-cancel ${spokenBooking('number-liang')}`);
  assert.equal(menu().keys('3').heard(), [LOOK, `hear zh-CN: no-bookings ${MENU}`]);
});

test('[S31] 0 leads to an operator, beside a conference of nobody else', () => {
  assert.equal(menu().keys('0').heard(), ['convene instant for a to operator']);
});

test('[S31] a wrong key and silence repeat the menu, three times in all', () => {
  const caller = menu().keys('7').listen().wait(10_000).listen().keys('#').listen();
  assert.equal(caller.heard(), [`hear zh-CN: ${MENU}`, `hear zh-CN: ${MENU}`, ...GOODBYE]);
});

test('letters are no wrong tries, and interrupt nothing', () => {
  const caller = call();
  caller.heard();
  assert.equal(caller.keys('ABCDA').heard(), []);
  assert.is(caller.keys('1').heard().at(-1), 'hear zh-CN: ask-first-number');
});

for (const [unanswered, keys] of [
  ['subscriber', ''],
  ['callee', `1${A}#`],
  ['booking-time', '211220900#'],
  ['book', `211220900#${A}##1`],
  ['bookings', '3'],
  ['cancel-booking', '391'],
] as const) {
  test(`a desk that does not answer ${unanswered} ends the call in words`, () => {
    const caller = call({ unanswered, bookings }).keys(keys).wait(15_000).listen();
    assert.equal(caller.heard().slice(-2), ['hear zh-CN: cannot-connect', 'release entry-failed']);
  });
}

test("[S31] a number in both languages speaks the account's", () => {
  assert.equal(call({ language: 'both' }).heard(), [`hear en: ${MENU}`]);
});

test('[S49] a conference that cannot be paid is refused in words', () => {
  const caller = menu().keys(`1${A}##1`);
  caller.heard();
  caller.input({ type: 'admission', result: fail({ code: 'CANNOT_CONNECT' }), waitMs: 0 }).listen();
  assert.equal(caller.heard(), ['hear zh-CN: cannot-connect', 'release entry-failed']);
});

test.run();
