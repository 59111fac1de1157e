import { below, fraction, type Random } from '../../../src/base/random.js';
import {
  alternativesOf,
  nameOfRef,
  typesOf,
  type JsonSchema,
  type NamedSchemas,
} from '../../../src/api/operation/json-schema.js';

const DEPTH_MAX = 8;
const MINUTE_MS = 60_000;

/** Tried in this order by whoever needs a text of a certain form. */
const TEXTS = [
  '周会',
  '13800138000',
  '8765',
  '123456',
  'someone@example.com',
  'https://example.com/hook',
  'Asia/Shanghai',
  '2026-10',
  '2026-10-01',
  '09:00-18:00',
  '01980a3e-7c11-7d2a-9b53-3f0d6a3c1e42',
  'a long password',
];

/** What a field means, where its schema does not tell it. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/pass(word)?$|pin$/i, '8765'],
  [/number$|^callMe$|^callee$/i, '13800138000'],
  [/email/i, 'someone@example.com'],
  [/url$/i, 'https://example.com/hook'],
  [/timeZone/i, 'Asia/Shanghai'],
];

/** Text that has broken others. */
export const NASTY_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u0007\u001b[31m',
  'a\r\nx-injected: 1',
  '\ud800',
  'a\udfffb',
  '\u202eevil\u202c',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'é'.normalize('NFD').repeat(50),
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  `'; drop table accounts; --`,
  `" or "1"="1`,
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '=cmd|/c calc!A1',
  '@SUM(1+1)',
  '+1-1',
  '\tx',
  '${7*7}{{7*7}}',
  '%s%n%x',
  'x'.repeat(10_000),
  '会'.repeat(5_000),
  '9'.repeat(400),
  '1e308',
  '-0',
  'NaN',
  'null',
  '__proto__',
  'constructor',
];

const NASTY_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  0.5,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  -(2 ** 53),
  2 ** 53 - 1,
  2 ** 63,
  1e308,
  -1e308,
  5e-324,
];

/** Bodies and parameters from their schemas: such as should be taken, and such as must be refused well. */
export class SchemaValues {
  readonly #random: Random;
  readonly #named: NamedSchemas;
  /** Times are drawn around this one. */
  readonly #nowMs: number;

  constructor(random: Random, named: NamedSchemas, nowMs: number) {
    this.#random = random;
    this.#named = named;
    this.#nowMs = nowMs;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[below(this.#random, items.length)]!;
  }

  chance(probability: number): boolean {
    return fraction(this.#random) < probability;
  }

  /** Fits the schema; what may be left out is left out with this probability. */
  valid(schema: JsonSchema, leftOut = 0.5, name = '', depth = 0): unknown {
    const inner = (part: JsonSchema, as = name): unknown => this.valid(part, leftOut, as, depth + 1);
    if (schema.$ref !== undefined) return inner(this.#named[nameOfRef(schema.$ref)] ?? {});
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.pick(schema.enum);
    if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => inner(part)));
    const alternatives = alternativesOf(schema);
    if (alternatives !== undefined) return inner(this.pick(alternatives));
    const type = this.pick(typesOf(schema));
    switch (type) {
      case 'object':
        return this.#object(schema, leftOut, depth, inner);
      case 'array':
        return this.#array(schema, depth, inner);
      case 'integer':
      case 'number':
        return this.#number(schema, name);
      case 'boolean':
        return this.chance(0.5);
      case 'string':
        return validText(schema, name);
      default:
        return null;
    }
  }

