import type { ApiContext } from './context.js';

/** What goes into a field. Undefined and null are empty fields. */
export type CsvValue = string | number | undefined | null;

/** Without it a spreadsheet takes UTF-8 for the local code page and shows Chinese as rubbish. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A spreadsheet runs a field that begins like this as a formula, also the full-width signs and after blanks (OWASP,
 * CSV injection). Names and caller numbers come from the network.
 */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
/** Begins like a formula and can do no harm: an amount, a difference, a number as E.164. */
const PLAIN_NUMBER = /^[+-]\d+(\.\d+)?$/;

/** Also of what begins so behind apostrophes, or one of them could not be told from the guard. */
function needsGuard(text: string): boolean {
  const bare = text.replace(/^'+/, '');
  return FORMULA.test(bare) && !PLAIN_NUMBER.test(bare);
}

/** One line, RFC 4180. A text that a spreadsheet would run gets an apostrophe in front. */
export const csvLine = (values: readonly CsvValue[]): string => `${values.map(field).join(',')}\r\n`;

/** Takes the apostrophe off again that `csvLine` has put in front, when a file comes back. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && needsGuard(text.slice(1)) ? text.slice(1) : text;

/** Control characters, and those that turn the direction of what follows them: callers can send them in a number. */
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const UNSHOWABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

function field(value: CsvValue): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  const shown = value.replaceAll(UNSHOWABLE, '\uFFFD');
  const guarded = needsGuard(shown) ? `'${shown}` : shown;
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * Answers with a file, a page at a time: the next one is read when the client has taken the one before, so that
 * memory stays flat however long the file is. A client that goes away ends the reading.
 */
export function csvAnswer(
  c: ApiContext,
  fileName: string,
  header: readonly string[],
  pages: AsyncGenerator<readonly (readonly CsvValue[])[]>,
): Response {
  const encoder = new TextEncoder();
  let begun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!begun) controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(header)));
        begun = true;
        const page = await pages.next();
        if (page.done === true) controller.close();
        else controller.enqueue(encoder.encode(page.value.map(csvLine).join('')));
      },
      async cancel() {
        await pages.return(undefined);
      },
    },
    // Nothing is read ahead of the client.
    { highWaterMark: 0 },
  );
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${fileName}"`);
  return c.body(body);
}
