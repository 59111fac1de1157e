import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { IdempotencyKeysTable } from '../schema.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sealed: nothing that the database alone could read. */
  readonly body: string;
}

/** What an Idempotency-Key stands for. */
export interface KeyedRequest {
  readonly account: AccountId;
  readonly keyHash: string;
  /** Method and path, to be read by people. */
  readonly request: string;
  readonly requestHash: string;
  readonly claimedMs: UtcMs;
  /** Undefined while the request runs, or when the process died over it. */
  readonly answer: StoredAnswer | undefined;
}

type Claim = Omit<KeyedRequest, 'answer'>;

export class IdempotencyRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** UNIQUE when the key is there already. */
  claim(claim: Claim): Statement {
    return statement(this.#store.queries.insertInto('idempotency_keys').values(toRow(claim)), 1);
  }

  /** Takes over a key that was claimed at `formerMs`. CONFLICT when somebody else was faster. */
  claimAgain(claim: Claim, formerMs: UtcMs): Statement {
    const { account, key, ...renewed } = toRow(claim);
    const update = this.#store.queries.updateTable('idempotency_keys').set(renewed);
    return statement(
      update.where('account', '=', account).where('key', '=', key).where('claimed_ms', '=', formerMs),
      1,
    );
  }

  answered({ account, keyHash, claimedMs }: Claim, { status, headers, body }: StoredAnswer): Statement {
    const update = this.#store.queries
      .updateTable('idempotency_keys')
      .set({ status, headers: JSON.stringify(headers), body });
    return statement(
      update.where('account', '=', account).where('key', '=', keyHash).where('claimed_ms', '=', claimedMs),
    );
  }

  release({ account, keyHash, claimedMs }: Claim): Statement {
    const remove = this.#store.queries.deleteFrom('idempotency_keys').where('account', '=', account);
    return statement(remove.where('key', '=', keyHash).where('claimed_ms', '=', claimedMs));
  }

  removeBefore(atMs: UtcMs): Statement {
    return statement(this.#store.queries.deleteFrom('idempotency_keys').where('claimed_ms', '<', atMs));
  }

  async find(account: AccountId, keyHash: string): Promise<KeyedRequest | undefined> {
    const keys = this.#store.queries.selectFrom('idempotency_keys').selectAll();
    const row = await keys.where('account', '=', account).where('key', '=', keyHash).executeTakeFirst();
    return row && toKeyedRequest(row);
  }
}

const toRow = ({ account, keyHash, request, requestHash, claimedMs }: Claim): IdempotencyKeysTable => ({
  account,
  key: keyHash,
  request,
  request_hash: requestHash,
  claimed_ms: claimedMs,
  status: null,
  headers: null,
  body: null,
});

const toKeyedRequest = (row: IdempotencyKeysTable): KeyedRequest => ({
  account: row.account as AccountId,
  keyHash: row.key,
  request: row.request,
  requestHash: row.request_hash,
  claimedMs: utcMs(row.claimed_ms),
  answer:
    row.status === null
      ? undefined
      : {
          status: row.status,
          headers: JSON.parse(row.headers ?? '{}') as Readonly<Record<string, string>>,
          body: row.body ?? '',
        },
});
