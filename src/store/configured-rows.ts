import type { ServiceNumber } from '../accounts/service-number.js';
import { ok, type Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { Trunk } from '../dialing/trunk.js';
import { serviceNumberRepository, trunkRepository } from './repositories/trunk-repository.js';
import { unit } from './statement.js';
import type { Store, StoreError } from './store.js';

export interface ConfiguredRows {
  readonly trunks: readonly Trunk[];
  readonly serviceNumbers: readonly ServiceNumber[];
  /** Trunks and service numbers whose edited row differs from the configuration and wins. */
  readonly kept: readonly string[];
}

/** At a start: brings the rows up to the configuration, but for those that somebody has edited [S45]. */
export async function followConfiguration(
  store: Store,
  configured: Pick<ConfiguredRows, 'trunks' | 'serviceNumbers'>,
  nowMs: UtcMs,
): Promise<Result<ConfiguredRows, StoreError>> {
  const trunks = await trunkRepository(store).follow(configured.trunks, nowMs);
  const numbers = await serviceNumberRepository(store).follow(configured.serviceNumbers, nowMs);
  const statements = [...trunks.statements, ...numbers.statements];
  const stored = statements.length === 0 ? ok([]) : await store.commit(unit(...statements));
  if (!stored.ok) return stored;
  return ok({ ...(await configuredRows(store)), kept: [...trunks.kept, ...numbers.kept] });
}

/** As they stand now, after an edit. */
export async function configuredRows(
  store: Store,
): Promise<Pick<ConfiguredRows, 'trunks' | 'serviceNumbers'>> {
  const trunks = await trunkRepository(store).list();
  const numbers = await serviceNumberRepository(store).list();
  return { trunks: trunks.map(({ rule }) => rule), serviceNumbers: numbers.map(({ rule }) => rule) };
}
