import type { User, UserId } from '../../accounts/user.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { PreparedRead } from '../prepared-read.js';
import type { UsersTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

/** Shown of one account. */
const USERS_MAX = 200;

export class UserRepository {
  readonly #store: Store;
  readonly #byId = new PreparedRead(({ id }: { id: string }) => this.#users.where('id', '=', id));

  constructor(store: Store) {
    this.#store = store;
  }

  create(user: User): Statement {
    const row: UsersTable = {
      id: user.id,
      account: user.account,
      login: user.login,
      password_hash: user.passwordHash,
      role: user.role,
      created_ms: user.createdMs,
      email: user.email ?? null,
      help_seen: Number(user.helpSeen ?? false),
      password_temporary: Number(user.passwordTemporary ?? false),
    };
    return statement(this.#store.queries.insertInto('users').values(row), 1);
  }

  /** `temporary`: somebody else has chosen it. */
  changePassword(id: UserId, passwordHash: string, temporary = false): Statement {
    const columns = { password_hash: passwordHash, password_temporary: Number(temporary) };
    return statement(this.#store.queries.updateTable('users').set(columns).where('id', '=', id), 1);
  }

  /** UNIQUE `users.email` when somebody else has it. */
  changeEmail(id: UserId, email: string | undefined): Statement {
    const update = this.#store.queries.updateTable('users').set({ email: email ?? null });
    return statement(update.where('id', '=', id), 1);
  }

  setHelpSeen(id: UserId, helpSeen: boolean): Statement {
    const update = this.#store.queries.updateTable('users').set({ help_seen: Number(helpSeen) });
    return statement(update.where('id', '=', id), 1);
  }

  changeRole(id: UserId, role: User['role']): Statement {
    return statement(this.#store.queries.updateTable('users').set({ role }).where('id', '=', id), 1);
  }

  async listOfAccount(account: AccountId): Promise<readonly User[]> {
    const rows = await this.#users.where('account', '=', account).orderBy('id').limit(USERS_MAX).execute();
    return rows.map(toUser);
  }

  async find(id: UserId): Promise<User | undefined> {
    const [row] = await this.#store.read(this.#byId.filledWith({ id }));
    return row && toUser(row);
  }

  async findByLogin(login: string): Promise<User | undefined> {
    const row = await this.#users.where('login', '=', login).executeTakeFirst();
    return row && toUser(row);
  }

  /** Where the people of an account are written to; the first one joined first. */
  async emailsOfAccount(account: AccountId, limit: number): Promise<readonly string[]> {
    const users = this.#store.queries.selectFrom('users').select('email').where('account', '=', account);
    const rows = await users.where('email', 'is not', null).orderBy('id').limit(limit).execute();
    return rows.flatMap(({ email }) => email ?? []);
  }

  /** `email` in lower case. */
  async findByEmail(email: string): Promise<User | undefined> {
    const row = await this.#users.where('email', '=', email).executeTakeFirst();
    return row && toUser(row);
  }

  /** The oldest login of an account: who is meant when only the account is named. */
  async firstOfAccount(account: AccountId): Promise<User | undefined> {
    const row = await this.#users.where('account', '=', account).orderBy('id').limit(1).executeTakeFirst();
    return row && toUser(row);
  }

  get #users() {
    return this.#store.queries.selectFrom('users').selectAll();
  }
}

const toUser = (row: UsersTable): User => ({
  id: row.id as UserId,
  account: row.account as AccountId,
  login: row.login,
  passwordHash: row.password_hash,
  role: row.role as User['role'],
  createdMs: utcMs(row.created_ms),
  email: row.email ?? undefined,
  helpSeen: row.help_seen === 1,
  passwordTemporary: row.password_temporary === 1,
});
