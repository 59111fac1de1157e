import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Language } from '../../../src/accounts/account.js';
import { utcMs } from '../../../src/base/units.js';
import type { DoorRefusal } from '../../../src/conference/admission.js';
import type { RefusalCode } from '../../../src/conference/commands.js';
import type { Announcement } from '../../../src/conference/effects.js';
import { promptsOf, refusedEntryPrompts } from '../../../src/ivr/announcements.js';
import type { Prompt } from '../../../src/ivr/flow.js';
import { PROMPT_IDS, SOUND_PROMPTS, SPOKEN_PROMPTS, type PromptId } from '../../../src/ivr/prompt-id.js';

/** 22 November, nine in the morning in Shanghai. */
const START_UTC_MS = utcMs(Date.UTC(2026, 10, 22, 1));

interface Texts {
  readonly id: PromptId;
  readonly zh?: string;
  readonly en?: string;
}
const texts = new Map<string, Texts>(SPOKEN_PROMPTS.map((prompt) => [prompt.id, prompt]));
const sounds = new Set<string>(SOUND_PROMPTS);

/** What is heard, as text; a prompt without words in its language fails. */
function spoken(prompts: readonly Prompt[]): string {
  const words = prompts.map(({ id, language }) => {
    const text =
      sounds.has(id) || id.startsWith('clip:') ? id : texts.get(id)?.[language === 'en' ? 'en' : 'zh'];
    assert.ok(text, `${id} has words in ${language}`);
    return text;
  });
  return words.join('');
}

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  CONFERENCE_NOT_FOUND: '会议已结束',
  CONFERENCE_LIMIT: '会议暂时无法接入',
  PARTICIPANT_NOT_FOUND: '当前不能进行此操作',
  CONFERENCE_LOCKED: '会议已锁定',
  CONFERENCE_FULL: '会议人数已满',
  CALLER_BARRED: '您已被请出会议,不能再次进入',
  CHAIR_ONLY: '此功能仅限主席使用',
  CANNOT_UNMUTE: '当前不能取消静音',
  NOBODY_TO_KICK: '没有可以踢出的参加者',
  NO_CHOICE_OPEN: '当前不能进行此操作',
  NO_WINDOW_TO_EXTEND: '当前不能进行此操作',
  OPERATORS_BUSY: '人工坐席忙,请稍后再试',
  RECORDING_UNAVAILABLE: '当前不能录音',
  INVITATION_UNAVAILABLE: '当前不能邀请他人',
  WRONG_PLACE: '当前不能进行此操作',
  NOBODY_TO_CALL: '没有可以呼叫的用户',
};

/** The exact texts of service.md. */
const ANNOUNCEMENTS: readonly (readonly [string, Announcement, string])[] = [
  ['S3', { kind: 'party-entered' }, 'tone-entry'],
  ['S3', { kind: 'party-left' }, 'tone-exit'],
  ['S11', { kind: 'welcome-count', parties: 1 }, '您是第一位参会者'],
  ['S11', { kind: 'welcome-count', parties: 103 }, '会议中共有一百零三位参会者'],
  ['S19', { kind: 'party-count', parties: 1 }, '会议中共有一位参会者'],
  ['S6', { kind: 'chair-absent' }, '主席尚未进入会议室,请等候'],
  ['S6', { kind: 'chair-arrived' }, '主席已进入会议室'],
  ['S15', { kind: 'muted' }, '您已静音'],
  ['S15', { kind: 'unmuted' }, '已取消静音'],
  ['S24', { kind: 'muted-by-chair' }, '您已被主席静音'],
  ['S24', { kind: 'unmuted-by-chair' }, '主席已取消您的静音'],
  ['S21', { kind: 'mute-all', muted: true }, '全场静音已开启'],
  ['S21', { kind: 'mute-all', muted: false }, '全场静音已解除'],
  ['S16', { kind: 'lock', locked: true }, '会议已锁定'],
  ['S16', { kind: 'lock', locked: false }, '会议已解锁'],
  ['S23', { kind: 'hand', raised: true }, '您已举手'],
  ['S23', { kind: 'hand', raised: false }, '您已放下手'],
  ['S17', { kind: 'last-party-removed' }, '已请出最后的参加者'],
  ['S17', { kind: 'kicked' }, '您被请出会议'],
  ['S12', { kind: 'alone' }, '只有您一位参会者,继续等待请按1'],
  ['S12', { kind: 'window-ends', minutes: 5 }, '会议还有五分钟结束,延长三十分钟请按1'],
  ['S12', { kind: 'window-ends', minutes: 1 }, '会议还有一分钟结束,延长三十分钟请按1'],
  ['S12', { kind: 'window-extended', byMs: 1_800_000 }, '会议已延长三十分钟'],
  ['S12', { kind: 'window-extended', byMs: 3_600_000 }, '会议已延长'],
  ['S10', { kind: 'goodbye' }, '谢谢您的使用再见'],
];

