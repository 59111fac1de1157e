import { utcMs } from '../../base/units.js';
import { amountOf, chargedSeconds } from '../../billing/rating.js';
import { checkTariff } from '../../billing/tariff-rules.js';
import { destinationPrice, rateOf, type Tariff } from '../../billing/tariff.js';
import { parseCallee } from '../../dialing/callee.js';
import { TariffRepository } from '../../store/repositories/tariff-repository.js';
import { commitOrRefused } from '../commit.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import type { PriceQuery, PriceView, TariffCreate, TariffSummaryView, TariffView } from './tariff-schema.js';

/** Who writes "now" sends it a moment before it arrives. */
const NOW_MS = 60_000;

/** Versions of the tariff [S47]: shown, added, and asked for a price. Throws a Problem when that cannot be. */
export class TariffDesk {
  readonly #services: ApiServices;
  readonly #tariffs: TariffRepository;

  constructor(services: ApiServices) {
    this.#services = services;
    this.#tariffs = new TariffRepository(services.store);
  }

  /** The newest first. */
  list(): readonly Tariff[] {
    return this.#book.newestFirst;
  }

  find(version: string): Tariff {
    const tariff = this.list().find((one) => one.version === version);
    if (tariff === undefined) throw new Problem('TARIFF_NOT_FOUND');
    return tariff;
  }

  current(): Tariff {
    const tariff = this.#book.at(this.#services.clock.utcNow());
    if (tariff === undefined) throw new Problem('TARIFF_NOT_FOUND');
    return tariff;
  }

  /** It is charged by from its instant on, without a restart. */
  async create(wanted: TariffCreate): Promise<Tariff> {
    const { clock, store } = this.#services;
    const nowMs = clock.utcNow();
    const validFromMs = utcMs(Math.max(wanted.validFromMs ?? nowMs, nowMs));
    if (wanted.validFromMs !== undefined && wanted.validFromMs < nowMs - NOW_MS)
      throw fieldInvalid(
        'validFromMs',
        'OUT_OF_RANGE',
        'must not lie in the past: charges name their version',
      );
    const before = this.#book.at(validFromMs) ?? this.current();
    const { legs, destinations } = before.prices;
    const tariff: Tariff = {
      version: wanted.version,
      validFromMs,
      prices: { legs: wanted.legs ?? legs, destinations: wanted.destinations ?? destinations },
    };
    const checked = checkTariff(tariff);
    if (!checked.ok) {
      const errors = checked.error.problems.map((problem) => ({
        field: problem.slice(0, problem.indexOf(':')),
        code: checked.error.code,
        message: problem,
      }));
      throw new Problem('FIELDS_INVALID', { errors: errors.slice(0, 50) });
    }
    const isTaken =
      this.list().some(({ version }) => version === tariff.version) ||
      (await commitOrRefused(store, this.#tariffs.create(tariff, nowMs))) !== undefined;
    if (isTaken) throw new Problem('TARIFF_TAKEN');
    this.#book.add(tariff);
    return tariff;
  }

  price(tariff: Tariff, { service, kind, called, durationS }: PriceQuery): PriceView {
    const calledE164 = called === undefined ? undefined : e164Of(called);
    const rate = rateOf(tariff, { service, kind, calledE164 });
    if (rate === undefined) throw fieldInvalid('called', 'NO_PRICE', 'has no price: such a call is barred');
    const chargedS = chargedSeconds(rate, durationS * 1_000);
    const isCalled = kind === 'dial-out' || kind === 'host-callback';
    const zone = isCalled ? destinationPrice(tariff.prices, calledE164 ?? '')?.zone : undefined;
    return { ...rate, zone: zone ?? null, chargedS, amountMicroYuan: amountOf(rate, chargedS) };
  }

  summary(tariff: Tariff): TariffSummaryView {
    const { version, validFromMs, prices } = tariff;
    return {
      version,
      validFromMs,
      state: this.#stateOf(tariff),
      destinations: prices.destinations.length,
    };
  }

  view(tariff: Tariff): TariffView {
    const { legs, destinations } = tariff.prices;
    return { ...this.summary(tariff), legs, destinations: [...destinations] };
  }

  #stateOf(tariff: Tariff): TariffSummaryView['state'] {
    if (tariff.validFromMs > this.#services.clock.utcNow()) return 'planned';
    return tariff.version === this.current().version ? 'current' : 'past';
  }

  get #book() {
    return this.#services.admin.tariffs;
  }
}

function e164Of(called: string): string {
  const party = parseCallee(called);
  if (!party.ok) throw fieldInvalid('called', party.error.code, 'is no number that can be called');
  return party.value.e164;
}
