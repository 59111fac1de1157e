import type { SessionId, StoredSession } from '../../accounts/session.js';
import type { UserId } from '../../accounts/user.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { PreparedRead } from '../prepared-read.js';
import type { SessionsTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

export class SessionRepository {
  readonly #store: Store;
  readonly #byTokenHash = new PreparedRead(({ tokenHash }: { tokenHash: string }) =>
    this.#sessions.where('token_hash', '=', tokenHash),
  );

  constructor(store: Store) {
    this.#store = store;
  }

  create(session: StoredSession): Statement {
    return statement(this.#store.queries.insertInto('sessions').values(toRow(session)), 1);
  }

  used(id: SessionId, usedMs: UtcMs): Statement {
    const update = this.#store.queries.updateTable('sessions').set({ used_ms: usedMs });
    return statement(update.where('id', '=', id));
  }

  remove(id: SessionId): Statement {
    return statement(this.#store.queries.deleteFrom('sessions').where('id', '=', id));
  }

  /** All of a person, but for one. */
  removeOthers(user: UserId, kept: SessionId): Statement {
    const remove = this.#store.queries.deleteFrom('sessions').where('user', '=', user);
    return statement(remove.where('id', '!=', kept));
  }

  removeOfUser(user: UserId): Statement {
    return statement(this.#store.queries.deleteFrom('sessions').where('user', '=', user));
  }

  removeOfAccount(account: AccountId): Statement {
    return statement(this.#store.queries.deleteFrom('sessions').where('account', '=', account));
  }

  /** Those that have ended or were not used since `idleSinceMs`. */
  removeOver(nowMs: UtcMs, idleSinceMs: UtcMs): Statement {
    const remove = this.#store.queries.deleteFrom('sessions');
    return statement(
      remove.where((row) => row.or([row('end_ms', '<=', nowMs), row('used_ms', '<=', idleSinceMs)])),
    );
  }

  async findByTokenHash(tokenHash: string): Promise<StoredSession | undefined> {
    const [row] = await this.#store.read(this.#byTokenHash.filledWith({ tokenHash }));
    return row && toSession(row);
  }

  async listOfUser(user: UserId): Promise<readonly StoredSession[]> {
    const rows = await this.#sessions.where('user', '=', user).orderBy('id').execute();
    return rows.map(toSession);
  }

  async count(): Promise<number> {
    const count = this.#store.queries
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll<number>().as('sessions'));
    return (await count.executeTakeFirst())?.sessions ?? 0;
  }

  async oldest(limit: number): Promise<readonly SessionId[]> {
    const ids = this.#store.queries.selectFrom('sessions').select('id').orderBy('id').limit(limit);
    return (await ids.execute()).map(({ id }) => id as SessionId);
  }

  get #sessions() {
    return this.#store.queries.selectFrom('sessions').selectAll();
  }
}

const toRow = (session: StoredSession): SessionsTable => ({
  id: session.id,
  token_hash: session.tokenHash,
  account: session.account,
  user: session.user,
  login: session.login,
  address: session.address,
  user_agent: session.userAgent,
  created_ms: session.createdMs,
  used_ms: session.usedMs,
  end_ms: session.endMs,
});

const toSession = (row: SessionsTable): StoredSession => ({
  id: row.id as SessionId,
  tokenHash: row.token_hash,
  account: row.account as AccountId,
  user: row.user as UserId,
  login: row.login,
  address: row.address,
  userAgent: row.user_agent,
  createdMs: utcMs(row.created_ms),
  usedMs: utcMs(row.used_ms),
  endMs: utcMs(row.end_ms),
});
