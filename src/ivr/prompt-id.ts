/**
 * Every prompt there is, by id, with its words. A prompt spoken in one language only (number words differ
 * in kind between languages) has no text in the other. Pinyin and audio live in the prompt table.
 */
interface SpokenPrompt {
  readonly id: string;
  readonly zh?: string;
  readonly en?: string;
}

const ENTRY = [
  { id: 'language-zh', zh: '中文请按1' },
  { id: 'language-en', en: 'For English, press 2' },
  { id: 'welcome', zh: '欢迎使用电话会议', en: 'Welcome to the telephone conference' },
  { id: 'ask-room', zh: '请输入会议室号,按#号键结束', en: 'Please enter the room number, then press pound' },
  {
    id: 'ask-password',
    zh: '请输入会议密码,按#号键结束',
    en: 'Please enter the conference password, then press pound',
  },
  {
    id: 'ask-chair-password',
    zh: '主席请输入主席密码,参会者请直接按#号键',
    en: 'If you are the chair, enter the chair password. If you are a participant, just press pound',
  },
  { id: 'room-unknown', zh: '会议室号不存在', en: 'There is no room with that number' },
  { id: 'password-wrong', zh: '会议密码错误', en: 'That password is wrong' },
  { id: 'entry-wrong', zh: '会议室号或密码错误', en: 'The room number or the password is wrong' },
  { id: 'goodbye', zh: '谢谢您的使用再见', en: 'Thank you for calling. Goodbye' },
  { id: 'not-started', zh: '会议尚未开始', en: 'The conference has not started yet' },
  { id: 'starts-at', zh: '会议开始时间是', en: 'It starts on' },
  { id: 'conference-over', zh: '会议已结束', en: 'The conference is over' },
  { id: 'conference-full', zh: '会议人数已满', en: 'The conference is full' },
  {
    id: 'barred',
    zh: '您已被请出会议,不能再次进入',
    en: 'You were removed from this conference and cannot enter again',
  },
  { id: 'cannot-connect', zh: '会议暂时无法接入', en: 'The conference cannot be reached at the moment' },
] as const satisfies readonly SpokenPrompt[];

const CONFERENCE = [
  { id: 'first-party', zh: '您是第一位参会者', en: 'You are the first participant' },
  { id: 'party-count-before', zh: '会议中共有', en: 'There are' },
  { id: 'party-count-after', zh: '位参会者', en: 'participants in the conference' },
  { id: 'only-party', en: 'You are the only participant' },
  { id: 'chair-absent', zh: '主席尚未进入会议室,请等候', en: 'The chair has not arrived yet. Please wait' },
  { id: 'chair-arrived', zh: '主席已进入会议室', en: 'The chair has arrived' },
  { id: 'conference-locked', zh: '会议已锁定', en: 'The conference is locked' },
  { id: 'conference-unlocked', zh: '会议已解锁', en: 'The conference is unlocked' },
  { id: 'mute-all-on', zh: '全场静音已开启', en: 'All participants are muted' },
  { id: 'mute-all-off', zh: '全场静音已解除', en: 'Participants are no longer muted' },
  { id: 'muted-by-chair', zh: '您已被主席静音', en: 'The chair has muted you' },
  { id: 'unmuted-by-chair', zh: '主席已取消您的静音', en: 'The chair has unmuted you' },
  { id: 'kicked', zh: '您被请出会议', en: 'You have been removed from the conference' },
  {
    id: 'alone',
    zh: '只有您一位参会者,继续等待请按1',
    en: 'You are the only participant. To keep waiting, press 1',
  },
  {
    id: 'five-minutes-left',
    zh: '会议还有五分钟结束,延长三十分钟请按1',
    en: 'The conference ends in five minutes. To extend it by thirty minutes, press 1',
  },
  {
    id: 'one-minute-left',
    zh: '会议还有一分钟结束,延长三十分钟请按1',
    en: 'The conference ends in one minute. To extend it by thirty minutes, press 1',
  },
  {
    id: 'extended-half-hour',
    zh: '会议已延长三十分钟',
    en: 'The conference has been extended by thirty minutes',
  },
  { id: 'extended', zh: '会议已延长', en: 'The conference has been extended' },
] as const satisfies readonly SpokenPrompt[];

const KEYS = [
  { id: 'menu-0', zh: '寻求人工支持请按0', en: 'For an operator, press 0' },
  { id: 'menu-1', zh: '静音或取消静音请按1', en: 'To mute or unmute yourself, press 1' },
  { id: 'menu-2', zh: '锁定或取消锁定会议请按2', en: 'To lock or unlock the conference, press 2' },
  { id: 'menu-3', zh: '踢出最后的参加者请按3', en: 'To remove the last participant who entered, press 3' },
  { id: 'menu-6', zh: '邀请他人参会请按6', en: 'To invite someone, press 6' },
  { id: 'menu-8', zh: '返回会议室请按8', en: 'To return to the conference, press 8' },
  { id: 'muted', zh: '您已静音', en: 'You are muted' },
  { id: 'unmuted', zh: '已取消静音', en: 'You are unmuted' },
  { id: 'cannot-unmute', zh: '当前不能取消静音', en: 'You cannot unmute now' },
  { id: 'chair-only', zh: '此功能仅限主席使用', en: 'Only the chair can do this' },
  {
    id: 'last-party-removed',
    zh: '已请出最后的参加者',
    en: 'The last participant who entered has been removed',
  },
  { id: 'nobody-to-remove', zh: '没有可以踢出的参加者', en: 'There is no participant to remove' },
  { id: 'hand-raised', zh: '您已举手', en: 'Your hand is raised' },
  { id: 'hand-lowered', zh: '您已放下手', en: 'Your hand is lowered' },
  { id: 'operators-busy', zh: '人工坐席忙,请稍后再试', en: 'All operators are busy. Please try again later' },
  { id: 'recording-unavailable', zh: '当前不能录音', en: 'Recording is not available now' },
  { id: 'invitation-unavailable', zh: '当前不能邀请他人', en: 'Inviting others is not available now' },
  { id: 'action-refused', zh: '当前不能进行此操作', en: 'This cannot be done now' },
] as const satisfies readonly SpokenPrompt[];

