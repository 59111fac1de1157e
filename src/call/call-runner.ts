import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import type { ConferenceId, IdMaker, LegId, ParticipantId } from '../base/ids.js';
import { maskNumber, type Log } from '../base/log.js';
import { stackOf } from '../base/errors.js';
import { fail, ok } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { Actor, CommandBody } from '../conference/commands.js';
import type { LeaveReason } from '../conference/events.js';
import type { Caller, Role } from '../conference/participant.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import { flowOf } from '../ivr/flow-of-service.js';
import { InCall } from '../ivr/flows/in-call.js';
import { PlayNumbers, type Flow, type FlowEffect, type FlowInput } from '../ivr/flow.js';
import type { Mixer, MixerEvent } from '../mixer/mixer.js';
import type { IncomingInvite, SessionId, SipEvent } from '../sip/endpoint-api.js';
import { CallMachine, type CallEffect, type CallInput } from './call-machine.js';
import type { CallRoute, CallRouter } from './call-router.js';
import type { ConferenceRunner, LegEffect } from './conference-runner.js';
import { definitionOf, definitionOnDemand, type Door } from './door.js';
import { OfferAnswer, type OfferAnswerOptions } from './offer-answer.js';
import type { Ledger, RoomAndAccount, SipPort } from './ports.js';
import { TestLoop } from './test-loop.js';
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
  readonly offerAnswer: Omit<OfferAnswerOptions, 'sessionId'>;
  readonly keyTimes: KeyTimes;
  readonly firstPromptDelayMs: number;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** A leg with everything that runs for it. */
interface ActiveCall {
  readonly leg: LegId;
  readonly machine: CallMachine;
  readonly route: CallRoute;
  readonly caller: Caller;
  readonly plays: PlayNumbers;
  flow: Flow;
  /** What the door found, kept between `admit` and `enter`. */
  room: RoomAndAccount | undefined;
  conference: ConferenceId | undefined;
  participant: ParticipantId | undefined;
  faulted: boolean;
}

/** Why a call was refused before a leg of it existed. */
const REFUSALS = ['offered', 'numberUnknown', 'offerRefused', 'storeDown', 'draining', 'faults'] as const;

/**
 * Where signalling, media and rules meet: hands each event to the machine or flow of its leg and performs
 * what comes back. It decides nothing that a machine could decide.
 */
export class CallRunner {
  readonly counters = new Counters(REFUSALS);
  readonly #options: CallRunnerOptions;
  readonly #calls = new Map<LegId, ActiveCall>();
  readonly #bySession = new Map<SessionId, ActiveCall>();
  readonly #deadlines = new DeadlineQueue<ActiveCall>();
  readonly #testLoop: TestLoop;
  #sessions = 0;

