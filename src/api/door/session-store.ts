import { hash, randomBytes } from 'node:crypto';
import type { SessionId, StoredSession } from '../../accounts/session.js';
import type { User, UserId } from '../../accounts/user.js';
import { Counters } from '../../base/counters.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { SessionRepository } from '../../store/repositories/session-repository.js';
import { unit } from '../../store/statement.js';
import type { Statement } from '../../store/store.js';
import { commitOrThrow } from '../commit.js';
import type { ApiLimits, ApiServices } from '../services.js';

/** Somebody who has logged in. */
export interface Session {
  readonly id: SessionId;
  readonly account: AccountId;
  readonly user: UserId;
  readonly login: string;
  readonly expiresMs: UtcMs;
  /** Idle or too old, or logged out. */
  isOver(): boolean;
}

/** What is known here of a session that was used lately: event streams ask it, and a read would be too late. */
interface Known extends Pick<Session, 'account' | 'user'> {
  usedMs: UtcMs;
  readonly endMs: UtcMs;
}

type SessionLimits = Pick<ApiLimits, 'sessionsMax' | 'sessionIdleMs' | 'sessionMs'>;
type SessionServices = Pick<ApiServices, 'store' | 'clock' | 'ids'>;

const TOKEN_BYTES = 32;
const SESSIONS_OF_USER_MAX = 50;
const USER_AGENT_CHARS_MAX = 200;
/** The use of a session is noted so often. */
const NOTED_MS = 60_000;

/** The sessions, in the database by the digest of their token. */
export class SessionStore {
  readonly counters = new Counters(['opened', 'closed', 'expired', 'evicted']);
  readonly #services: SessionServices;
  readonly #limits: SessionLimits;
  readonly #sessions: SessionRepository;
  readonly #known = new Map<SessionId, Known>();

  constructor(services: SessionServices, limits: SessionLimits) {
    this.#services = services;
    this.#limits = limits;
    this.#sessions = new SessionRepository(services.store);
  }

  /** Sessions that were used here and are not over. */
  get size(): number {
    return [...this.#known.values()].filter((known) => !this.#isOver(known)).length;
  }

  /** Returns the token, which is known to the client alone. */
  async open(
    { id: user, account }: User,
    login: string,
    from: { readonly address: string; readonly userAgent: string },
  ): Promise<{ readonly token: string; readonly session: Session }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const nowMs = this.#services.clock.utcNow();
    const stored: StoredSession = {
      id: this.#services.ids.next(),
      tokenHash: digestOf(token),
      account,
      user,
      login,
      address: from.address,
      userAgent: from.userAgent.slice(0, USER_AGENT_CHARS_MAX),
      createdMs: nowMs,
      usedMs: nowMs,
      endMs: utcMs(nowMs + this.#limits.sessionMs),
    };
    await commitOrThrow(this.#services.store, this.#sessions.create(stored), ...(await this.#evicted(user)));
    this.counters.add('opened');
    return { token, session: this.#knownFromNow(stored, nowMs) };
  }

  /** The session of a token with this digest, used by this. */
  async use(digest: string): Promise<Session | undefined> {
    const stored = await this.#sessions.findByTokenHash(digest);
    if (stored === undefined) return undefined;
    const nowMs = this.#services.clock.utcNow();
    if (this.#isOver(stored)) {
      await this.#remove([stored.id], this.#sessions.remove(stored.id), 'expired');
      return undefined;
    }
    // Should this not be stored, the session merely ends a minute earlier.
    if (nowMs - stored.usedMs >= NOTED_MS)
      await this.#services.store.commit(unit(this.#sessions.used(stored.id, nowMs)));
    return this.#knownFromNow(stored, nowMs);
  }

  /** The same without the database, for a session of a moment ago; false: it is over. */
  usedAgain(session: Session): boolean {
    const known = this.#known.get(session.id);
    if (known === undefined || session.isOver()) return false;
    known.usedMs = this.#services.clock.utcNow();
    return true;
  }

  close(id: SessionId): Promise<void> {
    return this.#remove([id], this.#sessions.remove(id), 'closed');
  }

  async closeOthers({ id, user }: Session): Promise<void> {
    const others = (await this.ofUser(user)).filter((session) => session.id !== id);
    await this.#remove(
      others.map((session) => session.id),
      this.#sessions.removeOthers(user, id),
      'closed',
    );
  }

  /** After a password or a role was changed by somebody else. */
  closeOfUser(user: UserId): Promise<void> {
    const ids = this.#knownOf((known) => known.user === user);
    return this.#remove(ids, this.#sessions.removeOfUser(user), 'closed');
  }

  closeOfAccount(account: AccountId): Promise<void> {
    const ids = this.#knownOf((known) => known.account === account);
    return this.#remove(ids, this.#sessions.removeOfAccount(account), 'closed');
  }

  /** Those that are not over. */
  async ofUser(user: UserId): Promise<readonly StoredSession[]> {
    return (await this.#sessions.listOfUser(user)).filter((session) => !this.#isOver(session));
  }

  async purge(): Promise<void> {
    const nowMs = this.#services.clock.utcNow();
    const idleSinceMs = utcMs(nowMs - this.#limits.sessionIdleMs - NOTED_MS);
    await this.#services.store.commit(unit(this.#sessions.removeOver(nowMs, idleSinceMs)));
    for (const [id, known] of this.#known) if (this.#isOver(known)) this.#known.delete(id);
  }

  #knownFromNow({ id, account, user, login, endMs }: StoredSession, nowMs: UtcMs): Session {
    const known = this.#known.get(id) ?? { account, user, usedMs: nowMs, endMs };
    known.usedMs = nowMs;
    this.#known.set(id, known);
    const isOver = (): boolean => this.#known.get(id) !== known || this.#isOver(known);
    return { id, account, user, login, expiresMs: endMs, isOver };
  }

  #knownOf(whose: (known: Known) => boolean): readonly SessionId[] {
    return [...this.#known].flatMap(([id, known]) => (whose(known) ? [id] : []));
  }

  #isOver({ usedMs, endMs }: Pick<Known, 'usedMs' | 'endMs'>): boolean {
    const nowMs = this.#services.clock.utcNow();
    return nowMs >= endMs || nowMs >= usedMs + this.#limits.sessionIdleMs;
  }

  /**
   * When all places are taken the oldest sessions go, since only a login can open one. A person's own go first, or one
   * who logs in again and again would log everybody out.
   */
  async #evicted(user: UserId): Promise<readonly Statement[]> {
    const own = await this.#sessions.listOfUser(user);
    const ofUser = own.slice(0, Math.max(0, own.length + 1 - SESSIONS_OF_USER_MAX)).map(({ id }) => id);
    const tooMany = (await this.#sessions.count()) - ofUser.length + 1 - this.#limits.sessionsMax;
    const ids = [...new Set([...ofUser, ...(tooMany > 0 ? await this.#sessions.oldest(tooMany) : [])])];
    for (const id of ids) this.#known.delete(id);
    this.counters.add('evicted', ids.length);
    return ids.map((id) => this.#sessions.remove(id));
  }

  async #remove(ids: readonly SessionId[], statement: Statement, why: 'closed' | 'expired'): Promise<void> {
    await commitOrThrow(this.#services.store, statement);
    for (const id of ids) this.#known.delete(id);
    this.counters.add(why, ids.length);
  }
}

export const digestOf = (token: string): string => hash('sha256', token);
