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
const NUMBER = /[+(]*\d(?:[\d\s().*#\-–转]|分机|ext\.?)*\d/i;
/** Shorter ones nobody can call; and names may end in digits. */
const DIGITS_MIN = 3;

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
  const found = NUMBER.exec(rest)?.[0];
  const number = found !== undefined && found.replace(/\D/g, '').length >= DIGITS_MIN ? found : undefined;
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
