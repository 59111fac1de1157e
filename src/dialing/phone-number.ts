import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Where numbers without a country code belong, and 7–8 digit local ones without an area code. */
export interface HomeArea {
  /** Without its leading 0: '10' for Beijing. */
  readonly areaCode: string | undefined;
}

/**
 * The E.164 form, with +, of a number as a trunk delivers it: +86…, 0086…, 86…, with or without the
 * leading 0, or a local number of the trunk's home area [C18]. Undefined when it is no telephone number
 * (a short code, a name, Anonymous).
 */
export function toE164(delivered: string, home: HomeArea): string | undefined {
  const digits = delivered.replace(/[\s().-]/g, '');
  if (!/^\+?\d{5,18}$/.test(digits)) return undefined;
  return candidates(digits, home)
    .map(valid)
    .find((number) => number !== undefined);
}

/** The readings to try, the most telling first: a prefix that names the country wins over a bare number. */
function candidates(digits: string, { areaCode }: HomeArea): readonly string[] {
  if (digits.startsWith('+')) return [digits];
  if (digits.startsWith('00')) return [`+${digits.slice(2)}`];
  if (/^\d{7,8}$/.test(digits)) return areaCode === undefined ? [] : [`+86${areaCode}${digits}`];
  // A mobile number may come with a 0 in front, which the numbering plan itself does not know.
  const national = digits.replace(/^0/, '');
  const withCountry = digits.startsWith('86') ? [`+${digits}`] : [];
  return [`+86${national}`, ...withCountry];
}

function valid(candidate: string): string | undefined {
  const parsed = parsePhoneNumberFromString(candidate);
  return parsed?.isPossible() === true && parsed.isValid() ? parsed.number : undefined;
}
