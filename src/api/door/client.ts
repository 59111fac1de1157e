import { isIP, type BlockList } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createMiddleware } from 'hono/factory';
import ipaddr from 'ipaddr.js';
import { addressOf, type ApiContext, type ApiEnv } from '../context.js';

/**
 * Finds out who the client is. What X-Forwarded-For and X-Forwarded-Proto say counts only behind a proxy that the
 * configuration trusts: anybody can send them.
 */
export function clientFrom(trusted: BlockList) {
  const trustsAny = trusted.rules.length > 0;
  const isTrusted = (address: string): boolean =>
    trustsAny && isIP(address) !== 0 && trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return createMiddleware<ApiEnv>(async (c, next) => {
    const peer = plainAddress(c.env?.incoming?.socket.remoteAddress ?? 'local');
    const forwarded = isTrusted(peer);
    c.set('client', {
      address: forwarded ? forwardedFor(c.req.header('x-forwarded-for'), peer, isTrusted) : peer,
      encrypted: forwarded
        ? c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
        : c.env?.incoming?.socket instanceof TLSSocket,
    });
    await next();
  });
}

/** The last address that no proxy of ours has; each proxy adds the one it was asked by to the right. */
function forwardedFor(
  header: string | undefined,
  peer: string,
  isTrusted: (address: string) => boolean,
): string {
  let address = peer;
  for (const hop of (header ?? '').split(',').toReversed()) {
    const plain = plainAddress(hop.trim());
    if (isIP(plain) === 0) return address;
    address = plain;
    if (!isTrusted(address)) return address;
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
