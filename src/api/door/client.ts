import { isIP, type BlockList } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createMiddleware } from 'hono/factory';
import ipaddr from 'ipaddr.js';
import { addressOf, type ApiContext, type ApiEnv } from '../context.js';

/**
 * Finds out who the client is. What X-Forwarded-For and X-Forwarded-Proto say counts only behind a proxy that the
 * configuration trusts: anybody can send them.
 */
export const clientFrom = (trusted: BlockList) =>
  createMiddleware<ApiEnv>((c, next) => {
    const peer = plainAddress(c.env?.incoming?.socket.remoteAddress ?? 'local');
    c.set('client', {
      address: clientAddress(peer, c.req.header('x-forwarded-for'), trusted),
      encrypted: isTrusted(trusted, peer)
        ? c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
        : c.env?.incoming?.socket instanceof TLSSocket,
    });
    return next();
  });

/** Behind the proxies that are trusted. `peer`: whose connection it is. */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: BlockList): string {
  const plain = plainAddress(peer);
  return isTrusted(trusted, plain) ? firstStranger(forwardedFor ?? '', plain, trusted) : plain;
}

const isTrusted = (trusted: BlockList, address: string): boolean =>
  trusted.rules.length > 0 &&
  isIP(address) !== 0 &&
  trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** The last address that no proxy of ours has; each proxy adds the one it was asked by to the right. */
function firstStranger(header: string, peer: string, trusted: BlockList): string {
  let address = peer;
  for (const hop of header.split(',').toReversed()) {
    const plain = plainAddress(hop.trim());
    if (isIP(plain) === 0) return address;
    address = plain;
    if (!isTrusted(trusted, address)) return address;
  }
  return address;
}

/**
 * What is limited by address is counted by this. A host of IPv6 has 2⁶⁴ addresses to choose from (RFC 4291 §2.5.1) and
 * can take another one for each try: its /64 stands for it.
 */
export function networkOf(c: ApiContext): string {
  const address = addressOf(c);
  if (isIP(address) !== 6) return address;
  const groups = (ipaddr.parse(address) as ipaddr.IPv6).parts;
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** A socket for both families writes ::ffff:192.0.2.1 for an IPv4 peer. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
