/**
 * Rows on their way between two threads: JSON, the names of the columns and then the values of each row. SQLite
 * writes it itself; values that pass one by one through JavaScript objects and a structured clone cost five times
 * as much.
 */
export type PackedRows = string;

/** The same select, with the values of each row as one text. */
export function packing(sql: string, columns: number, rowsMax: number): string {
  const names = Array.from({ length: columns }, (_, at) => `c${at}`).join(', ');
  return `with found (${names}) as (${sql}) select json_array(${names}) from found limit ${rowsMax}`;
}

export const packed = (columns: readonly string[], rows: readonly string[]): PackedRows =>
  `[${[JSON.stringify(columns), ...rows].join(',')}]`;

export function unpacked(rows: PackedRows): readonly unknown[] {
  const [columns, ...values] = JSON.parse(rows) as [string[], ...unknown[][]];
  // All rows begin as copies of one, so that they are objects of one shape.
  const blank = Object.fromEntries<unknown>(columns.map((column) => [column, null]));
  return values.map((row) => {
    const filled = { ...blank };
    for (const [at, column] of columns.entries()) filled[column] = row[at];
    return filled;
  });
}
