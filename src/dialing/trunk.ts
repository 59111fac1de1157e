/**
 * The way to one carrier: who may send on it and what its numbers mean, where calls go out and in which
 * form. A row of the database, seeded from the configuration [S45] [S55].
 */
export interface Trunk {
  readonly id: string;
  readonly enabled: boolean;
  /** Who may send on this trunk: addresses or CIDR blocks. */
  readonly addresses: readonly string[];
  /** Where media may come from beside the address in SDP [C29]. */
  readonly mediaFrom: readonly string[];
  readonly inbound: InboundRule;
  readonly outbound: OutboundRule;
  /** OPTIONS every so often and the state that follows from it [C14]; 0: never, always taken as up. */
  readonly pingMs: number;
  readonly version: number;
}

/** A name or an address. Names are resolved before a call, RFC 3263: without a port by SRV first. */
export interface TrunkTarget {
  readonly host: string;
  readonly port: number | undefined;
}

export interface InboundRule {
  /** Where the called service number stands, first match first [C18]. */
  readonly calledFrom: readonly ('request-uri' | 'to' | 'p-called-party-id' | 'diversion' | 'history-info')[];
  readonly callerFrom: 'p-asserted-identity' | 'from' | 'none';
  /** The carrier vouches for the caller's number: only then it proves who calls. */
  readonly screened: boolean;
  /** The area code, without its 0, that 7–8 digit local numbers belong to. */
  readonly homeArea: string | undefined;
  /** Calls at once, and new calls in a second; 0: no limit [S55]. */
  readonly callsMax: number;
  readonly callsPerSecondMax: number;
  /** The SIP status that a call is refused with at these caps; undefined: 486 and 503. */
  readonly capCodes?: CapCodes | undefined;
}

export interface CapCodes {
  readonly callsAtOnce: number;
  readonly callsPerSecond: number;
}

export const DEFAULT_CAP_CODES: CapCodes = { callsAtOnce: 486, callsPerSecond: 503 };

/** How a number is written for the carrier; `national`: mobile 0+number, landline area code+number [S40]. */
export type NumberFormat = 'national' | 'national-without-0' | 'e164' | 'e164-without-plus' | '0086';

/** For the challenges of the carrier [C15]. */
export interface TrunkCredentials {
  readonly username: string;
  /** The name of a secret in the configuration, never the secret itself. */
  readonly secret: string;
  /** Only a challenge that names it is answered; undefined: whatever realm the trunk's peer names. */
  readonly realm?: string | undefined;
}

export interface OutboundRule {
  /** Tried in order [C4]. Empty: this trunk takes no outgoing calls. */
  readonly targets: readonly TrunkTarget[];
  /** E.164 prefixes it carries, such as '+86'; the longest wins among trunks. */
  readonly prefixes: readonly string[];
  readonly numberFormat: NumberFormat;
  /** E.164 numbers that the carrier assigned to us: the only ones we show [C19]. */
  readonly callerNumbers: readonly string[];
  readonly callerFormat: NumberFormat;
  readonly assertIdentity: boolean;
  /** `;user=phone` on the URIs we send [C19]. */
  readonly userPhone: boolean;
  readonly domain: string | undefined;
  readonly credentials: TrunkCredentials | undefined;
  readonly callsMax: number;
  readonly callsPerSecondMax: number;
  /** A first answer within this, or the next target [C4]. */
  readonly firstAnswerMs: number;
}
