import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import type { ChargedService, LegKind } from '../../../src/billing/charge.js';
import { DEFAULT_PRICES, DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { rateOf, TariffBook, type Tariff } from '../../../src/billing/tariff.js';
import { CHARGED_SERVICES, checkTariff, LEG_KINDS } from '../../../src/billing/tariff-rules.js';

const test = suite('tariff');

const priceOf = (service: ChargedService, kind: LegKind, calledE164?: string): number | 'free' | 'barred' => {
  const rate = rateOf(DEFAULT_TARIFF, { service, kind, calledE164 });
  if (rate === undefined) return 'barred';
  return rate.free ? 'free' : rate.microYuanPerMinute;
};

test('[S47] by default all legs of a bridge are charged, and the own leg of a convener or dialling host is free', () => {
  const own = (service: ChargedService) => [
    priceOf(service, 'host-dial-in'),
    priceOf(service, 'attendee-dial-in'),
    priceOf(service, 'host-callback', '+8613800138000'),
    priceOf(service, 'dial-out', '+8613800138000'),
  ];
  assert.equal(own('bridge'), [200_000, 200_000, 200_000, 200_000]);
  assert.equal(own('direct'), own('bridge'));
  assert.equal(own('quick'), ['free', 200_000, 'free', 200_000]);
  assert.equal(own('instant'), ['free', 200_000, 200_000, 200_000]);
  for (const service of CHARGED_SERVICES)
    for (const kind of ['browser', 'operator', 'verification', 'test'] as const)
      assert.is(priceOf(service, kind), 'free');
});

test('[S47] the longest prefix sets the price, and a destination without one is barred', () => {
  const destinations = [
    { prefix: '+8', zone: 'a', microYuanPerMinute: 3 },
    { prefix: '+852', zone: 'b', microYuanPerMinute: 5 },
    { prefix: '+85', zone: 'c', microYuanPerMinute: 4 },
  ];
  const tariff: Tariff = { ...DEFAULT_TARIFF, prices: { ...DEFAULT_PRICES, destinations } };
  const price = (calledE164: string | undefined) =>
    rateOf(tariff, { service: 'bridge', kind: 'dial-out', calledE164 })?.microYuanPerMinute;
  assert.equal(['+85291234567', '+85391234567', '+8613800138000'].map(price), [5, 4, 3]);
  assert.equal([price('+12025550123'), price(undefined)], [undefined, undefined]);
});

test('[S47] of dated versions the newest that has begun holds', () => {
  const version = (name: string, validFromMs: number): Tariff => ({
    ...DEFAULT_TARIFF,
    version: name,
    validFromMs: utcMs(validFromMs),
  });
  const book = new TariffBook([version('b', 2_000), version('a', 1_000)]);
  const at = (ms: number): string | undefined => book.at(utcMs(ms))?.version;
  assert.equal([at(999), at(1_000), at(1_999), at(2_000)], [undefined, 'a', 'a', 'b']);
});

test('a tariff that cannot be charged by is refused with every fault in it', () => {
  assert.is(checkTariff(DEFAULT_TARIFF).ok, true);
  const { legs } = DEFAULT_PRICES;
  const wrong: Tariff = {
    version: 'a b',
    validFromMs: utcMs(-1),
    prices: {
      legs: { ...legs, quick: { ...legs.quick, test: { ...legs.quick.test, incrementS: 0 } } },
      destinations: [
        { prefix: '86', zone: '', microYuanPerMinute: 0.5 },
        { prefix: '+1', zone: '', microYuanPerMinute: 1 },
        { prefix: '+1', zone: '', microYuanPerMinute: 1 },
      ],
    },
  };
  const checked = checkTariff(wrong);
  assert.is(checked.ok, false);
  if (checked.ok) return;
  assert.equal(
    checked.error.problems.map((problem) => problem.split(':')[0]),
    [
      'version',
      'validFromMs',
      'quick.test.incrementS',
      'destinations.86.microYuanPerMinute',
      'destinations.86',
      'destinations.+1',
    ],
  );
  assert.is(LEG_KINDS.length, Object.keys(legs.bridge).length);
});

test.run();
