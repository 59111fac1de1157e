import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import type {
  DigestCredentials,
  SipEffect,
  SipLimits,
  SipTimers,
  SipTrunk,
  SocketId,
} from './endpoint-api.js';
import { isReliableTransport, type HostPort, type LocalAddress } from './message.js';
import type { ServerEntry } from './transaction-user.js';

export interface SipEndpointOptions {
  readonly random: Random;
  readonly timers: SipTimers;
  readonly limits: SipLimits;
  readonly log: Log;
  /**
   * The trunks that may send from this address: a new call belongs to the first. None: a stranger, who hears
   * nothing from us unless he is the peer of a dialog, or answers what we sent to him [S55]. Who has a connection
   * was asked who he is when he opened it.
   */
  trunksOf(source: HostPort, socket: SocketId): readonly SipTrunk[];
  /** What answers a challenge to our requests in a call that came in over this trunk [C15]; a call of ours brings its own. */
  credentialsOf?(trunk: SipTrunk): DigestCredentials | undefined;
  /** The address that peers of this socket are told in Via and Contact [C3a]; undefined: there is no such socket. */
  advertised(socket: SocketId): LocalAddress | undefined;
  /** What goes into Server and User-Agent. */
  readonly userAgent: string;
  /** Retry-After of the 503 while draining. */
  readonly drainRetryAfterS: number;
}

export interface SipSizes {
  readonly serverTransactions: number;
  readonly clientTransactions: number;
  readonly mergeKeys: number;
  readonly sessions: number;
  /** Sessions whose dialog is there: all but calls of ours that are not answered. */
  readonly dialogs: number;
  readonly deadlines: number;
}

export function isReliable(options: SipEndpointOptions, socket: SocketId): boolean {
  const local = options.advertised(socket);
  return local !== undefined && isReliableTransport(local);
}

/** One call of handle(): its instant and what comes out of it. */
export interface Turn {
  readonly nowMs: MonotonicMs;
  readonly effects: SipEffect[];
  /** The server transaction that was opened in it; goes again if the turn ends in a fault. */
  opened?: ServerEntry;
}
