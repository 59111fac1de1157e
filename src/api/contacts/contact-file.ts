import { CsvError } from 'csv-parse/sync';
import { fail, ok } from '../../base/result.js';
import { numberKey } from '../../contacts/contact.js';
import { columnsOf, readRow } from '../../contacts/contact-csv.js';
import { IMPORT_LIMITS, type FileReading, type ReadRow } from '../../contacts/import-row.js';
import { csvRows, textOf } from './csv-rows.js';

/** Bytes of a file as it was sent, or its text. A number takes some twenty microseconds: not for the main thread. */
export function readContactFile(file: Uint8Array | string): FileReading {
  const { rowsMax, lotRows } = IMPORT_LIMITS;
  try {
    // One more than may be, to see it, and the heading.
    const rows = readRows(typeof file === 'string' ? file : textOf(file), rowsMax + 2);
    if (rows.length > rowsMax) return fail({ code: 'TOO_LONG', message: `has more than ${rowsMax} rows` });
    const lots: string[] = [];
    for (let from = 0; from < rows.length; from += lotRows)
      lots.push(JSON.stringify(rows.slice(from, from + lotRows)));
    return ok(lots);
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return fail({ code: 'WRONG_FORMAT', message: thrown.message.slice(0, 200) });
  }
}

function readRows(text: string, rowsMax: number): readonly ReadRow[] {
  const all = csvRows(text, rowsMax);
  const columns = columnsOf(all[0]?.cells ?? []);
  const firstRows = new Map<string, number>();
  return (columns.headed ? all.slice(1) : all).map(({ row, cells }) => {
    const read = readRow(cells, columns);
    if (!read.ok) return { row, ...read };
    const keys = read.contact.numbers.map(numberKey);
    const firstRow = keys.map((key) => firstRows.get(key)).find((first) => first !== undefined);
    for (const key of keys) if (!firstRows.has(key)) firstRows.set(key, row);
    return { row, ...read, firstRow };
  });
}
