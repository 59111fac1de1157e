import { sql } from 'kysely';
import type { AccountId, LegId } from '../../base/ids.js';
import type { LegCharge } from '../../billing/charge.js';
import { chargeEntry } from '../../billing/ledger-entry.js';
import type { LegClosed } from '../../billing/leg-record.js';
import { newsOfRecord, webhookEvent, type WebhookEventId } from '../../notices/webhook-events.js';
import { PreparedWrite } from '../prepared-write.js';
import type { Statement, Store } from '../store.js';
import { LedgerRepository } from './ledger-repository.js';
import { LegRepository } from './leg-repository.js';
import { ReservationRepository, setAsideFor } from './reservation-repository.js';
import { WebhookRepository } from './webhook-repository.js';

/** The ending of a leg with everything that it costs: one unit, which succeeds once [S50]. */
export class SettlementRepository {
  readonly #legs: LegRepository;
  readonly #ledger: LedgerRepository;
  readonly #reservations: ReservationRepository;
  readonly #webhooks: WebhookRepository;
  readonly #paid: PreparedWrite<{ account: AccountId; leg: LegId; amount: number }>;

  constructor(store: Store) {
    this.#legs = new LegRepository(store);
    this.#ledger = new LedgerRepository(store);
    this.#reservations = new ReservationRepository(store);
    this.#webhooks = new WebhookRepository(store);
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
    if (charge === undefined) return record;
    const { leg, account, amount, reserved } = charge;
    const told = this.#webhooks.tell(
      // The leg's own id: it is closed once, whoever closes it.
      webhookEvent(newsOfRecord(closed, charge), {
        id: leg as string as WebhookEventId,
        account,
        atMs: closed.endMs,
      }),
    );
    if (amount === 0 && reserved === 0) return [...record, told];
    const settled = [
      ...record,
      told,
      this.#paid.filledWith({ account, leg, amount }),
      this.#reservations.removed(leg),
    ];
    return amount === 0 ? settled : [...settled, ...this.#ledger.entry(chargeEntry(charge, closed.endMs))];
  }
}
