import type { AccountId } from '../../base/ids.js';
import {
  CONTACT_LIMITS,
  emailProblem,
  merged,
  nameProblem,
  numberKey,
  type Contact,
  type ContactGroupId,
  type ContactId,
  type ContactNumber,
  type ContactProblem,
} from '../../contacts/contact.js';
import { NUMBER_MESSAGES, readContactNumber } from '../../contacts/contact-number.js';
import { ContactGroupRepository } from '../../store/repositories/contact-group-repository.js';
import { ContactRepository, type NumberOwner } from '../../store/repositories/contact-repository.js';
import type { Statement } from '../../store/store.js';
import { commitOrRefused } from '../commit.js';
import { Problem } from '../problem.js';
import type { FieldError } from '../problem-schema.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import type { ContactChange, ContactCreate } from './contact-schema.js';

type Services = Pick<ApiServices, 'store' | 'reads' | 'clock' | 'ids'>;
type Fields = Pick<Contact, 'name' | 'email' | 'numbers' | 'groups'>;

/** Creates, changes and removes the contacts of an account. Throws a Problem when that cannot be. */
export class ContactDesk {
  readonly contacts: ContactRepository;
  readonly #groups: ContactGroupRepository;
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
    this.contacts = new ContactRepository(services.store);
    this.#groups = new ContactGroupRepository(services.store);
  }

  /** Another account's contact does not exist [S53]. */
  async find(id: string, account: AccountId): Promise<Contact> {
    const contact = await this.contacts.find(id as ContactId, account);
    if (contact === undefined) throw new Problem('CONTACT_NOT_FOUND');
    return contact;
  }

  /** `created` is false for one that was merged into another. */
  async create(
    wanted: ContactCreate,
    account: AccountId,
    isRepeated = false,
  ): Promise<{ readonly contact: Contact; readonly created: boolean }> {
    const { onDuplicate = 'refuse', numbers = [], groupIds = [], email = '', name } = wanted;
    const fields = await this.#checked({ name, email, groupIds, numbers }, account);
    const isOnce = onDuplicate !== 'add';
    const owner = isOnce ? await this.#ownerOf(fields.numbers, account) : undefined;
    if (owner !== undefined && onDuplicate === 'refuse') throw duplicate(owner, fields.numbers);
    if (owner !== undefined) {
      return { contact: await this.#merge(owner.owner.id, fields, account), created: false };
    }
    if ((await this.contacts.count(account)) >= CONTACT_LIMITS.contactsPerAccountMax)
      throw new Problem('CONTACT_LIMIT', { detail: `at most ${CONTACT_LIMITS.contactsPerAccountMax}` });
    const contact: Contact = {
      ...fields,
      id: this.#services.ids.next(),
      account,
      version: 1,
      createdMs: this.#services.clock.utcNow(),
    };
    const unowned = isOnce ? this.contacts.unowned(account, fields.numbers) : [];
    const refused = await commitOrRefused(this.#services.store, ...unowned, ...this.contacts.create(contact));
    if (refused === undefined) return { contact, created: true };
    // Somebody else has taken a number in the same moment, or a group is gone: the next look tells.
    if (isRepeated) throw new Problem('VERSION_CONFLICT');
    return this.create(wanted, account, true);
  }

  /** `version`: the one that the client has read. */
  async change(
    id: string,
    wanted: Omit<ContactChange, 'version'>,
    version: number,
    account: AccountId,
  ): Promise<Contact> {
    const old = await this.find(id, account);
    if (old.version !== version) throw new Problem('VERSION_CONFLICT');
    const { name = old.name, email = old.email, groupIds = old.groups } = wanted;
    const checked = await this.#checked({ name, email, groupIds, numbers: wanted.numbers ?? [] }, account);
    const fields = { ...checked, numbers: wanted.numbers === undefined ? old.numbers : checked.numbers };
    const known = new Set(old.numbers.map(numberKey));
    const added = fields.numbers.filter((number) => !known.has(numberKey(number)));
    const owner = wanted.onDuplicate === 'add' ? undefined : await this.#ownerOf(added, account);
    if (owner !== undefined) throw duplicate(owner, fields.numbers);
    const unowned = wanted.onDuplicate === 'add' ? [] : this.contacts.unowned(account, added);
    return this.#write({ ...old, ...fields }, unowned);
  }

  /** With a version only that one. */
  async remove(id: string, version: number | undefined, account: AccountId): Promise<void> {
    await this.find(id, account);
    await this.#commit([this.contacts.remove(id as ContactId, account, version)]);
  }

  async #merge(id: ContactId, fields: Fields, account: AccountId): Promise<Contact> {
    const into = await this.find(id, account);
    const joined = merged(into, fields);
    if (!joined.ok) {
      const { code, of } = joined.error;
      const field = of === 'numbers' ? 'numbers' : 'groupIds';
      throw fieldInvalid(field, code, `are too many together with those that ${into.name} has`);
    }
    return this.#write({ ...into, ...joined.value });
  }

  async #write(contact: Contact, premises: readonly Statement[] = []): Promise<Contact> {
    await this.#commit([...premises, ...this.contacts.change(contact)]);
    return { ...contact, version: contact.version + 1 };
  }

  /** The first of the numbers that somebody has already. */
  async #ownerOf(numbers: readonly ContactNumber[], account: AccountId): Promise<Owned | undefined> {
    const owners = await this.contacts.ownersOf(account, numbers);
    const number = numbers.find((candidate) => owners.has(numberKey(candidate)));
    const owner = number && owners.get(numberKey(number));
    return number && owner && { number, owner };
  }

  async #checked(wanted: Wanted, account: AccountId): Promise<Fields> {
    const errors: FieldError[] = [
      ...fieldErrors('name', nameProblem(wanted.name)),
      ...fieldErrors('email', emailProblem(wanted.email)),
    ];
    const numbers = new Map<string, ContactNumber>();
    for (const [index, { number: text, delayMs }] of wanted.numbers.entries()) {
      const read = readContactNumber(text, delayMs);
      // The same number twice in one contact is that number.
      if (read.ok) numbers.set(numberKey(read.value), read.value);
      else {
        const { code } = read.error;
        errors.push({ field: `numbers.${index}.number`, code, message: NUMBER_MESSAGES[code] });
      }
    }
    const groups = [...new Set(wanted.groupIds)];
    const known = groups.length === 0 ? [] : await this.#groups.list(account);
    for (const [index, group] of groups.entries()) {
      if (!known.some(({ id }) => id === group))
        errors.push({ field: `groupIds.${index}`, code: 'UNKNOWN', message: 'is no group of the account' });
    }
    if (errors.length > 0) throw new Problem('FIELDS_INVALID', { errors });
    return {
      name: wanted.name,
      email: wanted.email,
      numbers: [...numbers.values()],
      groups: groups as readonly string[] as readonly ContactGroupId[],
    };
  }

  async #commit(statements: readonly Statement[]): Promise<void> {
    const refused = await commitOrRefused(this.#services.store, ...statements);
    // A group that was named has been removed meanwhile, or the contact was changed: to be read again.
    if (refused !== undefined) throw new Problem('VERSION_CONFLICT');
  }
}

