import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { unguarded } from '../csv.js';
import { fieldInvalid } from '../validation.js';

/** Parsed in one go: a hundred rows or so. */
const CHUNK_CHARS = 8_192;
const DECODED_BYTES = 65_536;
const RECORD_CHARS_MAX = 10_000;

/**
 * The text of a file: UTF-8 with or without a byte order mark, else GB18030, in which Chinese spreadsheets
 * write. Bytes that are no UTF-8 are no accident in a text of some length.
 */
export async function textOf(bytes: Uint8Array): Promise<string> {
  return (await decoded(bytes, 'utf-8')) ?? (await decoded(bytes, 'gb18030')) ?? '';
}

async function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): Promise<string | undefined> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  let text = '';
  try {
    for (let from = 0; from < bytes.length; from += DECODED_BYTES) {
      text += decoder.decode(bytes.subarray(from, from + DECODED_BYTES), { stream: true });
      await nextTurn();
    }
    return text + decoder.decode();
  } catch {
    return undefined;
  }
}

/** A row as it stands in the file, which counts from 1, its heading included. */
export interface NumberedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Empty rows are left out. Whoever reads it must give others their turn: what is parsed comes without a pause. */
export async function* csvRows(text: string): AsyncGenerator<NumberedRow> {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    relaxColumnCount: true,
    relaxQuotes: true,
    skipRecordsWithEmptyValues: true,
    maxRecordSize: RECORD_CHARS_MAX,
    info: true,
  });
  try {
    for await (const { record, info } of Readable.from(chunksOf(text)).pipe(parser)) {
      const { lines } = info as { readonly lines: number };
      yield { row: lines, cells: (record as readonly string[]).map(unguarded) };
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    throw fieldInvalid('text', 'WRONG_FORMAT', thrown.message.slice(0, 200));
  }
}

/** Spreadsheets of some countries separate by semicolons, copied cells by tabs. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const heading = text.slice(0, Math.min(end < 0 ? text.length : end, RECORD_CHARS_MAX));
  if (heading.includes(',')) return ',';
  return heading.includes('\t') ? '\t' : heading.includes(';') ? ';' : ',';
}

function* chunksOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += CHUNK_CHARS) yield text.slice(from, from + CHUNK_CHARS);
}
