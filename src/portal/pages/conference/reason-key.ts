import { barKey } from '../../components/party-words.js';
import { live } from './words-zh.js';

type Reason = keyof typeof live.reason;

/** The words for why somebody left or was not reached: a reason, a result of a call, or the rule that barred it. */
export function reasonKey(code: string) {
  // The rules are written in capitals.
  if (/^[A-Z_]+$/.test(code)) return barKey(code);
  return `live.reason.${Object.hasOwn(live.reason, code) ? (code as Reason) : 'other'}` as const;
}
