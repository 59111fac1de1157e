import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import {
  nameKey,
  numberKey,
  searchedDigits,
  type Contact,
  type ContactGroupId,
  type ContactId,
  type ContactNumber,
} from '../../contacts/contact.js';
import { PreparedRows } from '../prepared-rows.js';
import type { ContactGroupMembersTable, ContactNumbersTable, ContactsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';
import type { PageOf } from './page.js';

/** Ids of one `in`. */
const IDS_PER_STATEMENT = 200;

export interface ContactFilter {
  /** In the name or in the digits of a number. */
  readonly text?: string | undefined;
  readonly group?: ContactGroupId | undefined;
}

/** Whose a number is. */
export interface NumberOwner {
  readonly id: ContactId;
  readonly name: string;
}

export class ContactRepository {
  readonly #store: Reads;
  readonly #rows: PreparedRows<ContactsTable>;
  readonly #numberRows: PreparedRows<ContactNumbersTable>;
  readonly #memberRows: PreparedRows<ContactGroupMembersTable>;

  constructor(store: Reads) {
    this.#store = store;
    const { queries } = store;
    this.#rows = new PreparedRows((rows) => queries.insertInto('contacts').values(rows));
    this.#numberRows = new PreparedRows((rows) => queries.insertInto('contact_numbers').values(rows));
    this.#memberRows = new PreparedRows((rows) => queries.insertInto('contact_group_members').values(rows));
  }

  create(contact: Contact): readonly Statement[] {
    return this.createAll([contact]);
  }

  createAll(contacts: readonly Contact[]): readonly Statement[] {
    return [...this.#rows.filledWith(contacts.map(toRow)), ...this.#partsOf(contacts)];
  }

  /** Writes over the version it was read with. CONFLICT: changed or removed meanwhile. */
  change(contact: Contact): readonly Statement[] {
    const { queries } = this.#store;
    const { id, account, created_ms: _, ...columns } = toRow(contact);
    const update = queries.updateTable('contacts').set({ ...columns, version: contact.version + 1 });
    const same = update.where('id', '=', id).where('account', '=', account);
    return [
      statement(same.where('version', '=', contact.version), 1),
      statement(queries.deleteFrom('contact_numbers').where('contact', '=', id)),
      statement(queries.deleteFrom('contact_group_members').where('contact', '=', id)),
      ...this.#partsOf([contact]),
    ];
  }

  /** Given a version, only as that one; CONFLICT as for a change. */
  remove(id: ContactId, account: AccountId, version?: number): Statement {
    const remove = this.#store.queries.deleteFrom('contacts');
    const contact = remove.where('id', '=', id).where('account', '=', account);
    return statement(version === undefined ? contact : contact.where('version', '=', version), 1);
  }

  async find(id: ContactId, account: AccountId): Promise<Contact | undefined> {
    const [contact] = await this.ofIds(account, [id]);
    return contact;
  }

  async count(account: AccountId): Promise<number> {
    const counted = this.#store.queries
      .selectFrom('contacts')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('account', '=', account);
    return (await counted.executeTakeFirstOrThrow()).count;
  }

  /** In the order of creation. */
  async list(
    account: AccountId,
    { after, limit }: PageOf<ContactId>,
    { text = '', group }: ContactFilter = {},
  ): Promise<readonly Contact[]> {
    let page = this.#contacts.where('account', '=', account);
    if (after !== undefined) page = page.where('id', '>', after);
    if (text !== '') page = page.where(matches(text));
    if (group !== undefined) page = page.where('id', 'in', this.#membersOf([group]));
    return this.#whole(await page.orderBy('id').limit(limit).execute());
  }

  /** Those of them that are the account's, in the order of creation. */
  async ofIds(account: AccountId, ids: readonly ContactId[]): Promise<readonly Contact[]> {
    const found: Contact[] = [];
    for (const some of lots([...new Set(ids)])) {
      const rows = await this.#contacts.where('account', '=', account).where('id', 'in', some).execute();
      found.push(...(await this.#whole(rows)));
    }
    return found.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Whoever is in any of them, once, in the order of creation. */
  async ofGroups(
    account: AccountId,
    groups: readonly ContactGroupId[],
    { after, limit }: PageOf<ContactId>,
  ): Promise<readonly Contact[]> {
    if (groups.length === 0) return [];
    let members = this.#contacts.where('account', '=', account).where('id', 'in', this.#membersOf(groups));
    if (after !== undefined) members = members.where('id', '>', after);
    return this.#whole(await members.orderBy('id').limit(limit).execute());
  }

  /** By `numberKey`: who has these numbers already; the oldest of several. */
  async ownersOf(
    account: AccountId,
    numbers: readonly ContactNumber[],
  ): Promise<ReadonlyMap<string, NumberOwner>> {
    const owners = new Map<string, NumberOwner>();
    for (const some of lots([...new Set(numbers.map(({ number }) => number))])) {
      const rows = await this.#store.queries
        .selectFrom('contact_numbers')
        .innerJoin('contacts', 'contacts.id', 'contact_numbers.contact')
        .select(['contacts.id', 'contacts.name', 'number', 'extension'])
        .where('contact_numbers.account', '=', account)
        .where('number', 'in', some)
        .orderBy('contacts.id', 'desc')
        .execute();
      for (const row of rows) owners.set(numberKey(row), { id: row.id as ContactId, name: row.name });
    }
    return owners;
  }

  /**
   * What a contact is called by its number, as callers show it: that of an office without the extension. So who has
   * no extension comes first, the oldest of several; of many behind one number nobody knows who it is.
   */
  async namesOf(account: AccountId, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const contacts = new Map<string, string>();
    for (const some of lots([...new Set(numbers)])) {
      const rows = await this.#store.queries
        .selectFrom('contact_numbers')
        .select(({ fn }) => [
          'number',
          sql<string | null>`min(case when extension = '' then contact end)`.as('direct'),
          fn.min<string>('contact').as('first'),
          fn.max<string>('contact').as('last'),
        ])
        .where('account', '=', account)
        .where('number', 'in', some)
        .groupBy('number')
        .execute();
      for (const { number, direct, first, last } of rows) {
        const contact = direct ?? (first === last ? first : undefined);
        if (contact !== undefined) contacts.set(number, contact);
      }
    }
    const names = await this.#namesOfIds([...contacts.values()]);
    const named = new Map<string, string>();
    for (const [number, id] of contacts) {
      const name = names.get(id);
      if (name !== undefined) named.set(number, name);
    }
    return named;
  }

  /** CONFLICT: somebody has one of these few numbers. For the unit that gives them to a contact. */
  unowned(account: AccountId, numbers: readonly ContactNumber[]): readonly Statement[] {
    return numbers.map(({ number, extension }) =>
      statement(
        this.#store.queries
          .updateTable('contact_numbers')
          .set({ number })
          .where('account', '=', account)
          .where('number', '=', number)
          .where('extension', '=', extension),
        0,
      ),
    );
  }

  async #namesOfIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (const some of lots([...new Set(ids)])) {
      const rows = this.#store.queries.selectFrom('contacts').select(['id', 'name']).where('id', 'in', some);
      for (const { id, name } of await rows.execute()) names.set(id, name);
    }
    return names;
  }

  #membersOf(groups: readonly ContactGroupId[]) {
    return this.#store.queries
      .selectFrom('contact_group_members')
      .select('contact')
      .where('group', 'in', groups);
  }

  #partsOf(contacts: readonly Contact[]): readonly Statement[] {
    const members = contacts.flatMap(({ id, groups }) => groups.map((group) => ({ group, contact: id })));
    return [
      ...this.#numberRows.filledWith(contacts.flatMap(toNumberRows)),
      ...this.#memberRows.filledWith(members),
    ];
  }

  /** With numbers and groups, in the order of the rows. */
  async #whole(rows: readonly ContactsTable[]): Promise<readonly Contact[]> {
    const numbers = new Map<string, ContactNumber[]>(rows.map(({ id }) => [id, []]));
    const groups = new Map<string, ContactGroupId[]>(rows.map(({ id }) => [id, []]));
    for (const some of lots(rows.map(({ id }) => id))) {
      const ofSome = this.#store.queries.selectFrom('contact_numbers').selectAll();
      for (const row of await ofSome.where('contact', 'in', some).orderBy('position').execute())
        numbers.get(row.contact)?.push(toNumber(row));
      const memberships = this.#store.queries.selectFrom('contact_group_members').selectAll();
      for (const row of await memberships.where('contact', 'in', some).orderBy('group').execute())
        groups.get(row.contact)?.push(row.group as ContactGroupId);
    }
    return rows.map((row) => toContact(row, numbers.get(row.id) ?? [], groups.get(row.id) ?? []));
  }

  get #contacts() {
    return this.#store.queries.selectFrom('contacts').selectAll();
  }
}

