import type { ServiceNumber } from '../../accounts/service-number.js';
import type { Trunk } from '../../dialing/trunk.js';
import type { Store } from '../store.js';
import { ConfiguredRepository, type Codec } from './configured-repository.js';

type TrunkRule = Omit<Trunk, 'id' | 'version'>;

/** Id and version have columns of their own. */
function ruleOf({ id: _id, version: _version, ...rule }: Trunk): TrunkRule {
  return rule;
}

const TRUNKS: Codec<Trunk> = {
  table: 'trunks',
  idOf: ({ id }) => id,
  write: (trunk) => JSON.stringify(ruleOf(trunk)),
  read: (id, text, version) => ({ id, ...(JSON.parse(text) as TrunkRule), version }),
};

/** A number or a pattern stands for itself: it is bound to one service. */
const SERVICE_NUMBERS: Codec<ServiceNumber> = {
  table: 'service_numbers',
  idOf: ({ number, pattern }) => number ?? pattern ?? '',
  write: (rule) => JSON.stringify(rule),
  read: (_, text) => JSON.parse(text) as ServiceNumber,
};

export const trunkRepository = (store: Store): ConfiguredRepository<Trunk> =>
  new ConfiguredRepository(store, TRUNKS);

export const serviceNumberRepository = (store: Store): ConfiguredRepository<ServiceNumber> =>
  new ConfiguredRepository(store, SERVICE_NUMBERS);
