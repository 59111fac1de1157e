import type { Compilable } from 'kysely';
import { InvariantError } from '../base/errors.js';
import type { Parameter, Statement, Unit } from './store.js';

/** A write, compiled. With `expectRows` it must change exactly so many rows. */
export function statement(query: Compilable, expectRows?: number): Statement {
  const { sql, parameters } = query.compile();
  const compiled = { sql, parameters: toParameters(parameters) };
  return expectRows === undefined ? compiled : { ...compiled, expectRows };
}

export const unit = (...statements: readonly Statement[]): Unit => ({ statements });

export function toParameters(values: readonly unknown[]): readonly Parameter[] {
  return values.map(toParameter);
}

/** What both databases take and give back alike; anything else is a fault of ours. */
export function toParameter(value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return storableText(value);
  // A count, time or sum beyond 2^53 would be stored as another one.
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) {
    return value;
  }
  if (value instanceof Uint8Array) return value;
  throw new InvariantError(`not a storable value: ${typeof value}`);
}

/** PostgreSQL has no NUL in text, and names and numbers come from peers. */
const storableText = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text);