const TEST_CALLS = [
  { id: 'echo-intro', zh: '回声测试,请讲话', en: 'Echo test. Please speak' },
  { id: 'round-trip', zh: '往返时延', en: 'Round trip' },
  { id: 'buffer-depth', zh: '缓冲时延', en: 'Buffer depth' },
  { id: 'cannot-measure', zh: '无法测量', en: 'Cannot be measured' },
  { id: 'milliseconds', zh: '毫秒', en: 'milliseconds' },
  { id: 'dtmf-intro', zh: '按键测试,请按键', en: 'Key test. Please press a key' },
  { id: 'dtmf-by-event', zh: '电话事件', en: 'telephone event' },
  { id: 'dtmf-by-info', zh: '信令', en: 'SIP info' },
  { id: 'dtmf-in-band', zh: '带内', en: 'in band' },
  { id: 'loop-waiting', zh: '环回测试,请等候下一个呼叫', en: 'Loop test. Please wait for the next call' },
  { id: 'loop-joined', zh: '已接通', en: 'Connected' },
  { id: 'key-star', zh: '星号', en: 'star' },
  { id: 'key-pound', zh: '井号', en: 'pound' },
  { id: 'key-a', zh: 'A', en: 'A' },
  { id: 'key-b', zh: 'B', en: 'B' },
  { id: 'key-c', zh: 'C', en: 'C' },
  { id: 'key-d', zh: 'D', en: 'D' },
] as const satisfies readonly SpokenPrompt[];

const NUMBERS = [
  { id: 'number-0', zh: '零', en: 'zero' },
  { id: 'number-1', zh: '一', en: 'one' },
  { id: 'number-2', zh: '二', en: 'two' },
  { id: 'number-3', zh: '三', en: 'three' },
  { id: 'number-4', zh: '四', en: 'four' },
  { id: 'number-5', zh: '五', en: 'five' },
  { id: 'number-6', zh: '六', en: 'six' },
  { id: 'number-7', zh: '七', en: 'seven' },
  { id: 'number-8', zh: '八', en: 'eight' },
  { id: 'number-9', zh: '九', en: 'nine' },
  { id: 'number-yao', zh: '幺' },
  { id: 'number-liang', zh: '两' },
  { id: 'number-shi', zh: '十' },
  { id: 'number-bai', zh: '百' },
  { id: 'number-qian', zh: '千' },
  { id: 'number-wan', zh: '万' },
  { id: 'number-10', en: 'ten' },
  { id: 'number-11', en: 'eleven' },
  { id: 'number-12', en: 'twelve' },
  { id: 'number-13', en: 'thirteen' },
  { id: 'number-14', en: 'fourteen' },
  { id: 'number-15', en: 'fifteen' },
  { id: 'number-16', en: 'sixteen' },
  { id: 'number-17', en: 'seventeen' },
  { id: 'number-18', en: 'eighteen' },
  { id: 'number-19', en: 'nineteen' },
  { id: 'number-20', en: 'twenty' },
  { id: 'number-30', en: 'thirty' },
  { id: 'number-40', en: 'forty' },
  { id: 'number-50', en: 'fifty' },
  { id: 'number-60', en: 'sixty' },
  { id: 'number-70', en: 'seventy' },
  { id: 'number-80', en: 'eighty' },
  { id: 'number-90', en: 'ninety' },
  { id: 'number-hundred', en: 'hundred' },
  { id: 'number-thousand', en: 'thousand' },
  { id: 'number-and', en: 'and' },
] as const satisfies readonly SpokenPrompt[];

const CALENDAR = [
  { id: 'month', zh: '月' },
  { id: 'day', zh: '日' },
  { id: 'hour', zh: '点' },
  { id: 'minute', zh: '分' },
  { id: 'o-clock', zh: '整' },
  { id: 'am', en: 'a.m.' },
  { id: 'pm', en: 'p.m.' },
  { id: 'oh', en: 'oh' },
  { id: 'at', en: 'at' },
  { id: 'month-1', en: 'January' },
  { id: 'month-2', en: 'February' },
  { id: 'month-3', en: 'March' },
  { id: 'month-4', en: 'April' },
  { id: 'month-5', en: 'May' },
  { id: 'month-6', en: 'June' },
  { id: 'month-7', en: 'July' },
  { id: 'month-8', en: 'August' },
  { id: 'month-9', en: 'September' },
  { id: 'month-10', en: 'October' },
  { id: 'month-11', en: 'November' },
  { id: 'month-12', en: 'December' },
] as const satisfies readonly SpokenPrompt[];

export const SPOKEN_PROMPTS = [
  ...ENTRY,
  ...CONFERENCE,
  ...KEYS,
  ...TEST_CALLS,
  ...NUMBERS,
  ...CALENDAR,
] as const satisfies readonly SpokenPrompt[];

/** Sounds that are made, not spoken; the same in every language. */
export const SOUND_PROMPTS = ['tone-entry', 'tone-exit', 'hold-music', 'ringback', 'tone-1004'] as const;

export type PromptId = (typeof SPOKEN_PROMPTS)[number]['id'] | (typeof SOUND_PROMPTS)[number];

export const PROMPT_IDS: readonly PromptId[] = [
  ...SPOKEN_PROMPTS.map((prompt) => prompt.id),
  ...SOUND_PROMPTS,
];
