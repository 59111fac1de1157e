import type { Migration } from './migration.js';

/** What is told to people outside: mail, SMS, webhooks. */
export const outbox: Migration = {
  number: 7,
  name: 'outbox',
  statements: () => [],
};
