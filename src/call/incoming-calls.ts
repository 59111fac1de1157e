import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { stackOf } from '../base/errors.js';
import type { IdMaker, LegId } from '../base/ids.js';
import { maskNumber, type Log } from '../base/log.js';
import { ok } from '../base/result.js';
import { DEFAULT_CAP_CODES, type Trunk } from '../dialing/trunk.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import { flowOf } from '../ivr/flow-of-service.js';
import { PlayNumbers } from '../ivr/flow.js';
import type { IncomingInvite, SessionId } from '../sip/endpoint-api.js';
import { BROWSER_MEDIA, type BrowserLine } from './browser-line.js';
import { CallMachine } from './call-machine.js';
import type { CallRoute, CallRouter } from './call-router.js';
import { Dialogue, type DialogueAround } from './dialogue.js';
import { ActiveLeg, type Legs } from './legs.js';
import { OfferAnswer, type OfferAnswerOptions } from './offer-answer.js';
import type { Ledger, SipPort } from './ports.js';
import { TrunkLoad, type TrunkCap } from './trunk-load.js';
import type { TrunkTable } from './trunk-table.js';

export interface IncomingCallsOptions {
  readonly node: string;
  readonly epoch: number;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  readonly sip: SipPort;
  readonly ledger: Ledger;
  readonly router: CallRouter;
  readonly trunks: TrunkTable;
  readonly offerAnswer: Omit<OfferAnswerOptions, 'sessionId' | 'learnFrom'>;
  readonly nextSessionId: () => string;
  readonly keyTimes: KeyTimes;
  readonly firstPromptDelayMs: number;
  /** Calls to `test` numbers at once, which nobody pays for [S38b]. */
  readonly testCallsMax: number;
}

const COUNTS = [
  'offered',
  'numberUnknown',
  'offerRefused',
  'storeDown',
  'callsAtOnceCap',
  'callsPerSecondCap',
  'testCallsCap',
  'faults',
] as const;

/** One that is taken: where it leads. */
interface TakenCall {
  readonly route: CallRoute;
  /** Undefined: it came from a trunk. */
  readonly browser: BrowserLine | undefined;
  /** Its place among the calls is free again. */
  readonly forgotten: () => void;
}

/** Takes calls, or refuses them: route, offer, caps, then a leg of its own. */
export class IncomingCalls {
  readonly counters = new Counters(COUNTS);
  readonly #options: IncomingCallsOptions;
  readonly #legs: Legs;
  readonly #dialogues: DialogueAround;
  readonly load = new TrunkLoad('inbound');
  #testCalls = 0;

  constructor(options: IncomingCallsOptions, legs: Legs, dialogues: DialogueAround) {
    this.#options = options;
    this.#legs = legs;
    this.#dialogues = dialogues;
  }

  onIncoming(session: SessionId, invite: IncomingInvite): void {
    this.#answering(session, invite, () => this.#take(session, invite));
  }

  onBrowser(session: SessionId, invite: IncomingInvite, line: BrowserLine): void {
    this.#answering(session, invite, () => this.#takeBrowser(session, invite, line));
  }

