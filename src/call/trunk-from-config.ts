import type { TrunkConfig } from '../config/schema.js';
import type { Trunk, TrunkTarget } from '../dialing/trunk.js';
import { parseHostPort } from '../sip/uri.js';

/** A trunk as the configuration file describes it, before anybody has edited its row. */
export function trunkFromConfig(config: TrunkConfig): Trunk {
  const { id, enabled, addresses, mediaFrom, pingMs, outbound } = config;
  const { targets, domain, credentials, ...rule } = outbound;
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
    outbound: { ...rule, targets: targets.flatMap(targetOf), domain, credentials },
    pingMs,
    version: 1,
  };
}

/** The schema has checked the text. */
function targetOf(text: string): readonly TrunkTarget[] {
  const parsed = parseHostPort(text);
  return parsed === undefined ? [] : [{ host: parsed.host, port: parsed.port }];
}
