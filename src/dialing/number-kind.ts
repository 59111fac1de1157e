import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import {
  AREA_CODE,
  EMERGENCY_CODES,
  LOCAL_NUMBER,
  PREMIUM_CODE,
  PREMIUM_COUNTRY_CODES,
  SERVICE_CODE,
} from './numbering-plan.js';

/** What a number belongs to. The last four can never be called. */
export type NumberKind =
  | 'mobile'
  | 'landline'
  /** 400 and 800: reached by the same digits everywhere in China. */
  | 'freephone'
  /** Hong Kong, Macau and Taiwan too: other country codes, other prices. */
  | 'abroad'
  | 'premium'
  | 'emergency'
  | 'service-code'
  | 'invalid';

const CHINA = '+86';

/** `e164` with its +; what has merely the form of a number is 'invalid'. */
export function kindOf(e164: string): NumberKind {
  return e164.startsWith(CHINA) ? kindInChina(e164.slice(CHINA.length)) : kindAbroad(e164);
}

/** Short codes first: the library takes a code after an area code, 010-96110, for a subscriber. */
function kindInChina(national: string): NumberKind {
  const local = national.replace(AREA_CODE, '');
  // 010-110 comes without its 0, like the service code 10110: the worse reading counts.
  if (EMERGENCY_CODES.has(local)) return 'emergency';
  const kind = kindOfCode(national);
  if (kind !== undefined) return kind;
  if (/^1[3-9]\d{9}$/.test(national)) return ifValid(`${CHINA}${national}`, 'mobile');
  if (/^[48]00\d{7}$/.test(national)) return ifValid(`${CHINA}${national}`, 'freephone');
  if (local === national) return 'invalid';
  if (LOCAL_NUMBER.test(local)) return ifValid(`${CHINA}${national}`, 'landline');
  return kindOfCode(local) ?? 'invalid';
}

/** Undefined: no short code. */
export function kindOfCode(digits: string): NumberKind | undefined {
  if (EMERGENCY_CODES.has(digits)) return 'emergency';
  if (PREMIUM_CODE.test(digits)) return 'premium';
  // 10 digits that begin with 106 are a landline of Beijing when an area code was meant.
  if (/^106\d{7}$/.test(digits)) return undefined;
  return SERVICE_CODE.test(digits) ? 'service-code' : undefined;
}

function kindAbroad(e164: string): NumberKind {
  if (PREMIUM_COUNTRY_CODES.some((code) => e164.startsWith(code))) return 'premium';
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed?.number !== e164 || !parsed.isValid()) return 'invalid';
  const type = parsed.getType();
  // Personal numbers (+44 70 and the like) cost as much as premium ones and hide where they lead.
  return type === 'PREMIUM_RATE' || type === 'PERSONAL_NUMBER' ? 'premium' : 'abroad';
}

function ifValid(e164: string, kind: NumberKind): NumberKind {
  const parsed = parsePhoneNumberFromString(e164);
  return parsed?.number === e164 && parsed.isValid() ? kind : 'invalid';
}
