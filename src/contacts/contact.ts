import type { AccountId, Id } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import { fail, ok, type Result } from '../base/result.js';
import { partyKey, type CalledParty } from '../dialing/called-party.js';

export type ContactId = Id<'ContactId'>;
export type ContactGroupId = Id<'ContactGroupId'>;

/** One number of a contact. A short one (8001, an office's own) is kept, and cannot be dialled from here [S40]. */
export interface ContactNumber {
  /** E.164 with its +, or the digits of a short number. */
  readonly number: string;
  /** Digits and `*`; empty: none. */
  readonly extension: string;
  /** From the answer to the first digit of the extension. */
  readonly delayMs: number;
}

/** 联系人 [S39]. */
export interface Contact {
  readonly id: ContactId;
  readonly account: AccountId;
  readonly name: string;
  /** Empty: none. */
  readonly email: string;
  readonly numbers: readonly ContactNumber[];
  readonly groups: readonly ContactGroupId[];
  readonly version: number;
  readonly createdMs: UtcMs;
}

/** 分组. */
export interface ContactGroup {
  readonly id: ContactGroupId;
  readonly account: AccountId;
  readonly name: string;
  readonly version: number;
  readonly createdMs: UtcMs;
}

export const CONTACT_LIMITS = {
  nameCharsMax: 60,
  emailCharsMax: 254,
  numbersMax: 10,
  groupsMax: 50,
  contactsPerAccountMax: 50_000,
  groupsPerAccountMax: 500,
  delayMsMax: 20_000,
} as const;

export const DEFAULT_DELAY_MS = 2_000;

export const isDialable = ({ number }: Pick<ContactNumber, 'number'>): boolean => number.startsWith('+');

/** The same number and extension is the same telephone, whoever it is noted for. */
export const numberKey = ({ number, extension }: Pick<ContactNumber, 'number' | 'extension'>): string =>
  partyKey({ e164: number, extension });

/** Undefined for a short number. */
export function calledPartyOf(number: ContactNumber): CalledParty | undefined {
  if (!isDialable(number)) return undefined;
  const { number: e164, extension, delayMs } = number;
  return extension === '' ? { e164 } : { e164, extension, extensionDelayMs: delayMs };
}

/** What the search finds a name by. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();

/** What it finds a number by: people leave out the country code, or write the 0 of their own country. */
export const searchedDigits = (text: string): string => text.replace(/\D/g, '').replace(/^(?:0086|0)/, '');

export type ContactProblem = 'REQUIRED' | 'TOO_LONG' | 'NOT_PRINTABLE' | 'WRONG_FORMAT';

/** 汉字, letters and digits, and what stands between them; at least one of them. */
export function nameProblem(name: string): ContactProblem | undefined {
  if (name.trim() === '') return 'REQUIRED';
  if (name.length > CONTACT_LIMITS.nameCharsMax) return 'TOO_LONG';
  if (!/^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(name)) return 'NOT_PRINTABLE';
  return /[\p{L}\p{N}]/u.test(name) ? undefined : 'WRONG_FORMAT';
}

const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;

/** An address that any mail server takes, with nothing in it that could mean a second one. */
export const isEmail = (text: string): boolean =>
  text.length <= CONTACT_LIMITS.emailCharsMax && EMAIL.test(text) && !text.includes('..');

export const emailProblem = (email: string): ContactProblem | undefined =>
  email === '' || isEmail(email) ? undefined : 'WRONG_FORMAT';

type Merged = Pick<Contact, 'email' | 'numbers' | 'groups'>;

/** With all that `added` brings and `contact` does not have yet: 合并. Nothing is cut off. */
export function merged(
  contact: Contact,
  added: Merged,
): Result<Merged, { readonly code: 'TOO_LONG'; readonly of: 'numbers' | 'groups' }> {
  const known = new Set(contact.numbers.map(numberKey));
  const numbers = [...contact.numbers, ...added.numbers.filter((number) => !known.has(numberKey(number)))];
  const groups = [...new Set([...contact.groups, ...added.groups])];
  if (numbers.length > CONTACT_LIMITS.numbersMax) return fail({ code: 'TOO_LONG', of: 'numbers' });
  if (groups.length > CONTACT_LIMITS.groupsMax) return fail({ code: 'TOO_LONG', of: 'groups' });
  return ok({ email: contact.email === '' ? added.email : contact.email, numbers, groups });
}
