import type { Migration } from './migration.js';

/** Operators, prompts, what administrators set. */
export const administration: Migration = {
  number: 8,
  name: 'administration',
  statements: () => [],
};
