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
  {
    id: 'ask-name',
    zh: '请在滴声后报出您的姓名,按#号键结束',
    en: 'After the tone, please say your name, then press pound',
  },
  {
    id: 'return-question',
    zh: '返回刚才的会议请按1,进入其他会议请按2',
    en: 'To return to your conference, press 1. For another conference, press 2',
  },
  { id: 'number-not-bound', zh: '您的号码尚未绑定', en: 'Your number is not registered for this service' },
  {
    id: 'ask-account',
    zh: '请输入账户号码,按#号键结束',
    en: 'Please enter your account number, then press pound',
  },
  { id: 'ask-pin', zh: '请输入电话密码,按#号键结束', en: 'Please enter your phone PIN, then press pound' },
  { id: 'account-or-pin-wrong', zh: '账户号码或电话密码错误', en: 'The account number or the PIN is wrong' },
  { id: 'account-closed', zh: '您的账户已停用', en: 'Your account is closed' },
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
  { id: 'joined-conference', zh: '加入会议', en: 'has joined the conference' },
  { id: 'left-conference', zh: '离开会议', en: 'has left the conference' },
  { id: 'recording-started', zh: '会议开始录音', en: 'The recording of this conference has started' },
  { id: 'recording-stopped', zh: '会议停止录音', en: 'The recording has stopped' },
  { id: 'recording-running', zh: '会议正在录音', en: 'This conference is being recorded' },
  { id: 'balance-low', zh: '余额不足', en: 'The balance is low' },
  {
    id: 'balance-out',
    zh: '余额不足,会议即将结束',
    en: 'The balance is used up. The conference is about to end',
  },
  { id: 'member-joined', zh: '欢迎新成员加入会议', en: 'Welcome to the new participant' },
  { id: 'member-left', zh: '当前有用户离开会场', en: 'A participant has left' },
  {
    id: 'how-to-go-on',
    zh: '邀请他人参会请按星号6,其他操作请按星号',
    en: 'To invite someone, press star, 6. For all options, press star',
  },
  { id: 'peer-hung-up', zh: '对方已挂机', en: 'The other party has hung up' },
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

/** Calls that go out: the number to call, and why nobody came. */
const CALLING = [
  {
    id: 'ask-number',
    zh: '请输入被邀请方号码,按#号键结束',
    en: 'Please enter the number to call, then press pound',
  },
  { id: 'called-busy', zh: '对方正忙', en: 'The line is busy' },
  { id: 'called-no-answer', zh: '对方无人接听', en: 'There is no answer' },
  { id: 'called-rejected', zh: '对方拒绝接听', en: 'The call was declined' },
  { id: 'called-not-confirmed', zh: '对方未确认加入会议', en: 'The party did not confirm' },
  { id: 'call-cancelled', zh: '呼叫已取消', en: 'The call was cancelled' },
  { id: 'call-failed', zh: '呼叫失败', en: 'The call failed' },
  { id: 'lines-busy', zh: '线路忙,请稍后再试', en: 'All lines are busy. Please try again later' },
  { id: 'nobody-to-call', zh: '没有可以呼叫的用户', en: 'There is nobody to call' },
  { id: 'number-wrong', zh: '您输入的号码有误', en: 'That number is wrong' },
  { id: 'area-code-missing', zh: '固定电话请加区号', en: 'Please enter the area code before the number' },
  { id: 'short-number-barred', zh: '不能呼叫短号码', en: 'Short numbers cannot be called' },
  { id: 'emergency-barred', zh: '不能呼叫紧急电话', en: 'Emergency numbers cannot be called' },
  { id: 'premium-barred', zh: '不能呼叫收费号码', en: 'Premium numbers cannot be called' },
  { id: 'destination-barred', zh: '不能呼叫该地区的号码', en: 'Numbers in that area cannot be called' },
  { id: 'international-barred', zh: '您的账户未开通国际呼叫', en: 'Your account cannot call abroad' },
  { id: 'outgoing-stopped', zh: '您的账户已停止呼出', en: 'Your account cannot make calls' },
  { id: 'party-opted-out', zh: '对方不接收此类来电', en: 'That party does not accept such calls' },
  {
    id: 'call-limit-reached',
    zh: '您的账户呼叫次数已达上限',
    en: 'Your account has reached its limit of calls',
  },
  {
    id: 'spend-limit-reached',
    zh: '您的账户消费已达上限',
    en: 'Your account has reached its limit of spending',
  },
] as const satisfies readonly SpokenPrompt[];

