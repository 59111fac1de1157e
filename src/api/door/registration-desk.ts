import { randomBytes } from 'node:crypto';
import type { Language } from '../../accounts/account.js';
import { Registration } from '../../accounts/registration.js';
import type { User, UserId } from '../../accounts/user.js';
import { BoundedMap } from '../../base/bounded-map.js';
import { RecentTimes } from '../../base/recent-times.js';
import { later, type MonotonicMs } from '../../base/units.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { commitOrRefused } from '../commit.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import type { Auth } from './auth.js';
import { networkOf } from './client.js';
import { ChangeSignal } from './change-signal.js';
import { e164Of } from './number-desk.js';
import { demandGoodPassword } from './password-routes.js';
import type { Principal } from './principal.js';
import type { RegistrationCreate, RegistrationView } from './registration-schema.js';
import type { SpokenCodes } from './spoken-codes.js';

const ID_BYTES = 24;
const OPEN_MAX = 10_000;
/** Who has not finished by then begins anew. */
const OPEN_MS = 1_800_000;
const HOUR_MS = 3_600_000;
const PER_ADDRESS_MAX = 10;
/** After the activation its caller may stay in the menu for a while. */
const BUSY_MS = 120_000;

interface Open {
  readonly id: string;
  readonly e164: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly language: Language;
  readonly passwordHash: string;
  readonly untilMs: MonotonicMs;
  readonly registration: Registration;
  readonly signal: ChangeSignal;
}

/** Adds a password and a profile to the account that a phone's first call has opened [S30] [S32]. */
export class RegistrationDesk {
  readonly #services: ApiServices;
  readonly #auth: Auth;
  readonly #codes: SpokenCodes;
  readonly #accounts: AccountRepository;
  readonly #numbers: AccountNumberRepository;
  readonly #users: UserRepository;
  readonly #byAddress = new RecentTimes({ windowMs: HOUR_MS, timesMax: PER_ADDRESS_MAX, keysMax: 100_000 });
  /** By id, in the order of expiry. */
  readonly #open = new BoundedMap<string, Open>(OPEN_MAX);

