import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId, LegId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import type { ChargedLeg } from '../../../src/billing/charge.js';
import { ChargingMeter } from '../../../src/billing/charging.js';
import { DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { microYuan } from '../../../src/billing/money.js';
import { TariffBook } from '../../../src/billing/tariff.js';
import { ChargingRunner } from '../../../src/call/charging-runner.js';
import type { ConferenceEvent } from '../../../src/conference/events.js';
import { MemoryChargingStore } from '../../support/memory-charging-store.js';
import { sampleClosed, sampleIds, sampleLeg, sampleRecharge } from '../../support/store-samples.js';

const test = suite('charging runner');

const ids = sampleIds();
const CONFERENCE = ids.next<ConferenceId>();

/** A runner on a store in memory, whose clock is moved by hand. */
function world(yuan: number) {
  const account = ids.next<AccountId>();
  const store = new MemoryChargingStore();
  const told: string[] = [];
  const charged: AccountId[] = [];
  let nowMs = 0;
  let tellFact: (event: ConferenceEvent) => void = () => undefined;
  store.addAccount(account);
  void store.recharge(sampleRecharge(ids, account, microYuan(yuan * 1_000_000)));
  const runner = new ChargingRunner({
    meter: new ChargingMeter(new TariffBook([DEFAULT_TARIFF])),
    store,
    clock: { now: () => monotonicMs(nowMs), utcNow: () => utcMs(nowMs) },
    log: silentLog,
    rescheduled: () => undefined,
    charged: (of) => void charged.push(of),
    conferences: {
      watch: (watcher) => {
        tellFact = watcher;
        return () => undefined;
      },
      dispatch: (body, conference, by) => {
        const what = body.type === 'unpaid' ? body.reason : body.type;
        told.push(`${nowMs} ${what} ${conference === CONFERENCE} ${by.kind}`);
        return { id: '', result: { ok: true, value: { type: 'done' } } };
      },
    },
  });
  runner.onCut((leg, reason) => told.push(`${nowMs} cut ${leg} ${reason}`));
  const leg = (name: string): ChargedLeg => ({
    leg: name as LegId,
    account,
    conference: CONFERENCE,
    service: 'bridge',
    kind: 'attendee-dial-in',
    calledE164: undefined,
    answeredMs: monotonicMs(nowMs),
    answeredUtcMs: utcMs(nowMs),
  });
  return {
    runner,
    store,
    account,
    told,
    charged,
    join: (name: string) => runner.join(leg(name), (outcome) => told.push(`${nowMs} ${name} ${outcome}`)),
    opened: (costMax: number) =>
      tellFact({
        conference: CONFERENCE,
        fact: { type: 'opened', definition: { costMax: microYuan(costMax) } },
      } as ConferenceEvent),
    until: (toMs: number) => {
      for (let due = runner.nextDeadline(); due !== undefined && due <= toMs; due = runner.nextDeadline()) {
        nowMs = due;
        runner.tick();
      }
      nowMs = toMs;
    },
  };
}

test('a conference whose leg cannot be paid is told, and the leg is cut at the end of its paid time', () => {
  const { join, until, told } = world(0.2);
  join('a');
  until(61_000);
  assert.equal(told, [
    '0 a paid',
    '1000 balance-low true system',
    '58000 balance-out true system',
    '59900 cut a balance-out',
  ]);
});

test('the cost limit of a conference comes with its opening', () => {
  const { join, until, told, opened } = world(100);
  opened(300_000);
  join('a');
  join('b');
  until(60_000);
  assert.equal(told, ['0 a paid', '0 b unpaid', '58000 cost-limit true system', '59900 cut a cost-limit']);
});

test('blocks that are due within ten milliseconds are asked for together', () => {
  const { join, until, store, account } = world(1);
  const available = (): number | undefined => {
    let left: number | undefined;
    store.funds(account, (funds) => {
      if (typeof funds === 'object') left = funds.available;
    });
    return left;
  };
  until(1);
  join('a');
  until(8);
  join('b');
  until(58_009);
  assert.is(available(), 600_000);
  until(58_010);
  assert.is(available(), 200_000);
});

test('what a leg has cost is settled once, and an abandoned one gives everything back', async () => {
  const { join, until, runner, store, account, charged } = world(1);
  store.openLeg('a' as LegId, utcMs(0));
  join('a');
  join('b');
  until(70_000);
  runner.abandon('b' as LegId);
  const charge = runner.close('a' as LegId, 70_000);
  assert.is(charge?.amount, 400_000);
  assert.is(runner.close('a' as LegId, 70_000), undefined);
  assert.equal(charged, [account], 'told once, and of nothing that costs nothing');
  await store.settle({ ...sampleClosed(sampleLeg(ids)), leg: 'a' as LegId, durationMs: 70_000 }, charge);
  assert.equal(store.books(account), { balance: 600_000, reserved: 0 });
  assert.equal(store.audit().findings, []);
});

test.run();
