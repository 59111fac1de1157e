import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashApiKey } from '../../accounts/api-key.js';
import { hashPassword, verifyPassword } from '../../accounts/password-hash.js';
import { Counters } from '../../base/counters.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import { ApiKeyRepository } from '../../store/repositories/api-key-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { addressOf, type ApiContext, type ApiEnv } from '../context.js';
import { ControlTokens } from '../live/control-tokens.js';
import { LoginThrottle } from './login-throttle.js';
import { ALL_SCOPES, demandScope, type Principal, type Scope } from './principal.js';
import { Problem } from '../problem.js';
import { isOwnRequest, saysSameOrigin } from './same-origin.js';
import type { ApiLimits, ApiServices } from '../services.js';
import { SessionStore } from './session-store.js';

const COOKIE = 'huitong_session';
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks: by API key [S54] or by the session of the portal [S53]. */
export class Auth {
  readonly counters = new Counters(['keyRefused', 'loginFailed', 'loginThrottled', 'loginBusy', 'crossSite']);
  readonly sessions: SessionStore;
  readonly controlTokens: ControlTokens;
  readonly #services: ApiServices;
  readonly #loginsAtOnceMax: number;
  readonly #throttle = new LoginThrottle();
  readonly #users: UserRepository;
  readonly #accounts: AccountRepository;
  readonly #keys: ApiKeyRepository;
  /** Checked for an unknown login, so that the answer takes as long as for a known one. */
  #hashOfNobody: Promise<string> | undefined;
  #loginsAtOnce = 0;

  constructor(services: ApiServices, limits: ApiLimits) {
    this.#services = services;
    this.#loginsAtOnceMax = limits.loginsAtOnceMax;
    this.sessions = new SessionStore(services.clock, limits);
    this.#users = new UserRepository(services.store);
    this.#accounts = new AccountRepository(services.store);
    this.#keys = new ApiKeyRepository(services.store);
    this.controlTokens = new ControlTokens(services.conferences, this.#accounts);
  }

  /** Lets only those in who say who they are. */
  readonly demanded = createMiddleware<ApiEnv>(async (c, next) => {
    const header = c.req.header('authorization');
    c.set('principal', header === undefined ? await this.#byCookie(c) : await this.#byKey(header));
    await next();
  });

  async login(c: ApiContext, login: string, password: string): Promise<Principal> {
    if (saysSameOrigin(c) === false) this.#refuseCrossSite();
    const address = addressOf(c);
    const { clock } = this.#services;
    const waitMs = this.#throttle.waitMs(address, login, clock.now());
    if (waitMs > 0) {
      this.counters.add('loginThrottled');
      throw new Problem('LOGIN_THROTTLED', { retryAfterS: Math.ceil(waitMs / 1_000) });
    }
    const user = await this.#users.findByLogin(login);
    const verified = await this.#verified(password, user?.passwordHash);
    const account = user && (await this.#accounts.find(user.account));
    if (!verified || user === undefined || account === undefined) {
      this.#throttle.failed(address, login, clock.now());
      this.counters.add('loginFailed');
      throw new Problem('LOGIN_FAILED');
    }
    this.#throttle.succeeded(address, login);
    const { token, session } = this.sessions.open(user.id, login);
    setCookie(c, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/', secure: isEncrypted(c) });
    return { account, role: user.role, scopes: [ALL_SCOPES], session };
  }

  logout(c: ApiContext): void {
    const token = getCookie(c, COOKIE);
    if (token !== undefined) this.sessions.close(token);
    deleteCookie(c, COOKIE, { path: '/' });
  }

  async #byKey(header: string): Promise<Principal> {
    const [, key] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(header) ?? [];
    const known = key === undefined ? undefined : await this.#keys.findByHash(hashApiKey(key));
    const account = known && (await this.#accounts.find(known.account));
    if (known === undefined || account === undefined) {
      this.counters.add('keyRefused');
      throw new Problem('UNAUTHENTICATED', { detail: 'the API key is not known' });
    }
    return { account, role: account.role, scopes: known.scopes, session: undefined };
  }

  /** Whoever began a conference without a login controls it also while somebody is logged in. */
  async #byCookie(c: ApiContext): Promise<Principal> {
    const principal = (await this.controlTokens.principalOf(c)) ?? (await this.#bySession(c));
    if (!READING.has(c.req.method) && !isOwnRequest(c)) this.#refuseCrossSite();
    return principal;
  }

  async #bySession(c: ApiContext): Promise<Principal> {
    const token = getCookie(c, COOKIE);
    const session = token === undefined ? undefined : this.sessions.use(token);
    if (session === undefined) throw new Problem('UNAUTHENTICATED');
    // Read anew each time: a role that is taken away is gone at once.
    const user = await this.#users.find(session.user);
    const account = user && (await this.#accounts.find(user.account));
    if (user === undefined || account === undefined) throw new Problem('UNAUTHENTICATED');
    return { account, role: user.role, scopes: [ALL_SCOPES], session };
  }

  async #verified(password: string, hash: string | undefined): Promise<boolean> {
    if (this.#loginsAtOnce >= this.#loginsAtOnceMax) {
      this.counters.add('loginBusy');
      throw new Problem('LOGIN_BUSY', { retryAfterS: 1 });
    }
    this.#loginsAtOnce += 1;
    try {
      this.#hashOfNobody ??= hashPassword(randomBytes(16).toString('hex'));
      return await verifyPassword(password, hash ?? (await this.#hashOfNobody));
    } finally {
      this.#loginsAtOnce -= 1;
    }
  }

  #refuseCrossSite(): never {
    this.counters.add('crossSite');
    throw new Problem('CROSS_SITE');
  }
}

/** For a route: the scope that its caller must have. */
export const demands = (scope: Scope) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    demandScope(c.get('principal'), scope);
    await next();
  });

/** A proxy that ends TLS says so; one who lies about it harms nobody but himself. */
export const isEncrypted = (c: ApiContext): boolean =>
  c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto') === 'https';
