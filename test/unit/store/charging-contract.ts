import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId, LegId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import type { LegCharge, Rate, Reservation, ReserveOutcome } from '../../../src/billing/charge.js';
import type { AccountFunds } from '../../../src/billing/charging-store.js';
import type { LegClosed } from '../../../src/billing/leg-record.js';
import { microYuan } from '../../../src/billing/money.js';
import { amountOf, chargeOf } from '../../../src/billing/rating.js';
import type { ChargingBench } from '../../support/charging-bench.js';
import { NOW_MS, sampleClosed, sampleIds, sampleLeg, sampleRecharge } from '../../support/store-samples.js';

const RATE: Rate = {
  tariffVersion: 'test-1',
  free: false,
  microYuanPerMinute: 200_000,
  firstBlockS: 60,
  incrementS: 60,
};
const ids = sampleIds(7);

/** The steps of one leg as its meter would ask for them. */
class Metered {
  readonly #bench: ChargingBench;
  readonly leg: LegId;
  #last: Omit<Reservation, 'added'>;

  constructor(bench: ChargingBench, account: AccountId, leg: LegId) {
    this.#bench = bench;
    this.leg = leg;
    this.#last = {
      leg,
      account,
      conference: ids.next<ConferenceId>(),
      service: 'bridge',
      kind: 'dial-out',
      rate: RATE,
      reservedS: 0,
      amount: microYuan(0),
    };
  }

  step(toS: number): Reservation {
    const amount = amountOf(RATE, toS);
    return { ...this.#last, reservedS: toS, amount, added: microYuan(amount - this.#last.amount) };
  }

  reserve(toS: number): Promise<ReserveOutcome> {
    return this.ask(this.step(toS));
  }

  async ask(step: Reservation): Promise<ReserveOutcome> {
    const outcome = await new Promise<ReserveOutcome>((resolve) => {
      this.#bench.store.reserve(step, utcMs(NOW_MS + 1_000), resolve);
    });
    const { added: _, ...reserved } = step;
    if (outcome === 'reserved') this.#last = reserved;
    return outcome;
  }

  charge(durationMs: number): LegCharge {
    return chargeOf(this.#last, durationMs);
  }

  closed(durationMs: number): LegClosed {
    return { ...sampleClosed({ ...sampleLeg(ids), leg: this.leg }), durationMs };
  }

  settle(durationMs: number): Promise<string> {
    return this.#bench.store.settle(this.closed(durationMs), this.charge(durationMs));
  }
}

const YUAN = 1_000_000;

/** Everything that holds of a charging store, in memory or in a database. */
export function chargingContract(test: Test, open: () => Promise<ChargingBench>): void {
  const withBench = (name: string, run: (bench: ChargingBench) => Promise<void>): void => {
    test(name, async () => {
      const bench = await open();
      try {
        await run(bench);
        assert.equal((await bench.audit()).findings, []);
      } finally {
        await bench.close();
      }
    });
  };
  const recharged = async (bench: ChargingBench, yuan: number, creditLimit = 0): Promise<AccountId> => {
    const account = await bench.addAccount({ creditLimit });
    if (yuan > 0) await bench.store.recharge(sampleRecharge(ids, account, microYuan(yuan * YUAN)));
    return account;
  };
  const metered = async (bench: ChargingBench, account: AccountId): Promise<Metered> =>
    new Metered(bench, account, await bench.openLeg(account));
  const funds = (
    bench: ChargingBench,
    account: AccountId,
  ): Promise<AccountFunds | undefined | 'unavailable'> =>
    new Promise((resolve) => bench.store.funds(account, resolve));

  withBench('blocks are set aside one by one, and the record takes what was used', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    assert.is(await leg.reserve(60), 'reserved');
    assert.is(await leg.reserve(120), 'reserved');
    assert.equal(await funds(bench, account), { available: 0.6 * YUAN, recharges: 1 });
    assert.is(await leg.settle(59_999), 'settled');
    assert.equal(await bench.books(account), { balance: 0.8 * YUAN, reserved: 0 });
  });

  withBench('a record is settled once', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    await leg.reserve(60);
    assert.is(await leg.settle(1_000), 'settled');
    assert.is(await leg.settle(1_000), 'duplicate');
    assert.equal(await bench.books(account), { balance: 0.8 * YUAN, reserved: 0 });
  });

  withBench('of two legs on one balance the second is refused what the first has', async (bench) => {
    const account = await recharged(bench, 0.3);
    const [first, second] = [await metered(bench, account), await metered(bench, account)];
    assert.equal(await Promise.all([first.reserve(60), second.reserve(60)]), ['reserved', 'short']);
    await first.settle(0);
    assert.is(await second.reserve(60), 'reserved');
    await second.settle(30_000);
  });

  withBench('a hundred legs at once never set more aside than there is', async (bench) => {
    const account = await recharged(bench, 5);
    const legs = await Promise.all(Array.from({ length: 100 }, () => metered(bench, account)));
    const outcomes = await Promise.all(legs.map((leg) => leg.reserve(60)));
    assert.is(outcomes.filter((outcome) => outcome === 'reserved').length, 25);
    assert.equal(await bench.books(account), { balance: 5 * YUAN, reserved: 5 * YUAN });
  });

  withBench('a postpaid account goes down to its credit limit and no further', async (bench) => {
    const account = await recharged(bench, 0, 0.4 * YUAN);
    const leg = await metered(bench, account);
    assert.is(await leg.reserve(60), 'reserved');
    assert.is(await leg.reserve(120), 'reserved');
    assert.is(await leg.reserve(180), 'short');
    await leg.settle(120_000);
    assert.equal(await bench.books(account), { balance: -0.4 * YUAN, reserved: 0 });
  });

  withBench('a closed account and one that is not there pay for nothing', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    assert.is(await leg.reserve(60), 'reserved');
    await bench.closeAccount(account);
    assert.is(await leg.reserve(120), 'short');
    await leg.settle(60_000);
    const stranger = ids.next<AccountId>();
    const orphan = new Metered(bench, stranger, await bench.openLeg(account));
    assert.is(await orphan.reserve(60), 'short');
    assert.is(await funds(bench, stranger), undefined);
  });

  withBench('what is given back is free again, however often it is given back', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    await leg.reserve(60);
    bench.store.release(leg.leg);
    bench.store.release(leg.leg);
    const other = await metered(bench, account);
    assert.is(await other.reserve(300), 'reserved');
    await other.settle(300_000);
    assert.equal(await bench.books(account), { balance: 0, reserved: 0 });
  });

  withBench('a step that is asked for again after a lost answer is set aside once', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    await leg.reserve(60);
    const step = leg.step(120);
    assert.equal([await leg.ask(step), await leg.ask(step)], ['reserved', 'reserved']);
    assert.is((await bench.books(account)).reserved, 0.4 * YUAN);
    await leg.settle(61_000);
  });

  withBench('a leg that is closed while a step is on its way leaves nothing set aside', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    await leg.reserve(60);
    const charge = leg.charge(59_000);
    const late = leg.reserve(120);
    assert.is(await bench.store.settle(leg.closed(59_000), charge), 'settled');
    await late;
    assert.equal(await bench.books(account), { balance: 0.8 * YUAN, reserved: 0 });
  });

  withBench('a free leg has a record and moves no money', async (bench) => {
    const account = await recharged(bench, 1);
    const leg = await metered(bench, account);
    const free = { ...leg.charge(0), rate: { ...RATE, free: true }, blocks: 2, chargedS: 120 };
    assert.is(await bench.store.settle(leg.closed(90_000), free), 'settled');
    assert.equal(await bench.books(account), { balance: YUAN, reserved: 0 });
  });

  withBench('the same recharge is booked once, and its key stands for nothing else', async (bench) => {
    const account = await bench.addAccount();
    const recharge = sampleRecharge(ids, account, microYuan(2 * YUAN));
    const { store } = bench;
    const codes = [];
    for (const asked of [recharge, { ...recharge, id: ids.next() }, { ...recharge, amount: microYuan(1) }]) {
      const outcome = await store.recharge(asked as typeof recharge);
      codes.push(outcome.ok ? outcome.value.repeated : outcome.error.code);
    }
    assert.equal(codes, [false, true, 'IDEMPOTENCY_MISMATCH']);
    assert.equal(await funds(bench, account), { available: 2 * YUAN, recharges: 1 });
    const stranger = await store.recharge(sampleRecharge(ids, ids.next<AccountId>(), microYuan(1)));
    assert.is(stranger.ok ? 'ok' : stranger.error.code, 'ACCOUNT_NOT_FOUND');
  });
}
