import type { Migration } from './migration.js';

/** What lists and totals of call records, and the deletion of old ones, look rows up by [S42] [S53a]. */
export const records: Migration = {
  number: 9,
  name: 'records',
  statements: (db) => [
    // The order of a list with its tie-break; with what totals add up, so that they touch no row.
    db.schema.dropIndex('legs_by_account'),
    db.schema
      .createIndex('legs_of_account')
      .on('legs')
      .columns([
        'account',
        'answer_ms',
        'id',
        'charge_service',
        'charge_kind',
        'duration_ms',
        'charged_s',
        'amount_micro_yuan',
      ]),
    db.schema
      .createIndex('conferences_of_account')
      .on('conferences')
      .columns(['account', 'started_ms', 'id']),
    db.schema.createIndex('recordings_by_conference').on('recordings').columns(['conference']),
    // Retention takes the oldest of all accounts first.
    db.schema.createIndex('legs_by_time').on('legs').columns(['answer_ms']),
    db.schema.createIndex('conferences_by_time').on('conferences').columns(['started_ms']),
    db.schema.createIndex('recordings_by_time').on('recordings').columns(['started_ms']),
  ],
};
