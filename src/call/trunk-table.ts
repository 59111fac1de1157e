import { BlockList, isIPv6 } from 'node:net';
import { parseCidr } from '../config/trunk-schema.js';
import type { Trunk } from '../dialing/trunk.js';
import type { HostPort } from '../sip/message.js';
import { sameHost } from '../sip/same-host.js';

interface Entry {
  readonly trunk: Trunk;
  readonly addresses: BlockList;
}

/** What makes an address a trunk's own, the strongest first. */
const CLAIMS = ['listed-target', 'listed', 'target', 'target-host', 'none'] as const;
type Claim = (typeof CLAIMS)[number];

/**
 * The trunks as they stand now. Which of them a packet belongs to is told by the address it came from [S55].
 * A disabled one is still known by its addresses: calls that are up on it must hear a BYE.
 */
export class TrunkTable {
  #entries: readonly Entry[] = [];
  #byId: ReadonlyMap<string, Trunk> = new Map();
  #targets: ReadonlyMap<string, readonly HostPort[]> = new Map();

  constructor(trunks: readonly Trunk[]) {
    this.load(trunks);
  }

  /** Replaces all of them, in their order; calls that are up are not touched. */
  load(trunks: readonly Trunk[]): void {
    this.#entries = trunks.map((trunk) => ({ trunk, addresses: blockListOf(trunk.addresses) }));
    this.#byId = new Map(trunks.map((trunk) => [trunk.id, trunk]));
  }

  /** Where calls of ours go, as far as the names are known: whoever is called there may answer, and call. */
  locate(targetsOf: (trunk: Trunk) => readonly HostPort[]): void {
    this.#targets = new Map(this.all.map((trunk) => [trunk.id, targetsOf(trunk)]));
  }

  /** In their order. */
  get all(): readonly Trunk[] {
    return this.#entries.map(({ trunk }) => trunk);
  }

  /**
   * Those that may send from there. A new call is the first's: of several trunks behind one address the one
   * that is reached at this very port; who lists the address comes before who only sends calls there.
   */
  trunksOf(source: HostPort): readonly Trunk[] {
    const claims = this.#entries.map((entry) => ({
      trunk: entry.trunk,
      claim: this.#claimOf(entry, source),
    }));
    return claims
      .filter(({ claim }) => claim !== 'none')
      .toSorted((one, other) => CLAIMS.indexOf(one.claim) - CLAIMS.indexOf(other.claim))
      .map(({ trunk }) => trunk);
  }

  #claimOf({ trunk, addresses }: Entry, { host, port }: HostPort): Claim {
    const targets = (this.#targets.get(trunk.id) ?? []).filter((target) => sameHost(target.host, host));
    const isTarget = targets.some((target) => target.port === port);
    if (addresses.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')) return isTarget ? 'listed-target' : 'listed';
    if (isTarget) return 'target';
    return targets.length > 0 ? 'target-host' : 'none';
  }

  byId(id: string): Trunk | undefined {
    return this.#byId.get(id);
  }
}

export function blockListOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const parsed = parseCidr(block);
    if (parsed !== undefined) list.addSubnet(parsed.address, parsed.prefix, parsed.family);
  }
  return list;
}
