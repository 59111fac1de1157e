import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import { stackOf } from '../base/errors.js';
import type { IdMaker, LegId } from '../base/ids.js';
import { maskNumber, type Log } from '../base/log.js';
import { ok } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import type { FlowInput } from '../ivr/flow.js';
import type { Mixer, MixerEvent } from '../mixer/mixer.js';
import type { IncomingInvite, SessionId, SipEvent } from '../sip/endpoint-api.js';
import { CallMachine, type CallEffect, type CallInput } from './call-machine.js';
import type { CallRoute, CallRouter } from './call-router.js';
import type { ConferenceRunner } from './conference-runner.js';
import { Dialogue, type DialogueAround } from './dialogue.js';
import type { Door } from './door.js';
import { OfferAnswer, type OfferAnswerOptions } from './offer-answer.js';
import type { Ledger, SipPort } from './ports.js';
import { TestLoop } from './test-loop.js';
import { TrunkLoad, type TrunkCap } from './trunk-load.js';
import type { TrunkTable } from './trunk-table.js';

export interface CallRunnerOptions {
  readonly node: string;
  readonly epoch: number;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  readonly sip: SipPort;
  readonly mixer: Mixer;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly conferences: ConferenceRunner;
  readonly router: CallRouter;
  readonly trunks: TrunkTable;
  readonly offerAnswer: Omit<OfferAnswerOptions, 'sessionId' | 'learnFrom'>;
  readonly keyTimes: KeyTimes;
  readonly firstPromptDelayMs: number;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

interface ActiveCall {
  readonly leg: LegId;
  readonly machine: CallMachine;
  readonly dialogue: Dialogue;
  /** Its fault was met once already: a second one is not followed up. */
  faulted: boolean;
}

const COUNTS = [
  'offered',
  'numberUnknown',
  'offerRefused',
  'storeDown',
  'mediaRefused',
  'callsAtOnceCap',
  'callsPerSecondCap',
  'faults',
] as const;

/**
 * Where signalling, media and rules meet: hands each event to the machine or the dialogue of its leg and
 * performs what comes back. It decides nothing that a machine could decide.
 */
export class CallRunner {
  readonly counters = new Counters(COUNTS);
  readonly #options: CallRunnerOptions;
  readonly #dialogues: DialogueAround;
  readonly #calls = new Map<LegId, ActiveCall>();
  readonly #bySession = new Map<SessionId, ActiveCall>();
  readonly #deadlines = new DeadlineQueue<ActiveCall>();
  readonly #trunkLoad = new TrunkLoad('inbound');
  #sessions = 0;

  constructor(options: CallRunnerOptions) {
    this.#options = options;
    this.#dialogues = { ...options, testLoop: new TestLoop(options.mixer, options.ids) };
    options.conferences.onLegEffect((leg, effect) => {
      const call = this.#calls.get(leg);
      // One conference reaches many legs: the fault of one must not reach the others, nor whoever asked.
      if (call === undefined) return;
      this.#guarded(call, () => this.#inDialogue(call, () => call.dialogue.onConference(effect)));
    });
  }

  get size(): number {
    return this.#calls.size;
  }

  /** For the beat that notes legs alive [S50]. */
  liveLegs(): readonly LegId[] {
    return [...this.#calls.keys()];
  }

  describe(): readonly string[] {
    return [...this.#calls.values()].map(
      ({ machine, dialogue }) => `${machine.describe()} · ${dialogue.describe()}`,
    );
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadlines.next();
  }

  tick(): void {
    const nowMs = this.#options.clock.now();
    // Each once: a flow that names a past deadline again is asked again at the next tick.
    const due: ActiveCall[] = [];
    for (let call = this.#deadlines.take(nowMs); call !== undefined; call = this.#deadlines.take(nowMs)) {
      due.push(call);
    }
    for (const call of due) this.#onDeadline(call);
  }

  /** Ends every call, as when the server stops. */
  endAll(reason: LegEndReason): void {
    for (const call of this.#calls.values())
      this.#guarded(call, () => this.#feed(call, { type: 'end', reason }));
  }

  onSip(event: SipEvent): void {
    if (event.type === 'incoming') return this.#onIncomingGuarded(event.session, event.invite);
    if (event.type === 'pinged') return;
    const call = this.#bySession.get(event.session);
    if (call !== undefined) this.#guarded(call, () => this.#feed(call, { type: 'sip', event }));
  }

  onMixer(event: MixerEvent): void {
    if (event.type === 'recording-written') return;
    const call = this.#calls.get(event.leg);
    if (call !== undefined) this.#guarded(call, () => this.#onMedia(call, event));
  }

  #onDeadline(call: ActiveCall): void {
    this.#guarded(call, () => {
      this.#feed(call, { type: 'timer' });
      this.#feedDialogue(call, { type: 'timer' });
    });
  }

