import { OPERATOR_ROLES } from '../../accounts/account.js';
import type { UserId } from '../../accounts/user.js';
import type { OperatorId } from '../../base/ids.js';
import { parseCallee } from '../../dialing/callee.js';
import { OperatorRepository, type OperatorRow } from '../../store/repositories/operator-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { commitOrRefused } from '../commit.js';
import type { Principal } from '../door/principal.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';

/** The people who answer `*0` [S44]: made and changed by administrators, on duty by their own word. */
export class OperatorDesk {
  readonly operators: OperatorRepository;
  readonly #services: ApiServices;

  constructor(services: ApiServices) {
    this.#services = services;
    this.operators = new OperatorRepository(services.store);
  }

  async find(id: string): Promise<OperatorRow> {
    const operator = await this.operators.find(id as OperatorId);
    if (operator === undefined) throw new Problem('OPERATOR_NOT_FOUND');
    return operator;
  }

  /** Who asks; a key of an API belongs to no person. */
  async own({ session }: Principal): Promise<OperatorRow> {
    const operator = session && (await this.operators.findByUser(session.user));
    if (operator === undefined) throw new Problem('OPERATOR_NOT_FOUND');
    return operator;
  }

  async create(user: string, number: string, enabled: boolean): Promise<OperatorRow> {
    const { ids, clock, store } = this.#services;
    const person = await new UserRepository(store).find(user as UserId);
    if (person !== undefined && !OPERATOR_ROLES.includes(person.role))
      throw fieldInvalid('user', 'NOT_ALLOWED', 'is neither operator nor administrator');
    const operator: OperatorRow = {
      id: ids.next(),
      user: user as UserId,
      e164: e164Of(number),
      enabled,
      onDuty: false,
      version: 1,
      createdMs: clock.utcNow(),
    };
    const refused = await commitOrRefused(store, this.operators.create(operator));
    if (refused === 'REFERENCE') throw new Problem('USER_NOT_FOUND');
    if (refused !== undefined) throw new Problem('OPERATOR_TAKEN');
    return this.#changed(operator.id);
  }

  /** `version`: the one that the client has read. Who may not be on duty any more is not. */
  async change(
    id: string,
    wanted: { readonly number?: string | undefined; readonly enabled?: boolean | undefined },
    version: number,
  ): Promise<OperatorRow> {
    const old = await this.find(id);
    const enabled = wanted.enabled ?? old.enabled;
    const operator = {
      ...old,
      version,
      enabled,
      onDuty: old.onDuty && enabled,
      e164: wanted.number === undefined ? old.e164 : e164Of(wanted.number),
    };
    const refused = await commitOrRefused(this.#services.store, this.operators.change(operator));
    if (refused !== undefined)
      throw new Problem(refused === 'UNIQUE' ? 'OPERATOR_TAKEN' : 'VERSION_CONFLICT');
    return this.#changed(operator.id);
  }

  /** May be called at all: not switched off, and with the role and the account for it. */
  async isAble({ id, enabled }: OperatorRow): Promise<boolean> {
    return enabled && (await this.operators.isCallable(id));
  }

  async remove(id: string): Promise<void> {
    const refused = await commitOrRefused(this.#services.store, this.operators.remove(id as OperatorId));
    if (refused !== undefined) throw new Problem('OPERATOR_NOT_FOUND');
    await this.#services.operator.roster.load();
  }

  async setDuty({ id }: OperatorRow, onDuty: boolean): Promise<OperatorRow> {
    const refused = await commitOrRefused(this.#services.store, this.operators.setDuty(id, onDuty));
    if (refused !== undefined) throw new Problem('OPERATOR_NOT_FOUND');
    return this.#changed(id);
  }

  async #changed(id: OperatorId): Promise<OperatorRow> {
    await this.#services.operator.roster.load();
    return this.find(id);
  }
}

function e164Of(number: string): string {
  const party = parseCallee(number);
  if (!party.ok) throw fieldInvalid('number', party.error.code, 'is no number that can be called');
  return party.value.e164;
}
