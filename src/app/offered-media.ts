import { BlockList, isIPv6 } from 'node:net';
import type { Config } from '../config/schema.js';

/** What an offer or an answer of ours says, and which addresses are refused in those of others. */
export function offerAnswerOf({ bind, advertise, media }: Config) {
  return {
    codecs: ['PCMA', 'PCMU'] as const,
    ptimeMs: media.ptimeMs,
    address: advertise ?? bind,
    policy: { allowLoopback: media.allowLoopback, own: ownAddresses({ bind, advertise, media }) },
  };
}

/** Media sent to ourselves would go round in circles [C29]; on one machine peers share our address, as in tests. */
function ownAddresses({ bind, advertise, media }: Pick<Config, 'bind' | 'advertise' | 'media'>): BlockList {
  const own = new BlockList();
  if (media.allowLoopback) return own;
  for (const address of [bind, advertise]) {
    if (address !== undefined) own.addAddress(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return own;
}
