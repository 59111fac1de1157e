import { createMiddleware } from 'hono/factory';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Account } from '../../accounts/account.js';
import { hashApiKey, type ApiKey } from '../../accounts/api-key.js';
import type { User } from '../../accounts/user.js';
import { Counters } from '../../base/counters.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import { ApiKeyRepository } from '../../store/repositories/api-key-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { unit } from '../../store/statement.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { ControlTokens } from '../live/control-tokens.js';
import type { AuditLog } from './audit-log.js';
import { networkOf } from './client.js';
import { LoginNames } from './login-names.js';
import { LoginThrottle } from './login-throttle.js';
import { PasswordCheck } from './password-check.js';
import { PrincipalMemory } from './principal-memory.js';
import { ALL_SCOPES, demandScope, type Principal, type Scope } from './principal.js';
import { Problem } from '../problem.js';
import { isOwnRequest, saysSameOrigin } from './same-origin.js';
import type { ApiLimits, ApiServices } from '../services.js';
import { digestOf, SessionStore, type Session } from './session-store.js';

const COOKIE = 'huitong_session';
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks: by API key [S54] or by the session of the portal [S53]. */
export class Auth {
  readonly counters = new Counters(['keyRefused', 'loginFailed', 'loginThrottled', 'crossSite']);
  readonly sessions: SessionStore;
  readonly controlTokens: ControlTokens;
  readonly memory: PrincipalMemory;
  readonly #services: ApiServices;
  readonly passwords: PasswordCheck;
  readonly #audit: AuditLog;
  readonly #names: LoginNames;
  readonly #throttle = new LoginThrottle();
  readonly #users: UserRepository;
  readonly #accounts: AccountRepository;
  readonly #keys: ApiKeyRepository;

  constructor(services: ApiServices, limits: ApiLimits, audit: AuditLog) {
    this.#services = services;
    this.passwords = new PasswordCheck(limits.loginsAtOnceMax);
    this.sessions = new SessionStore(services, limits);
    this.memory = new PrincipalMemory(services.clock);
    this.#audit = audit;
    this.#names = new LoginNames(services.store);
    this.#users = new UserRepository(services.store);
    this.#accounts = new AccountRepository(services.store);
    this.#keys = new ApiKeyRepository(services.store);
    this.controlTokens = new ControlTokens(services.conferences, this.#accounts);
  }

  /** Lets only those in who say who they are. */
  readonly demanded = createMiddleware<ApiEnv>(async (c, next) => {
    const header = c.req.header('authorization');
    const principal = header === undefined ? await this.#byCookie(c) : await this.#byKey(header);
    if (principal.user?.passwordTemporary === true && !isAboutLogin(c))
      throw new Problem('PASSWORD_TEMPORARY');
    c.set('principal', principal);
    await next();
  });

  async login(c: ApiContext, login: string, password: string): Promise<Principal> {
    if (saysSameOrigin(c) === false) this.#refuseCrossSite();
    const user = await this.#names.find(login);
    // However it is written: one login has one series of failures.
    const name = user?.id ?? login;
    const account = user && (await this.#accounts.find(user.account));
    const isOpen = account?.status === 'active';
    const isRight = await this.#isRight(c, name, password, isOpen ? user?.passwordHash : undefined);
    if (!isRight || user === undefined || account === undefined) {
      await this.#audit.add(c, {
        account: user?.account,
        actorKind: 'unknown',
        actor: user?.id,
        actorName: login,
        action: 'POST /session',
        objects: '{}',
        detail: JSON.stringify({ failed: 'LOGIN_FAILED' }),
      });
      throw new Problem('LOGIN_FAILED');
    }
    this.#throttle.succeeded(networkOf(c), name);
    return this.enter(c, user, account, login);
  }

  /** Opens a session for somebody who has proven who he is. */
  async enter(c: ApiContext, user: User, account: Account, login: string): Promise<Principal> {
    const { address, encrypted } = c.get('client');
    const userAgent = c.req.header('user-agent') ?? '';
    const { token, session } = await this.sessions.open(user, login, { address, userAgent });
    setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/', secure: encrypted });
    const principal = personOf(user, account, session);
    c.set('principal', principal);
    return principal;
  }

  async logout(c: ApiContext): Promise<void> {
    const { session } = c.get('principal');
    if (session !== undefined) await this.sessions.close(session.id);
    deleteCookie(c, COOKIE, { path: '/' });
  }

