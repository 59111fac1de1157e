import type { AccountId } from '../../base/ids.js';
import {
  calledPartyOf,
  emailProblem,
  isDialable,
  type Contact,
  type ContactGroupId,
  type ContactId,
} from '../../contacts/contact.js';
import { firstDialable, NUMBER_MESSAGES, readContactNumber } from '../../contacts/contact-number.js';
import { partyKey } from '../../dialing/called-party.js';
import { guestKey, type Guest } from '../../notices/meeting.js';
import { INVITATION_LIMITS, type Invitee } from '../../notices/room-invitations.js';
import { ContactGroupRepository } from '../../store/repositories/contact-group-repository.js';
import { ContactRepository } from '../../store/repositories/contact-repository.js';
import type { Reads } from '../../store/store.js';
import { PARTIES_PER_REQUEST_MAX } from '../live/party-schema.js';
import type { ContactParties, ContactParty } from '../live/services.js';
import { fieldInvalid } from '../validation.js';

/** As typed into a form: what is left out is empty. */
export type WantedInvitee =
  | { readonly contactId: string }
  | { readonly groupId: string }
  | {
      readonly name?: string | undefined;
      readonly email?: string | undefined;
      readonly number?: string | undefined;
    };

export interface GuestList {
  readonly invitees: readonly Invitee[];
  readonly guests: readonly Guest[];
  /** E.164: from which of them an invitee may call. */
  readonly numbers: readonly string[];
}

const MOBILE = /^\+861[3-9]/;
const GUESTS_MAX = INVITATION_LIMITS.guestsMax;
const MEMBERS_AT_ONCE = 500;
const tooMany = () => fieldInvalid('invitees', 'TOO_LONG', `are more than ${GUESTS_MAX} people`);

/** Who is meant by invitees: each person once. Throws a Problem that names the wrong entry. */
export async function guestListOf(
  store: Reads,
  account: AccountId,
  wanted: readonly WantedInvitee[],
): Promise<GuestList> {
  const contacts = new ContactRepository(store);
  const ids = wanted.flatMap((one) => ('contactId' in one ? [one.contactId as ContactId] : []));
  const named = new Map((await contacts.ofIds(account, ids)).map((contact) => [contact.id, contact]));
  const groups = wanted.some((one) => 'groupId' in one)
    ? new Set((await new ContactGroupRepository(store).list(account)).map(({ id }) => id))
    : new Set<ContactGroupId>();
  const list = new Guests();
  const wantedGroups = new Set<ContactGroupId>();
  for (const [index, one] of wanted.entries()) {
    const field = `invitees.${index}`;
    if ('contactId' in one) {
      const contact = named.get(one.contactId as ContactId);
      if (contact === undefined) throw fieldInvalid(field, 'UNKNOWN', 'is no contact of the account');
      list.add({ contactId: contact.id }, [contact]);
    } else if ('groupId' in one) {
      const group = one.groupId as ContactGroupId;
      if (!groups.has(group)) throw fieldInvalid(field, 'UNKNOWN', 'is no group of the account');
      wantedGroups.add(group);
      list.add({ groupId: group }, []);
    } else list.addTyped(one, field);
  }
  // All at once: whoever is in many of them is read once.
  const members = await contacts.ofGroups(account, [...wantedGroups], { limit: GUESTS_MAX + 1 });
  if (members.length > GUESTS_MAX) throw tooMany();
  list.meet(members);
  return list.done();
}

class Guests {
  readonly #invitees: Invitee[] = [];
  readonly #guests = new Map<string, Guest>();
  readonly #numbers = new Set<string>();

  add(invitee: Invitee, contacts: readonly Contact[]): void {
    this.#invitees.push(invitee);
    this.meet(contacts);
  }

  meet(contacts: readonly Contact[]): void {
    for (const { name, email, numbers } of contacts) {
      const dialable = numbers.filter(isDialable).map(({ number }) => number);
      // The mobile is the one that takes text messages.
      const number = dialable.find((candidate) => MOBILE.test(candidate)) ?? dialable[0] ?? '';
      this.#meet({ name, email, number }, dialable);
    }
  }

  addTyped(
    {
      name = '',
      email = '',
      number: text = '',
    }: Exclude<WantedInvitee, { readonly contactId: string } | { readonly groupId: string }>,
    field: string,
  ): void {
    if (email === '' && text === '')
      throw fieldInvalid(field, 'REQUIRED', 'needs a contact, a group, an e-mail address or a number');
    if (emailProblem(email) !== undefined)
      throw fieldInvalid(`${field}.email`, 'WRONG_FORMAT', 'is no e-mail address');
    const read = text === '' ? undefined : readContactNumber(text);
    if (read?.ok === false)
      throw fieldInvalid(`${field}.number`, read.error.code, NUMBER_MESSAGES[read.error.code]);
    if (read !== undefined && !isDialable(read.value))
      throw fieldInvalid(`${field}.number`, 'SHORT_NUMBER', 'is a short number, which nobody calls from');
    const number = read?.value.number ?? '';
    this.#invitees.push({ name, email, number });
    this.#meet({ name, email, number }, number === '' ? [] : [number]);
  }

  done(): GuestList {
    if (this.#guests.size > GUESTS_MAX) throw tooMany();
    return { invitees: this.#invitees, guests: [...this.#guests.values()], numbers: [...this.#numbers] };
  }

  #meet(guest: Guest, numbers: readonly string[]): void {
    const key = guestKey(guest);
    if (key !== '' && !this.#guests.has(key)) this.#guests.set(key, guest);
    for (const number of numbers) this.#numbers.add(number);
  }
}

/**
 * Whom a group call rings: of each contact the first number that can be called, each number once [S39]. Beyond
 * what one request may call it stops reading: there are more than that then.
 */
export async function partiesOf(
  store: Reads,
  account: AccountId,
  wanted: { readonly contacts: readonly string[]; readonly groups: readonly string[] },
): Promise<ContactParties> {
  const repository = new ContactRepository(store);
  const groupsKnown = new Set<string>(
    wanted.groups.length === 0
      ? []
      : (await new ContactGroupRepository(store).list(account)).map(({ id }) => id),
  );
  const groups = wanted.groups.filter((id) => groupsKnown.has(id)) as ContactGroupId[];
  const named = await repository.ofIds(account, wanted.contacts as ContactId[]);
  const parties = new Map<string, ContactParty>();
  const meet = ({ name, numbers }: Contact): void => {
    const number = firstDialable(numbers);
    const called = number && calledPartyOf(number);
    if (called !== undefined && !parties.has(partyKey(called)))
      parties.set(partyKey(called), { called, name });
  };
  named.forEach(meet);
  let after: ContactId | undefined;
  do {
    const members = await repository.ofGroups(account, groups, { after, limit: MEMBERS_AT_ONCE });
    members.forEach(meet);
    after = members.length < MEMBERS_AT_ONCE ? undefined : members.at(-1)?.id;
  } while (after !== undefined && parties.size <= PARTIES_PER_REQUEST_MAX);
  const known = new Set<string>(named.map(({ id }) => id));
  const unknown = [
    ...wanted.contacts.filter((id) => !known.has(id)),
    ...wanted.groups.filter((id) => !groupsKnown.has(id)),
  ];
  return { parties: [...parties.values()], unknown };
}
