import { fail, ok, type Result } from '../base/result.js';
import { utcMs } from '../base/units.js';
import type { LegCharge } from '../billing/charge.js';
import type { LegClosed } from '../billing/leg-record.js';
import { chargeOf } from '../billing/rating.js';
import { ConferenceRepository } from './repositories/conference-repository.js';
import { LegRepository } from './repositories/leg-repository.js';
import type { LegRecord } from './repositories/leg-row.js';
import { ReservationRepository, type StoredReservation } from './repositories/reservation-repository.js';
import { SettlementRepository } from './repositories/settlement-repository.js';
import { unit } from './statement.js';
import type { Store, StoreError } from './store.js';

/** Q.850 cause 41, temporary failure: ours. */
const TEMPORARY_FAILURE = 41;

/**
 * Closes the records that older epochs of this node left open [S50], charges each leg for the time it was
 * known alive, and frees what is set aside beyond that; gives the legs. They go one by one: a leg that another
 * process of this node closed meanwhile is not given.
 */
export async function closeOlderEpochs(
  store: Store,
  node: string,
  epoch: number,
): Promise<Result<readonly LegRecord[], StoreError>> {
  const conferences = new ConferenceRepository(store);
  const settlements = new SettlementRepository(store);
  const reservations = new ReservationRepository(store);
  const open = await new LegRepository(store).openOfOlderEpochs(node, epoch);
  const left = new Map((await reservations.ofOlderEpochs(node, epoch)).map((row) => [row.leg, row]));
  const [ended, ...closed] = await Promise.all([
    store.commit(unit(...conferences.endOlderEpochs(node, epoch))),
    ...open.map((leg) =>
      store.commit(unit(...settlements.closed(...endingOf(leg, left.get(leg.opened.leg))))),
    ),
  ]);
  if (!ended.ok) return ended;
  const unsettled = await reservations.ofOlderEpochs(node, epoch);
  // What is left now was set aside for a leg that never entered, or that was closed without it.
  const released = await Promise.all(
    unsettled.map(({ leg }) => store.commit(unit(...reservations.released(leg)))),
  );
  const failed = [...closed, ...released].find((outcome) => !outcome.ok && outcome.error.code !== 'CONFLICT');
  if (failed !== undefined && !failed.ok) return fail(failed.error);
  return ok(open.filter((_, index) => closed[index]!.ok));
}

/** As of the last time the leg was known alive: by the beat, or by the last block that was asked for. */
function endingOf(
  { opened, joined, lastAliveMs }: LegRecord,
  reservation: StoredReservation | undefined,
): [LegClosed, LegCharge | undefined] {
  const paying = joined === undefined ? undefined : reservation;
  const endMs = utcMs(Math.max(lastAliveMs, paying?.aliveMs ?? 0));
  const durationMs = endMs - opened.answerMs;
  const ending: LegClosed = {
    leg: opened.leg,
    endMs,
    durationMs,
    reason: 'restart',
    hungUpBy: 'us',
    codec: opened.codec,
    ptimeMs: opened.ptimeMs,
    sipStatus: 200,
    q850Cause: TEMPORARY_FAILURE,
    packetsReceived: 0,
    packetsSent: 0,
    packetsLost: 0,
    packetsLate: 0,
    jitterMs: 0,
    framesConcealed: 0,
    driftPpm: 0,
    mos: 0,
  };
  return [ending, paying && chargeOf(paying, durationMs)];
}
