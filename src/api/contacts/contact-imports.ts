import type { AccountId } from '../../base/ids.js';
import { CONTACT_LIMITS, numberKey } from '../../contacts/contact.js';
import {
  IMPORT_LIMITS,
  type ImportRow,
  type ImportSummary,
  type ReadRow,
} from '../../contacts/import-row.js';
import { ContactGroupRepository } from '../../store/repositories/contact-group-repository.js';
import {
  ContactImportRepository,
  type ContactImport,
  type ContactImportId,
} from '../../store/repositories/contact-import-repository.js';
import { ContactRepository, type NumberOwner } from '../../store/repositories/contact-repository.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { lotOutcome, type ImportOutcome, type OnDuplicates } from './import-lot.js';

type Services = Pick<ApiServices, 'store' | 'reads' | 'clock' | 'ids' | 'contacts'>;

const RETRY_AFTER_S = 5;
/** A contact that is changed again and again while it is merged into. */
const CONFLICTS_MAX = 5;

/** Contacts from a file [S39]: read and shown first, written when its owner says so. */
export class ContactImports {
  readonly #services: Services;
  readonly #imports: ContactImportRepository;
  readonly #contacts: ContactRepository;
  readonly #groups: ContactGroupRepository;

  constructor(services: Services) {
    this.#services = services;
    this.#imports = new ContactImportRepository(services.store);
    this.#contacts = new ContactRepository(services.store);
    this.#groups = new ContactGroupRepository(services.store);
  }

  /** Another account's import does not exist [S53]. */
  async find(id: string, account: AccountId): Promise<ContactImport> {
    const found = await this.#imports.find(id as ContactImportId, account);
    if (found === undefined) throw new Problem('CONTACT_IMPORT_NOT_FOUND');
    return found;
  }