  /** Something else than the schema wants, or only just what it wants. */
  hostile(schema: JsonSchema, name = '', depth = 0): unknown {
    if (schema.$ref !== undefined)
      return this.hostile(this.#named[nameOfRef(schema.$ref)] ?? {}, name, depth);
    const isObject = typesOf(schema).includes('object') && schema.properties !== undefined;
    if (isObject && this.chance(0.75)) return this.#spoilt(schema, depth);
    if (typesOf(schema).includes('array') && schema.items !== undefined && this.chance(0.5))
      return this.pick([
        [this.hostile(schema.items, name, depth + 1)],
        Array.from({ length: 1_000 }, () => this.valid(schema.items!)),
      ]);
    if (typesOf(schema).includes('string') && this.chance(0.7)) return this.pick(NASTY_TEXTS);
    if (typesOf(schema).some((type) => type === 'integer' || type === 'number') && this.chance(0.7))
      return this.pick(NASTY_NUMBERS);
    return this.anything();
  }

  anything(): unknown {
    return this.pick<() => unknown>([
      () => null,
      () => this.chance(0.5),
      () => this.pick(NASTY_NUMBERS),
      () => this.pick(NASTY_TEXTS),
      () => [],
      () => ({}),
      () => [null],
      () => ({ ['__proto__']: null, toString: 1 }),
      () => nested(500),
    ])();
  }

  /** A valid object of which one to three fields are spoilt, left out or invented. */
  #spoilt(schema: JsonSchema, depth: number): unknown {
    const properties = Object.entries(schema.properties ?? {});
    const valid = this.valid(schema, 0.3);
    if (typeof valid !== 'object' || valid === null) return this.anything();
    const object = valid as Record<string, unknown>;
    const spoils = 1 + below(this.#random, 3);
    for (let spoilt = 0; spoilt < spoils && properties.length > 0; spoilt++) {
      const [name, field] = this.pick(properties);
      this.pick<() => void>([
        () => Reflect.deleteProperty(object, name),
        () => Object.assign(object, { [this.pick(NASTY_TEXTS)]: this.anything() }),
        ...Array.from({ length: 8 }, () => () => {
          object[name] = depth > DEPTH_MAX ? null : this.hostile(field, name, depth + 1);
        }),
      ])();
    }
    return object;
  }

  #object(
    schema: JsonSchema,
    leftOut: number,
    depth: number,
    inner: (part: JsonSchema, as: string) => unknown,
  ): unknown {
    const wanted = Object.entries(schema.properties ?? {}).filter(
      ([name]) => schema.required?.includes(name) === true || (depth < DEPTH_MAX && !this.chance(leftOut)),
    );
    return Object.fromEntries(wanted.map(([name, field]) => [name, inner(field, name)]));
  }

  #array(
    { items, minItems = 0, maxItems = 3 }: JsonSchema,
    depth: number,
    inner: (part: JsonSchema) => unknown,
  ) {
    if (items === undefined) return [];
    const lengthMax = depth > DEPTH_MAX ? minItems : Math.max(minItems, Math.min(3, maxItems));
    const length = minItems + below(this.#random, lengthMax - minItems + 1);
    return Array.from({ length }, () => inner(items));
  }

  #number({ type, minimum, maximum, exclusiveMinimum }: JsonSchema, name: string): number {
    // Of an object that has just been made.
    if (name === 'version') return 1;
    if (name.endsWith('Ms') && minimum === undefined)
      return this.#nowMs + MINUTE_MS * (60 + below(this.#random, 10_000));
    const low = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
    const high = Math.min(maximum ?? low + 1_000, low + 1_000_000);
    const value = low + fraction(this.#random) * Math.max(0, high - low);
    return type === 'number' ? value : Math.floor(value);
  }
}

function validText(schema: JsonSchema, name: string): string {
  const { format, pattern, minLength = 0, maxLength = 1_000 } = schema;
  if (typeof schema.example === 'string') return schema.example;
  const fits = (text: string): boolean =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text)) &&
    (format === undefined || fitsFormat(format, text));
  const meant = BY_NAME.filter(([words]) => words.test(name)).map(([, text]) => text);
  return [...meant, ...TEXTS].find(fits) ?? 'x'.repeat(minLength);
}

function fitsFormat(format: string, text: string): boolean {
  switch (format) {
    case 'uuid':
      return /^[0-9a-f-]{36}$/.test(text);
    case 'email':
      return text.includes('@');
    case 'uri':
    case 'url':
      return text.startsWith('https:');
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text);
    default:
      return true;
  }
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let index = 0; index < depth; index++) value = [value];
  return value;
}