/** As it came over the wire, with nothing left out. */
interface Wanted {
  readonly name: string;
  readonly email: string;
  readonly numbers: NonNullable<ContactCreate['numbers']>;
  readonly groupIds: readonly string[];
}

interface Owned {
  readonly number: ContactNumber;
  readonly owner: NumberOwner;
}

function duplicate({ number, owner }: Owned, numbers: readonly ContactNumber[]): Problem {
  const index = numbers.findIndex((candidate) => numberKey(candidate) === numberKey(number));
  return new Problem('CONTACT_DUPLICATE', {
    detail: `${owner.name} has this number`,
    errors: [{ field: `numbers.${index}.number`, code: 'DUPLICATE', message: 'another contact has it' }],
    existing: { id: owner.id, name: owner.name },
  });
}

const CONTACT_MESSAGES: Readonly<Record<ContactProblem, string>> = {
  REQUIRED: 'must be given',
  TOO_LONG: 'is too long',
  NOT_PRINTABLE: 'contains characters that cannot be shown',
  WRONG_FORMAT: 'is not in a form that can be used',
};

const fieldErrors = (field: string, problem: ContactProblem | undefined): readonly FieldError[] =>
  problem === undefined ? [] : [{ field, code: problem, message: CONTACT_MESSAGES[problem] }];
