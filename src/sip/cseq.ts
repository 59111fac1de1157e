import { decimal, isToken } from './grammar.js';

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** The number must be below 2**31 (RFC 3261 §8.1.1.5). */
const CSEQ_MAX = 2 ** 31 - 1;

export function parseCSeq(value: string): CSeq | undefined {
  const match = /^([0-9]+)[ \t]+([^ \t]+)$/.exec(value);
  const number = decimal(match?.[1] ?? '', CSEQ_MAX);
  const method = match?.[2] ?? '';
  return number === undefined || !isToken(method) ? undefined : { number, method };
}