function matches(text: string) {
  const name = sql<boolean>`name_key like ${containing(nameKey(text))} escape '!'`;
  const digits = searchedDigits(text);
  // Letters among them: a name such as 3M, which no number contains.
  if (digits === '' || !/^[\d\s()*.+-]+$/.test(text.normalize('NFKC'))) return name;
  return sql<boolean>`(${name} or exists (select 1 from contact_numbers
    where contact_numbers.contact = contacts.id and number || extension like ${containing(digits)} escape '!'))`;
}

/** Nothing in it is taken for a wildcard. */
const containing = (text: string): string => `%${text.replace(/[%_!]/g, '!$&')}%`;

function lots<T>(items: readonly T[]): readonly (readonly T[])[] {
  const all: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += IDS_PER_STATEMENT)
    all.push(items.slice(from, from + IDS_PER_STATEMENT));
  return all;
}

const toRow = (contact: Contact): ContactsTable => ({
  id: contact.id,
  account: contact.account,
  name: contact.name,
  name_key: nameKey(contact.name),
  email: contact.email,
  version: contact.version,
  created_ms: contact.createdMs,
});

const toNumberRows = ({ id, account, numbers }: Contact): readonly ContactNumbersTable[] =>
  numbers.map(({ number, extension, delayMs }, position) => ({
    contact: id,
    position,
    account,
    number,
    extension,
    delay_ms: delayMs,
  }));

const toNumber = ({ number, extension, delay_ms }: ContactNumbersTable): ContactNumber => ({
  number,
  extension,
  delayMs: delay_ms,
});

const toContact = (
  row: ContactsTable,
  numbers: readonly ContactNumber[],
  groups: readonly ContactGroupId[],
): Contact => ({
  id: row.id as ContactId,
  account: row.account as AccountId,
  name: row.name,
  email: row.email,
  numbers,
  groups,
  version: row.version,
  createdMs: utcMs(row.created_ms),
});
