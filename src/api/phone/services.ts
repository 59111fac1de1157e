import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BrowserRight } from '../../call/browser-line.js';

/** A connection that a client wants to be no longer HTTP, as node:http hands it over. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Handed over by the composition root: the browser phones. */
export interface BrowserPhoneServices {
  /** False: this server has none, by its configuration or for want of an IPv4 address. */
  readonly available: boolean;
  /** Of the SIP URIs that are told to browsers; and the user of the one that an operator's is called by. */
  readonly host: string;
  readonly seatUser: string;
  /** Somebody is about to call. */
  readonly prepare: () => void;
  /** Makes it a SIP connection with this right; `client`: whose connections are counted together. */
  readonly open: (upgrade: Upgrade, client: string, right: BrowserRight) => void;
  /** Ends all connections. */
  readonly close: () => void;
}
