import type { Migration } from './migration.js';

/** What a booking that is made and changed on a page has beside its time and its numbers. */
export const bookingDetails: Migration = {
  number: 10,
  name: 'booking-details',
  statements: (db) => [
    db.schema.alterTable('bookings').addColumn('name', 'text', (column) => column.notNull().defaultTo('')),
    db.schema.alterTable('bookings').addColumn('cost_max_micro_yuan', 'bigint'),
    db.schema
      .alterTable('bookings')
      .addColumn('version', 'bigint', (column) => column.notNull().defaultTo(1)),
  ],
};
