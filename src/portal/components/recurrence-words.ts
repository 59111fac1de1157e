import { wordsOf, type Texts } from '../words/words.js';

const recurrence = {
  title: '循环',
  never: '不循环',
  day: '每天',
  week: '每周',
  'two-weeks': '每两周',
  month: '每月',
  monthHint: '没有这一天的月份会跳过',
  ends: '结束方式',
  byCount: '按次数',
  byDate: '按日期',
  count: '次数',
  untilDate: '截止日期',
  countRequired: '请填写次数',
  dateRequired: '请选择截止日期',
  next: '接下来的日期',
  total_one: '共 {{count}} 次',
  total_other: '共 {{count}} 次',
  more_one: '另有 {{count}} 次',
  more_other: '另有 {{count}} 次',
  unfinished: '填写后可预览日期',
  OVERLAPPING: '每次的时长超过了循环间隔,前后会重叠,请缩短时长',
  OUT_OF_RANGE: '没有符合的日期,或次数超过 1000,请调整',
  other: '无法按此规则循环,请调整',
};

const recurrenceEn: Texts<typeof recurrence> = {
  title: 'Repeat',
  never: 'Never',
  day: 'Every day',
  week: 'Every week',
  'two-weeks': 'Every two weeks',
  month: 'Every month',
  monthHint: 'Months without that day are skipped',
  ends: 'Ends',
  byCount: 'After a number',
  byDate: 'On a date',
  count: 'How often',
  untilDate: 'Last date',
  countRequired: 'Say how often',
  dateRequired: 'Choose the last date',
  next: 'Next dates',
  total_one: '{{count}} time',
  total_other: '{{count}} times',
  more_one: 'and {{count}} more',
  more_other: 'and {{count}} more',
  unfinished: 'The dates appear here when this is filled in',
  OVERLAPPING: 'One would still run when the next begins: shorten the duration',
  OUT_OF_RANGE: 'No date fits, or there are more than 1000: change the rule',
  other: 'This rule cannot be used: change it',
};

export const recurrenceWords = wordsOf({ recurrence }, { recurrence: recurrenceEn });

/** Why a rule is refused. */
export const ruleProblemKey = (code: string) =>
  code === 'OVERLAPPING' || code === 'OUT_OF_RANGE' ? (`recurrence.${code}` as const) : 'recurrence.other';

declare module '../words/words.js' {
  interface Messages {
    recurrence: Texts<typeof recurrence>;
  }
}
