import type { OperatorId } from '../base/ids.js';
import { fail, ok, type Result } from '../base/result.js';
import type { BarCode } from '../dialing/call-result.js';
import type { OutboundPlan, OutboundRequest } from '../dialing/outbound-plan.js';
import type { HostPort } from '../sip/message.js';
import { BROWSER_TRUNK } from './browser-line.js';
import type { Outbound, OutboundCall } from './ports.js';

/** The user of the address that a browser is called by, and of the one that calls it. */
export const SEAT_USER = 'operator';
const CALLING_USER = 'huitong';
/** Its SIP stack answers at once, by itself. */
const FIRST_ANSWER_MS = 4_000;

/** As if the browsers of operators were behind a trunk without limits: they are called like everybody. */
const PLAN: OutboundPlan = {
  trunk: {
    ...BROWSER_TRUNK,
    enabled: true,
    addresses: [],
    mediaFrom: [],
    inbound: {
      calledFrom: [],
      callerFrom: 'none',
      screened: false,
      homeArea: undefined,
      callsMax: 0,
      callsPerSecondMax: 0,
    },
    outbound: {
      targets: [],
      prefixes: [],
      numberFormat: 'e164',
      callerNumbers: [],
      callerFormat: 'e164',
      assertIdentity: false,
      userPhone: false,
      domain: undefined,
      credentials: undefined,
      callsMax: 0,
      callsPerSecondMax: 0,
      firstAnswerMs: FIRST_ANSWER_MS,
    },
    pingMs: 0,
    version: 1,
  },
  calledNumber: SEAT_USER,
  callerNumber: CALLING_USER,
  callerE164: undefined,
};

/** The browsers in which operators answer, as long as their connections stand [S44]. */
export class BrowserSeats {
  /** The one that was opened last is at the end. */
  readonly #seats = new Map<OperatorId, readonly HostPort[]>();

  connected(source: HostPort, operator: OperatorId): void {
    this.#seats.set(operator, [...(this.#seats.get(operator) ?? []), source]);
  }

  disconnected(source: HostPort, operator: OperatorId): void {
    const left = (this.#seats.get(operator) ?? []).filter((one) => !isSame(one, source));
    if (left.length === 0) this.#seats.delete(operator);
    else this.#seats.set(operator, left);
  }

  has(operator: OperatorId): boolean {
    return this.#seats.has(operator);
  }

  /** Of several pages the one that was opened last rings. */
  sourceOf(operator: OperatorId): HostPort | undefined {
    return this.#seats.get(operator)?.at(-1);
  }
}

const isSame = (one: HostPort, other: HostPort): boolean =>
  one.host === other.host && one.port === other.port;

/** Calls to the browser of an operator go over its connection, which has one call at a time; all others by trunk. */
export class SeatsBeforeTrunks implements Outbound {
  readonly #seats: BrowserSeats;
  readonly #isFree: (source: HostPort) => boolean;
  readonly #trunks: Outbound;

  constructor(seats: BrowserSeats, isFree: (source: HostPort) => boolean, trunks: Outbound) {
    this.#seats = seats;
    this.#isFree = isFree;
    this.#trunks = trunks;
  }

  plan(
    request: OutboundRequest,
    done: (plans: Result<OutboundCall, { readonly code: BarCode }>) => void,
  ): void {
    const { browser } = request.called;
    if (browser === undefined) return this.#trunks.plan(request, done);
    const source = this.#seats.sourceOf(browser);
    if (source === undefined || !this.#isFree(source)) return done(fail({ code: 'NO_TRUNK' }));
    done(
      ok({
        plans: [PLAN],
        takeTurn: () => 0,
        enter: () => this.#isFree(source),
        targetsOf: () => [source],
        passwordOf: () => undefined,
        over: () => undefined,
      }),
    );
  }
}