  /** Nothing becomes a contact yet. What waited of this account before is given up. */
  async preview(file: Uint8Array | string, account: AccountId): Promise<ContactImport> {
    const { store, ids, clock, contacts } = this.#services;
    const read = await contacts.readFile(file);
    if (read === undefined) throw new Problem('IMPORTS_BUSY', { retryAfterS: RETRY_AFTER_S });
    if (!read.ok) throw fieldInvalid('text', read.error.code, read.error.message);
    const id = ids.next<ContactImportId>();
    const empty = { rows: 0, new: 0, duplicate: 0, bad: 0, groups: [] };
    const begun = { id, account, summary: empty, createdMs: clock.utcNow() };
    await commitOrThrow(store, this.#imports.removeAllOf(account), this.#imports.create(begun));
    const tally = new Tally();
    // A lot is written while the next one is looked up.
    let written = Promise.resolve();
    for (const lot of read.value) {
      const rows = await this.#marked(JSON.parse(lot) as readonly ReadRow[], account);
      await written;
      tally.add(rows);
      written = commitOrThrow(store, this.#imports.addLot(id, rows));
      // Awaited above and below; until then its failure is nobody's.
      written.catch(() => undefined);
    }
    await written;
    const summary = tally.summary();
    await commitOrThrow(store, this.#imports.changeSummary(id, summary));
    return { ...begun, summary };
  }

  /** Rows after `afterRow`, `limit` of them at most; only those of a verdict, if one is given. */
  async rows(
    id: ContactImportId,
    {
      afterRow,
      limit,
      verdict,
    }: { afterRow: number; limit: number; verdict?: ImportRow['verdict'] | undefined },
  ): Promise<readonly ImportRow[]> {
    const found: ImportRow[] = [];
    // The row may stand anywhere in the lot that holds it.
    let firstRow = await this.#imports.lotOf(id, afterRow);
    for (;;) {
      const lot = await this.#imports.nextLot(id, firstRow - 1);
      if (lot === undefined || found.length >= limit) return found.slice(0, limit);
      const wanted = lot.rows.filter((row) => verdict === undefined || row.verdict === verdict);
      found.push(...wanted.filter(({ row }) => row > afterRow));
      firstRow = lot.firstRow + 1;
    }
  }

  /** Lot by lot, each in one unit: whoever is interrupted confirms again and goes on where it stopped. */
  async confirm(found: ContactImport, onDuplicates: OnDuplicates): Promise<ImportOutcome> {
    const { store, ids, clock } = this.#services;
    const { account } = found;
    const groups = await this.#groupIds(found);
    const sum = { added: 0, merged: 0, skipped: 0 };
    let room = CONTACT_LIMITS.contactsPerAccountMax - (await this.#contacts.count(account));
    let conflicts = 0;
    for (let lot = await this.#imports.nextLot(found.id, 0); lot !== undefined;) {
      const { rows, firstRow } = lot;
      const around = { account, groups, onDuplicates, ids, nowMs: clock.utcNow(), contacts: this.#contacts };
      const outcome = await lotOutcome(rows, around);
      if (outcome.added > room)
        throw new Problem('CONTACT_LIMIT', { detail: `at most ${CONTACT_LIMITS.contactsPerAccountMax}` });
      const taken = this.#imports.takeLot(found.id, firstRow);
      const [refused, next] = await Promise.all([
        commitOrRefused(store, taken, ...outcome.statements),
        this.#imports.nextLot(found.id, firstRow),
      ]);
      if (refused !== undefined) {
        if (++conflicts >= CONFLICTS_MAX) throw new Problem('VERSION_CONFLICT');
        lot = await this.#imports.nextLot(found.id, 0);
        continue;
      }
      room -= outcome.added;
      sum.added += outcome.added;
      sum.merged += outcome.merged;
      sum.skipped += outcome.skipped;
      lot = next;
    }
    // The rows of one that was given up meanwhile went with it: only a part of them can have been taken.
    if ((await commitOrRefused(store, this.#imports.remove(found.id))) !== undefined)
      throw new Problem('CONTACT_IMPORT_NOT_FOUND');
    return sum;
  }

  /** The groups that the file names, by name; those that are missing are made. */
  async #groupIds({ account, summary }: ContactImport) {
    const { store, ids, clock } = this.#services;
    const known = await this.#groups.list(account);
    const missing = summary.groups.filter((name) => !known.some((group) => group.name === name));
    if (known.length + missing.length > CONTACT_LIMITS.groupsPerAccountMax)
      throw new Problem('CONTACT_LIMIT', { detail: `at most ${CONTACT_LIMITS.groupsPerAccountMax} groups` });
    const createdMs = clock.utcNow();
    const made = missing.map((name) => ({ id: ids.next<never>(), account, name, version: 1, createdMs }));
    if (made.length > 0)
      await commitOrThrow(store, ...made.map((group) => this.#groups.createUnlessKnown(group)));
    return new Map((await this.#groups.list(account)).map(({ name, id }) => [name, id]));
  }

  async #marked(lot: readonly ReadRow[], account: AccountId): Promise<readonly ImportRow[]> {
    const numbers = lot.flatMap((read) => (read.ok ? read.contact.numbers : []));
    const owners = await new ContactRepository(this.#services.reads).ownersOf(account, numbers);
    return lot.map((read) => marked(read, owners));
  }
}

function marked(read: ReadRow, owners: ReadonlyMap<string, NumberOwner>): ImportRow {
  const { row, firstRow } = read;
  if (!read.ok) return { row, verdict: 'bad', problem: read.problem, name: read.name };
  const { contact } = read;
  const existing = contact.numbers
    .map((number) => owners.get(numberKey(number)))
    .find((owner) => owner !== undefined);
  if (existing === undefined && firstRow === undefined) return { row, verdict: 'new', contact };
  return { row, verdict: 'duplicate', contact, existing, firstRow };
}

class Tally {
  #rows = 0;
  readonly #counts = { new: 0, duplicate: 0, bad: 0 };
  readonly #groups = new Set<string>();

  add(rows: readonly ImportRow[]): void {
    for (const row of rows) {
      this.#rows++;
      this.#counts[row.verdict]++;
      if (row.verdict !== 'bad') for (const group of row.contact.groups) this.#groups.add(group);
    }
    if (this.#groups.size > IMPORT_LIMITS.groupsMax)
      throw fieldInvalid('text', 'TOO_LONG', `names more than ${IMPORT_LIMITS.groupsMax} groups`);
  }

  summary(): ImportSummary {
    return { rows: this.#rows, ...this.#counts, groups: [...this.#groups] };
  }
}
