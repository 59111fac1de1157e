import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely';

/** What a column is beside its type. */
export type Define = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;

export const required: Define = (column) => column.notNull();
export const key: Define = (column) => column.primaryKey().notNull();
export const ofAccount: Define = (column) => column.notNull().references('accounts.id');

/** A table whose key is one column of text. */
export const table = (db: Kysely<never>, name: string, keyColumn = 'id'): CreateTableBuilder<string> =>
  db.schema.createTable(name).addColumn(keyColumn, 'text', key);
