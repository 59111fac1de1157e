import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import { stackOf } from '../base/errors.js';
import type { LegId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { MonotonicMs } from '../base/units.js';
import type { LegCharge } from '../billing/charge.js';
import type { LegClosed, LegEndReason } from '../billing/leg-record.js';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import type { FlowInput } from '../ivr/flow.js';
import type { Mixer, MixerEvent } from '../mixer/mixer.js';
import type { SessionId } from '../sip/endpoint-api.js';
import type { CallEffect, CallInput, SessionEvent } from './call-io.js';
import type { Dialogue } from './dialogue.js';
import { isKey, KeyMerger, type KeyWay } from './key-merger.js';
import type { LegMachine } from './leg-machine.js';
import { LegTrail } from './leg-trail.js';
import type { Charging, Ledger, SipPort } from './ports.js';

export type LegOver = Extract<CallEffect, { type: 'over' }>;

/** Who has begun a leg, and what becomes of it there. */
export interface LegOwner {
  /** The party may be spoken to. */
  ready(): void;
  ringing(early: boolean): void;
  /** A place on the trunk of this plan, or none; `unreachable`: nobody could be reached on the one before. */
  enterTrunk(plan: OutboundPlan, unreachable: boolean): CallInput;
  over(over: LegOver): void;
  /** Nothing more comes; `closed` undefined: it was never answered, and has no record. */
  forgotten(closed: LegClosed | undefined): void;
}

/** A leg that is up or on its way: who keeps it in step, who speaks through it, whose it is. */
export class ActiveLeg {
  readonly machine: LegMachine;
  readonly dialogue: Dialogue;
  readonly owner: LegOwner;
  readonly keys = new KeyMerger();
  readonly sessions: SessionId[] = [];
  closed: LegClosed | undefined;
  /** Its fault was met once already: a second one is not followed up. */
  faulted = false;

  constructor(machine: LegMachine, dialogue: Dialogue, owner: LegOwner) {
    this.machine = machine;
    this.dialogue = dialogue;
    this.owner = owner;
  }
}

export interface LiveLeg {
  readonly leg: LegId;
  readonly described: string;
}

export interface LegsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly sip: SipPort;
  readonly mixer: Mixer;
  readonly ledger: Ledger;
  readonly charging: Charging;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/**
 * The legs of a node: hands each event to the machine or the dialogue of its leg and performs what comes
 * back. It decides nothing that a machine could decide.
 */
export class Legs {
  readonly counters = new Counters(['mediaRefused', 'duplicateKeys', 'faults']);
  readonly #options: LegsOptions;
  readonly #legs = new Map<LegId, ActiveLeg>();
  readonly #bySession = new Map<SessionId, ActiveLeg>();
  readonly #trail = new LegTrail();
  readonly #deadlines = new DeadlineQueue<ActiveLeg>();

  constructor(options: LegsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#legs.size;
  }

  /** Somebody is on the line, and not only rung. */
  get hasAnswered(): boolean {
    return [...this.#legs.values()].some(({ machine }) => machine.isAnswered);
  }

  ids(): readonly LegId[] {
    return [...this.#legs.keys()];
  }

  describe(): readonly string[] {
    return this.live().map(({ described }) => described);
  }

  /** Each with its state in a line. */
  live(): readonly LiveLeg[] {
    return [...this.#legs.values()].map(({ machine, dialogue }) => ({
      leg: machine.leg,
      described: `${machine.describe()} · ${dialogue.describe()}`,
    }));
  }

  /** Also of a leg that is over, as long as it is remembered. */
  legOf(session: SessionId): LegId | undefined {
    return this.#bySession.get(session)?.machine.leg ?? this.#trail.legOf(session);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadlines.next();
  }

  tick(): void {
    const nowMs = this.#options.clock.now();
    // Each once: a flow that names a past deadline again is asked again at the next tick.
    const due: ActiveLeg[] = [];
    for (let leg = this.#deadlines.take(nowMs); leg !== undefined; leg = this.#deadlines.take(nowMs)) {
      due.push(leg);
    }
    for (const leg of due) this.#onDeadline(leg);
  }

  /** `session` of an incoming call; an outgoing one names its sessions as it invites. */
  begin(leg: ActiveLeg, session?: SessionId): void {
    this.#legs.set(leg.machine.leg, leg);
    if (session !== undefined) this.#nameSession(leg, session);
    this.feed(leg, { type: 'start' });
  }

  end(leg: ActiveLeg, reason: LegEndReason): void {
    this.feed(leg, { type: 'end', reason });
  }

  endById(id: LegId, reason: LegEndReason): void {
    const leg = this.#legs.get(id);
    if (leg !== undefined) this.end(leg, reason);
  }

  endBySession(session: SessionId, reason: LegEndReason): void {
    const leg = this.#bySession.get(session);
    if (leg !== undefined) this.end(leg, reason);
  }

  endAll(reason: LegEndReason): void {
    for (const leg of this.#legs.values()) this.end(leg, reason);
  }

  onSip(event: SessionEvent): void {
    const leg = this.#bySession.get(event.session);
    if (leg === undefined) return;
    if (event.type !== 'info-digit') return this.feed(leg, { type: 'sip', event });
    const { key, durationMs } = event;
    if (!isKey(key) || !this.#counts(leg, key, 'info')) return;
    this.feedDialogue(leg, { type: 'key', key });
    this.feedDialogue(leg, { type: 'key-end', key, durationMs, by: 'info' });
  }

  onMixer(event: Exclude<MixerEvent, { type: 'recording-written' }>): void {
    const leg = this.#legs.get(event.leg);
    if (leg !== undefined) this.guarded(leg, () => this.#onMedia(leg, event));
    else if (event.type === 'clip-recorded')
      this.#options.mixer.send({ type: 'forget-clip', clip: event.clip });
  }

  /** What a conference does to a leg: its fault must not reach the others, nor whoever asked. */
  inDialogueOf(id: LegId, work: (dialogue: Dialogue) => void): void {
    const leg = this.#legs.get(id);
    if (leg !== undefined) this.inDialogue(leg, () => work(leg.dialogue));
  }

  feedDialogue(leg: ActiveLeg, input: FlowInput): void {
    this.inDialogue(leg, () => leg.dialogue.feed(input));
  }

  /** A dialogue lasts from the answer to the end: keys may come before the ACK and the first prompt. */
  inDialogue(leg: ActiveLeg, work: () => void): void {
    this.guarded(leg, () => {
      if (!leg.machine.isAnswered) return;
      work();
      this.#settle(leg);
    });
  }

  /** A broken invariant ends the leg that met it, never the process. */
  guarded(leg: ActiveLeg, work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.counters.add('faults');
      const { machine } = leg;
      this.#options.log.error(
        { leg: machine.leg, call: machine.describe(), error: stackOf(thrown) },
        'call fault',
      );
      if (leg.faulted) return;
      leg.faulted = true;
      this.end(leg, 'fault');
    }
  }

  feed(leg: ActiveLeg, input: CallInput): void {
    this.guarded(leg, () => {
      const { clock } = this.#options;
      for (const effect of leg.machine.handle(input, clock.now(), clock.utcNow())) {
        // Each for itself: what could not be done must not keep a leg from being closed and recorded.
        this.guarded(leg, () => this.#perform(leg, effect));
      }
      this.#settle(leg);
    });
  }

  #onDeadline(leg: ActiveLeg): void {
    this.feed(leg, { type: 'timer' });
    this.feedDialogue(leg, { type: 'timer' });
  }

  #onMedia(leg: ActiveLeg, event: Exclude<MixerEvent, { type: 'recording-written' }>): void {
    switch (event.type) {
      case 'digit':
        if (this.#counts(leg, event.key, 'media')) this.feedDialogue(leg, { type: 'key', key: event.key });
        return;
      case 'digit-end': {
        const { key, durationMs } = event;
        return this.feedDialogue(leg, { type: 'key-end', key, durationMs, by: 'rtp-event' });
      }
      case 'play-done':
        return this.feedDialogue(leg, { type: 'play-done', play: event.play });
      case 'measured': {
        const { type, roundTripMs, bufferMs } = event;
        return this.feedDialogue(leg, { type, roundTripMs, bufferMs });
      }
      case 'clip-recorded':
        // Also of a leg that is over: what was spoken must not be kept.
        return leg.dialogue.onClip(event.clip, event.durationMs);
      case 'talking':
        return this.inDialogue(leg, () => leg.dialogue.onTalking(event.talking));
      case 'leg-refused':
        this.counters.add('mediaRefused');
        this.#options.log.warn({ leg: event.leg, code: event.code }, 'no media for a call');
        return this.feed(leg, { type: 'media', event });
      default:
        return this.feed(leg, { type: 'media', event });
    }
  }

  #counts(leg: ActiveLeg, key: Parameters<KeyMerger['counts']>[0], way: KeyWay): boolean {
    const counts = leg.keys.counts(key, way, this.#options.clock.now());
    if (!counts) this.counters.add('duplicateKeys');
    return counts;
  }

  #perform(leg: ActiveLeg, effect: CallEffect): void {
    const { sip, mixer, ledger, log } = this.#options;
    const { machine, owner } = leg;
    switch (effect.type) {
      case 'sip':
        if (effect.command.type === 'invite') this.#nameSession(leg, effect.command.session);
        return sip.command(effect.command);
      case 'mixer':
        return mixer.send(effect.command);
      case 'enter-trunk':
        return this.feed(leg, owner.enterTrunk(effect.plan, effect.unreachable));
      case 'store-opened':
        return ledger.legOpened(effect.opened, (stored) => this.feed(leg, { type: 'opened-stored', stored }));
      case 'store-dialog':
        return ledger.legMoved(machine.leg, effect.dialog);
      case 'store-closed':
        return this.#storeClosed(leg, effect.closed);
      case 'ringing':
        return owner.ringing(effect.early);
      case 'ready':
        return owner.ready();
      case 'over':
        log.info({ leg: machine.leg, reason: effect.reason, result: effect.failure?.result }, 'call over');
        // The conference hears of it whatever the owner meets.
        this.guarded(leg, () => leg.dialogue.leave(effect.reason, effect.lost));
        return owner.over(effect);
      case 'closed':
        return this.#forget(leg);
    }
  }

  #nameSession(leg: ActiveLeg, session: SessionId): void {
    leg.sessions.push(session);
    this.#bySession.set(session, leg);
  }

  #storeClosed(leg: ActiveLeg, closed: LegClosed): void {
    const { ledger, charging } = this.#options;
    leg.closed = closed;
    let charge: LegCharge | undefined;
    // The record is kept even if what it costs cannot be told.
    this.guarded(leg, () => (charge = charging.close(closed.leg, closed.durationMs)));
    ledger.legClosed(closed, charge);
  }

  #forget(leg: ActiveLeg): void {
    this.#options.log.info({ leg: leg.machine.leg }, 'call closed');
    this.#legs.delete(leg.machine.leg);
    for (const session of leg.sessions) {
      this.#bySession.delete(session);
      this.#trail.note(session, leg.machine.leg);
    }
    leg.owner.forgotten(leg.closed);
  }

  #settle(leg: ActiveLeg): void {
    const { machine, dialogue } = leg;
    const deadlineMs = machine.state === 'up' ? dialogue.nextDeadline() : machine.nextDeadline();
    if (deadlineMs === undefined) this.#deadlines.delete(leg);
    else this.#deadlines.set(leg, deadlineMs);
    this.#options.rescheduled();
  }
}
