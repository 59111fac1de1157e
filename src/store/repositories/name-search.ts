import { sql, type Expression, type SqlBool } from 'kysely';

/**
 * The column contains the text, in capitals or not. SQLite knows the capitals of ASCII alone: other letters are found
 * as they are written there.
 */
export const holdsName = (column: string, text: string): Expression<SqlBool> =>
  sql<SqlBool>`(lower(${sql.ref(column)}) like ${containing(text.toLowerCase())} escape '!'
    or ${sql.ref(column)} like ${containing(text)} escape '!')`;

/** Nothing in it is taken for a wildcard. */
const containing = (text: string): string => `%${text.replace(/[%_!]/g, '!$&')}%`;
