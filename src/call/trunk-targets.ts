import { isIP } from 'node:net';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { below, type Random } from '../base/random.js';
import type { Trunk, TrunkTarget } from '../dialing/trunk.js';
import type { HostPort } from '../sip/message.js';

export interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** The domain name system as far as trunks need it; answers of the address family that we speak [C3a]. */
export interface Names {
  addresses(name: string): Promise<readonly string[]>;
  /** No such record: an empty list. */
  services(name: string): Promise<readonly SrvRecord[]>;
}

const SIP_PORT = 5060;
/** Addresses tried for one call: more only make the caller wait. */
const ADDRESSES_MAX = 16;

/**
 * The addresses behind the targets of the trunks (RFC 3263 §4.2): a port means A or AAAA records, none means
 * SRV first. NAPTR only chooses among transports, and a trunk is reached by UDP (§4.1). What was found last
 * holds while the name server is silent.
 */
export class TrunkTargets {
  readonly #names: Names;
  readonly #random: Random;
  readonly #log: Log;
  readonly #known = new Map<string, readonly HostPort[]>();
  /** Of the last refresh, by key: what else is known is of targets that are gone. */
  #targets: ReadonlyMap<string, TrunkTarget> = new Map();

  constructor(names: Names, random: Random, log: Log) {
    this.#names = names;
    this.#random = random;
    this.#log = log;
  }

  /** Each once, in the order of the targets; empty: none of them is known. */
  of({ outbound }: Trunk): readonly HostPort[] {
    const all = outbound.targets.flatMap((target) => this.#known.get(keyOf(target)) ?? []);
    const byAddress = new Map(all.map((address) => [`${address.host} ${address.port}`, address]));
    return [...byAddress.values()].slice(0, ADDRESSES_MAX);
  }

  /**
   * Looks everything up again; never rejects. Addresses are known when it returns, each name when its own
   * answer has come: one that nobody answers for holds up no other. Resolved when all have been answered.
   */
  async refresh(trunks: readonly Trunk[]): Promise<void> {
    this.#targets = new Map(
      trunks.flatMap(({ outbound }) => outbound.targets).map((one) => [keyOf(one), one]),
    );
    await Promise.all([...this.#targets].map(([key, target]) => this.#refresh(key, target)));
    for (const key of this.#known.keys()) if (!this.#targets.has(key)) this.#known.delete(key);
  }

  async #refresh(key: string, { host, port }: TrunkTarget): Promise<void> {
    if (isIP(host) !== 0) return void this.#known.set(key, [{ host, port: port ?? SIP_PORT }]);
    const found = await this.#resolve(host, port);
    if (found !== undefined) this.#known.set(key, found);
  }

  async #resolve(host: string, port: number | undefined): Promise<readonly HostPort[] | undefined> {
    try {
      const services = port === undefined ? await this.#names.services(`_sip._udp.${host}`) : [];
      if (services.length === 0) return await this.#addressesOf(host, port ?? SIP_PORT);
      // RFC 2782: a single dot says that there is no such service, nor any use in asking for addresses.
      const offered = this.#inOrder(services).filter(({ name }) => name !== '' && name !== '.');
      return await this.#reached(offered);
    } catch (thrown) {
      this.#log.warn({ target: host, error: messageOf(thrown) }, 'a target of a trunk could not be resolved');
      return undefined;
    }
  }

  /** Of several servers one may be without an address: the others do. */
  async #reached(services: readonly SrvRecord[]): Promise<readonly HostPort[]> {
    const found = await Promise.allSettled(services.map(({ name, port }) => this.#addressesOf(name, port)));
    const known = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const failed = found.find((one) => one.status === 'rejected');
    if (known.length === 0 && failed !== undefined) throw failed.reason;
    return known;
  }

  async #addressesOf(name: string, port: number): Promise<readonly HostPort[]> {
    return (await this.#names.addresses(name)).map((host) => ({ host, port }));
  }

  /** RFC 2782: by priority, and within one at random in proportion to the weights. */
  #inOrder(services: readonly SrvRecord[]): readonly SrvRecord[] {
    const left = services.toSorted((one, other) => one.priority - other.priority);
    const ordered: SrvRecord[] = [];
    while (left.length > 0) {
      const equals = left.filter(({ priority }) => priority === left[0]!.priority);
      const drawn = this.#draw(equals);
      ordered.push(drawn);
      left.splice(left.indexOf(drawn), 1);
    }
    return ordered;
  }

  #draw(equals: readonly SrvRecord[]): SrvRecord {
    // One more each, so that a weight of 0 is seldom instead of never.
    let at = below(
      this.#random,
      equals.reduce((sum, { weight }) => sum + weight + 1, 0),
    );
    return equals.find(({ weight }) => (at -= weight + 1) < 0) ?? equals[0]!;
  }
}

const keyOf = ({ host, port }: TrunkTarget): string => `${host} ${port ?? 'SRV'}`;
