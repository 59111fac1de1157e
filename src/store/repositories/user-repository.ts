import type { User, UserId } from '../../accounts/user.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import type { UsersTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

export class UserRepository {
  readonly #store: Store;

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
    };
    return statement(this.#store.queries.insertInto('users').values(row), 1);
  }

  changePassword(id: UserId, passwordHash: string): Statement {
    const update = this.#store.queries.updateTable('users').set({ password_hash: passwordHash });
    return statement(update.where('id', '=', id), 1);
  }

  async find(id: UserId): Promise<User | undefined> {
    const row = await this.#users.where('id', '=', id).executeTakeFirst();
    return row && toUser(row);
  }

  async findByLogin(login: string): Promise<User | undefined> {
    const row = await this.#users.where('login', '=', login).executeTakeFirst();
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
});
