import type { UtcMs } from '../../base/units.js';
import { utcMs } from '../../base/units.js';
import { TariffBook, type Tariff, type TariffPrices } from '../../billing/tariff.js';
import { statement } from '../statement.js';
import type { Statement, Store } from '../store.js';

/** Versions of the tariff: added, never changed [S47]. */
export class TariffRepository {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** UNIQUE when the version, or one from the same instant on, is there already. */
  create(tariff: Tariff, nowMs: UtcMs): Statement {
    const row = {
      version: tariff.version,
      valid_from_ms: tariff.validFromMs,
      prices: JSON.stringify(tariff.prices),
      created_ms: nowMs,
    };
    return statement(this.#store.queries.insertInto('tariffs').values(row), 1);
  }

  /** The newest first. */
  async list(): Promise<readonly Tariff[]> {
    const all = this.#store.queries.selectFrom('tariffs').selectAll();
    const rows = await all.orderBy('valid_from_ms', 'desc').execute();
    return rows.map((row) => ({
      version: row.version,
      validFromMs: utcMs(row.valid_from_ms),
      prices: JSON.parse(row.prices) as TariffPrices,
    }));
  }

  /** With `first` as the version that holds before any other. */
  async book(first: Tariff): Promise<TariffBook> {
    return new TariffBook([...(await this.list()), first]);
  }
}
