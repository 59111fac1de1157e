import type { Language } from '../accounts/account.js';
import { invariant } from '../base/errors.js';
import type { UtcMs } from '../base/units.js';
import type { PromptId } from './prompt-id.js';
import { spokenCardinal } from './spoken-number.js';

const ENGLISH_MONTHS = [
  'month-1',
  'month-2',
  'month-3',
  'month-4',
  'month-5',
  'month-6',
  'month-7',
  'month-8',
  'month-9',
  'month-10',
  'month-11',
  'month-12',
] as const satisfies readonly PromptId[];

interface WallTime {
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Date and time of day as the account's time zone has it [S8]. */
export function spokenTime(atMs: UtcMs, timeZone: string, language: Language): PromptId[] {
  const time = wallTime(atMs, timeZone);
  return language === 'en' ? englishTime(time) : chineseTime(time);
}

function wallTime(atMs: UtcMs, timeZone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: 'month' | 'day' | 'hour' | 'minute'): number => {
    const value = parts.get(type);
    invariant(value !== undefined, 'a formatted time has all its parts');
    return value;
  };
  return { month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

function chineseTime({ month, day, hour, minute }: WallTime): PromptId[] {
  const words: PromptId[] = [
    ...spokenCardinal(month, 'zh-CN'),
    'month',
    ...spokenCardinal(day, 'zh-CN'),
    'day',
    ...spokenCardinal(hour, 'zh-CN', true),
    'hour',
  ];
  if (minute === 0) return [...words, 'o-clock'];
  const zero: PromptId[] = minute < 10 ? ['number-0'] : [];
  return [...words, ...zero, ...spokenCardinal(minute, 'zh-CN'), 'minute'];
}

function englishTime({ month, day, hour, minute }: WallTime): PromptId[] {
  const name = ENGLISH_MONTHS[month - 1];
  invariant(name !== undefined, 'months go from 1 to 12');
  const oh: PromptId[] = minute > 0 && minute < 10 ? ['oh'] : [];
  const minutes = minute === 0 ? [] : [...oh, ...spokenCardinal(minute, 'en')];
  return [
    name,
    ...spokenCardinal(day, 'en'),
    'at',
    ...spokenCardinal(hour % 12 === 0 ? 12 : hour % 12, 'en'),
    ...minutes,
    hour < 12 ? 'am' : 'pm',
  ];
}
