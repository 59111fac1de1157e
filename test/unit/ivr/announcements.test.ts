import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Language } from '../../../src/accounts/account.js';
import type { ClipId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import type { DoorRefusal } from '../../../src/conference/admission.js';
import type { RefusalCode } from '../../../src/conference/commands.js';
import type { Announcement } from '../../../src/conference/effects.js';
import type { CallResult } from '../../../src/dialing/call-result.js';
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
  ['S3', { kind: 'name-entered', name: 'n' as ClipId }, 'clip:n加入会议'],
  ['S3', { kind: 'name-left', name: 'n' as ClipId }, 'clip:n离开会议'],
  ['S4', { kind: 'recording-started' }, '会议开始录音'],
  ['S4', { kind: 'recording-stopped' }, '会议停止录音'],
  ['S4', { kind: 'recording-running' }, '会议正在录音'],
  ['S49', { kind: 'balance-low' }, '余额不足'],
  ['S49', { kind: 'balance-out' }, '余额不足,会议即将结束'],
  ['S20', { kind: 'peer-hung-up' }, '对方已挂机'],
  ['S35', { kind: 'member-joined' }, '欢迎新成员加入会议'],
  ['S35', { kind: 'member-left' }, '当前有用户离开会场'],
];

const FAILED_CALLS: Readonly<Record<CallResult, string>> = {
  busy: '对方正忙',
  'no-answer': '对方无人接听',
  'bad-number': '您输入的号码有误',
  barred: '不能呼叫该地区的号码',
  rejected: '对方拒绝接听',
  congested: '线路忙,请稍后再试',
  failed: '呼叫失败',
  cancelled: '呼叫已取消',
  'not-confirmed': '对方未确认加入会议',
  'hung-up': '对方已挂机',
  unpaid: '呼叫失败',
};

/** Texts of service.md that flows speak, by prompt. */
const EXACT: Readonly<Record<string, string>> = {
  'ask-name': '请在滴声后报出您的姓名,按#号键结束',
  'return-question': '返回刚才的会议请按1,进入其他会议请按2',
  'number-not-bound': '您的号码尚未绑定',
  'ask-number': '请输入被邀请方号码,按#号键结束',
  'area-code-missing': '固定电话请加区号',
  'number-activated': '您的号码已激活',
  'booking-too-soon': '预约时间至少为15分钟以后',
  'lines-full': '该时段线路已满,请选择其他时间',
  'booking-choice': '取消此预约请按9,下一个请按1',
  'confirm-cancel': '确认取消请按1',
  invited: '您好,您被邀请加入电话会议',
  'opt-out': '不再接收此类来电请按9',
  'host-confirm': '您现在是否发起多方通话,确认请按1,否则请挂机',
};

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

test('[S20] every way a call can fail is said, in both languages', () => {
  for (const [result, text] of Object.entries(FAILED_CALLS)) {
    const failure = { result: result as CallResult, sipStatus: 0, q850Cause: 0 };
    assert.is(spoken(promptsOf({ kind: 'call-failed', failure }, 'zh-CN')), text);
    assert.ok(spoken(promptsOf({ kind: 'call-failed', failure }, 'en')));
  }
});

test('[S41] a barred call says why', () => {
  const failure = { result: 'barred', sipStatus: 0, q850Cause: 0, bar: 'OPTED_OUT' } as const;
  assert.is(spoken(promptsOf({ kind: 'call-failed', failure }, 'zh-CN')), '对方不接收此类来电');
});

test('[S3] [S13] [S27]–[S41] the exact texts of the other flows', () => {
  for (const [id, text] of Object.entries(EXACT)) assert.is(texts.get(id)?.zh, text);
});

test('[S31] the menu of instant, item by item', () => {
  const items = [1, 2, 3, 0].map((item) => texts.get(`instant-menu-${item}`)?.zh);
  assert.is(items.join(','), '立即发起请按1,预约请按2,查询或取消预约请按3,人工服务请按0');
});

test('[S32] the words around the code', () => {
  assert.is(
    `${texts.get('code-for-registration')?.zh}xxxxxx,${texts.get('code-again')?.zh}`,
    '您通过网站发起注册操作,请留意收听以下校验码xxxxxx,重听请按1,否则请挂机',
  );
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
