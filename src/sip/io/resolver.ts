import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import type { HostPort } from '../message.js';

/** The look-ups that are needed; each rejects when there is no such record. */
export interface Dns {
  services(name: string): Promise<readonly SrvRecord[]>;
  /** Of both families, IPv4 first. */
  addresses(name: string): Promise<readonly string[]>;
}

/** RFC 2782. */
export interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** A name or an address; port 0 or none: as DNS says, else 5060. */
export interface UnresolvedTarget {
  readonly host: string;
  readonly port?: number;
}

/** Addresses come the way they do for every other program of the host, with its hosts file. */
export const SYSTEM_DNS: Dns = {
  services: (name) => dns.resolveSrv(name),
  async addresses(name) {
    const found = await dns.lookup(name, { all: true, verbatim: false });
    return found.map(({ address }) => address);
  },
};

const SIP_PORT = 5060;
/** Of all names together: a call is not tried at more places than this. */
const TARGETS_MAX = 16;

/**
 * The addresses behind the targets of a trunk, in the order in which they are to be tried: RFC 3263 §4.2 for
 * UDP alone, so that NAPTR is not asked. A port names the host itself; without one SRV may name others. Names
 * that lead nowhere are left out; every address is listed once.
 */
export async function resolveTargets(targets: readonly UnresolvedTarget[], lookUp: Dns): Promise<HostPort[]> {
  const resolved = await Promise.all(targets.map((target) => resolveTarget(target, lookUp)));
  const byAddress = new Map(resolved.flat().map((target) => [`${target.host} ${target.port}`, target]));
  return [...byAddress.values()].slice(0, TARGETS_MAX);
}

async function resolveTarget({ host, port = 0 }: UnresolvedTarget, lookUp: Dns): Promise<HostPort[]> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return [{ host: bare, port: port === 0 ? SIP_PORT : port }];
  if (port !== 0) return addressesOf(host, port, lookUp);
  const services = await orNone(lookUp.services(`_sip._udp.${host}`));
  if (services.length === 0) return addressesOf(host, SIP_PORT, lookUp);
  // RFC 2782: the lowest priority first. Among equals the heavier one: an order that does not change from
  // one look-up to the next, as the caller spreads no load over them.
  const inOrder = services.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
  // A single `.` says that there is no such service.
  const offered = inOrder.filter(
    ({ name, port: servicePort }) => name !== '' && name !== '.' && servicePort > 0,
  );
  const all = await Promise.all(offered.map((service) => addressesOf(service.name, service.port, lookUp)));
  return all.flat();
}

async function addressesOf(name: string, port: number, lookUp: Dns): Promise<HostPort[]> {
  const addresses = await orNone(lookUp.addresses(name));
  return addresses.map((host) => ({ host, port }));
}

/** No record, no server, no answer: for a call they are all the same. */
const orNone = <T>(records: Promise<readonly T[]>): Promise<readonly T[]> => records.catch(() => []);
