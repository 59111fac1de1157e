import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** All addresses of a name, asked anew for each delivery. Throws when there is none. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

const ANSWER_MS = 2_000;
const TRIES = 2;

/**
 * Asks the name servers. Not getaddrinfo: it holds one of few threads for as long as a name server keeps
 * silent, and with enough such names everything else that needs a thread would wait.
 */
export const resolveName: ResolveName = async (name, signal) => {
  const resolver = new Resolver({ timeout: ANSWER_MS, tries: TRIES });
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length === 0) throw new Error(v4.status === 'rejected' ? String(v4.reason) : 'no address');
    return found;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** An address stands for itself. */
export const addressesOf = async (
  host: string,
  resolve: ResolveName,
  signal: AbortSignal,
): Promise<readonly string[]> => (isIP(host) === 0 ? resolve(host, signal) : [host]);
