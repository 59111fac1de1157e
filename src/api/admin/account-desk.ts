import { DEFAULT_OUTGOING_RIGHTS, type Account } from '../../accounts/account.js';
import type { AccountId } from '../../base/ids.js';
import { below } from '../../base/random.js';
import { microYuan } from '../../billing/money.js';
import { SYSTEM } from '../../conference/commands.js';
import {
  AccountDirectory,
  type AccountEdit,
  type AccountRecord,
} from '../../store/repositories/account-directory.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import { commitOrRefused } from '../commit.js';
import type { SessionStore } from '../door/session-store.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import type { AccountChange, AccountCreate } from './account-schema.js';

/** 8 digits [S38]; the first is never 0. */
const NUMBER_LOWEST = 10_000_000;
const NUMBERS = 90_000_000;
const NUMBER_TRIES_MAX = 20;

/** Opens, changes and closes accounts [S45]. Throws a Problem when that cannot be. */
export class AccountDesk {
  readonly #services: ApiServices;
  readonly #sessions: Pick<SessionStore, 'closeOfAccount'>;
  readonly #directory: AccountDirectory;

  constructor(services: ApiServices, sessions: Pick<SessionStore, 'closeOfAccount'>) {
    this.#services = services;
    this.#sessions = sessions;
    this.#directory = new AccountDirectory(services.store);
  }

  async find(id: string): Promise<AccountRecord> {
    const account = await this.#directory.find(id as AccountId);
    if (account === undefined) throw new Problem('ACCOUNT_NOT_FOUND');
    return account;
  }

  async create(wanted: AccountCreate): Promise<AccountRecord> {
    const { ids, clock } = this.#services;
    const account: Account = {
      id: ids.next(),
      number: wanted.number ?? this.#someNumber(),
      name: wanted.name,
      role: wanted.role ?? 'customer',
      tier: wanted.tier ?? 'standard',
      paymentMode: wanted.paymentMode ?? 'prepaid',
      language: wanted.language ?? 'zh-CN',
      timeZone: wanted.timeZone ?? 'Asia/Shanghai',
      status: 'active',
      creditLimit: microYuan(wanted.creditLimitMicroYuan ?? 0),
      outgoing: { ...DEFAULT_OUTGOING_RIGHTS, ...rightsOf(wanted.outgoing) },
      createdMs: clock.utcNow(),
    };
    assertCredit(account);
    const numbered = await this.#create(account, wanted.billingNumber ?? undefined, wanted.number);
    return this.find(numbered.id);
  }

  /** `version`: the one that the client has read. */
  async change(id: string, wanted: AccountChange, version: number, by: Account): Promise<AccountRecord> {
    const old = await this.find(id);
    if (old.version !== version) throw new Problem('VERSION_CONFLICT');
    // Who closed the account that is logged in could not open it again.
    if (wanted.status === 'closed' && old.id === by.id) throw new Problem('OWN_ACCOUNT');
    const edit = editOf(old, wanted);
    assertCredit(edit);
    const refused = await commitOrRefused(
      this.#services.store,
      this.#directory.change(old.id, edit, version),
    );
    if (refused !== undefined) {
      const isNewer = (await this.find(id)).version !== version;
      throw new Problem(isNewer ? 'VERSION_CONFLICT' : 'CREDIT_LIMIT_TOO_LOW');
    }
    if (edit.status === 'closed') {
      this.#endConferencesOf(old.id);
      await this.#sessions.closeOfAccount(old.id);
    }
    // Its operators are called no more, or again.
    if (edit.status !== old.status) await this.#services.operator.roster.load();
    return this.find(id);
  }

  #endConferencesOf(account: AccountId): void {
    const { conferences } = this.#services;
    for (const conference of conferences.service.states())
      if (conference.definition.account === account)
        conferences.dispatch({ type: 'end' }, conference.id, SYSTEM);
  }

  /** Draws numbers until one is free, unless one was asked for. */
  async #create(
    account: Account,
    billingNumber: string | undefined,
    wanted: string | undefined,
  ): Promise<Account> {
    const { store } = this.#services;
    const accounts = new AccountRepository(store);
    const billing = accounts.setBillingNumber(account.id, billingNumber);
    for (let tries = 0; tries < NUMBER_TRIES_MAX; tries++) {
      const numbered = tries === 0 ? account : { ...account, number: this.#someNumber() };
      const refused = await commitOrRefused(store, accounts.create(numbered), billing);
      if (refused === undefined) return numbered;
      if (wanted !== undefined) throw new Problem('ACCOUNT_NUMBER_TAKEN');
    }
    throw new Problem('ACCOUNT_NUMBER_TAKEN');
  }

  #someNumber(): string {
    return String(NUMBER_LOWEST + below(this.#services.random, NUMBERS));
  }
}

function editOf(old: AccountRecord, wanted: AccountChange): AccountEdit {
  const { creditLimitMicroYuan, billingNumber } = wanted;
  return {
    name: wanted.name ?? old.name,
    tier: wanted.tier ?? old.tier,
    paymentMode: wanted.paymentMode ?? old.paymentMode,
    language: wanted.language ?? old.language,
    timeZone: wanted.timeZone ?? old.timeZone,
    status: wanted.status ?? old.status,
    creditLimit: creditLimitMicroYuan === undefined ? old.creditLimit : microYuan(creditLimitMicroYuan),
    outgoing: { ...old.outgoing, ...rightsOf(wanted.outgoing) },
    billingNumber: billingNumber === undefined ? old.billingNumber : (billingNumber ?? undefined),
  };
}

function rightsOf(outgoing: AccountChange['outgoing'] = {}): Partial<Account['outgoing']> {
  const { spendPerDayMax, ...rights } = outgoing;
  const given = Object.fromEntries(Object.entries(rights).filter(([, value]) => value !== undefined));
  return spendPerDayMax === undefined ? given : { ...given, spendPerDayMax: microYuan(spendPerDayMax) };
}

function assertCredit({ paymentMode, creditLimit }: Pick<Account, 'paymentMode' | 'creditLimit'>): void {
  if (paymentMode === 'prepaid' && creditLimit > 0)
    throw fieldInvalid('creditLimitMicroYuan', 'OUT_OF_RANGE', 'must be 0 for a prepaid account');
}
