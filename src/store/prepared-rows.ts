import type { Compilable } from 'kysely';
import { statement, toParameter } from './statement.js';
import type { Parameter, Statement } from './store.js';

/** Rows of one statement: far below the parameters that a database takes. */
const ROWS_PER_STATEMENT = 200;

/**
 * An insert of many rows, some hundred a statement. Compiling so many takes milliseconds of the main thread, so
 * that is done once, and full statements are filled in. Every row must have the columns of the first one.
 */
export class PreparedRows<Row extends Readonly<Record<keyof Row, Parameter>>> {
  readonly #build: (rows: readonly Row[]) => Compilable;
  readonly #isEach: boolean;
  #full: { readonly sql: string; readonly columns: readonly (keyof Row)[] } | undefined;

  /** `isEach`: every row must be written, or the unit is undone; else one that is there already may be passed over. */
  constructor(build: (rows: readonly Row[]) => Compilable, isEach = true) {
    this.#build = build;
    this.#isEach = isEach;
  }

  filledWith(rows: readonly Row[]): readonly Statement[] {
    const statements: Statement[] = [];
    for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
      statements.push(this.#statement(rows.slice(from, from + ROWS_PER_STATEMENT)));
    return statements;
  }

  #statement(rows: readonly Row[]): Statement {
    if (rows.length < ROWS_PER_STATEMENT)
      return statement(this.#build(rows), this.#isEach ? rows.length : undefined);
    this.#full ??= {
      sql: this.#build(rows).compile().sql,
      columns: Object.keys(rows[0]!) as (keyof Row)[],
    };
    const { sql, columns } = this.#full;
    const parameters = rows.flatMap((row) => columns.map((column) => toParameter(row[column])));
    return this.#isEach ? { sql, parameters, expectRows: rows.length } : { sql, parameters };
  }
}
