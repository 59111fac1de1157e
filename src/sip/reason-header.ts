import type { Q850Cause } from './endpoint-api.js';
import { decimal, quote, unquote } from './grammar.js';
import type { HeaderField, Headers } from './headers.js';
import { parseParams } from './params.js';

/** RFC 3326 §2. */
export function formatReason(cause: Q850Cause): string {
  const text = cause.text === undefined ? '' : `;text=${quote(cause.text)}`;
  return `Q.850;cause=${cause.cause}${text}`;
}

/** The first Q.850 value among the Reason headers, if there is a well-formed one. */
export function q850Cause(headers: Headers): Q850Cause | undefined {
  if (!headers.has('reason')) return undefined;
  for (const value of headers.list('reason')) {
    const semicolon = value.indexOf(';');
    if (semicolon < 0 || value.slice(0, semicolon).trim().toUpperCase() !== 'Q.850') continue;
    const params = parseParams(value.slice(semicolon));
    const cause = decimal(params?.get('cause') ?? '', 127);
    if (cause === undefined) continue;
    const text = params?.get('text');
    return text === undefined ? { cause } : { cause, text: unquote(text) };
  }
  return undefined;
}

/** Q.850: normal call clearing. */
const NORMAL_CLEARING: Q850Cause = { cause: 16 };

/** What goes with a BYE: normal clearing where no other cause is known. */
export const byeReason = (cause: Q850Cause = NORMAL_CLEARING): HeaderField => ({
  name: 'Reason',
  value: formatReason(cause),
});

/** SIP status to ISUP cause, RFC 3398 §8.2.6.1; 127 is interworking. */
const CAUSE_BY_STATUS: ReadonlyMap<number, number> = new Map([
  [400, 41],
  [401, 21],
  [402, 21],
  [403, 21],
  [404, 1],
  [405, 63],
  [406, 79],
  [407, 21],
  [408, 102],
  [410, 22],
  [413, 127],
  [414, 127],
  [415, 79],
  [416, 127],
  [420, 127],
  [480, 18],
  [481, 41],
  [482, 25],
  [483, 25],
  [484, 28],
  [485, 1],
  [486, 17],
  [488, 127],
  [500, 41],
  [501, 79],
  [502, 38],
  [503, 41],
  [504, 102],
  [505, 127],
  [600, 17],
  [603, 21],
  [604, 1],
  [606, 79],
]);

/** The cause that a gateway would derive from our refusal, so that it need not guess. */
export function causeOfStatus(status: number): Q850Cause | undefined {
  const cause = CAUSE_BY_STATUS.get(status);
  return cause === undefined ? undefined : { cause };
}
