import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chatText,
  chatTime,
  dialString,
  plainLink,
} from '../../../src/portal/pages/rooms/invitation-text.js';

const test = suite('the invitation for a chat');

const WORDS = {
  title: '【会议邀请】',
  time: '时间:',
  dial: '拨打:',
  room: '会议室号:',
  password: '参会者密码:',
  noPassword: '直接按 #',
  oneTap: '一键拨入:',
};
const dialIn = { serviceNumber: '4006701018', roomNumber: '123456', attendeePassword: '7890' };

test('[S10] every line can be keyed, and the last one all at once', () => {
  assert.is(
    chatText({ name: '周例会' }, '10月1日 09:00', dialIn, WORDS),
    [
      '【会议邀请】周例会',
      '时间:10月1日 09:00',
      '拨打:4006701018',
      '会议室号:123456#',
      '参会者密码:7890#',
      '一键拨入:4006701018,,123456#,,7890#',
    ].join('\n'),
  );
});

test('the time is in the language of the text, by the clock of the account, of the date that counts now', () => {
  const startMs = Date.UTC(2026, 9, 1, 1);
  const room = { startMs, durationMs: 5_400_000, occurrence: null };
  assert.is(chatTime(room, 'zh-CN', 'Asia/Shanghai'), '2026年10月1日周四 09:00–10:30');
  assert.is(chatTime(room, 'en', 'Asia/Shanghai'), 'Thu, Oct 1, 2026 09:00–10:30');
  const occurrence = { startMs: startMs + 86_400_000, endMs: startMs + 90_000_000 };
  assert.is(chatTime({ ...room, occurrence }, 'en', 'UTC'), 'Fri, Oct 2, 2026 01:00–02:00');
});

test('without a password # alone enters, also in one go', () => {
  const open = { ...dialIn, attendeePassword: '' };
  assert.match(chatText({ name: 'x' }, '', open, WORDS), '参会者密码:直接按 #\n');
  assert.is(dialString(open), '4006701018,,123456#,,#');
});

test('without a number to dial nothing pretends to dial', () => {
  const nowhere = { ...dialIn, serviceNumber: undefined };
  assert.is(plainLink(nowhere), undefined);
  assert.not.match(chatText({ name: 'x' }, '', nowhere, WORDS), '一键拨入');
});

test('a number is linked without what people write into it', () => {
  assert.is(plainLink({ ...dialIn, serviceNumber: '+86 712-2114099' }), 'tel:+867122114099');
});

test.run();
