import { splitTopLevel } from './grammar.js';

/**
 * One header line. `name` is as received, so that unknown headers go on verbatim; `value` is unfolded and
 * trimmed. Text of a message is a *byte string*: one UTF-16 unit per byte (latin1), so that lengths are
 * byte lengths and everything can be sent back byte for byte. `utf8()` decodes what a person shall read.
 */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** RFC 3261 §7.3.3 and the IANA registry of compact forms. */
const COMPACT: ReadonlyMap<string, string> = new Map([
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['n', 'identity-info'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
  ['y', 'identity'],
]);

/** The lower-case long form by which a header is looked up. */
export function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.length === 1 ? (COMPACT.get(lower) ?? lower) : lower;
}

/** The header lines of one message in their order; looked up by canonical name. Immutable. */
export class Headers {
  readonly fields: readonly HeaderField[];
  #names: readonly string[] | undefined;

  constructor(fields: readonly HeaderField[]) {
    this.fields = fields;
  }

  /** The canonical names of `fields`, one for one; made at the first look-up. */
  get names(): readonly string[] {
    this.#names ??= this.fields.map((field) => canonicalName(field.name));
    return this.#names;
  }

  /** The place in `fields` of the first line with this name (canonical, lower case), or -1. */
  indexOf(name: string): number {
    return this.names.indexOf(name);
  }

  /** The value of the first line with this name (canonical, lower case). */
  first(name: string): string | undefined {
    return this.fields[this.indexOf(name)]?.value;
  }

  /** The values of all lines with this name, one entry a line: comma lists are not split here. */
  lines(name: string): readonly string[] {
    const values: string[] = [];
    const { names, fields } = this;
    for (let i = names.indexOf(name); i >= 0; i = names.indexOf(name, i + 1)) values.push(fields[i]!.value);
    return values;
  }

  /** All lines with this name joined as one comma list (RFC 3261 §7.3.1) and split at top-level commas. */
  list(name: string): readonly string[] {
    const lines = this.lines(name);
    return lines.length === 0 ? lines : lines.flatMap(splitCommaList);
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }
}

/** Splits at commas that stand outside quoted strings and angle brackets; trims; drops empty elements. */
export const splitCommaList = (value: string): string[] =>
  splitTopLevel(value, ',').filter((part) => part !== '');

/** A byte string as the text a person reads: UTF-8, with U+FFFD for what is not. */
export const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
/** Text as the byte string that goes into a message. */
export const byteString = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
