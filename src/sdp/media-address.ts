import { BlockList, isIPv4, isIPv6 } from 'node:net';

export interface MediaAddressPolicy {
  /** For tests on one machine. */
  readonly allowLoopback: boolean;
  /** Ranges of our own, where a peer has no business sending our media. */
  readonly own: BlockList;
}

const LOOPBACK = blockList(['127.0.0.0', 8], ['::1', 128]);

/** "This" network, link-local, multicast, reserved and broadcast: no telephone is reached there. */
const NOT_UNICAST = blockList(
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
);

/** Whether media may be sent to an address that a peer named in SDP [C29]; an IPv4-mapped one counts as IPv4. */
export function mediaAddressAllowed(address: string, policy: MediaAddressPolicy): boolean {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  // A scoped address (fe80::1%eth0) is link-local, and no other form may carry a scope.
  if (family === 'ipv6' && (!isIPv6(address) || address.includes('%'))) return false;
  if (LOOPBACK.check(address, family)) return policy.allowLoopback;
  return !NOT_UNICAST.check(address, family) && !policy.own.check(address, family);
}

function blockList(...blocks: readonly (readonly [network: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of blocks) {
    list.addSubnet(network, prefix, isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
