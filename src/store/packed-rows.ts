import { BoundedMap } from '../base/bounded-map.js';

/**
 * Rows on their way between two threads, as two texts. SQLite writes the values itself; values that pass one by one
 * through JavaScript objects and a structured clone cost five times as much.
 */
export interface PackedRows {
  /** JSON: the names, in the order of the values. */
  readonly columns: string;
  /** JSON: an array of values for each row. */
  readonly rows: string;
}

type RowMaker = (values: readonly unknown[]) => unknown;

/** Our statements differ in some dozens of lists of columns. */
const MAKERS_MAX = 1_000;

/** The same select, with the values of each row as one text. */
export function packing(sql: string, columns: number, rowsMax: number): string {
  const names = Array.from({ length: columns }, (_, at) => `c${at}`).join(', ');
  return `with found (${names}) as (${sql}) select json_array(${names}) from found limit ${rowsMax}`;
}

/** Makes objects of rows again. */
export class RowUnpacker {
  readonly #makers = new BoundedMap<string, RowMaker>(MAKERS_MAX);

  unpacked({ columns, rows }: PackedRows): readonly unknown[] {
    return (JSON.parse(rows) as unknown[][]).map(this.#makerFor(columns));
  }

  #makerFor(columns: string): RowMaker {
    const known = this.#makers.get(columns);
    if (known !== undefined) return known;
    const made = rowMaker(JSON.parse(columns) as readonly string[]);
    this.#makers.set(columns, made);
    return made;
  }
}

function rowMaker(columns: readonly string[]): RowMaker {
  const fields = columns.map((column, at) => `${JSON.stringify(column)}: values[${at}]`);
  // oxlint-disable-next-line no-implied-eval, no-new-func -- a literal takes half the time of a loop over the names
  return new Function('values', `return { ${fields.join(', ')} };`) as RowMaker;
}