  constructor(services: ApiServices, auth: Auth, codes: SpokenCodes) {
    this.#services = services;
    this.#auth = auth;
    this.#codes = codes;
    this.#accounts = new AccountRepository(services.store);
    this.#numbers = new AccountNumberRepository(services.store);
    this.#users = new UserRepository(services.store);
    services.door.activations.watch((e164) => this.#activated(e164));
  }

  async begin(c: ApiContext, form: RegistrationCreate): Promise<RegistrationView> {
    const e164 = e164Of(form.number);
    demandGoodPassword('password', form.password, [e164, form.email ?? '']);
    if (!(await this.#services.door.isEligible(e164))) throw new Problem('NUMBER_NOT_ELIGIBLE');
    this.#countAddress(networkOf(c));
    this.#forgetExpired();
    const open: Open = {
      id: randomBytes(ID_BYTES).toString('base64url'),
      e164,
      name: form.name,
      email: form.email,
      language: form.language,
      passwordHash: await this.#auth.passwords.hash(form.password),
      untilMs: later(this.#services.clock.now(), OPEN_MS),
      registration: new Registration(),
      signal: new ChangeSignal(),
    };
    if (!this.#open.set(open.id, open)) throw new Problem('TOO_MANY_CODES');
    return this.#next(open);
  }

  find(id: string): RegistrationView {
    return this.#view(this.#known(id));
  }

  /** As `find`, once something has changed since `progress`. */
  async wait(
    id: string,
    { waitMs, progress, gone }: { waitMs: number; progress: number | undefined; gone: AbortSignal },
  ): Promise<RegistrationView> {
    const open = this.#known(id);
    const nowMs = this.#services.clock.now();
    const seen = open.registration.progress(nowMs);
    const leftMs = open.registration.activationMsLeft(nowMs) || waitMs;
    if (seen === (progress ?? seen)) await open.signal.next(Math.min(waitMs, leftMs), gone);
    return this.find(id);
  }

  /** Calls again, or waits for the activation again. */
  again(id: string): Promise<RegistrationView> {
    const open = this.#known(id);
    const state = open.registration.state(this.#services.clock.now());
    if (state === 'calling' || state === 'awaiting-activation') return Promise.resolve(this.#view(open));
    return this.#next(open);
  }

  /** Whoever knows the code gets the login, and is logged in. */
  async confirm(c: ApiContext, id: string, code: string): Promise<Principal> {
    const open = this.#known(id);
    this.#codes.check(open.e164, open.id, code);
    const owner = await this.#numbers.find(open.e164);
    if (owner === undefined) throw new Problem('REGISTRATION_NOT_FOUND');
    const user = await this.#register(open, owner.account);
    this.#open.delete(id);
    const account = await this.#accounts.find(owner.account);
    if (account === undefined) throw new Problem('REGISTRATION_NOT_FOUND');
    c.set('auditDetail', { number: open.e164 });
    return this.#auth.enter(c, user, account, user.login);
  }

  async #register(open: Open, account: User['account']): Promise<User> {
    const { store, ids, clock } = this.#services;
    const profile = await this.#accounts.profile(account);
    if (profile === undefined || (await this.#users.firstOfAccount(account)) !== undefined)
      throw new Problem('ALREADY_REGISTERED');
    const { e164, name, email, language, passwordHash } = open;
    // An address that somebody else has is left out: nobody learns here whose it is.
    const isFree = email !== undefined && (await this.#users.findByEmail(email)) === undefined;
    const user = {
      id: ids.next<UserId>(),
      account,
      login: e164,
      passwordHash,
      role: 'customer',
      createdMs: clock.utcNow(),
      helpSeen: false,
    } as const;
    const wanted = { name, language, timeZone: profile.timeZone };
    const changed = this.#accounts.changeProfile(account, wanted, profile.version);
    for (const given of isFree ? [{ ...user, email }, user] : [user]) {
      const refused = await commitOrRefused(store, this.#users.create(given), changed);
      if (refused === undefined) return given;
      // UNIQUE may mean the address: somebody has taken it since it was looked up.
      if (refused !== 'UNIQUE') break;
    }
    throw new Problem('ALREADY_REGISTERED');
  }

  /** A number that was activated is called; the others have to call first. */
  async #next(open: Open): Promise<RegistrationView> {
    const known = await this.#numbers.find(open.e164);
    if (known?.kind === 'registered') this.#call(open, 0);
    else open.registration.awaitActivation(this.#services.clock.now());
    open.signal.changed();
    return this.#view(open);
  }

  #activated(e164: string): void {
    for (const open of this.#open.values()) {
      const state = open.registration.state(this.#services.clock.now());
      if (open.e164 !== e164 || state !== 'awaiting-activation') continue;
      try {
        this.#call(open, BUSY_MS);
      } catch (thrown) {
        // Nobody asks just now: the page is told instead.
        if (!(thrown instanceof Problem)) throw thrown;
        open.registration.call('call-failed', thrown.code);
        open.signal.changed();
      }
    }
  }

  #call(open: Open, busyMs: number): void {
    const { id: subject, e164, language, registration, signal } = open;
    this.#codes.call(
      { e164, purpose: 'registration', subject, account: undefined, language, busyMs },
      ({ state, failure }) => {
        registration.call(state, failure);
        signal.changed();
      },
    );
  }

  #countAddress(network: string): void {
    const nowMs = this.#services.clock.now();
    if (this.#byAddress.count(network, nowMs) >= PER_ADDRESS_MAX)
      throw new Problem('RATE_LIMITED', { retryAfterS: HOUR_MS / 1_000 });
    this.#byAddress.add(network, nowMs);
  }

  #known(id: string): Open {
    const open = this.#open.get(id);
    if (open === undefined || this.#services.clock.now() >= open.untilMs)
      throw new Problem('REGISTRATION_NOT_FOUND');
    return open;
  }

  #forgetExpired(): void {
    const nowMs = this.#services.clock.now();
    for (const [id, { untilMs }] of this.#open.entries()) {
      if (nowMs < untilMs) return;
      this.#open.delete(id);
    }
  }

  #view({ id, e164, registration }: Open): RegistrationView {
    const nowMs = this.#services.clock.now();
    const state = registration.state(nowMs);
    return {
      id,
      number: e164,
      state,
      activationMsLeft: state === 'awaiting-activation' ? registration.activationMsLeft(nowMs) : null,
      failure: registration.failure,
      progress: registration.progress(nowMs),
    };
  }
}
