import { lookup, resolveSrv } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import type { Names, SrvRecord } from '../call/trunk-targets.js';

/** There is no such record: an answer, not a failure. */
const NO_RECORD: ReadonlySet<unknown> = new Set(['ENODATA', 'ENOTFOUND']);

/** The system's resolver, for addresses of the family that we are bound to [C3a]. */
export function dnsNames(bind: string): Names {
  const family = isIPv6(bind) ? 6 : 4;
  return {
    addresses: async (name) => {
      // lookup() reads /etc/hosts as well, as a carrier's address on a private line often stands there.
      const found = await lookup(name, { all: true, family });
      return found.map(({ address }) => address);
    },
    services: async (name): Promise<readonly SrvRecord[]> => {
      try {
        return await resolveSrv(name);
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && NO_RECORD.has(thrown.code)) return [];
        throw thrown;
      }
    },
  };
}
