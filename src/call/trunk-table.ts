import { BlockList, isIPv6 } from 'node:net';
import { parseCidr, type TrunkConfig } from '../config/schema.js';
import type { HostPort } from '../sip/message.js';

interface Entry {
  readonly trunk: TrunkConfig;
  readonly addresses: BlockList;
}

/** Which trunk a packet belongs to, by the address it came from [S55]. The first trunk that lists it wins. */
export class TrunkTable {
  readonly #entries: readonly Entry[];
  readonly #byId: ReadonlyMap<string, TrunkConfig>;

  constructor(trunks: readonly TrunkConfig[]) {
    this.#entries = trunks.map((trunk) => ({ trunk, addresses: blockListOf(trunk.addresses) }));
    this.#byId = new Map(trunks.map((trunk) => [trunk.id, trunk]));
  }

  trunkOf(source: HostPort): TrunkConfig | undefined {
    const family = isIPv6(source.host) ? 'ipv6' : 'ipv4';
    return this.#entries.find(({ addresses }) => addresses.check(source.host, family))?.trunk;
  }

  byId(id: string): TrunkConfig | undefined {
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
