import type { Compilable, Kysely } from 'kysely';

/**
 * One numbered step of the schema, written once and for both databases. What was released is never
 * changed: the next step corrects it.
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: (db: Kysely<never>) => readonly Compilable[];
}
