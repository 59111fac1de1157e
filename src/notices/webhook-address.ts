import ipaddr from 'ipaddr.js';
import { fail, ok, type Result } from '../base/result.js';

/** CIDR blocks to which webhooks may be sent although they are private, as the configuration names them. */
export type AllowedPrivate = readonly string[];

export type UrlRefusal =
  | 'TOO_LONG'
  | 'NOT_A_URL'
  | 'SCHEME_NOT_ALLOWED'
  | 'CREDENTIALS_NOT_ALLOWED'
  | 'PORT_NOT_ALLOWED'
  | 'ADDRESS_NOT_ALLOWED';

const URL_CHARS_MAX = 2_048;
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);
/** Below are the services of machines: mail, SSH, databases of old. */
const FREE_PORT_MIN = 1_024;
/** Azure answers here about its machines, at an address that looks like any other. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16']);
/** All that is assigned to hosts of the public IPv6 internet; ::/8 holds forms of IPv4 addresses. */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What can be said of an endpoint before its name is resolved, which happens again with every delivery. */
export function checkedUrl(
  text: string,
  allowed: AllowedPrivate,
): Result<URL, { readonly code: UrlRefusal }> {
  if (text.length > URL_CHARS_MAX) return fail({ code: 'TOO_LONG' });
  // The parser also turns 0x7f.1 and 2130706433 into the addresses that they are.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '') return fail({ code: 'NOT_A_URL' });
  const isPlain = url.protocol === 'http:';
  if (url.protocol !== 'https:' && !(isPlain && allowed.length > 0))
    return fail({ code: 'SCHEME_NOT_ALLOWED' });
  if (url.username !== '' || url.password !== '') return fail({ code: 'CREDENTIALS_NOT_ALLOWED' });
  const port = url.port === '' ? undefined : Number(url.port);
  if (port !== undefined && !WEB_PORTS.has(port) && port < FREE_PORT_MIN)
    return fail({ code: 'PORT_NOT_ALLOWED' });
  const host = hostOf(url);
  if (ipaddr.isValid(host) && !mayConnect(host, url, allowed)) return fail({ code: 'ADDRESS_NOT_ALLOWED' });
  return ok(url);
}

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether this endpoint may be sent to this address: plain HTTP only goes where the operator has said so. */
export const mayConnect = (address: string, { protocol }: URL, allowed: AllowedPrivate): boolean =>
  isAllowedPrivate(address, allowed) || (protocol === 'https:' && isPublic(address));

/** A host of the public internet: nothing private, local, shared, mapped, tunnelled or reserved [S54]. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || METADATA.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(PUBLIC_IPV6);
}

function isAllowedPrivate(address: string, allowed: AllowedPrivate): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return allowed.some((block) => {
    const [base, bits] = ipaddr.parseCIDR(block.includes('/') ? block : `${block}/${bitsOf(block)}`);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}

const bitsOf = (address: string): number => (ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128);
