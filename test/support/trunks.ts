import { trunkFromConfig } from '../../src/call/trunk-from-config.js';
import { configSchema } from '../../src/config/schema.js';
import type { InboundRule, OutboundRule, Trunk } from '../../src/dialing/trunk.js';

type Changes = Partial<Omit<Trunk, 'inbound' | 'outbound'>> & {
  readonly inbound?: Partial<InboundRule>;
  readonly outbound?: Partial<OutboundRule>;
};

/** A trunk with every default, and what a test needs otherwise. */
export function sampleTrunk({ inbound, outbound, ...changes }: Changes = {}): Trunk {
  const config = configSchema.parse({ trunks: [{ id: 'carrier', addresses: ['192.0.2.0/24'] }] });
  const trunk = trunkFromConfig(config.trunks[0]!);
  return {
    ...trunk,
    ...changes,
    inbound: { ...trunk.inbound, ...inbound },
    outbound: { ...trunk.outbound, ...outbound },
  };
}
