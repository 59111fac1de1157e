import { parse, type Info } from 'csv-parse/sync';
import { unguarded } from '../csv.js';

/** A row holds a name, some numbers and groups. */
const RECORD_CHARS_MAX = 10_000;

/**
 * The text of a file: UTF-8 with or without a byte order mark, else GB18030, in which Chinese spreadsheets
 * write. Bytes that are no UTF-8 are no accident in a text of some length.
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** A row as it stands in the file, which counts from 1, its heading included. */
export interface NumberedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** The first `rowsMax` rows; empty ones are left out. Throws CsvError. */
export function csvRows(text: string, rowsMax: number): readonly NumberedRow[] {
  const records = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relaxColumnCount: true,
    relaxQuotes: true,
    skipRecordsWithEmptyValues: true,
    maxRecordSize: RECORD_CHARS_MAX,
    to: rowsMax,
    info: true,
  }) as unknown as readonly { readonly record: readonly string[]; readonly info: Pick<Info, 'lines'> }[];
  return records.map(({ record, info }) => ({ row: info.lines, cells: record.map(unguarded) }));
}

/** Spreadsheets of some countries separate by semicolons, copied cells by tabs. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const heading = text.slice(0, Math.min(end < 0 ? text.length : end, RECORD_CHARS_MAX));
  if (heading.includes(',')) return ',';
  return heading.includes('\t') ? '\t' : heading.includes(';') ? ';' : ',';
}
