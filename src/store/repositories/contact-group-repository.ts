import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import type { ContactGroup, ContactGroupId, ContactId } from '../../contacts/contact.js';
import type { ContactGroupsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

export type GroupWithSize = ContactGroup & { readonly contacts: number };

export class ContactGroupRepository {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  /** UNIQUE when the account has a group of that name. */
  create(group: ContactGroup): Statement {
    return statement(this.#store.queries.insertInto('contact_groups').values(toRow(group)), 1);
  }

  /** For an import: a group of that name may have come meanwhile. */
  createUnlessKnown(group: ContactGroup): Statement {
    const insert = this.#store.queries.insertInto('contact_groups').values(toRow(group));
    return statement(insert.onConflict((conflict) => conflict.columns(['account', 'name']).doNothing()));
  }

  /** CONFLICT: changed or removed since it was read. */
  rename(group: ContactGroup): Statement {
    const { id, account, name, version } = group;
    const update = this.#store.queries.updateTable('contact_groups').set({ name, version: version + 1 });
    const same = update.where('id', '=', id).where('account', '=', account);
    return statement(same.where('version', '=', version), 1);
  }

  /** Its contacts stay. */
  remove(id: ContactGroupId, account: AccountId): Statement {
    const remove = this.#store.queries.deleteFrom('contact_groups').where('id', '=', id);
    return statement(remove.where('account', '=', account), 1);
  }

  /** Both must be the account's, which the caller has seen to. */
  join(group: ContactGroupId, contacts: readonly ContactId[]): Statement {
    const rows = contacts.map((contact) => ({ group, contact }));
    const insert = this.#store.queries.insertInto('contact_group_members').values(rows);
    return statement(insert.onConflict((conflict) => conflict.columns(['group', 'contact']).doNothing()));
  }

  leave(group: ContactGroupId, contact: ContactId): Statement {
    const remove = this.#store.queries.deleteFrom('contact_group_members').where('group', '=', group);
    return statement(remove.where('contact', '=', contact), 1);
  }

  async find(id: ContactGroupId, account: AccountId): Promise<GroupWithSize | undefined> {
    const row = await this.#groups(account).where('contact_groups.id', '=', id).executeTakeFirst();
    return row && toGroup(row);
  }

  /** By name; an account has few. */
  async list(account: AccountId): Promise<readonly GroupWithSize[]> {
    const rows = await this.#groups(account).orderBy('name').execute();
    return rows.map(toGroup);
  }

  #groups(account: AccountId) {
    return this.#store.queries
      .selectFrom('contact_groups')
      .selectAll('contact_groups')
      .select((group) =>
        group
          .selectFrom('contact_group_members')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('contact_group_members.group', '=', 'contact_groups.id')
          .as('contacts'),
      )
      .where('contact_groups.account', '=', account);
  }
}

const toRow = (group: ContactGroup): ContactGroupsTable => ({
  id: group.id,
  account: group.account,
  name: group.name,
  version: group.version,
  created_ms: group.createdMs,
});

const toGroup = (row: ContactGroupsTable & { readonly contacts: number | null }): GroupWithSize => ({
  id: row.id as ContactGroupId,
  account: row.account as AccountId,
  name: row.name,
  version: row.version,
  createdMs: utcMs(row.created_ms),
  contacts: row.contacts ?? 0,
});
