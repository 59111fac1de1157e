import { isIPv6 } from 'node:net';
import type { TrunkConfig } from '../config/trunk-schema.js';
import { DEFAULT_CAP_CODES, type Trunk, type TrunkTarget } from '../dialing/trunk.js';

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
      capCodes: config.capCodes,
    },
    outbound: { ...rule, domain, credentials },
    pingMs,
    version: 1,
  };
}

/** The same the other way: as the configuration file would describe it. */
export function configOfTrunk({ id, enabled, addresses, mediaFrom, inbound, outbound, pingMs }: Trunk) {
  const { targets, ...rule } = outbound;
  return {
    id,
    enabled,
    addresses: [...addresses],
    mediaFrom: [...mediaFrom],
    ...inbound,
    calledFrom: [...inbound.calledFrom],
    capCodes: inbound.capCodes ?? DEFAULT_CAP_CODES,
    pingMs,
    outbound: {
      ...rule,
      targets: targets.map(targetText),
      prefixes: [...rule.prefixes],
      callerNumbers: [...rule.callerNumbers],
    },
  };
}

function targetText({ host, port }: TrunkTarget): string {
  const name = isIPv6(host) ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}
