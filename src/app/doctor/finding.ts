export type Level = 'ok' | 'warn' | 'fail';

/** What was looked at, what was found, and what to do about it. */
export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly found: string;
  /** Nothing needs to be done about what is ok. */
  readonly advice?: string;
}

export const fine = (check: string, found: string): Finding => ({ check, level: 'ok', found });
/** The server runs, and something will suffer. */
export const warning = (check: string, found: string, advice: string): Finding => ({
  check,
  level: 'warn',
  found,
  advice,
});
/** The server cannot start, or cannot do what it is there for. */
export const failing = (check: string, found: string, advice: string): Finding => ({
  check,
  level: 'fail',
  found,
  advice,
});
