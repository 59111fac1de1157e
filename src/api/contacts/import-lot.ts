import type { AccountId, IdMaker } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import {
  merged,
  numberKey,
  type Contact,
  type ContactGroupId,
  type ContactId,
} from '../../contacts/contact.js';
import type { CsvContact } from '../../contacts/contact-csv.js';
import type { ImportRow } from '../../contacts/import-row.js';
import type { ContactRepository } from '../../store/repositories/contact-repository.js';
import type { Statement } from '../../store/store.js';

/** 跳过, 合并, 仍然添加: what becomes of rows whose number is there already. */
export type OnDuplicates = 'skip' | 'merge' | 'add';

export interface ImportOutcome {
  readonly added: number;
  readonly merged: number;
  readonly skipped: number;
}

interface Around {
  readonly account: AccountId;
  readonly contacts: ContactRepository;
  readonly groups: ReadonlyMap<string, ContactGroupId>;
  readonly onDuplicates: OnDuplicates;
  readonly ids: IdMaker;
  readonly nowMs: UtcMs;
}

/** What the rows of a lot become. Who has which number is looked up anew: the preview may be hours old. */
export async function lotOutcome(
  rows: readonly ImportRow[],
  around: Around,
): Promise<ImportOutcome & { readonly statements: readonly Statement[] }> {
  const { account, contacts } = around;
  const wanted = rows.flatMap((row) => (row.verdict === 'bad' ? [] : [row.contact]));
  const owners = await contacts.ownersOf(
    account,
    wanted.flatMap(({ numbers }) => numbers),
  );
  const ownerIds = [...owners.values()].map(({ id }) => id);
  const known = around.onDuplicates === 'merge' ? await contacts.ofIds(account, ownerIds) : [];
  const lot = new Lot(around, known);
  for (const [key, { id }] of owners) lot.owns(key, id);
  for (const contact of wanted) lot.take(contact);
  const { added, changed } = lot;
  return {
    added: added.size,
    merged: lot.merged,
    skipped: rows.length - wanted.length + lot.skipped,
    statements: [
      ...contacts.createAll([...added.values()]),
      ...[...changed.values()].flatMap((contact) => contacts.change(contact)),
    ],
  };
}

class Lot {
  readonly added = new Map<ContactId, Contact>();
  readonly changed = new Map<ContactId, Contact>();
  merged = 0;
  skipped = 0;
  readonly #around: Around;
  readonly #known: ReadonlyMap<ContactId, Contact>;
  readonly #owners = new Map<string, ContactId>();

  constructor(around: Around, known: readonly Contact[]) {
    this.#around = around;
    this.#known = new Map(known.map((contact) => [contact.id, contact]));
  }

  owns(key: string, contact: ContactId): void {
    if (!this.#owners.has(key)) this.#owners.set(key, contact);
  }

  take(wanted: CsvContact): void {
    const owner = wanted.numbers.map((number) => this.#owners.get(numberKey(number))).find(Boolean);
    if (owner === undefined || this.#around.onDuplicates === 'add') this.#add(wanted);
    else if (this.#around.onDuplicates === 'merge') this.#merge(wanted, owner);
    else this.skipped++;
  }

  #add(wanted: CsvContact): void {
    const { ids, account, nowMs } = this.#around;
    const id = ids.next<ContactId>();
    const { name, email, numbers } = wanted;
    const groups = this.#groupsOf(wanted);
    this.added.set(id, { id, account, name, email, numbers, groups, version: 1, createdMs: nowMs });
    for (const number of numbers) this.owns(numberKey(number), id);
  }

  #merge(wanted: CsvContact, owner: ContactId): void {
    const fields = { ...wanted, groups: this.#groupsOf(wanted) };
    const written = this.added.has(owner) ? this.added : this.changed;
    const into = written.get(owner) ?? this.#known.get(owner);
    const joined = into && merged(into, fields);
    if (into === undefined || !joined?.ok) {
      // It is gone since, or cannot have so many numbers or groups.
      this.skipped++;
      return;
    }
    written.set(owner, { ...into, ...joined.value });
    for (const number of wanted.numbers) this.owns(numberKey(number), owner);
    this.merged++;
  }

  #groupsOf({ groups }: CsvContact): readonly ContactGroupId[] {
    return groups.flatMap((name) => this.#around.groups.get(name) ?? []);
  }
}
