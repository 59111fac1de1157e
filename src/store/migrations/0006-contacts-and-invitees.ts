import type { Migration } from './migration.js';

/** Contacts, groups, who is invited to a room. */
export const contactsAndInvitees: Migration = {
  number: 6,
  name: 'contacts-and-invitees',
  statements: () => [],
};