const DOOR_REFUSALS: readonly (readonly [DoorRefusal, string])[] = [
  [{ code: 'ROOM_UNKNOWN' }, '会议室号不存在'],
  [{ code: 'PASSWORD_WRONG' }, '会议密码错误'],
  [{ code: 'ROOM_OR_PASSWORD_WRONG' }, '会议室号或密码错误'],
  [
    { code: 'NOT_STARTED', startMs: START_UTC_MS, timeZone: 'Asia/Shanghai' },
    '会议尚未开始会议开始时间是十一月二十二日九点整',
  ],
  [{ code: 'CONFERENCE_OVER' }, '会议已结束'],
  [{ code: 'CONFERENCE_LOCKED' }, '会议已锁定'],
  [{ code: 'CONFERENCE_FULL' }, '会议人数已满'],
  [{ code: 'CALLER_BARRED' }, '您已被请出会议,不能再次进入'],
  [{ code: 'CANNOT_CONNECT' }, '会议暂时无法接入'],
];

const test = suite('announcements');

for (const [row, announcement, text] of ANNOUNCEMENTS) {
  test(`[${row}] ${Object.values(announcement).join(' ')} is 「${text}」, and has English words`, () => {
    assert.is(spoken(promptsOf(announcement, 'zh-CN')), text);
    assert.ok(spoken(promptsOf(announcement, 'en')));
  });
}

test('every refusal of a key is said, in both languages', () => {
  for (const [code, text] of Object.entries(REFUSALS)) {
    const refused = (language: Language): string =>
      spoken(promptsOf({ kind: 'refused', code: code as RefusalCode }, language));
    assert.is(refused('zh-CN'), text);
    assert.ok(refused('en'));
  }
});

test('[S11] every refusal at the door is said, in both languages', () => {
  for (const [refusal, text] of DOOR_REFUSALS) {
    assert.is(spoken(refusedEntryPrompts(refusal, 'zh-CN')), text);
    assert.ok(spoken(refusedEntryPrompts(refusal, 'en')));
  }
});

test('the menu of service.md, item by item', () => {
  const items = (['menu-0', 'menu-1', 'menu-2', 'menu-3', 'menu-6', 'menu-8'] as const).map(
    (id) => texts.get(id)?.zh,
  );
  assert.is(
    items.join(','),
    '寻求人工支持请按0,静音或取消静音请按1,锁定或取消锁定会议请按2,踢出最后的参加者请按3,邀请他人参会请按6,返回会议室请按8',
  );
});

test('[S10] the entry prompts of service.md', () => {
  assert.is(
    `${texts.get('welcome')?.zh},${texts.get('ask-room')?.zh}`,
    '欢迎使用电话会议,请输入会议室号,按#号键结束',
  );
  assert.is(texts.get('ask-password')?.zh, '请输入会议密码,按#号键结束');
  assert.is(texts.get('ask-chair-password')?.zh, '主席请输入主席密码,参会者请直接按#号键');
  assert.is(texts.get('language-zh')?.zh, '中文请按1');
  assert.is(texts.get('language-en')?.en, 'For English, press 2');
});

test('prompt ids are unique', () => {
  assert.is(new Set(PROMPT_IDS).size, PROMPT_IDS.length);
});

test.run();
