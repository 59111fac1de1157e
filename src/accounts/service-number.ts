import type { Language } from './account.js';

export type ServiceName = 'bridge' | 'direct' | 'test';
/** What a `test` number does [S38b]. */
export type TestKind = 'echo' | 'tone' | 'silence' | 'dtmf' | 'loop';

/**
 * 接入号: a number that a carrier delivers to us, bound to one service and a language. `number` is E.164
 * with +; `pattern` is a regular expression on the called digits, whose first group names the room.
 */
export type ServiceNumber = {
  readonly match: { readonly number: string } | { readonly pattern: RegExp };
  readonly language: Language | 'both';
} & (
  | { readonly service: 'bridge' }
  /** With a room number, or with a pattern whose first group opens that room on demand [S38a]. */
  | { readonly service: 'direct'; readonly roomNumber?: string }
  | { readonly service: 'test'; readonly test: TestKind }
);
