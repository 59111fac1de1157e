import type { AccountId, IdMaker } from '../../src/base/ids.js';
import { utcMs, type UtcMs } from '../../src/base/units.js';
import type { LegCharge } from '../../src/billing/charge.js';
import { microYuan } from '../../src/billing/money.js';
import { LegRepository } from '../../src/store/repositories/leg-repository.js';
import { SettlementRepository } from '../../src/store/repositories/settlement-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Statement, Store } from '../../src/store/store.js';
import { sampleClosed, sampleJoined, sampleLeg, sampleParticipant } from './store-samples.js';

/** A leg of a minute that ended at `endMs` and was charged. */
export async function chargedLeg(
  store: Store,
  ids: IdMaker,
  payer: AccountId,
  endMs: UtcMs,
): Promise<LegCharge> {
  const legs = new LegRepository(store);
  const answerMs = utcMs(endMs - 60_000);
  const opened = { ...sampleLeg(ids), answerMs, sipCallId: `${endMs}@198.51.100.7` };
  const joined = { ...sampleJoined(opened, sampleParticipant(ids, ids.next())), account: payer };
  await commit(store, [legs.opened(opened), legs.joined(joined)]);
  const charge: LegCharge = {
    leg: opened.leg,
    account: payer,
    conference: joined.conference,
    service: 'bridge',
    kind: 'attendee-dial-in',
    rate: {
      tariffVersion: 't',
      free: false,
      microYuanPerMinute: 200_000,
      firstBlockS: 60,
      incrementS: 60,
    },
    blocks: 1,
    chargedS: 60,
    amount: microYuan(200_000),
    reserved: microYuan(200_000),
  };
  const closed = { ...sampleClosed(opened), endMs };
  await commit(store, new SettlementRepository(store).closed(closed, charge));
  return charge;
}

async function commit(store: Store, statements: readonly Statement[]): Promise<void> {
  const outcome = await store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
}
