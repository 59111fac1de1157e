import type { OperatorId } from '../base/ids.js';

/** Whom a call goes to: what people key or type is read into this once [S40]. */
export interface CalledParty {
  /** With its +. */
  readonly e164: string;
  /** Keyed after the answer; a further `*` is the next level after a pause. Digits and `*`. */
  readonly extension?: string;
  /** From the answer to the first digit of the extension; undefined: 2 s. */
  readonly extensionDelayMs?: number;
  /** The browser of this operator rings instead of its telephone [S44]. */
  readonly browser?: OperatorId;
}

/** The same party: each number is rung once in a group call [S39]. */
export const partyKey = ({ e164, extension = '' }: CalledParty): string => `${e164}*${extension}`;
