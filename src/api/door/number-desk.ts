import type { Account } from '../../accounts/account.js';
import type { AccountNumber } from '../../accounts/account-number.js';
import { BoundedMap } from '../../base/bounded-map.js';
import { later, type MonotonicMs } from '../../base/units.js';
import { parseCallee } from '../../dialing/callee.js';
import { accountItem } from '../../notices/account-outbox.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { OutboxRepository } from '../../store/repositories/outbox-repository.js';
import type { Statement } from '../../store/store.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { ChangeSignal } from './change-signal.js';
import type { NumberCreate, NumberView } from './number-schema.js';
import type { CodeProgress, SpokenCodes } from './spoken-codes.js';

const NUMBERS_MAX = 100;
const PENDING_MAX = 10_000;
/** What is not confirmed by then is forgotten; its code has long expired. */
const PENDING_MS = 1_800_000;

/** A number whose code is being spoken or waited for. */
interface Pending {
  readonly account: Account;
  readonly e164: string;
  readonly kind: NumberCreate['kind'];
  readonly untilMs: MonotonicMs;
  readonly signal: ChangeSignal;
  call: CodeProgress;
  progress: number;
}

/** Binds and links the numbers of an account, each proven by a spoken code [S26] [S38]. */
export class NumberDesk {
  readonly #services: ApiServices;
  readonly #codes: SpokenCodes;
  readonly #numbers: AccountNumberRepository;
  /** By account and number, in the order of expiry. */
  readonly #pending = new BoundedMap<string, Pending>(PENDING_MAX);

  constructor(services: ApiServices, codes: SpokenCodes) {
    this.#services = services;
    this.#codes = codes;
    this.#numbers = new AccountNumberRepository(services.store);
  }

  async list(account: Account): Promise<readonly NumberView[]> {
    const verified = await this.#numbers.listOfAccount(account.id);
    const pending = this.#pendingOf(account);
    const waiting = new Set(pending.map(({ e164 }) => e164));
    return [
      ...verified.filter(({ e164 }) => !waiting.has(e164)).map(verifiedView),
      ...pending.map(pendingView),
    ];
  }

  async find(id: string, account: Account): Promise<NumberView> {
    const pending = this.#pending.get(keyOf(account, id));
    if (pending !== undefined) return pendingView(pending);
    return verifiedView(await this.#own(id, account));
  }

  /** As `find`, once something has changed since `progress`. */
  async wait(
    id: string,
    account: Account,
    { waitMs, progress, gone }: { waitMs: number; progress: number | undefined; gone: AbortSignal },
  ): Promise<NumberView> {
    const pending = this.#pending.get(keyOf(account, id));
    if (pending !== undefined && pending.progress === (progress ?? pending.progress))
      await pending.signal.next(waitMs, gone);
    return this.find(id, account);
  }

  /** Calls the number with a code. */
  async begin({ number, kind }: NumberCreate, account: Account): Promise<NumberView> {
    const e164 = e164Of(number);
    const own = await this.#numbers.listOfAccount(account.id);
    const known = own.find((one) => one.e164 === e164);
    if (known?.kind === 'registered') throw new Problem('NUMBER_REGISTERED');
    this.#forgetExpired();
    const all = new Set([...own, ...this.#pendingOf(account), { e164 }].map((one) => one.e164));
    if (known === undefined && all.size > NUMBERS_MAX) throw new Problem('NUMBERS_LIMIT');
    const pending: Pending = {
      account,
      e164,
      kind,
      untilMs: later(this.#services.clock.now(), PENDING_MS),
      signal: new ChangeSignal(),
      call: { state: 'calling', failure: null },
      progress: 0,
    };
    const { id: subject, language } = account;
    this.#codes.call({ e164, purpose: 'new-number', subject, account: subject, language }, (call) => {
      pending.call = call;
      pending.progress += 1;
      pending.signal.changed();
    });
    const key = keyOf(account, idOf(e164));
    this.#pending.delete(key);
    if (!this.#pending.set(key, pending)) throw new Problem('TOO_MANY_CODES');
    return pendingView(pending);
  }

  /** The account that had it is told, by mail if somebody logs in for it with an address. */
  #movedMail(former: AccountNumber | undefined, { id }: Account): readonly Statement[] {
    if (former === undefined || former.account === id) return [];
    const { store, ids, clock } = this.#services;
    const notice = { type: 'number-moved' as const, account: former.account, number: former.e164 };
    return new OutboxRepository(store).add([accountItem(notice, { id: ids.next(), nowMs: clock.utcNow() })]);
  }

  /** It belongs to the account now, wherever it was before [S30]. */
  async confirm(id: string, code: string, account: Account): Promise<NumberView> {
    const pending = this.#pending.get(keyOf(account, id));
    if (pending === undefined) throw new Problem('NUMBER_NOT_FOUND');
    const { e164, kind } = pending;
    this.#codes.check(e164, account.id, code);
    const { store, clock, door } = this.#services;
    const former = await this.#numbers.find(e164);
    const number: AccountNumber = { e164, account: account.id, kind, verifiedMs: clock.utcNow() };
    await commitOrThrow(store, this.#numbers.verified(number), ...this.#movedMail(former, account));
    this.#pending.delete(keyOf(account, id));
    pending.progress += 1;
    pending.signal.changed();
    if (former !== undefined && former.account !== account.id) {
      door.numberMoved({ e164, from: former.account, to: account.id });
      door.numbersChanged(former.account);
    }
    door.numbersChanged(account.id);
    return verifiedView(number);
  }

  async remove(id: string, account: Account): Promise<void> {
    if (this.#pending.delete(keyOf(account, id))) return;
    const { e164, kind } = await this.#own(id, account);
    if (kind === 'registered') throw new Problem('NUMBER_REGISTERED');
    const refused = await commitOrRefused(this.#services.store, this.#numbers.remove(e164, account.id));
    if (refused !== undefined) throw new Problem('NUMBER_NOT_FOUND');
    this.#services.door.numbersChanged(account.id);
  }

  async #own(id: string, account: Account): Promise<AccountNumber> {
    const number = await this.#numbers.find(`+${id}`);
    if (number === undefined || number.account !== account.id) throw new Problem('NUMBER_NOT_FOUND');
    return number;
  }

  #pendingOf({ id }: Account): readonly Pending[] {
    return [...this.#pending.values()].filter(({ account }) => account.id === id);
  }

  #forgetExpired(): void {
    const nowMs = this.#services.clock.now();
    for (const [key, { untilMs }] of this.#pending.entries()) {
      if (nowMs < untilMs) return;
      this.#pending.delete(key);
    }
  }
}

/** A telephone number as people write it; one with an extension is nobody's own. */
export function e164Of(typed: string): string {
  const number = parseCallee(typed);
  if (!number.ok) throw fieldInvalid('number', number.error.code, 'is no number that can be called');
  if (number.value.extension !== undefined)
    throw fieldInvalid('number', 'NUMBER_INVALID', 'must be without an extension');
  return number.value.e164;
}

/** The same before and after the confirmation, and without a + in a path. */
const idOf = (e164: string): string => e164.slice(1);
const keyOf = (account: Account, id: string): string => `${account.id} ${id}`;

const pendingView = ({ e164, kind, call, progress }: Pending): NumberView => ({
  id: idOf(e164),
  number: e164,
  kind,
  ...call,
  progress,
  verifiedMs: null,
});

const verifiedView = ({ e164, kind, verifiedMs }: AccountNumber): NumberView => ({
  id: idOf(e164),
  number: e164,
  kind,
  state: 'verified',
  failure: null,
  progress: 0,
  verifiedMs,
});