  /** For a route that asks a person for the password once more; its failures count as those of a login. */
  async confirmPassword(c: ApiContext, user: User, password: string): Promise<void> {
    if (!(await this.#isRight(c, user.id, password, user.passwordHash))) throw new Problem('PASSWORD_WRONG');
  }

  /** Throws when failures before this one make it wait. `hash` undefined: no password is right. */
  async #isRight(c: ApiContext, name: string, password: string, hash: string | undefined): Promise<boolean> {
    this.#demandPatience(c, name);
    const ended = this.#throttle.begun(networkOf(c), name);
    try {
      const isRight = await this.passwords.verify(password, hash);
      if (isRight) return true;
      this.#throttle.failed(networkOf(c), name, this.#services.clock.now());
      this.counters.add('loginFailed');
      return false;
    } finally {
      ended();
    }
  }

  #demandPatience(c: ApiContext, name: string): void {
    const waitMs = this.#throttle.waitMs(networkOf(c), name, this.#services.clock.now());
    if (waitMs === 0) return;
    this.counters.add('loginThrottled');
    throw new Problem('LOGIN_THROTTLED', { retryAfterS: Math.ceil(waitMs / 1_000) });
  }

  async #byKey(header: string): Promise<Principal> {
    const [, key] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(header) ?? [];
    const hash = key === undefined ? undefined : hashApiKey(key);
    if (hash === undefined) this.#refuseKey();
    // Named apart: a session's token is no key, though their digests are made alike.
    const name = `key:${hash}`;
    return this.memory.find(name) ?? this.memory.learn(name, () => this.#ofKey(hash));
  }

  async #ofKey(hash: string): Promise<Principal> {
    const known = await this.#keys.findByHash(hash);
    const account = known && (await this.#accounts.find(known.account));
    if (known === undefined || account?.status !== 'active') this.#refuseKey();
    this.#noteUse(known);
    const actor = { kind: 'key', id: known.id, name: known.label } as const;
    return { account, role: account.role, scopes: known.scopes, actor, session: undefined };
  }

  #refuseKey(): never {
    this.counters.add('keyRefused');
    throw new Problem('UNAUTHENTICATED', { detail: 'the API key is not known' });
  }

  /** Once a day; a use that is not stored is noted with the next one. */
  #noteUse({ id, lastUsedDay }: ApiKey): void {
    const { clock, store } = this.#services;
    const today = dayOf(clock.utcNow());
    if (lastUsedDay !== today) void store.commit(unit(this.#keys.used(id, today)));
  }

  /** Whoever began a conference without a login controls it also while somebody is logged in. */
  async #byCookie(c: ApiContext): Promise<Principal> {
    const principal = (await this.controlTokens.principalOf(c)) ?? (await this.#bySession(c));
    if (!READING.has(c.req.method) && !isOwnRequest(c)) this.#refuseCrossSite();
    return principal;
  }

  async #bySession(c: ApiContext): Promise<Principal> {
    const token = getCookie(c, COOKIE);
    if (token === undefined) throw new Problem('UNAUTHENTICATED');
    const digest = digestOf(token);
    const name = `session:${digest}`;
    const known = this.memory.find(name);
    if (known?.session === undefined || !this.sessions.usedAgain(known.session))
      return this.memory.learn(name, () => this.#ofSession(digest));
    return personOf(await this.#personOf(known.session), known.account, known.session);
  }

  async #ofSession(digest: string): Promise<Principal> {
    const session = await this.sessions.use(digest);
    if (session === undefined) throw new Problem('UNAUTHENTICATED');
    const [user, account] = await Promise.all([
      this.#personOf(session),
      this.#accounts.find(session.account),
    ]);
    if (account?.status !== 'active') throw new Problem('UNAUTHENTICATED');
    return personOf(user, account, session);
  }

  /** Read anew each time: whoever is removed is out at once, wherever that was done, and so is a role. */
  async #personOf(session: Session): Promise<User> {
    const user = await this.#users.find(session.user);
    if (user === undefined) throw new Problem('UNAUTHENTICATED');
    return user;
  }

  #refuseCrossSite(): never {
    this.counters.add('crossSite');
    throw new Problem('CROSS_SITE');
  }
}

/** What can be done before a password is changed that somebody else has chosen. */
const isAboutLogin = (c: ApiContext): boolean => /^\/api\/v1\/(?:session|password)$/.test(c.req.path);

/** For a route: the scope that its caller must have. */
export const demands = (scope: Scope) =>
  createMiddleware<ApiEnv>((c, next) => {
    demandScope(c.get('principal'), scope);
    return next();
  });

/** For a route about the person: a key has no sessions and no password. */
export function personIn(c: ApiContext): { readonly session: Session; readonly user: User } {
  const { session, user } = c.get('principal');
  if (session === undefined || user === undefined) throw new Problem('PERSON_ONLY');
  return { session, user };
}

/** A person who has logged in has all that the role allows. */
const personOf = (user: User, account: Account, session: Session): Principal => ({
  account,
  role: user.role,
  scopes: [ALL_SCOPES],
  actor: { kind: 'user', id: user.id, name: user.login },
  session,
  user,
});

const dayOf = (utcMs: number): string => new Date(utcMs).toISOString().slice(0, 10);