  constructor(options: CallRunnerOptions) {
    this.#options = options;
    this.#testLoop = new TestLoop(options.mixer, options.ids);
    options.conferences.onLegEffect((leg, effect) => this.#onConference(leg, effect));
  }

  get size(): number {
    return this.#calls.size;
  }

  /** The legs that are up, for the beat that notes them alive [S50]. */
  liveLegs(): readonly LegId[] {
    return [...this.#calls.keys()];
  }

  describe(): readonly string[] {
    return [...this.#calls.values()].map(({ machine, flow }) => `${machine.describe()} · ${flow.describe()}`);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadlines.next();
  }

  tick(): void {
    const nowMs = this.#options.clock.now();
    for (let call = this.#deadlines.take(nowMs); call !== undefined; call = this.#deadlines.take(nowMs)) {
      const due = call;
      this.#guarded(due, () => {
        this.#feed(due, { type: 'timer' });
        this.#feedFlow(due, { type: 'timer' });
      });
    }
  }

  /** Ends every call, as when the server stops. */
  endAll(reason: LegEndReason): void {
    for (const call of this.#calls.values())
      this.#guarded(call, () => this.#feed(call, { type: 'end', reason }));
  }

  onSip(event: SipEvent): void {
    if (event.type === 'incoming') return this.#onIncoming(event.session, event.invite);
    const call = this.#bySession.get(event.session);
    if (call !== undefined) this.#guarded(call, () => this.#feed(call, { type: 'sip', event }));
  }

  onMixer(event: MixerEvent): void {
    const call = this.#calls.get(event.leg);
    if (call !== undefined) this.#guarded(call, () => this.#onMedia(call, event));
  }

  #onMedia(call: ActiveCall, event: MixerEvent): void {
    switch (event.type) {
      case 'digit':
        return this.#feedFlow(call, { type: 'key', key: event.key });
      case 'digit-end':
        return this.#feedFlow(call, {
          type: 'key-end',
          key: event.key,
          durationMs: event.durationMs,
          by: 'rtp-event',
        });
      case 'play-done':
        return this.#feedFlow(call, { type: 'play-done', play: event.play });
      case 'talking':
        return this.#inConference(call, { type: 'talking', leg: call.leg, talking: event.talking });
      default:
        return this.#feed(call, { type: 'media', event });
    }
  }

  #onIncoming(session: SessionId, invite: IncomingInvite): void {
    const { trunks, router, ledger, sip, offerAnswer, ids } = this.#options;
    this.counters.add('offered');
    const trunk = trunks.byId(invite.trunk.id);
    const route = trunk && router.route(invite, trunk);
    if (route === undefined || !route.ok) {
      this.counters.add('numberUnknown');
      return sip.command({ type: 'reject', session, status: 404, cause: { cause: 1 } });
    }
    if (!ledger.writable) {
      this.counters.add('storeDown');
      return sip.command({ type: 'reject', session, status: 503, cause: { cause: 41 } });
    }
    const media = new OfferAnswer({ ...offerAnswer, sessionId: String(++this.#sessions) });
    const offer = invite.sdp === undefined ? ok(undefined) : media.receiveOffer(invite.sdp);
    if (!offer.ok) {
      this.counters.add('offerRefused');
      this.#options.log.info({ code: offer.error.code, sipCallId: invite.callId }, 'an offer was refused');
      return sip.command({ type: 'reject', session, status: 488, cause: { cause: 65 } });
    }
    this.#begin(ids.next(), session, invite, route.value, media);
  }

  #begin(leg: LegId, session: SessionId, invite: IncomingInvite, route: CallRoute, media: OfferAnswer): void {
    const { node, epoch, firstPromptDelayMs, keyTimes, log } = this.#options;
    const plays = new PlayNumbers();
    const call: ActiveCall = {
      leg,
      machine: new CallMachine({ leg, session, invite, route, node, epoch, firstPromptDelayMs }, media),
      route,
      caller: { number: route.caller.e164, asserted: route.assertedCaller !== undefined },
      plays,
      flow: flowOf(route.service, keyTimes, plays),
      room: undefined,
      conference: undefined,
      participant: undefined,
      faulted: false,
    };
    this.#calls.set(leg, call);
    this.#bySession.set(session, call);
    const from = maskNumber(route.caller.delivered);
    log.info(
      { leg, sipCallId: invite.callId, trunk: route.trunk, from, to: route.called.delivered },
      'call offered',
    );
    this.#feed(call, { type: 'start' });
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
    for (const effect of call.machine.handle(input, clock.now(), clock.utcNow())) this.#perform(call, effect);
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
          this.#feed(call, { type: 'opened-stored', stored }),
        );
      case 'store-closed':
        return ledger.legClosed(effect.closed);
      case 'ready':
        return this.#feedFlow(call, { type: 'start' });
      case 'over':
        this.#inConference(call, { type: 'leave', leg: call.leg, reason: leaveReason(effect.reason) });
        this.#testLoop.leave(call.leg, (other, input) => this.#feedFlowOf(other, input));
        return;
      case 'closed':
        log.info({ leg: call.leg }, 'call closed');
        this.#calls.delete(call.leg);
        this.#bySession.delete(call.machine.facts.session);
        return;
    }
  }

  #feedFlowOf(leg: LegId, input: FlowInput): void {
    const call = this.#calls.get(leg);
    if (call !== undefined) this.#feedFlow(call, input);
  }

  #feedFlow(call: ActiveCall, input: FlowInput): void {
    if (call.machine.state !== 'up' && call.machine.state !== 'settling') return;
    const effects = call.flow.handle(input, this.#options.clock.now());
    for (const effect of effects) this.#performFlow(call, effect);
    this.#settle(call);
  }

  #performFlow(call: ActiveCall, effect: FlowEffect): void {
    const { leg, caller } = call;
    const { mixer, door } = this.#options;
    switch (effect.type) {
      case 'play':
        return mixer.send({
          type: 'play',
          leg,
          play: effect.play,
          prompts: effect.prompts,
          loop: effect.loop,
        });
      case 'stop':
        return mixer.send({ type: 'stop-play', leg });
      case 'echo':
        return mixer.send({ type: 'echo', leg, on: effect.on });
      case 'find-room':
        return door.findRoom(effect.roomNumber, caller, (answer) =>
          this.#feedFlow(call, { type: 'room', answer }),
        );
      case 'admit':
        return this.#admit(call, effect.roomNumber, effect.password);
      case 'enter':
        return this.#enter(call, effect.roomNumber, effect.role);
      case 'command':
        return this.#inConference(call, effect.command);
      case 'measure':
        // Round trips come with RTCP.
        return this.#feedFlow(call, { type: 'measured', roundTripMs: undefined, bufferMs: undefined });
      case 'pair':
        return this.#testLoop.pair(leg, (other, input) => this.#feedFlowOf(other, input));
      case 'release':
        return this.#feed(call, { type: 'end', reason: effect.reason });
    }
  }

  #admit(call: ActiveCall, roomNumber: string, password: string | undefined): void {
    if (call.route.onDemand) {
      return this.#feedFlow(call, { type: 'admission', result: ok({ role: 'attendee' }), waitMs: 0 });
    }
    this.#options.door.admit(roomNumber, password, call.caller, ({ result, waitMs }, found) => {
      call.room = found;
      this.#guarded(call, () => this.#feedFlow(call, { type: 'admission', result, waitMs }));
    });
  }

  #enter(call: ActiveCall, roomNumber: string, role: Role): void {
    const { conferences, ids } = this.#options;
    const definition =
      call.room === undefined
        ? definitionOnDemand(roomNumber, call.route.service.language)
        : definitionOf(call.room);
    const opened = conferences.dispatch({ type: 'open', definition }, ids.next(), { kind: 'system' });
    if (!opened.result.ok || opened.result.value.type !== 'opened') return this.#refuseEntry(call);
    const { conference } = opened.result.value;
    const participant = ids.next<ParticipantId>();
    const entryFlowBefore = call.flow;
    // The room speaks to the party from the moment it enters: its dialogue must be there before.
    call.flow = new InCall({ participant, role, language: definition.language, plays: call.plays });
    call.conference = conference;
    call.participant = participant;
    const { leg, caller } = call;
    const entered = conferences.dispatch(
      { type: 'enter', participant, leg, role, way: 'dial-in', caller },
      conference,
      { kind: 'system' },
    );
    if (entered.result.ok) return this.#joined(call, participant, conference);
    call.flow = entryFlowBefore;
    call.conference = undefined;
    call.participant = undefined;
    this.#refuseEntry(call, entered.result.error.code);
  }

  #joined(call: ActiveCall, participant: ParticipantId, conference: ConferenceId): void {
    const { ledger, clock, log } = this.#options;
    const { room, account } = call.room ?? {};
    ledger.legJoined({
      leg: call.leg,
      participant,
      conference,
      room: room?.id,
      account: account?.id,
      joinMs: clock.utcNow(),
    });
    log.info({ leg: call.leg, conference, participant, room: room?.id }, 'party entered');
  }

  #refuseEntry(call: ActiveCall, code?: string): void {
    const known = code === 'CONFERENCE_LOCKED' || code === 'CONFERENCE_FULL' || code === 'CALLER_BARRED';
    const result = fail({ code: known ? code : 'CANNOT_CONNECT' } as const);
    this.#feedFlow(call, { type: 'admission', result, waitMs: 0 });
  }

  #inConference(call: ActiveCall, command: CommandBody): void {
    if (call.conference === undefined) return;
    const { participant } = call;
    // What the keypad asks is asked by the participant; what happens to the leg is told by the system.
    const asked = command.type !== 'leave' && command.type !== 'talking' && participant !== undefined;
    const by: Actor = asked ? { kind: 'participant', participant } : { kind: 'system' };
    this.#options.conferences.dispatch(command, call.conference, by);
  }

  #onConference(leg: LegId, effect: LegEffect): void {
    switch (effect.type) {
      case 'say':
        return this.#feedFlowOf(leg, {
          type: 'say',
          announcement: effect.announcement,
          language: effect.language,
        });
      case 'music':
        return this.#feedFlowOf(leg, { type: 'music', on: effect.on });
      case 'release':
        return this.#feedFlowOf(leg, {
          type: 'farewell',
          announcement: effect.farewell,
          language: effect.language,
          reason: effect.reason,
        });
    }
  }

  #settle(call: ActiveCall): void {
    const machine = call.machine.nextDeadline();
    const flow = call.machine.state === 'up' ? call.flow.nextDeadline() : undefined;
    const deadlines = [machine, flow].filter((deadline) => deadline !== undefined);
    if (deadlines.length === 0 || call.machine.state === 'closed') this.#deadlines.delete(call);
    else
      this.#deadlines.set(
        call,
        deadlines.reduce((a, b) => (a < b ? a : b)),
      );
    this.#options.rescheduled();
  }
}

/** A conference knows who was let go, hung up or lost; every other end is a fault to it. */
function leaveReason(reason: LegEndReason): LeaveReason {
  switch (reason) {
    case 'kicked':
    case 'ended-by-chair':
    case 'ended-by-api':
    case 'conference-over':
    case 'alone':
    case 'drained':
    case 'hung-up':
    case 'media-lost':
      return reason;
    default:
      return 'fault';
  }
}
