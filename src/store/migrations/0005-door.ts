import type { Migration } from './migration.js';

/** Sessions, registration, API keys, audit log, idempotency keys. */
export const door: Migration = {
  number: 5,
  name: 'door',
  statements: () => [],
};
