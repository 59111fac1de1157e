import { BlockList, isIPv6 } from 'node:net';
import { parseCidr } from '../config/trunk-schema.js';
import type { Trunk } from '../dialing/trunk.js';
import type { HostPort } from '../sip/message.js';

interface Entry {
  readonly trunk: Trunk;
  readonly addresses: BlockList;
}

/**
 * The trunks as they stand now. Which of them a packet belongs to is told by the address it came from [S55];
 * the first that lists it wins. A disabled one is still known by its addresses: calls that are up on it must
 * hear a BYE.
 */
export class TrunkTable {
  #entries: readonly Entry[] = [];
  #byId: ReadonlyMap<string, Trunk> = new Map();

  constructor(trunks: readonly Trunk[]) {
    this.load(trunks);
  }

  /** Replaces all of them, in their order; calls that are up are not touched. */
  load(trunks: readonly Trunk[]): void {
    this.#entries = trunks.map((trunk) => ({ trunk, addresses: blockListOf(trunk.addresses) }));
    this.#byId = new Map(trunks.map((trunk) => [trunk.id, trunk]));
  }

  /** In their order. */
  get all(): readonly Trunk[] {
    return this.#entries.map(({ trunk }) => trunk);
  }

  trunkOf(source: HostPort): Trunk | undefined {
    const family = isIPv6(source.host) ? 'ipv6' : 'ipv4';
    return this.#entries.find(({ addresses }) => addresses.check(source.host, family))?.trunk;
  }

  byId(id: string): Trunk | undefined {
    return this.#byId.get(id);
  }
}

function blockListOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const parsed = parseCidr(block);
    if (parsed !== undefined) list.addSubnet(parsed.address, parsed.prefix, parsed.family);
  }
  return list;
}