  /** There is no leg yet that a fault could end, and an INVITE without an answer would stay for ever [C5]. */
  #answering(session: SessionId, invite: IncomingInvite, take: () => void): void {
    try {
      take();
    } catch (thrown) {
      const { log, sip } = this.#options;
      this.counters.add('faults');
      log.error({ sipCallId: invite.callId, error: stackOf(thrown) }, 'fault in a new call');
      sip.command({ type: 'reject', session, status: 500, cause: { cause: 41 } });
    }
  }

  #take(session: SessionId, invite: IncomingInvite): void {
    const { trunks, router, sip, log, clock, testCallsMax } = this.#options;
    this.counters.add('offered');
    const trunk = trunks.byId(invite.trunk.id);
    const route = trunk && router.route(invite, trunk);
    if (trunk === undefined || route === undefined || !route.ok) {
      this.counters.add('numberUnknown');
      const to = route?.ok === false ? maskNumber(route.error.called) : undefined;
      log.info({ sipCallId: invite.callId, trunk: invite.trunk.id, to }, 'a number is bound to nothing');
      return sip.command({ type: 'reject', session, status: 404, cause: { cause: 1 } });
    }
    const media = this.#mediaOf(session, invite, { learnFrom: trunk.mediaFrom });
    if (media === undefined) return;
    const testCalls = route.value.service.service === 'test' ? 1 : 0;
    if (this.#testCalls + testCalls > testCallsMax) return this.#refuseTest(session, invite);
    const cap = this.load.enter(trunk, clock.now());
    if (cap !== undefined) return this.#refuseAtCap(session, trunk, cap);
    this.#testCalls += testCalls;
    const forgotten = (): void => {
      this.load.leave(trunk.id);
      this.#testCalls -= testCalls;
    };
    this.#begin(session, invite, { route: route.value, browser: undefined, forgotten }, media);
  }

  /** Straight into its room: the right to that was shown when the connection was opened. */
  #takeBrowser(session: SessionId, invite: IncomingInvite, line: BrowserLine): void {
    const { roomNumber, role, language } = line;
    this.counters.add('offered');
    const media = this.#mediaOf(session, invite, BROWSER_MEDIA);
    if (media === undefined) return;
    const route: CallRoute = {
      trunk: invite.trunk.id,
      called: { delivered: roomNumber, e164: undefined },
      caller: { delivered: '', e164: undefined },
      assertedCaller: undefined,
      service: { service: 'direct', language, roomNumber, proven: role },
      onDemand: false,
    };
    this.#begin(session, invite, { route, browser: line, forgotten: () => undefined }, media);
  }

  /** The media that the offer asks for, or undefined when the call was refused. */
  #mediaOf(
    session: SessionId,
    invite: IncomingInvite,
    from: Pick<OfferAnswerOptions, 'learnFrom'> & Partial<Pick<OfferAnswerOptions, 'policy'>>,
  ): OfferAnswer | undefined {
    const { ledger, sip, offerAnswer, nextSessionId, log } = this.#options;
    if (!ledger.writable) {
      this.counters.add('storeDown');
      sip.command({ type: 'reject', session, status: 503, cause: { cause: 41 } });
      return undefined;
    }
    const media = new OfferAnswer({ ...offerAnswer, ...from, sessionId: nextSessionId() });
    const offer = invite.sdp === undefined ? ok(undefined) : media.receiveOffer(invite.sdp);
    if (offer.ok) return media;
    this.counters.add('offerRefused');
    log.info({ code: offer.error.code, sipCallId: invite.callId }, 'an offer was refused');
    sip.command({ type: 'reject', session, status: 488, cause: { cause: 65 } });
    return undefined;
  }

  /** [S55]: no Retry-After, which would stop the whole trunk (RFC 3261 §21.5.4). */
  #refuseAtCap(session: SessionId, { inbound }: Trunk, cap: TrunkCap): void {
    const isAtOnce = cap === 'CALLS_AT_ONCE';
    this.counters.add(isAtOnce ? 'callsAtOnceCap' : 'callsPerSecondCap');
    const codes = inbound.capCodes ?? DEFAULT_CAP_CODES;
    const status = isAtOnce ? codes.callsAtOnce : codes.callsPerSecond;
    this.#options.sip.command({ type: 'reject', session, status, cause: { cause: 34 } });
  }

  #refuseTest(session: SessionId, { callId: sipCallId }: IncomingInvite): void {
    const { sip, log } = this.#options;
    this.counters.add('testCallsCap');
    log.info({ code: 'TEST_CALLS_LIMIT', sipCallId }, 'one test call too many');
    sip.command({ type: 'reject', session, status: 486, cause: { cause: 34 } });
  }

  #begin(session: SessionId, invite: IncomingInvite, call: TakenCall, media: OfferAnswer): void {
    const { route, forgotten } = call;
    const { node, epoch, firstPromptDelayMs, ids, log } = this.#options;
    const leg = ids.next<LegId>();
    const machine = new CallMachine({ leg, session, invite, route, node, epoch, firstPromptDelayMs }, media);
    const active: ActiveLeg = new ActiveLeg(
      machine,
      this.#dialogue(leg, call, {
        end: (reason) => this.#legs.end(active, reason),
        resume: (work) => this.#legs.inDialogue(active, work),
        answered: () => machine.answered,
        seated: () => undefined,
        refused: () => undefined,
      }),
      {
        ready: () => this.#legs.feedDialogue(active, { type: 'start' }),
        ringing: () => undefined,
        enterTrunk: () => ({ type: 'trunk-full' }),
        over: () => undefined,
        forgotten,
      },
    );
    const from = maskNumber(route.caller.delivered);
    log.info(
      { leg, sipCallId: invite.callId, trunk: route.trunk, from, to: route.called.delivered },
      'call offered',
    );
    this.#legs.begin(active, session);
  }

  #dialogue(
    leg: LegId,
    { route, browser }: TakenCall,
    host: ConstructorParameters<typeof Dialogue>[2],
  ): Dialogue {
    const { service, onDemand, caller, assertedCaller } = route;
    const plays = new PlayNumbers();
    return new Dialogue(
      {
        leg,
        caller: {
          number: caller.e164,
          asserted: assertedCaller !== undefined,
          browser: browser !== undefined,
        },
        flow: flowOf(service, this.#options.keyTimes, plays),
        plays,
        language: service.language,
        onDemand,
        invited: undefined,
        browser,
      },
      this.#dialogues,
      host,
    );
  }
}
