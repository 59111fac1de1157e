import type { Language } from '../accounts/account.js';
import { invariant } from '../base/errors.js';
import type { PromptId } from './prompt-id.js';

const DIGITS = [
  'number-0',
  'number-1',
  'number-2',
  'number-3',
  'number-4',
  'number-5',
  'number-6',
  'number-7',
  'number-8',
  'number-9',
] as const satisfies readonly PromptId[];

const ENGLISH_TEENS = [
  'number-10',
  'number-11',
  'number-12',
  'number-13',
  'number-14',
  'number-15',
  'number-16',
  'number-17',
  'number-18',
  'number-19',
] as const satisfies readonly PromptId[];

const ENGLISH_TENS = [
  'number-20',
  'number-30',
  'number-40',
  'number-50',
  'number-60',
  'number-70',
  'number-80',
  'number-90',
] as const satisfies readonly PromptId[];

/** The largest number that both languages have words for here. */
export const SPOKEN_NUMBER_MAX = 999_999;

/** Numbers and codes digit by digit; in Chinese 1 is yāo, so that it is not mistaken for 7. */
export function spokenDigits(digits: string, language: Language): PromptId[] {
  return Array.from(digits, (digit) => {
    const prompt = DIGITS[Number(digit)];
    invariant(prompt !== undefined, 'spoken digits are digits');
    return prompt === 'number-1' && language === 'zh-CN' ? 'number-yao' : prompt;
  });
}

/** A telephone number as it was keyed, with its stars. */
export function spokenKeys(keyed: string, language: Language): PromptId[] {
  return Array.from(keyed).flatMap((key) => (key === '*' ? ['key-star'] : spokenDigits(key, language)));
}

/** A whole number from 0 to SPOKEN_NUMBER_MAX. `counts`: a measure word follows, so a bare 2 is 两. */
export function spokenCardinal(value: number, language: Language, counts = false): PromptId[] {
  invariant(
    Number.isInteger(value) && value >= 0 && value <= SPOKEN_NUMBER_MAX,
    'a number that can be spoken',
  );
  if (language === 'en') return englishCardinal(value);
  return counts && value === 2 ? ['number-liang'] : chineseCardinal(value);
}

const digit = (value: number): PromptId => DIGITS[value] ?? 'number-0';

function chineseCardinal(value: number): PromptId[] {
  if (value === 0) return ['number-0'];
  const tenThousands = Math.floor(value / 10_000);
  const rest = value % 10_000;
  if (tenThousands === 0) return withoutLeadingOne(chineseBelowTenThousand(rest));
  const head: PromptId[] =
    tenThousands === 2 ? ['number-liang'] : withoutLeadingOne(chineseBelowTenThousand(tenThousands));
  if (rest === 0) return [...head, 'number-wan'];
  const gap: PromptId[] = rest < 1_000 ? ['number-0'] : [];
  return [...head, 'number-wan', ...gap, ...chineseBelowTenThousand(rest)];
}

/** 1–9999; one 零 stands for any number of zeros between two digits. */
function chineseBelowTenThousand(value: number): PromptId[] {
  const words: PromptId[] = [];
  const places: readonly (readonly [number, PromptId | undefined])[] = [
    [1_000, 'number-qian'],
    [100, 'number-bai'],
    [10, 'number-shi'],
    [1, undefined],
  ];
  let zeroSkipped = false;
  for (const [size, unit] of places) {
    const count = Math.floor(value / size) % 10;
    if (count === 0) {
      zeroSkipped = words.length > 0;
      continue;
    }
    if (zeroSkipped) words.push('number-0');
    zeroSkipped = false;
    words.push(unit === 'number-qian' && count === 2 ? 'number-liang' : digit(count));
    if (unit !== undefined) words.push(unit);
  }
  return words;
}

/** 十二, not 一十二, at the head of a number. */
function withoutLeadingOne(words: PromptId[]): PromptId[] {
  return words[0] === 'number-1' && words[1] === 'number-shi' ? words.slice(1) : words;
}

function englishCardinal(value: number): PromptId[] {
  if (value < 1_000) return englishBelowThousand(value);
  const rest = value % 1_000;
  const head: PromptId[] = [...englishBelowThousand(Math.floor(value / 1_000)), 'number-thousand'];
  if (rest === 0) return head;
  const and: PromptId[] = rest < 100 ? ['number-and'] : [];
  return [...head, ...and, ...englishBelowThousand(rest)];
}

function englishBelowThousand(value: number): PromptId[] {
  if (value < 100) return englishBelowHundred(value);
  const head: PromptId[] = [digit(Math.floor(value / 100)), 'number-hundred'];
  const rest = value % 100;
  return rest === 0 ? head : [...head, 'number-and', ...englishBelowHundred(rest)];
}

function englishBelowHundred(value: number): PromptId[] {
  if (value < 10) return [digit(value)];
  const teen = ENGLISH_TEENS[value - 10];
  if (teen !== undefined) return [teen];
  const ten = ENGLISH_TENS[Math.floor(value / 10) - 2];
  invariant(ten !== undefined, 'tens from twenty to ninety');
  return value % 10 === 0 ? [ten] : [ten, digit(value % 10)];
}
