import { maskNumber } from '../base/log.js';
import { parseCallee } from '../dialing/callee.js';

/** A telephone number, masked wherever its owner is not looking [S53a]. */
export const shownNumber = (number: string, masked: boolean): string =>
  masked ? maskNumber(number) : number;

/** A login, or a word of the audit log: masked only if it is a telephone number, however it is written. */
export function shownName(name: string, masked: boolean): string {
  const number = masked ? parseCallee(name) : undefined;
  return number?.ok === true ? maskNumber(number.value.e164) : name;
}
