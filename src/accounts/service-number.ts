import type { Language } from './account.js';

/** 接入号: a number that a carrier delivers to us is bound to one of these services. */
export type ServiceName = 'bridge' | 'quick' | 'instant' | 'direct' | 'test';
/** What a `test` number does [S38b]. */
export type TestKind = 'echo' | 'tone' | 'silence' | 'dtmf' | 'loop';

/** What a called number leads to: a row of the database, seeded from the configuration [S45]. */
export interface ServiceNumber {
  /** As written: with its area code, or as E.164. One of number and pattern. */
  readonly number?: string | undefined;
  /** A regular expression of what is delivered. */
  readonly pattern?: string | undefined;
  readonly service: ServiceName;
  readonly language: Language | 'both';
  /** For `direct`: the room it leads to; with a pattern its first group names the room instead. */
  readonly room?: string | undefined;
  /** For `test`. */
  readonly test?: TestKind | undefined;
}
