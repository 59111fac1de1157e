import type { ApiKey, ApiKeyId } from '../../accounts/api-key.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { PreparedRead } from '../prepared-read.js';
import type { ApiKeysTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

export class ApiKeyRepository {
  readonly #store: Store;
  readonly #byHash = new PreparedRead(({ hash }: { hash: string }) => this.#keys.where('hash', '=', hash));

  constructor(store: Store) {
    this.#store = store;
  }

  create(key: ApiKey): Statement {
    return statement(this.#insert(key), 1);
  }

  /** For a key that comes from the configuration with every start. */
  createUnlessKnown(key: ApiKey): Statement {
    return statement(this.#insert(key).onConflict((conflict) => conflict.column('hash').doNothing()));
  }

  revoke(id: ApiKeyId, account: AccountId): Statement {
    const remove = this.#store.queries.deleteFrom('api_keys');
    return statement(remove.where('id', '=', id).where('account', '=', account), 1);
  }

  used(id: ApiKeyId, day: string): Statement {
    return statement(
      this.#store.queries.updateTable('api_keys').set({ last_used_day: day }).where('id', '=', id),
    );
  }

  /** `hash` as `hashApiKey` makes it. */
  async findByHash(hash: string): Promise<ApiKey | undefined> {
    const [row] = await this.#store.read(this.#byHash.filledWith({ hash }));
    return row && toApiKey(row);
  }

  async listOfAccount(account: AccountId): Promise<readonly ApiKey[]> {
    const rows = await this.#keys.where('account', '=', account).orderBy('id').execute();
    return rows.map(toApiKey);
  }

  get #keys() {
    return this.#store.queries.selectFrom('api_keys').selectAll();
  }

  #insert(key: ApiKey) {
    const row: ApiKeysTable = {
      id: key.id,
      account: key.account,
      hash: key.hash,
      label: key.label,
      scopes: JSON.stringify(key.scopes),
      created_ms: key.createdMs,
      last_used_day: key.lastUsedDay ?? null,
    };
    return this.#store.queries.insertInto('api_keys').values(row);
  }
}

const toApiKey = (row: ApiKeysTable): ApiKey => ({
  id: row.id as ApiKeyId,
  account: row.account as AccountId,
  hash: row.hash,
  label: row.label,
  scopes: JSON.parse(row.scopes) as readonly string[],
  createdMs: utcMs(row.created_ms),
  lastUsedDay: row.last_used_day ?? undefined,
});
