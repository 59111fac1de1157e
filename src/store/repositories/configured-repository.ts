import type { UtcMs } from '../../base/units.js';
import type { ConfiguredTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

/** How one kind of row is written and read. */
export interface Codec<Rule> {
  readonly table: 'trunks' | 'service_numbers';
  readonly idOf: (rule: Rule) => string;
  /** Without id and version, always in the same order. */
  readonly write: (rule: Rule) => string;
  readonly read: (id: string, rule: string, version: number) => Rule;
}

/** A row with what an administrator's page shows and needs for a change. */
export interface Configured<Rule> {
  readonly rule: Rule;
  readonly position: number;
  /** It wins over the configuration. */
  readonly edited: boolean;
  readonly version: number;
}

/**
 * Rows that come from the configuration at first and can be edited while the server runs [S45]. A row that
 * nobody has edited follows the configuration, also out of it; an edited one stays as it is.
 */
export class ConfiguredRepository<Rule> {
  readonly #store: Store;
  readonly #codec: Codec<Rule>;

  constructor(store: Store, codec: Codec<Rule>) {
    this.#store = store;
    this.#codec = codec;
  }

  /** In their order: the first that fits wins. */
  async list(): Promise<readonly Configured<Rule>[]> {
    return (await this.#rows()).map((row) => this.#read(row));
  }

  async find(id: string): Promise<Configured<Rule> | undefined> {
    const rows = this.#store.queries.selectFrom(this.#codec.table).selectAll();
    const row = await rows.where('id', '=', id).executeTakeFirst();
    return row && this.#read(row);
  }

  /** An administrator's own, behind all others. UNIQUE when the id is taken. */
  create(rule: Rule, position: number, nowMs: UtcMs): Statement {
    return this.#insert(rule, position, true, nowMs);
  }

  /** Over the version it was read with, and makes that one higher. CONFLICT: it was changed meanwhile. */
  change(rule: Rule, version: number, nowMs: UtcMs): Statement {
    const { table, idOf, write } = this.#codec;
    const columns = { rule: write(rule), edited: 1, version: version + 1, changed_ms: nowMs };
    const update = this.#store.queries.updateTable(table).set(columns);
    return statement(update.where('id', '=', idOf(rule)).where('version', '=', version), 1);
  }

  /** Follows the configuration again. CONFLICT: it was changed meanwhile. */
  giveBack(configured: Rule, position: number, version: number, nowMs: UtcMs): Statement {
    const { table, idOf, write } = this.#codec;
    const columns = { rule: write(configured), position, edited: 0, version: version + 1, changed_ms: nowMs };
    const update = this.#store.queries.updateTable(table).set(columns);
    return statement(update.where('id', '=', idOf(configured)).where('version', '=', version), 1);
  }

  idOf(rule: Rule): string {
    return this.#codec.idOf(rule);
  }

  remove(id: string, version: number): Statement {
    const remove = this.#store.queries.deleteFrom(this.#codec.table);
    return statement(remove.where('id', '=', id).where('version', '=', version), 1);
  }

  /** What brings the rows up to the configuration, and the ids whose edited row differs from it and wins. */
  async follow(
    configured: readonly Rule[],
    nowMs: UtcMs,
  ): Promise<{ readonly statements: readonly Statement[]; readonly kept: readonly string[] }> {
    const rows = new Map((await this.#rows()).map((row) => [row.id, row]));
    const named = new Set(configured.map((rule) => this.#codec.idOf(rule)));
    const statements: Statement[] = [];
    const kept: string[] = [];
    for (const [position, rule] of configured.entries()) {
      const row = rows.get(this.#codec.idOf(rule));
      if (row === undefined) statements.push(this.#insert(rule, position, false, nowMs));
      else if (row.edited === 0) statements.push(...this.#followed(row, rule, position, nowMs));
      else if (row.rule !== this.#codec.write(rule)) kept.push(row.id);
    }
    for (const row of rows.values()) {
      if (row.edited === 0 && !named.has(row.id)) statements.push(this.remove(row.id, row.version));
    }
    return { statements, kept };
  }

  #followed(row: ConfiguredTable, rule: Rule, position: number, nowMs: UtcMs): readonly Statement[] {
    const written = this.#codec.write(rule);
    if (row.rule === written && row.position === position) return [];
    const columns = { rule: written, position, version: row.version + 1, changed_ms: nowMs };
    const update = this.#store.queries.updateTable(this.#codec.table).set(columns);
    return [statement(update.where('id', '=', row.id).where('version', '=', row.version), 1)];
  }

  #insert(rule: Rule, position: number, edited: boolean, nowMs: UtcMs): Statement {
    const { table, idOf, write } = this.#codec;
    const row: ConfiguredTable = {
      id: idOf(rule),
      position,
      rule: write(rule),
      edited: edited ? 1 : 0,
      version: 1,
      changed_ms: nowMs,
    };
    return statement(this.#store.queries.insertInto(table).values(row), 1);
  }

  #read({ id, rule, position, edited, version }: ConfiguredTable): Configured<Rule> {
    return { rule: this.#codec.read(id, rule, version), position, edited: edited === 1, version };
  }

  #rows(): Promise<readonly ConfiguredTable[]> {
    const rows = this.#store.queries.selectFrom(this.#codec.table).selectAll();
    return rows.orderBy('position').orderBy('id').execute();
  }
}
