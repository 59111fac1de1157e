import { fail, ok, type Result } from '../base/result.js';
import { parseCallee, type CalleeResult } from '../dialing/callee.js';
import { CONTACT_LIMITS, DEFAULT_DELAY_MS, isDialable, type ContactNumber } from './contact.js';

type CalleeCode = Extract<CalleeResult, { ok: false }>['error']['code'];
export type NumberProblem = Exclude<CalleeCode, 'SHORT_NUMBER'> | 'DELAY_OUT_OF_RANGE';

const SHORT = /^\d{1,6}$/;

/**
 * A number as people write it [S40], with `*` or 转 before an extension. A short one, which parseCallee
 * refuses to dial, is noted as it stands.
 */
export function readContactNumber(
  text: string,
  delayMs: number = DEFAULT_DELAY_MS,
): Result<ContactNumber, { readonly code: NumberProblem }> {
  if (!(Number.isSafeInteger(delayMs) && delayMs >= 0 && delayMs <= CONTACT_LIMITS.delayMsMax))
    return fail({ code: 'DELAY_OUT_OF_RANGE' });
  const callee = parseCallee(text);
  if (callee.ok) {
    const { e164: number, extension = '' } = callee.value;
    return ok({ number, extension, delayMs });
  }
  const { code } = callee.error;
  if (code !== 'SHORT_NUMBER') return fail({ code });
  const number = text.normalize('NFKC').replace(/[\s-]/g, '');
  return SHORT.test(number) ? ok({ number, extension: '', delayMs }) : fail({ code: 'NUMBER_INVALID' });
}

/** The form that is read back as the same number: +861062345678*801@5, the delay in seconds when it is not the usual. */
export function writeContactNumber({ number, extension, delayMs }: ContactNumber): string {
  if (extension === '') return number;
  const delay = delayMs === DEFAULT_DELAY_MS ? '' : `@${delayMs / 1_000}`;
  return `${number}*${extension}${delay}`;
}

/** Reads `writeContactNumber` and everything that people write. */
export function readWrittenNumber(text: string): ReturnType<typeof readContactNumber> {
  const [, number, seconds] = /^(.*)@(\d{1,2}(?:\.\d{1,3})?)$/s.exec(text.trim()) ?? [];
  if (number === undefined || seconds === undefined) return readContactNumber(text);
  return readContactNumber(number, Math.round(Number(seconds) * 1_000));
}

export const NUMBER_MESSAGES: Readonly<Record<NumberProblem, string>> = {
  NUMBER_INVALID: 'is no telephone number',
  // 「固定电话请加区号」
  AREA_CODE_MISSING: 'is a landline number without its area code',
  EMERGENCY_NUMBER: 'is an emergency number',
  PREMIUM_NUMBER: 'is a premium number',
  DELAY_OUT_OF_RANGE: 'has a delay outside of 0 to 20 s',
};

/** The first one that can be called: somebody with a mobile and a desk phone is rung once. */
export const firstDialable = (numbers: readonly ContactNumber[]): ContactNumber | undefined =>
  numbers.find(isDialable);