/** The phone menu of `instant` [S30] [S31]. */
const INSTANT = [
  { id: 'number-activated', zh: '您的号码已激活', en: 'Your number is now activated' },
  { id: 'not-eligible', zh: '您的号码不能使用此业务', en: 'This service is not available for your number' },
  { id: 'instant-menu-1', zh: '立即发起请按1', en: 'To start a conference now, press 1' },
  { id: 'instant-menu-2', zh: '预约请按2', en: 'To book one, press 2' },
  { id: 'instant-menu-3', zh: '查询或取消预约请按3', en: 'To hear or cancel your bookings, press 3' },
  { id: 'instant-menu-0', zh: '人工服务请按0', en: 'For an operator, press 0' },
  {
    id: 'ask-first-number',
    zh: '请输入与会人员号码,按#号键结束',
    en: 'Please enter the number of a participant, then press pound',
  },
  {
    id: 'ask-next-number',
    zh: '请输入下一个号码,结束请直接按#号键',
    en: 'Please enter the next number, or just press pound to finish',
  },
  { id: 'number-twice', zh: '该号码已输入', en: 'That number is in the list already' },
  { id: 'numbers-are', zh: '您输入的号码是', en: 'The numbers are' },
  {
    id: 'list-choice',
    zh: '确认请按1,重新输入请按2,删除最后一个号码请按星号键',
    en: 'To confirm, press 1. To start again, press 2. To delete the last number, press star',
  },
  {
    id: 'ask-booking-time',
    zh: '请输入预约的月日时分共八位数字,按#号键结束',
    en: 'Please enter month, day, hour and minute as eight digits, then press pound',
  },
  { id: 'booking-time-wrong', zh: '您输入的时间有误', en: 'That is not a valid time' },
  {
    id: 'booking-too-soon',
    zh: '预约时间至少为15分钟以后',
    en: 'A booking must be at least fifteen minutes from now',
  },
  { id: 'booking-too-far', zh: '预约时间太远', en: 'That is too far ahead' },
  { id: 'booking-time-is', zh: '预约时间是', en: 'The conference starts on' },
  { id: 'booked', zh: '预约成功', en: 'Your conference is booked' },
  {
    id: 'lines-full',
    zh: '该时段线路已满,请选择其他时间',
    en: 'All lines are taken at that time. Please choose another time',
  },
  { id: 'cannot-book', zh: '当前不能预约', en: 'Booking is not available now' },
  { id: 'no-bookings', zh: '您没有预约', en: 'You have no bookings' },
  { id: 'no-more-bookings', zh: '没有其他预约', en: 'There are no more bookings' },
  { id: 'booking-parties-before', zh: '共', en: 'for' },
  { id: 'booking-parties-after', zh: '方', en: 'parties' },
  {
    id: 'booking-choice',
    zh: '取消此预约请按9,下一个请按1',
    en: 'To cancel this booking, press 9. For the next one, press 1',
  },
  { id: 'confirm-cancel', zh: '确认取消请按1', en: 'To confirm the cancellation, press 1' },
  { id: 'booking-cancelled', zh: '预约已取消', en: 'The booking is cancelled' },
  { id: 'cannot-cancel', zh: '此预约不能取消', en: 'This booking cannot be cancelled' },
] as const satisfies readonly SpokenPrompt[];

/** Who is called hears these. */
const CALLED = [
  {
    id: 'invited',
    zh: '您好,您被邀请加入电话会议',
    en: 'Hello. You are invited to join a telephone conference',
  },
  { id: 'press-1-to-join', zh: '加入会议请按1', en: 'To join, press 1' },
  { id: 'opt-out', zh: '不再接收此类来电请按9', en: 'To receive no more such calls, press 9' },
  { id: 'opted-out', zh: '您将不再接到此类来电', en: 'You will receive no more such calls' },
  {
    id: 'host-confirm',
    zh: '您现在是否发起多方通话,确认请按1,否则请挂机',
    en: 'Do you want to start your conference call now? To confirm, press 1. Otherwise please hang up',
  },
  {
    id: 'operator-offer',
    zh: '有用户请求人工服务,接听请按1',
    en: 'A caller asks for an operator. To take the call, press 1',
  },
  {
    id: 'code-for-registration',
    zh: '您通过网站发起注册操作,请留意收听以下校验码',
    en: 'You are registering on our website. Please listen to the following code',
  },
  {
    id: 'code-for-number',
    zh: '您正在绑定电话号码,请留意收听以下校验码',
    en: 'Your number is being added to an account. Please listen to the following code',
  },
  { id: 'code-again', zh: '重听请按1,否则请挂机', en: 'To hear it again, press 1. Otherwise please hang up' },
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
  ...CALLING,
  ...INSTANT,
  ...CALLED,
  ...TEST_CALLS,
  ...NUMBERS,
  ...CALENDAR,
] as const satisfies readonly SpokenPrompt[];

/** For a recording studio: when the prompts of each group are heard [S45]. */
export const PROMPT_GROUPS: readonly { readonly context: string; readonly ids: ReadonlySet<string> }[] = [
  group('来电者进入会议之前 · before a caller enters', ENTRY),
  group('会议中的通知 · announcements in the conference', CONFERENCE),
  group('会议中的按键 · keys in the conference', KEYS),
  group('呼叫他人 · calling others', CALLING),
  group('即时会议的语音菜单 · the menu of instant conferences', INSTANT),
  group('被叫方听到 · heard by who is called', CALLED),
  group('测试号码 · test numbers', TEST_CALLS),
  group('数字,在句中连读 · numbers, within a sentence', NUMBERS),
  group('日期和时间,在句中连读 · dates and times, within a sentence', CALENDAR),
];

function group(context: string, prompts: readonly SpokenPrompt[]) {
  return { context, ids: new Set(prompts.map(({ id }) => id)) };
}

/** Sounds that are made, not spoken; the same in every language. */
export const SOUND_PROMPTS = [
  'tone-entry',
  'tone-exit',
  'hold-music',
  'ringback',
  'tone-1004',
  'pause',
] as const;

export type PromptId = (typeof SPOKEN_PROMPTS)[number]['id'] | (typeof SOUND_PROMPTS)[number];

export const PROMPT_IDS: readonly PromptId[] = [
  ...SPOKEN_PROMPTS.map((prompt) => prompt.id),
  ...SOUND_PROMPTS,
];
