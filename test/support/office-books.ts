import { ChargeFiles } from '../../src/app/charge-files.js';
import { noteReconciliation } from '../../src/app/reconciliation.js';
import type { AccountId, IdMaker } from '../../src/base/ids.js';
import { utcMs } from '../../src/base/units.js';
import { DEFAULT_CHARGE_FILE_TEMPLATE } from '../../src/billing/charge-file.js';
import type { Store } from '../../src/store/store.js';
import { chargedLeg } from './charged-leg.js';

const HOUR_MS = 3_600_000;
const HOURS = 30;
const DIFFERENCE =
  'DURATION_DIFFERS | line 7: 13900139002 → 4006701018, 2026-11-20T01:30:00.000Z, 61 s | leg 0198c5d2: 13900139002 → 4006701018, 2026-11-20T01:30:00.200Z, 64.1 s';

/** Charged legs of the last hours, the files of them for the carrier, and a reconciliation with it. */
export async function keepBooks(store: Store, ids: IdMaker, payer: AccountId, folder: string): Promise<void> {
  const files = new ChargeFiles(store, {
    folder,
    periods: ['hour', 'day'],
    template: DEFAULT_CHARGE_FILE_TEMPLATE,
  });
  const nowMs = Date.now();
  for (let hours = HOURS; hours > 0; hours--) {
    for (let leg = 0; leg < hours % 4; leg++)
      await chargedLeg(store, ids, payer, utcMs(nowMs - hours * HOUR_MS - leg * 60_000));
    const written = await files.writeDue(utcMs(nowMs - (hours - 1) * HOUR_MS));
    if (!written.ok) throw new Error(written.error.message);
  }
  const note = { file: 'carrier-20261121.csv', trunk: 'carrier-a', matched: 1_284, differences: 1 };
  const failed = await noteReconciliation(store, { atMs: utcMs(nowMs), ...note, first: [DIFFERENCE] });
  if (failed !== undefined) throw new Error(failed.message);
}