  #onMedia(call: ActiveCall, event: MixerEvent): void {
    switch (event.type) {
      case 'digit':
        return this.#feedDialogue(call, { type: 'key', key: event.key });
      case 'digit-end': {
        const { key, durationMs } = event;
        return this.#feedDialogue(call, { type: 'key-end', key, durationMs, by: 'rtp-event' });
      }
      case 'play-done':
        return this.#feedDialogue(call, { type: 'play-done', play: event.play });
      case 'talking':
        return this.#inDialogue(call, () => call.dialogue.onTalking(event.talking));
      case 'leg-refused':
        this.counters.add('mediaRefused');
        this.#options.log.warn({ leg: call.leg, code: event.code }, 'no media for a call');
        return this.#feed(call, { type: 'media', event });
      default:
        return this.#feed(call, { type: 'media', event });
    }
  }

  /** There is no call yet that a fault could end, and an INVITE without an answer would stay for ever [C5]. */
  #onIncomingGuarded(session: SessionId, invite: IncomingInvite): void {
    try {
      this.#onIncoming(session, invite);
    } catch (thrown) {
      const { log, sip } = this.#options;
      this.counters.add('faults');
      log.error({ sipCallId: invite.callId, error: stackOf(thrown) }, 'fault in a new call');
      sip.command({ type: 'reject', session, status: 500, cause: { cause: 41 } });
    }
  }

  #onIncoming(session: SessionId, invite: IncomingInvite): void {
    const { trunks, router, ledger, sip, offerAnswer, log, clock } = this.#options;
    this.counters.add('offered');
    const trunk = trunks.byId(invite.trunk.id);
    const route = trunk && router.route(invite, trunk);
    if (trunk === undefined || route === undefined || !route.ok) {
      this.counters.add('numberUnknown');
      const to = route?.ok === false ? maskNumber(route.error.called) : undefined;
      log.info({ sipCallId: invite.callId, trunk: invite.trunk.id, to }, 'a number is bound to nothing');
      return sip.command({ type: 'reject', session, status: 404, cause: { cause: 1 } });
    }
    if (!ledger.writable) {
      this.counters.add('storeDown');
      return sip.command({ type: 'reject', session, status: 503, cause: { cause: 41 } });
    }
    const media = new OfferAnswer({
      ...offerAnswer,
      sessionId: String(++this.#sessions),
      learnFrom: trunk.mediaFrom,
    });
    const offer = invite.sdp === undefined ? ok(undefined) : media.receiveOffer(invite.sdp);
    if (!offer.ok) {
      this.counters.add('offerRefused');
      log.info({ code: offer.error.code, sipCallId: invite.callId }, 'an offer was refused');
      return sip.command({ type: 'reject', session, status: 488, cause: { cause: 65 } });
    }
    const cap = this.#trunkLoad.enter(trunk, clock.now());
    if (cap !== undefined) return this.#refuseAtCap(session, cap);
    this.#begin(session, invite, route.value, media);
  }

  /** [S55]: no Retry-After, which would stop the whole trunk (RFC 3261 §21.5.4). */
  #refuseAtCap(session: SessionId, cap: TrunkCap): void {
    this.counters.add(cap === 'CALLS_AT_ONCE' ? 'callsAtOnceCap' : 'callsPerSecondCap');
    const status = cap === 'CALLS_AT_ONCE' ? 486 : 503;
    this.#options.sip.command({ type: 'reject', session, status, cause: { cause: 34 } });
  }

  #begin(session: SessionId, invite: IncomingInvite, route: CallRoute, media: OfferAnswer): void {
    const { node, epoch, firstPromptDelayMs, ids, log } = this.#options;
    const leg = ids.next<LegId>();
    const call: ActiveCall = {
      leg,
      machine: new CallMachine({ leg, session, invite, route, node, epoch, firstPromptDelayMs }, media),
      dialogue: new Dialogue(leg, route, this.#dialogues, {
        end: (reason) => this.#feed(call, { type: 'end', reason }),
        resume: (work) => this.#guarded(call, () => this.#inDialogue(call, work)),
      }),
      faulted: false,
    };
    this.#calls.set(leg, call);
    this.#bySession.set(session, call);
    const from = maskNumber(route.caller.delivered);
    log.info(
      { leg, sipCallId: invite.callId, trunk: route.trunk, from, to: route.called.delivered },
      'call offered',
    );
    this.#guarded(call, () => this.#feed(call, { type: 'start' }));
  }

  /** A broken invariant ends the call that met it, never the process. */
  #guarded(call: ActiveCall, work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.error(
        { leg: call.leg, call: call.machine.describe(), error: stackOf(thrown) },
        'call fault',
      );
      if (!call.faulted) this.#endFaulted(call);
    }
  }

  #endFaulted(call: ActiveCall): void {
    call.faulted = true;
    this.#guarded(call, () => this.#feed(call, { type: 'end', reason: 'fault' }));
  }

  #feed(call: ActiveCall, input: CallInput): void {
    const { clock } = this.#options;
    for (const effect of call.machine.handle(input, clock.now(), clock.utcNow())) {
      // Each for itself: what could not be done must not keep a leg from being closed and recorded.
      this.#guarded(call, () => this.#perform(call, effect));
    }
    this.#settle(call);
  }

  #perform(call: ActiveCall, effect: CallEffect): void {
    const { sip, mixer, ledger, log } = this.#options;
    switch (effect.type) {
      case 'sip':
        return sip.command(effect.command);
      case 'mixer':
        return mixer.send(effect.command);
      case 'store-opened':
        return ledger.legOpened(effect.opened, (stored) =>
          this.#guarded(call, () => this.#feed(call, { type: 'opened-stored', stored })),
        );
      case 'store-dialog':
        return ledger.legMoved(call.leg, effect.dialog);
      case 'store-closed':
        return ledger.legClosed(effect.closed, undefined);
      case 'ready':
        return this.#feedDialogue(call, { type: 'start' });
      case 'over':
        log.info({ leg: call.leg, reason: effect.reason }, 'call over');
        return call.dialogue.leave(effect.reason);
      case 'closed':
        log.info({ leg: call.leg }, 'call closed');
        this.#trunkLoad.leave(call.machine.facts.route.trunk);
        this.#calls.delete(call.leg);
        this.#bySession.delete(call.machine.facts.session);
    }
  }

  #feedDialogue(call: ActiveCall, input: FlowInput): void {
    this.#inDialogue(call, () => call.dialogue.feed(input));
  }

  /** A dialogue lasts from our 200 OK to the end of the call: keys may come before the ACK and the first prompt. */
  #inDialogue(call: ActiveCall, work: () => void): void {
    if (!call.machine.isAnswered) return;
    work();
    this.#settle(call);
  }

  #settle(call: ActiveCall): void {
    const { machine, dialogue } = call;
    const deadlineMs = machine.state === 'up' ? dialogue.nextDeadline() : machine.nextDeadline();
    if (deadlineMs === undefined) this.#deadlines.delete(call);
    else this.#deadlines.set(call, deadlineMs);
    this.#options.rescheduled();
  }
}
