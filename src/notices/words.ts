import type { Language } from '../accounts/account.js';
import type { Recurrence } from '../accounts/room.js';
import type { UtcMs } from '../base/units.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The words of the mails, one column for each language. */
export const WORDS = {
  'zh-CN': {
    invitation: '会议邀请',
    update: '会议变更',
    cancellation: '会议取消',
    reminder: '会议提醒',
    organiserCopy: '会议安排',
    invited: (who: string, organiser: string) =>
      `${greeting(who, '您好')}${organiser === '' ? '您被邀请参加电话会议。' : `${organiser}邀请您参加电话会议。`}`,
    updated: '会议安排有变更,请以本邮件为准。',
    cancelled: '以下会议已取消。',
    occurrencesCancelled: (starts: string) => `以下场次已取消:${starts}。其余场次照常举行。`,
    starts: (minutes: number) => `会议将在${minutes}分钟后开始。`,
    organiserIntro: (guests: number) => `会议室已安排好,共邀请${guests}位参会者。主席密码请勿转发。`,
    name: '会议名',
    organiser: '会议组织者',
    time: '时间',
    recurrence: '循环',
    changedDate: '单次变更',
    movedDate: (planned: string, instead: string) => `${planned}的会议改为${instead}`,
    cancelledDate: (planned: string) => `${planned}的会议已取消`,
    accessNumber: '接入号',
    roomNumber: '会议室号',
    chairPassword: '主席密码',
    attendeePassword: '参会者密码',
    noPassword: '无,请直接按#号键',
    oneTap: '一键拨入',
    howTo: '拨打接入号,按提示输入会议室号和密码,每项以#号键结束。',
    every: { day: '每天', week: '每周', 'two-weeks': '每两周', month: '每月' },
    times: (count: number) => `共${count}次`,
    until: (date: string) => `至${date}`,
    hours: (hours: string) => `${hours}小时`,
    balanceLow: '余额不足提醒',
    balanceLowText: (minutes: number) =>
      `您的余额只够当前会议继续约${minutes}分钟。请尽快充值,否则会议将在已付费的时间结束后中断。`,
    balance: '余额',
    report: '会议报告',
    reportText: '会议已结束,以下是参会记录。',
    attendance: ['参会者', '角色', '加入', '离开'],
    chair: '主席',
    attendee: '参会者',
    cost: '费用',
    duration: '时长',
    minutes: (minutes: number) => `${minutes}分钟`,
    recording: '录音',
    recordings: (count: number) => `${count}段`,
    statement: '账单',
    statementText: (month: string) => `您${month}的账单如下。`,
    opening: '期初余额',
    recharged: '充值',
    charged: '消费',
    closing: '期末余额',
    charges: '计费通话数',
    yuan: (amount: string) => `${amount}元`,
    webhookDisabled: 'Webhook 已停用',
    webhookDisabledText: {
      gone: '该地址回答 410：它已不再接收事件，因此已停用。',
      failing: '五天来没有一次投递成功，因此已停用。修复后请重新启用，并可按时间范围重新投递。',
    },
    numberMoved: '号码变更通知',
    numberMovedText: (number: string) =>
      `号码${number}已在另一个账户通过验证,不再属于您的账户。如非您本人操作,请联系客服。`,
  },
  en: {
    invitation: 'Invitation',
    update: 'Changed meeting',
    cancellation: 'Meeting cancelled',
    reminder: 'Reminder',
    organiserCopy: 'Your meeting',
    invited: (who: string, organiser: string) =>
      `${greeting(who, 'Hello')}${organiser === '' ? 'You are invited to a telephone conference.' : `${organiser} invites you to a telephone conference.`}`,
    updated: 'The meeting has changed. What counts is what stands here.',
    cancelled: 'The following meeting is cancelled.',
    occurrencesCancelled: (starts: string) => `Cancelled: ${starts}. All other dates stay as planned.`,
    starts: (minutes: number) => `The meeting starts in ${counted(minutes, 'minute')}.`,
    organiserIntro: (guests: number) =>
      `The room is ready; ${guests === 1 ? '1 person is' : `${guests} people are`} invited. Please do not pass on the chair password.`,
    name: 'Meeting',
    organiser: 'Organiser',
    time: 'Time',
    recurrence: 'Repeats',
    changedDate: 'Changed date',
    movedDate: (planned: string, instead: string) => `${planned} is moved to ${instead}`,
    cancelledDate: (planned: string) => `${planned} is cancelled`,
    accessNumber: 'Access number',
    roomNumber: 'Room number',
    chairPassword: 'Chair password',
    attendeePassword: 'Attendee password',
    noPassword: 'none, press # instead',
    oneTap: 'One tap',
    howTo: 'Dial the access number, key in the room number and the password when asked, each followed by #.',
    every: { day: 'daily', week: 'weekly', 'two-weeks': 'every two weeks', month: 'monthly' },
    times: (count: number) => counted(count, 'time'),
    until: (date: string) => `until ${date}`,
    hours: (hours: string) => `${hours} h`,
    balanceLow: 'Low balance',
    balanceLowText: (minutes: number) =>
      `Your balance lasts for about ${minutes} more ${minutes === 1 ? 'minute' : 'minutes'} of the running conferences. Recharge soon, or they end when the paid time is over.`,
    balance: 'Balance',
    report: 'Meeting report',
    reportText: 'The meeting is over. These were there.',
    attendance: ['Participant', 'Role', 'Joined', 'Left'],
    chair: 'Chair',
    attendee: 'Attendee',
    cost: 'Cost',
    duration: 'Duration',
    minutes: (minutes: number) => `${minutes} min`,
    recording: 'Recording',
    recordings: (count: number) => String(count),
    statement: 'Statement',
    statementText: (month: string) => `Your statement of ${month}.`,
    opening: 'Opening balance',
    recharged: 'Recharged',
    charged: 'Charged',
    closing: 'Closing balance',
    charges: 'Charged legs',
    yuan: (amount: string) => `${amount} CNY`,
    webhookDisabled: 'A webhook was disabled',
    webhookDisabledText: {
      gone: 'The endpoint answered 410: it takes no events any more, and was disabled.',
      failing:
        'No delivery has arrived for five days, so it was disabled. Enable it when it is mended; what it missed can be replayed by range of time.',
    },
    numberMoved: 'A number was moved',
    numberMovedText: (number: string) =>
      `The number ${number} was verified for another account and no longer belongs to yours. If that was not you, please contact us.`,
  },
} as const satisfies Record<Language, unknown>;

export type Words = (typeof WORDS)[Language];

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function greeting(who: string, hello: string): string {
  if (who === '') return '';
  return hello === 'Hello' ? `Hello ${who}, ` : `${who},${hello}!`;
}

/** 2026年9月21日星期一 14:13 */
export function dateText(atMs: UtcMs | number, timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return format.format(atMs);
}

const clockText = (atMs: number, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone, timeStyle: 'short', hourCycle: 'h23' }).format(atMs);

/** From when to when; of what lasts longer than a day, how long. */
export function timeText(
  { startMs, durationMs, timeZone }: { startMs: number; durationMs: number; timeZone: string },
  language: Language,
): string {
  const start = dateText(startMs, timeZone, language);
  if (durationMs <= DAY_MS)
    return `${start} – ${clockText(startMs + durationMs, timeZone, language)} (${timeZone})`;
  const hours = String(Math.round((durationMs / HOUR_MS) * 100) / 100);
  return `${start}, ${WORDS[language].hours(hours)} (${timeZone})`;
}

export function recurrenceText({ every, count, untilDate }: Recurrence, language: Language): string {
  const words = WORDS[language];
  const end = count === undefined ? words.until(untilDate ?? '') : words.times(count);
  return `${words.every[every]}, ${end}`;
}
