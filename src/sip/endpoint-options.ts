import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import type { SipEffect, SipLimits, SipTimers, SipTrunk, SocketId } from './endpoint-api.js';
import type { HostPort } from './message.js';
import type { ServerEntry } from './transactions.js';

export interface SipEndpointOptions {
  readonly random: Random;
  readonly timers: SipTimers;
  readonly limits: SipLimits;
  readonly log: Log;
  /** The trunk that sends from this address; undefined: a stranger, who hears nothing from us [S55]. */
  trunkOf(source: HostPort): SipTrunk | undefined;
  /** The address that peers of this socket are told in Via and Contact [C3a]; undefined: there is no such socket. */
  advertised(socket: SocketId): HostPort | undefined;
  /** What goes into Server and User-Agent. */
  readonly userAgent: string;
  /** Retry-After of the 503 while draining. */
  readonly drainRetryAfterS: number;
}

export const SIP_COUNTER_NAMES = [
  'datagrams',
  /** From an address of no trunk: dropped in silence. */
  'unknownSender',
  'keepAlives',
  /** Neither request nor response can be made out. */
  'unframable',
  /** A request that is owed a 4xx or 5xx for its form. */
  'invalidRequests',
  /** A request or response that is dropped for its form. */
  'droppedMessages',
  'requestRetransmissions',
  'mergedRequests',
  /** A response or ACK that belongs to nothing. */
  'strayResponses',
  'strayAcks',
  /** A request in a dialog that is not known, or not the sender's. */
  'unknownDialog',
  'outOfOrder',
  /** 503 because a limit was reached. */
  'transactionsFull',
  'dialogsFull',
  /** 503 because the server is draining. */
  'drained',
  /** A BYE that could not be sent or that nobody answered. */
  'byesFailed',
  'transportErrors',
  /** An exception while handling one input: a fault of ours, logged. */
  'handlerFaults',
] as const;

export type SipCounter = (typeof SIP_COUNTER_NAMES)[number];

export interface SipSizes {
  readonly serverTransactions: number;
  readonly clientTransactions: number;
  readonly mergeKeys: number;
  readonly sessions: number;
  readonly deadlines: number;
}

/** One call of handle(): its instant and what comes out of it. */
export interface Turn {
  readonly nowMs: MonotonicMs;
  readonly effects: SipEffect[];
  /** The server transaction that was opened in it; goes again if the turn ends in a fault. */
  opened?: ServerEntry;
}
