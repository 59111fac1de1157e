import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import type { PageOf } from './page.js';

export interface ListedNumber {
  readonly e164: string;
  readonly verdict: 'allowed' | 'refused';
}

/** Numbers in one statement: both databases limit the number of parameters. */
const NUMBERS_PER_STATEMENT = 400;

/** Single numbers that may, or may not, use the instant service, whatever the patterns say [S30]. */
export class ListedNumberRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** In the order of the numbers. */
  async list(
    {
      verdict,
      prefix,
    }: { readonly verdict?: ListedNumber['verdict'] | undefined; readonly prefix?: string | undefined },
    { after, limit }: PageOf<string>,
  ): Promise<readonly ListedNumber[]> {
    let page = this.#reads.queries.selectFrom('listed_numbers').selectAll();
    if (verdict !== undefined) page = page.where('verdict', '=', verdict);
    if (prefix !== undefined) page = page.where('e164', 'like', `${prefix}%`);
    if (after !== undefined) page = page.where('e164', '>', after);
    const rows = await page.orderBy('e164').limit(limit).execute();
    return rows.map((row) => ({ e164: row.e164, verdict: row.verdict as ListedNumber['verdict'] }));
  }

  /** Each number once: of one that is given twice the databases know no order. */
  put(numbers: readonly ListedNumber[]): readonly Statement[] {
    const statements: Statement[] = [];
    for (let from = 0; from < numbers.length; from += NUMBERS_PER_STATEMENT) {
      const rows = numbers.slice(from, from + NUMBERS_PER_STATEMENT).map((number) => ({ ...number }));
      const insert = this.#reads.queries.insertInto('listed_numbers').values(rows);
      statements.push(
        statement(
          insert.onConflict((conflict) =>
            conflict.column('e164').doUpdateSet((row) => ({ verdict: row.ref('excluded.verdict') })),
          ),
        ),
      );
    }
    return statements;
  }

  /** CONFLICT: it was not in the list. */
  remove(e164: string): Statement {
    return statement(this.#reads.queries.deleteFrom('listed_numbers').where('e164', '=', e164), 1);
  }
}
