import { isIPv6, SocketAddress } from 'node:net';

/** Whether two numeric addresses are one: an IPv6 address can be written in many ways (RFC 5952 §1). */
export const sameHost = (one: string, other: string): boolean =>
  one === other || (isIPv6(one) && isIPv6(other) && canonical(one) === canonical(other));

const canonical = (address: string): string => new SocketAddress({ address, family: 'ipv6' }).address;
