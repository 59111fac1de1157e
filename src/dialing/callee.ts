import { fail, ok, type Result } from '../base/result.js';
import type { BarCode } from './call-result.js';
import type { CalledParty } from './called-party.js';
import { kindOf, kindOfCode, type NumberKind } from './number-kind.js';

type CalleeCode = Extract<
  BarCode,
  'NUMBER_INVALID' | 'AREA_CODE_MISSING' | 'SHORT_NUMBER' | 'EMERGENCY_NUMBER' | 'PREMIUM_NUMBER'
>;
export type CalleeResult = Result<CalledParty, { readonly code: CalleeCode }>;

/** More levels than any exchange has, and short enough to be keyed. */
const EXTENSION_MAX = 24;
/** A longer text is no number, and nothing is searched in it. */
const TEXT_MAX = 80;

/** Between a number and its extension, as keyed and as people write it. */
const EXTENSION_MARK = /\*|转|轉|分机|分機|ext\.?|x/i;
const VISUAL = /[\s().\-–—/]/g;

/**
 * Whom a number means, as keyed on a phone (`*` before the extension) or typed by a person [S40]. Numbers
 * without a country code are read as Chinese ones.
 */
export function parseCallee(text: string): CalleeResult {
  if (text.length > TEXT_MAX) return fail({ code: 'NUMBER_INVALID' });
  // NFKC: full-width digits, plus, star and brackets of Chinese keyboards.
  const plain = text.normalize('NFKC').trim();
  const mark = EXTENSION_MARK.exec(plain);
  if (mark !== null) {
    const extension = plain.slice(mark.index + mark[0].length).replace(VISUAL, '');
    return withExtension(readNumber(plain.slice(0, mark.index)), extension);
  }
  const whole = readNumber(plain);
  return whole.ok ? whole : (readHyphenated(plain) ?? whole);
}

/** 010-62345678-801: after the last hyphen an extension, when the rest is a number and the whole is none. */
function readHyphenated(text: string): CalleeResult | undefined {
  const match = /^(.*\d)\s*[-–—]\s*(\d{1,8})$/.exec(text);
  const number = match === null ? undefined : readNumber(match[1] ?? '');
  return number?.ok === true ? withExtension(number, match?.[2] ?? '') : undefined;
}

function withExtension(number: CalleeResult, extension: string): CalleeResult {
  if (!number.ok) return number;
  const levels = /^\d+(?:\*\d+)*$/.test(extension) && extension.length <= EXTENSION_MAX;
  return levels ? ok({ ...number.value, extension }) : fail({ code: 'NUMBER_INVALID' });
}

function readNumber(text: string): CalleeResult {
  const digits = text.replace(VISUAL, '');
  if (!/^\+?\d{1,20}$/.test(digits)) return fail({ code: 'NUMBER_INVALID' });
  if (digits.startsWith('+')) return withCountryCode(digits);
  if (digits.startsWith('00') && digits.length > 3) return withCountryCode(`+${digits.slice(2)}`);
  // As long as that, 86 in front can only be the country code.
  if (/^86\d{10,}$/.test(digits)) return withCountryCode(`+${digits}`);
  return readNational(digits);
}

function withCountryCode(e164: string): CalleeResult {
  if (!e164.startsWith('+86')) return party(e164);
  // +86 (0)10 6234 5678: the 0 belongs inside China alone.
  const national = e164.slice(3).replace(/^0/, '');
  return isLocal(national) ? fail({ code: 'AREA_CODE_MISSING' }) : party(`+86${national}`);
}

function readNational(digits: string): CalleeResult {
  const code = kindOfCode(digits);
  if (code !== undefined) return fail({ code: kindBar(code) ?? 'NUMBER_INVALID' });
  if (digits.startsWith('0')) return withCountryCode(`+86${digits.slice(1)}`);
  // Extensions of an office and the like: a contact may have one, nobody can dial it from here.
  if (digits.length <= 6) return fail({ code: 'SHORT_NUMBER' });
  const kind = kindOf(`+86${digits}`);
  // Without its 0 an area code could as well be a country code, 852: it is not guessed.
  return isLocal(digits) || kind === 'landline'
    ? fail({ code: 'AREA_CODE_MISSING' })
    : party(`+86${digits}`, kind);
}

/** 7–8 digits of a landline: in which town? */
const isLocal = (digits: string): boolean => /^[2-8]\d{6,7}$/.test(digits);

function party(e164: string, kind = kindOf(e164)): CalleeResult {
  const code = kindBar(kind);
  return code === undefined ? ok({ e164 }) : fail({ code });
}

/** Why a number of this kind is never called; undefined: it may be. */
export function kindBar(kind: NumberKind): CalleeCode | undefined {
  switch (kind) {
    case 'emergency':
      return 'EMERGENCY_NUMBER';
    case 'service-code':
      return 'SHORT_NUMBER';
    case 'premium':
      return 'PREMIUM_NUMBER';
    case 'invalid':
      return 'NUMBER_INVALID';
    default:
      return undefined;
  }
}
