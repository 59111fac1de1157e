import type { Language } from '../accounts/account.js';
import type { Clock } from '../base/clock.js';
import type { IdMaker, LegId } from '../base/ids.js';
import { maskNumber, type Log } from '../base/log.js';
import type { LegClosed } from '../billing/leg-record.js';
import type { Announcement } from '../conference/effects.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import { PlayNumbers, type Flow } from '../ivr/flow.js';
import type { SocketId } from '../sip/endpoint-api.js';
import { BROWSER_MEDIA, BROWSER_TRUNK } from './browser-line.js';
import type { CallInput } from './call-io.js';
import { Dialogue, type DialogueAround } from './dialogue.js';
import type { EntryFailure } from './entry.js';
import { ActiveLeg, type LegOver, type Legs } from './legs.js';
import { OfferAnswer, type OfferAnswerOptions } from './offer-answer.js';
import { OutgoingCallMachine } from './outgoing-call-machine.js';
import type { OutboundCall } from './ports.js';
import { callerOfCalled, type InvitedSeat } from './seat.js';

export interface OutgoingCallsOptions {
  readonly node: string;
  readonly epoch: number;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  readonly offerAnswer: Omit<OfferAnswerOptions, 'sessionId' | 'learnFrom'>;
  /** Names the sessions of our descriptions, in calls of both directions. */
  readonly nextSessionId: () => string;
}

/** A call to be made; whoever asks for it hears what becomes of it. */
export interface OutgoingRequest {
  readonly called: CalledParty;
  readonly outbound: OutboundCall;
  /** What the record says that it was for. */
  readonly service: string;
  readonly ringMs: number;
  readonly language: Language;
  readonly invited: InvitedSeat | undefined;
  readonly flowOf: (plays: PlayNumbers) => Flow;
}

export interface OutgoingListener {
  ringing(leg: LegId, early: boolean): void;
  /** It answered and may be spoken to: its flow begins next. */
  ready(leg: LegId): void;
  /** It is in its conference. */
  seated(): void;
  /** Once, whoever ended it. */
  over(failure: CallFailure): void;
}

/** A call of ours that is under way. */
export interface OutgoingCall {
  /** Given up: CANCEL, or one last announcement and BYE when it has answered. */
  giveUp(farewell: Announcement | undefined, language: Language): void;
}

const SOCKET = 0 as SocketId;
/** [C23] So long at most the first prompt waits for the peer's first packet. */
const FIRST_PACKET_MS = 1_000;
const NO_ANSWER: CallFailure = { result: 'failed', sipStatus: 0, q850Cause: 0 };

/** Makes calls: a machine, a dialogue and a trunk's place for each. */
export class OutgoingCalls {
  readonly #options: OutgoingCallsOptions;
  readonly #legs: Legs;
  readonly #dialogues: DialogueAround;

  constructor(options: OutgoingCallsOptions, legs: Legs, dialogues: DialogueAround) {
    this.#options = options;
    this.#legs = legs;
    this.#dialogues = dialogues;
  }

  place(request: OutgoingRequest, listener: OutgoingListener): OutgoingCall {
    const { ids, log } = this.#options;
    const { called, outbound } = request;
    const leg = ids.next<LegId>();
    const machine = this.#machine(leg, request);
    let refusal: EntryFailure | undefined;
    const active: ActiveLeg = new ActiveLeg(
      machine,
      this.#dialogue(leg, request, {
        end: (reason) => this.#legs.end(active, reason),
        resume: (work) => this.#legs.inDialogue(active, work),
        answered: () => machine.answered,
        seated: () => listener.seated(),
        refused: (failure) => (refusal = failure),
      }),
      {
        ringing: (early) => {
          outbound.rang?.();
          listener.ringing(leg, early);
        },
        ready: () => {
          listener.ready(leg);
          this.#legs.feedDialogue(active, { type: 'start' });
        },
        enterTrunk: (plan, unreachable) => enterTrunk(outbound, plan, unreachable),
        over: (over) => listener.over(failureOf(over, refusal)),
        forgotten: (closed) => outbound.over(outcomeOf(machine, closed), closed?.durationMs ?? 0),
      },
    );
    log.info({ leg, to: maskNumber(called.e164), service: request.service }, 'call placed');
    this.#legs.begin(active);
    return {
      giveUp: (farewell, language) => {
        if (farewell === undefined || machine.state !== 'up') this.#legs.end(active, 'invitation-over');
        else
          this.#legs.inDialogue(active, () =>
            active.dialogue.farewell(farewell, language, 'invitation-over'),
          );
      },
    };
  }

  #machine(leg: LegId, { called, outbound, service, ringMs }: OutgoingRequest): OutgoingCallMachine {
    const { node, epoch, offerAnswer, nextSessionId } = this.#options;
    return new OutgoingCallMachine({
      leg,
      node,
      epoch,
      called,
      service,
      plans: outbound.plans,
      socket: SOCKET,
      host: offerAnswer.address,
      ringMs,
      firstPacketMs: FIRST_PACKET_MS,
      offerAnswer: ({ trunk }) =>
        new OfferAnswer({
          ...offerAnswer,
          sessionId: nextSessionId(),
          ...(trunk.id === BROWSER_TRUNK.id ? BROWSER_MEDIA : { learnFrom: trunk.mediaFrom }),
        }),
    });
  }

  #dialogue(
    leg: LegId,
    { called, language, invited, flowOf }: OutgoingRequest,
    host: ConstructorParameters<typeof Dialogue>[2],
  ): Dialogue {
    const plays = new PlayNumbers();
    const caller = callerOfCalled(called);
    const flow = flowOf(plays);
    return new Dialogue(
      { leg, caller, flow, plays, language, onDemand: false, invited, browser: undefined },
      this.#dialogues,
      host,
    );
  }
}

const enterTrunk = (outbound: OutboundCall, plan: OutboundPlan, unreachable: boolean): CallInput =>
  outbound.enter(plan, unreachable)
    ? {
        type: 'trunk-entered',
        targets: outbound.targetsOf(plan),
        password: outbound.passwordOf(plan),
      }
    : { type: 'trunk-full' };

/** Why it was not let in tells more than how it was ended then. */
function failureOf({ failure = NO_ANSWER }: LegOver, refusal: EntryFailure | undefined): CallFailure {
  if (refusal === undefined) return failure;
  const result =
    refusal === 'UNPAID' ? 'unpaid' : refusal === 'INVITATION_UNAVAILABLE' ? 'cancelled' : 'failed';
  return { ...failure, result };
}

function outcomeOf(
  machine: OutgoingCallMachine,
  closed: LegClosed | undefined,
): 'answered' | 'failed' | 'unreachable' {
  if (closed !== undefined) return 'answered';
  return machine.isUnreachable ? 'unreachable' : 'failed';
}
