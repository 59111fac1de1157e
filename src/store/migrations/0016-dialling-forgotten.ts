import type { Migration } from './migration.js';

/** Retention finds the numbers that were called long ago, and counts that no limit looks at [S41] [S53a]. */
export const diallingForgotten: Migration = {
  number: 16,
  name: 'dialling-forgotten',
  statements: (db) => [
    db.schema.createIndex('dialled_numbers_by_time').on('dialled_numbers').columns(['last_ms']),
    db.schema.createIndex('outgoing_use_by_time').on('outgoing_use').columns(['slot_ms']),
  ],
};
