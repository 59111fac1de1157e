import { sql } from 'kysely';
import type { AccountId, LegId } from '../../base/ids.js';
import type { LegCharge } from '../../billing/charge.js';
import { chargeEntry } from '../../billing/ledger-entry.js';
import type { LegClosed } from '../../billing/leg-record.js';
import { PreparedWrite } from '../prepared-write.js';
import type { Statement, Store } from '../store.js';
import { LedgerRepository } from './ledger-repository.js';
import { LegRepository } from './leg-repository.js';
import { ReservationRepository, setAsideFor } from './reservation-repository.js';

/** The ending of a leg with everything that it costs: one unit, which succeeds once [S50]. */
export class SettlementRepository {
  readonly #legs: LegRepository;
  readonly #ledger: LedgerRepository;
  readonly #reservations: ReservationRepository;
  readonly #paid: PreparedWrite<{ account: AccountId; leg: LegId; amount: number }>;

  constructor(store: Store) {
    this.#legs = new LegRepository(store);
    this.#ledger = new LedgerRepository(store);
    this.#reservations = new ReservationRepository(store);
    this.#paid = new PreparedWrite(
      ({ account, leg, amount }) =>
        store.queries
          .updateTable('accounts')
          .set({
            balance_micro_yuan: sql<number>`balance_micro_yuan - ${amount}`,
            reserved_micro_yuan: sql<number>`reserved_micro_yuan - ${setAsideFor(leg)}`,
          })
          .where('id', '=', account),
      1,
    );
  }

  /** CONFLICT when the record is closed already: then nothing is charged again. */
  closed(closed: LegClosed, charge: LegCharge | undefined): readonly Statement[] {
    const record = this.#legs.closed(closed, charge);
    if (charge === undefined) return [record];
    const { leg, account, amount, reserved } = charge;
    if (amount === 0 && reserved === 0) return [record];
    const settled = [
      record,
      this.#paid.filledWith({ account, leg, amount }),
      this.#reservations.removed(leg),
    ];
    return amount === 0 ? settled : [...settled, ...this.#ledger.entry(chargeEntry(charge, closed.endMs))];
  }
}
