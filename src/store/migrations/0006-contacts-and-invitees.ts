import type { Compilable, Kysely } from 'kysely';
import { key, ofAccount, required, table, type Define } from './columns.js';
import type { Migration } from './migration.js';

/** Contacts, groups, who is invited to a room. */
export const contactsAndInvitees: Migration = {
  number: 6,
  name: 'contacts-and-invitees',
  statements: (db) => [...contacts(db), ...imports(db), ...invitations(db)],
};

const partOf =
  (parent: string): Define =>
  (column) =>
    column.notNull().references(`${parent}.id`).onDelete('cascade');

const contacts = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'contacts')
    .addColumn('account', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('name_key', 'text', required)
    .addColumn('email', 'text', required)
    .addColumn('version', 'bigint', required)
    .addColumn('created_ms', 'bigint', required),
  db.schema.createIndex('contacts_by_account').on('contacts').columns(['account', 'id']),
  db.schema
    .createTable('contact_numbers')
    .addColumn('contact', 'text', partOf('contacts'))
    .addColumn('position', 'bigint', required)
    .addColumn('account', 'text', required)
    .addColumn('number', 'text', required)
    .addColumn('extension', 'text', required)
    .addColumn('delay_ms', 'bigint', required)
    .addPrimaryKeyConstraint('contact_numbers_pkey', ['contact', 'position']),
  db.schema
    .createIndex('contact_numbers_by_number')
    .on('contact_numbers')
    .columns(['account', 'number', 'extension']),
  table(db, 'contact_groups')
    .addColumn('account', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('version', 'bigint', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('contact_groups_name', ['account', 'name']),
  db.schema
    .createTable('contact_group_members')
    .addColumn('group', 'text', partOf('contact_groups'))
    .addColumn('contact', 'text', partOf('contacts'))
    .addPrimaryKeyConstraint('contact_group_members_pkey', ['group', 'contact']),
  db.schema.createIndex('contact_group_members_by_contact').on('contact_group_members').columns(['contact']),
];

/** A file that was read and waits for a yes, in lots: each becomes contacts in one unit, and is gone then. */
const imports = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'contact_imports')
    .addColumn('account', 'text', ofAccount)
    .addColumn('summary', 'text', required)
    .addColumn('created_ms', 'bigint', required),
  db.schema.createIndex('contact_imports_by_account').on('contact_imports').columns(['account', 'id']),
  db.schema
    .createTable('contact_import_lots')
    .addColumn('import', 'text', partOf('contact_imports'))
    .addColumn('first_row', 'bigint', required)
    .addColumn('rows', 'text', required)
    .addPrimaryKeyConstraint('contact_import_lots_pkey', ['import', 'first_row']),
];

const invitations = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('room_invitations')
    .addColumn('room', 'text', (column) => key(column).references('rooms.id').onDelete('cascade'))
    .addColumn('notify', 'bigint', required)
    .addColumn('notify_by_sms', 'bigint', required)
    .addColumn('reminder_ms', 'bigint', required)
    // JSON: whom the owner named, and the people that these were when it was told them last.
    .addColumn('invitees', 'text', required)
    .addColumn('guests', 'text', required)
    .addColumn('next_reminder_ms', 'bigint'),
  db.schema.createIndex('room_invitations_to_remind').on('room_invitations').columns(['next_reminder_ms']),
  table(db, 'room_templates')
    .addColumn('account', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('fields', 'text', required)
    .addColumn('version', 'bigint', required)
    .addColumn('created_ms', 'bigint', required),
  db.schema.createIndex('room_templates_by_account').on('room_templates').columns(['account', 'id']),
];
