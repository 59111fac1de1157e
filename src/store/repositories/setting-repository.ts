import { sql } from 'kysely';
import type { UtcMs } from '../../base/units.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

/** What is set while the server runs and has no table of its own: JSON by name. */
export class SettingRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  put(id: string, value: unknown, nowMs: UtcMs): Statement {
    const row = { value: JSON.stringify(value), changed_ms: nowMs };
    const insert = this.#reads.queries.insertInto('settings').values({ id, ...row, version: 1 });
    return statement(
      insert.onConflict((conflict) =>
        conflict.column('id').doUpdateSet((old) => ({ ...row, version: old('settings.version', '+', 1) })),
      ),
      1,
    );
  }

  /** A whole number that never goes down. */
  raise(id: string, value: number, nowMs: UtcMs): Statement {
    const row = { value: JSON.stringify(value), changed_ms: nowMs };
    const insert = this.#reads.queries.insertInto('settings').values({ id, ...row, version: 1 });
    const upsert = insert.onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((old) => ({ ...row, version: old('settings.version', '+', 1) }))
        .where(sql<number>`cast(settings.value as bigint)`, '<', value),
    );
    return statement(upsert);
  }

  /** Unless there is one already: of several nodes that start for the first time, one has the word. */
  putFirst(id: string, value: unknown, nowMs: UtcMs): Statement {
    const row = { id, value: JSON.stringify(value), changed_ms: nowMs, version: 1 };
    const insert = this.#reads.queries.insertInto('settings').values(row);
    return statement(insert.onConflict((conflict) => conflict.column('id').doNothing()));
  }

  /** As it was put; undefined: it never was. */
  async find(id: string): Promise<unknown> {
    const settings = this.#reads.queries.selectFrom('settings').select('value');
    const row = await settings.where('id', '=', id).executeTakeFirst();
    return row && (JSON.parse(row.value) as unknown);
  }
}
