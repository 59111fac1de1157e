import type { Migration } from './migration.js';

/** What lists and totals of call records need. */
export const records: Migration = {
  number: 9,
  name: 'records',
  statements: () => [],
};
