/**
 * Somebody in a field of people: `contact:<id>`, `group:<id>`, or what was typed, like 「张三 13800138000」. One text
 * each, as the field has it.
 */
export type PartyEntry = string;

export interface TypedParty {
  readonly name?: string;
  readonly email?: string;
  readonly number?: string;
}

export interface Parties {
  readonly contacts: string[];
  readonly groups: string[];
  readonly typed: TypedParty[];
}

const CONTACT = 'contact:';
const GROUP = 'group:';
const EMAIL = /[^\s<>,]+@[^\s<>,]+/;
/** Begins and ends with a digit; between them what people write into numbers, 转 and * before an extension. */
const NUMBER = /[+(]*\d(?:[\d\s().*#\-–转]|分机|ext\.?)*\d/gi;
/** Shorter ones nobody can call; and names may end in digits. */
const DIGITS_MIN = 3;
/** What begins an extension. */
const EXTENSION = /[*#转]|分机|ext/i;
/** A number within the country as a whole: mobile, with its area code, 400 or 800, or of the own town. */
const WHOLE = /^(1[3-9]\d{9}|0[1-9]\d{8,10}|[48]00\d{7}|[2-9]\d{6,7})$/;
/** A first group that belongs to the number: our country's code, or the way abroad. */
const COUNTRY = /^(86$|00)/;

export const contactEntry = (id: string): PartyEntry => CONTACT + id;
export const groupEntry = (id: string): PartyEntry => GROUP + id;

export const contactOf = (entry: PartyEntry): string | undefined => after(CONTACT, entry);
export const groupOf = (entry: PartyEntry): string | undefined => after(GROUP, entry);

const after = (prefix: string, entry: PartyEntry): string | undefined =>
  entry.startsWith(prefix) ? entry.slice(prefix.length) : undefined;

/** Name, address and number in whatever order they were typed. */
export function readTyped(text: string): TypedParty {
  const plain = text.normalize('NFKC');
  const email = EMAIL.exec(plain)?.[0];
  const rest = email === undefined ? plain : plain.replace(email, ' ');
  const number = numberIn(rest);
  const name = (number === undefined ? rest : rest.replace(number, ' '))
    .replace(/[<>;]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    ...(name === '' ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(number === undefined ? {} : { number: number.trim() }),
  };
}

/** The one with a plus, or the one with the most digits: names have digits too. */
function numberIn(text: string): string | undefined {
  const runs = (text.match(NUMBER) ?? []).map(withoutEndOfName);
  const found =
    runs.find((run) => run.startsWith('+')) ??
    runs.toSorted((one, other) => digitsOf(other).length - digitsOf(one).length)[0];
  return found !== undefined && digitsOf(found).length >= DIGITS_MIN ? found : undefined;
}

/** 「301 13800138000」 behind 「会议室」: what is no number as a whole, and one without its first group. */
function withoutEndOfName(run: string): string {
  const [, first, rest] = /^(\d+)\s+(.+)$/.exec(run) ?? [];
  if (first === undefined || rest === undefined || COUNTRY.test(first)) return run;
  return !isWhole(run) && isWhole(rest) ? rest : run;
}

const isWhole = (number: string): boolean => WHOLE.test(digitsOf(number.split(EXTENSION, 1)[0]!));

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** What `readTyped` reads as the same. */
export const typedText = ({ name = '', email = '', number = '' }: TypedParty): PartyEntry =>
  [name, email, number].filter((part) => part !== '').join(' ');

export function readParties(entries: readonly PartyEntry[]): Parties {
  const contacts = entries.flatMap((entry) => contactOf(entry) ?? []);
  const groups = entries.flatMap((entry) => groupOf(entry) ?? []);
  const typed = entries
    .filter((entry) => contactOf(entry) === undefined && groupOf(entry) === undefined)
    .map(readTyped);
  return { contacts, groups, typed };
}

/** What can be reached of whom: by telephone alone, or by mail as well. */
export type Reach = 'phone' | 'phone-or-mail';

/** The first entry that names nobody who can be reached. */
export function unreachable(entries: readonly PartyEntry[], reach: Reach): PartyEntry | undefined {
  return entries.find((entry) => {
    if (contactOf(entry) !== undefined || groupOf(entry) !== undefined) return false;
    const { email, number } = readTyped(entry);
    return number === undefined && (reach === 'phone' || email === undefined);
  });
}

/** As the API wants whom it is to call. */
export function partiesToCall(entries: readonly PartyEntry[]) {
  const { contacts, groups, typed } = readParties(entries);
  const parties = typed.map(({ name, number = '' }) => ({ number, ...(name === undefined ? {} : { name }) }));
  return { contacts, groups, parties };
}
