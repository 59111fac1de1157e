import type { TrunkConfig } from '../config/trunk-schema.js';
import type { Trunk } from '../dialing/trunk.js';

/** A trunk as the configuration file describes it, before anybody has edited its row. */
export function trunkFromConfig(config: TrunkConfig): Trunk {
  const { id, enabled, addresses, mediaFrom, pingMs, outbound } = config;
  const { domain, credentials, ...rule } = outbound;
  return {
    id,
    enabled,
    addresses,
    mediaFrom,
    inbound: {
      calledFrom: config.calledFrom,
      callerFrom: config.callerFrom,
      screened: config.screened,
      homeArea: config.homeArea,
      callsMax: config.callsMax,
      callsPerSecondMax: config.callsPerSecondMax,
    },
    outbound: { ...rule, domain, credentials },
    pingMs,
    version: 1,
  };
}
