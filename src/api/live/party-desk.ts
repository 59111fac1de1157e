import type { AccountId, IdMaker, ParticipantId } from '../../base/ids.js';
import type { Invitee } from '../../conference/commands.js';
import type { Role } from '../../conference/participant.js';
import { partyKey, type CalledParty } from '../../dialing/called-party.js';
import { demandScope, type Principal } from '../door/principal.js';
import { Problem } from '../problem.js';
import { fieldInvalid } from '../validation.js';
import { PARTIES_PER_REQUEST_MAX, type RejectedPartyView } from './party-schema.js';
import type { LiveServices } from './services.js';

/** Somebody as a request names it. */
interface WantedParty {
  readonly number: string;
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly pressOne?: boolean | undefined;
}

export interface WantedParties {
  readonly parties: readonly WantedParty[];
  readonly contacts: readonly string[];
  readonly groups: readonly string[];
}

/** Somebody who may be called. */
export interface PartyFound {
  readonly called: CalledParty;
  readonly name?: string;
  readonly role?: Role | undefined;
  readonly pressOne?: boolean | undefined;
}

export interface PartiesFound {
  /** Each number once, in the order in which they were named. */
  readonly found: readonly PartyFound[];
  readonly rejected: readonly RejectedPartyView[];
}

interface Named extends Omit<PartyFound, 'called'> {
  /** As it was written. */
  readonly number: string;
  /** Known already, of a contact. */
  readonly called?: CalledParty;
}

/** So many numbers are looked up at once: each takes a few reads of the database. */
const AT_ONCE = 25;

/** Whom a request wants called: reads numbers, writes contacts and groups out, and asks what bars a call [S41]. */
export class PartyDesk {
  readonly #live: Pick<LiveServices, 'partiesOf' | 'checkCallee'>;

  constructor(live: Pick<LiveServices, 'partiesOf' | 'checkCallee'>) {
    this.#live = live;
  }

  /** One number that must be right, as that of a host. */
  async findOne(number: string, payer: AccountId): Promise<CalledParty> {
    const checked = await this.#live.checkCallee(number, payer);
    if (!checked.ok) throw new Problem('CALL_BARRED', { detail: checked.error.code });
    return checked.value;
  }

  async find(principal: Principal, wanted: WantedParties, payer: AccountId): Promise<PartiesFound> {
    const contacts = await this.#contacts(principal, wanted);
    return this.#checked([...wanted.parties.map(namedParty), ...contacts], payer);
  }

  /** Of who has no contacts. */
  findNumbers(parties: readonly WantedParty[], payer: AccountId): Promise<PartiesFound> {
    return this.#checked(parties.map(namedParty), payer);
  }

  async #checked(named: readonly Named[], payer: AccountId): Promise<PartiesFound> {
    if (named.length === 0) throw fieldInvalid('parties', 'REQUIRED', 'names nobody to be called');
    if (named.length > PARTIES_PER_REQUEST_MAX)
      throw fieldInvalid('parties', 'OUT_OF_RANGE', `at most ${PARTIES_PER_REQUEST_MAX} at once`);
    const found = new Map<string, PartyFound>();
    const rejected: RejectedPartyView[] = [];
    for (let from = 0; from < named.length; from += AT_ONCE) {
      const some = named.slice(from, from + AT_ONCE);
      const checks = await Promise.all(some.map((party) => this.#check(party, payer)));
      for (const [i, checked] of checks.entries()) {
        if ('code' in checked) rejected.push({ number: some[i]!.number, code: checked.code });
        else if (!found.has(partyKey(checked.called))) found.set(partyKey(checked.called), checked);
      }
    }
    return { found: [...found.values()], rejected };
  }

  async #contacts(principal: Principal, { contacts, groups }: WantedParties): Promise<readonly Named[]> {
    if (contacts.length === 0 && groups.length === 0) return [];
    demandScope(principal, 'contacts:read');
    const { parties, unknown } = await this.#live.partiesOf(principal.account.id, { contacts, groups });
    const [stranger] = unknown;
    if (stranger !== undefined) {
      const field = groups.includes(stranger) ? 'groups' : 'contacts';
      throw fieldInvalid(field, 'UNKNOWN', `there is no ${stranger}`);
    }
    return parties.map(({ called, name }) => ({ number: called.e164, called, name }));
  }

  async #check({ number, called, ...rest }: Named, payer: AccountId): Promise<PartyFound | { code: string }> {
    const checked = await this.#live.checkCallee(number, payer);
    // What is keyed after the answer bars nothing.
    return checked.ok ? { ...rest, called: called ?? checked.value } : checked.error;
  }
}

const namedParty = ({ number, name, ...rest }: WantedParty): Named => ({
  ...rest,
  number,
  ...(name === undefined || name === '' ? {} : { name }),
});

/** Somebody to be invited, with what the request says of all where it says nothing of this one. */
export const inviteeOf = (
  { called, name, role, pressOne }: PartyFound,
  ids: IdMaker,
  otherwise: { readonly role: Role; readonly pressOne: boolean },
): Invitee => ({
  participant: ids.next<ParticipantId>(),
  called,
  ...(name === undefined ? {} : { name }),
  role: role ?? otherwise.role,
  greeting: (pressOne ?? otherwise.pressOne) ? 'press-1' : 'invited',
});

/** When nobody at all can be called: why not, for each. */
export const nobodyToCall = (rejected: readonly RejectedPartyView[]): Problem =>
  new Problem('NOBODY_TO_CALL', {
    detail: 'NOBODY_TO_CALL',
    errors: rejected.map(({ number, code }) => ({ field: 'parties', code, message: number })),
  });
