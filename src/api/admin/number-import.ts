import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseCallee } from '../../dialing/callee.js';
import type { ListedNumber } from '../../store/repositories/listed-number-repository.js';
import type { NumberImportView } from './listed-number-schema.js';

/** Lines read before others have their turn: reading a number takes some twenty microseconds. */
const LINES_PER_TURN = 100;
const REFUSALS_SHOWN = 100;
const VERDICTS: Readonly<Record<string, ListedNumber['verdict']>> = {
  allowed: 'allowed',
  refused: 'refused',
  允许: 'allowed',
  拒绝: 'refused',
};

interface Read {
  readonly numbers: readonly ListedNumber[];
  readonly refused: number;
  readonly refusals: NumberImportView['refusals'];
}

/** Reads `number[,verdict]` lines; of a number that is given twice the last line counts. */
export async function readNumbers(csv: string, verdict: ListedNumber['verdict']): Promise<Read> {
  const numbers = new Map<string, ListedNumber>();
  const refusals: { line: number; code: string }[] = [];
  let refused = 0;
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, text] of lines.entries()) {
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    const read = readLine(text, verdict, index === 0);
    if (read === undefined) continue;
    if (typeof read !== 'string') numbers.set(read.e164, read);
    else if (++refused <= REFUSALS_SHOWN) refusals.push({ line: index + 1, code: read });
  }
  return { numbers: [...numbers.values()], refused, refusals };
}

/** Undefined: nothing stands there; a text: why it cannot be read. */
function readLine(
  text: string,
  verdict: ListedNumber['verdict'],
  isFirst: boolean,
): ListedNumber | string | undefined {
  const [number = '', said = ''] = text.split(',').map((field) => field.trim().replace(/^["']+|"+$/g, ''));
  if (number === '') return undefined;
  const party = parseCallee(number);
  // A heading says what the columns are.
  if (!party.ok) return isFirst && !/\d/.test(number) ? undefined : party.error.code;
  const found = said === '' ? verdict : VERDICTS[said.toLowerCase()];
  return found === undefined ? 'NOT_ALLOWED' : { e164: party.value.e164, verdict: found };
}
