import type { LegId } from '../../src/base/ids.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import type { Caller } from './caller.js';
import { faultsOf, leaksOf } from './leaks.js';
import { Ear, WINDOW_MS } from './listening.js';
import { MeetingModel } from './meeting-model.js';
import { INTRUDER_TONE_HZ } from './scenario.js';
import type { WireCall } from './timeline.js';
import { TONE_AMPLITUDE } from './voice.js';
import type { ServerWatcher } from './server.js';
import type { World } from './world.js';

/** After a change so long until the window that is listened to holds nothing from before it: jitter buffers,
 * lines, fades, and the window itself. */
const SETTLE_MS = WINDOW_MS + 600;
const LISTEN_EVERY_MS = WINDOW_MS;
/** Lost packets make a tone weaker and never bring one in. */
const HEARD_MIN = 0.35 * TONE_AMPLITUDE;
const UNHEARD_MAX = 0.1 * TONE_AMPLITUDE;
/** [S-figures]: no gap over 60 ms on a line that loses nothing. */
const GAP_MS_MAX = 60;
/** The engine counts silence in beats. */
const BEAT_MS = 20;
const MOVE_MS = 500;
/** A key that was begun so shortly before the end may be lost with the call. */
const KEY_AT_END_MS = 600;
/** With a good line and the right keys a caller is in a room so long after dialling. */
const ENTRY_MS_MAX = 9_000;

/** Watches a world while it runs and looks at what is left of it; every finding is one line. */
export class Checks implements ServerWatcher {
  readonly violations: string[] = [];
  /** How often a pair of callers was listened to, so that a world in which nothing is heard shows. */
  pairsListened = 0;
  readonly #world: World;
  readonly #model: MeetingModel;
  readonly #ear = new Ear();
  readonly #legs = new Map<
    LegId,
    { readonly keys: string[]; port: number; changedMs: number; entered: boolean }
  >();
  /** Rooms that somebody may have been kept out of. */
  readonly #guardedRooms = new Set<string>();
  #nextListenMs = 0;

  constructor(world: World) {
    this.#world = world;
    this.#model = new MeetingModel(world.scenario.rooms, (what) => this.#violation(what));
    world.watch(this);
  }

  onLegOpened(leg: LegId, port: number): void {
    this.#legs.set(leg, { keys: [], port, changedMs: 0, entered: false });
  }

  onDigit(leg: LegId, key: string): void {
    this.#legs.get(leg)?.keys.push(key);
    this.#model.digit(leg, key, this.#world.time.now());
  }

  onConferenceEvent(event: ConferenceEvent): void {
    const nowMs = this.#world.time.now();
    this.#model.event(event, nowMs);
    const { fact } = event;
    const { roomNumber } = this.#model.meetings.get(event.conference) ?? {};
    if (roomNumber !== undefined && (fact.type === 'lock-changed' || fact.type === 'number-barred'))
      this.#guardedRooms.add(roomNumber);
    if (fact.type !== 'entered' && fact.type !== 'left') return;
    const leg = this.#legs.get(fact.leg);
    if (leg === undefined) return this.#violation(`${fact.leg} ${fact.type} without a media leg`);
    leg.changedMs = nowMs;
    if (fact.type === 'left') return;
    leg.entered = true;
    const wanted = this.#callerOf(fact.leg)?.plan.entry;
    if (wanted?.room !== roomNumber || wanted?.role !== fact.role)
      this.#violation(`a caller for ${wanted?.room} as ${wanted?.role} is in ${roomNumber} as ${fact.role}`);
  }

  /** After each step of the world. */
  afterStep(): void {
    const nowMs = this.#world.time.now();
    if (nowMs < this.#nextListenMs) return;
    this.#nextListenMs = nowMs + LISTEN_EVERY_MS / 4;
    this.#compareMutes();
    this.#listenToAll(nowMs);
  }

  /** When the world is over. */
  atEnd(): void {
    this.#checkRecords();
    this.#checkKeys();
    this.#checkEntries();
    this.#checkGaps();
    for (const [what, count] of faultsOf(this.#world, this.#portsSuffice))
      if (count > 0) this.#violation(`${count} ${what}`);
    for (const [what, count] of this.#leaks()) if (count > 0) this.#violation(`${count} ${what} left`);
  }

  /** Whether everything that the callers have caused is gone. */
  get isQuiet(): boolean {
    return this.#leaks().every(([, count]) => count === 0);
  }

  get #portsSuffice(): boolean {
    const { portPairs, calls } = this.#world.scenario;
    return portPairs >= calls.length;
  }

  #leaks(): ReturnType<typeof leaksOf> {
    return leaksOf(this.#world, this.#world.callers);
  }

  #compareMutes(): void {
    for (const snapshot of this.#world.service.snapshots()) {
      const members = this.#model.meetings.get(snapshot.id)?.members;
      if (members?.size !== snapshot.participants.length)
        this.#violation(
          `${snapshot.id} has ${snapshot.participants.length} parties, by the rules ${members?.size}`,
        );
      for (const { leg, heard } of snapshot.participants) {
        const member = members?.get(leg);
        if (member !== undefined && this.#model.isHeard(member) !== heard)
          this.#violation(`${this.#nameOf(leg)} is ${heard ? 'heard' : 'muted'} against the rules`);
      }
    }
  }

  #listenToAll(nowMs: number): void {
    const steady = this.#world.callers.filter((caller) => this.#isSteady(caller, nowMs));
    for (const listener of steady) {
      if (!listener.listens) continue;
      const { lastArrivalMs } = listener.voice;
      if (lastArrivalMs === undefined || nowMs - lastArrivalMs > WINDOW_MS / 2)
        this.#violation(`${listener.plan.name} is sent nothing`);
      else if (this.#ear.listen(listener.voice)) {
        for (const talker of steady) this.#listen(listener, talker);
        if (this.#ear.amplitude(INTRUDER_TONE_HZ) > UNHEARD_MAX)
          this.#violation(`${listener.plan.name} hears the intruder`);
      }
    }
  }

  #isSteady(caller: Caller, nowMs: number): boolean {
    const leg = this.#legOf(caller);
    if (leg === undefined || caller.steadySinceMs > nowMs - SETTLE_MS) return false;
    const { ackedMs = nowMs, byeMs } = this.#wireOf(caller) ?? {};
    // Without the ACK to a late offer nobody knows where to send; after the end nobody sends.
    const isOver = byeMs !== undefined || this.#world.ledger.legs.get(leg)?.closed.length !== 0;
    if (ackedMs > nowMs - SETTLE_MS || isOver) return false;
    const changedMs = this.#model.meetingOf(leg)?.changedMs ?? this.#legs.get(leg)?.changedMs ?? 0;
    return changedMs <= nowMs - SETTLE_MS;
  }

  #listen(listener: Caller, talker: Caller): void {
    const meeting = this.#model.meetingOf(this.#legOf(listener)!);
    const member = meeting?.members.get(this.#legOf(talker)!);
    const isHeard =
      listener !== talker && talker.talks && member !== undefined && this.#model.isHeard(member);
    const amplitude = this.#ear.amplitude(talker.plan.toneHz);
    this.pairsListened += 1;
    if (isHeard ? amplitude >= HEARD_MIN : amplitude <= UNHEARD_MAX) return;
    const whom = listener === talker ? 'itself' : talker.plan.name;
    const how = isHeard ? 'does not hear' : 'hears';
    this.#violation(`${listener.plan.name} ${how} ${whom} (${amplitude.toFixed(0)} of ${TONE_AMPLITUDE})`);
  }

  #checkRecords(): void {
    const { ledger, timeline, sockets } = this.#world;
    for (const leg of ledger.reopened) this.#violation(`${leg} was opened twice in the ledger`);
    for (const { leg } of ledger.orphans) this.#violation(`${leg} was written without an opening`);
    for (const [leg, { opened, joined, closed }] of ledger.legs) {
      const name = this.#nameOf(leg);
      if (closed.length !== 1) this.#violation(`the record of ${name} was closed ${closed.length} times`);
      if (joined.length > 1) this.#violation(`${name} joined ${joined.length} times`);
      const record = closed[0];
      if (record === undefined) continue;
      const lastPacketMs = sockets.lastPacketMs(this.#legs.get(leg)?.port ?? 0) ?? 0;
      // What comes from the old port while it moves to another may be heard or not.
      const isMoving = lastPacketMs < (this.#callerOf(leg)?.movedMs ?? -MOVE_MS) + MOVE_MS;
      const range = timeline.duration(record, opened.sipCallId, {
        fromMs: lastPacketMs - (isMoving ? MOVE_MS : BEAT_MS),
        untilMs: lastPacketMs + BEAT_MS,
      });
      const { durationMs, reason } = record;
      if (range === undefined) this.#violation(`${name} was recorded and has no end on the wire`);
      else if (durationMs < range.minMs || durationMs > range.maxMs)
        this.#violation(
          `${name} lasted ${range.minMs}–${range.maxMs} ms, its record says ${durationMs} (${reason})`,
        );
    }
  }

  #checkKeys(): void {
    for (const caller of this.#world.callers) {
      const leg = this.#legOf(caller);
      if (leg === undefined) continue;
      const sent = caller.voice.keysSent;
      const received = this.#legs.get(leg)!.keys;
      const endMs = this.#endOf(leg, caller);
      const certain = sent.filter(({ atMs }) => atMs < endMs - KEY_AT_END_MS).length;
      const receivedText = received.join('');
      const sentText = sent.map(({ key }) => key).join('');
      // Until the ACK brings the answer to a late offer nobody knows how keys are sent.
      const ackedMs = caller.plan.lateOffer ? (this.#wireOf(caller)?.ackedMs ?? endMs) : 0;
      const early = sent.filter(({ atMs }) => atMs < ackedMs).length;
      const isWhole = (missing: number): boolean =>
        sentText.startsWith(receivedText, missing) && received.length >= certain - missing;
      if (!Array.from({ length: early + 1 }, (_, missing) => missing).some(isWhole))
        this.#violation(`${caller.plan.name} pressed ${sentText} and ${receivedText} came`);
    }
  }

  /** A caller with a good line, the right keys and nothing against it must get in. */
  #checkEntries(): void {
    const { scenario, callers } = this.#world;
    if (scenario.outage !== undefined || scenario.webEndAtMs !== undefined) return;
    if (!this.#portsSuffice) return;
    for (const caller of callers) {
      const { entry, line, end, name } = caller.plan;
      if (entry === undefined || line.sipLoss > 0 || line.rtpLoss > 0) continue;
      if (end.how === 'cancel' || end.atMs < ENTRY_MS_MAX || this.#guardedRooms.has(entry.room)) continue;
      const leg = this.#legOf(caller);
      if (leg === undefined || this.#legs.get(leg)?.entered !== true)
        this.#violation(`${name} did not get into ${entry.room}`);
    }
  }

  #checkGaps(): void {
    for (const { plan, voice } of this.#world.callers) {
      if (voice.strangePackets > 0)
        this.#violation(`${plan.name} was sent ${voice.strangePackets} strange packets`);
      if (plan.line.rtpLoss > 0 || voice.gapMsMax <= GAP_MS_MAX + plan.line.jitterMs) continue;
      this.#violation(`${plan.name} was sent nothing for ${voice.gapMsMax} ms`);
    }
  }

  #endOf(leg: LegId, caller: Caller): number {
    const wire = this.#wireOf(caller);
    const lastPacketMs = this.#world.sockets.lastPacketMs(this.#legs.get(leg)?.port ?? 0) ?? 0;
    return Math.min(wire?.byeMs ?? lastPacketMs, lastPacketMs);
  }

  #wireOf(caller: Caller): WireCall | undefined {
    return this.#world.timeline.calls.get(caller.call.callId);
  }

  #legOf(caller: Caller): LegId | undefined {
    for (const [leg, { opened }] of this.#world.ledger.legs)
      if (opened.sipCallId === caller.call.callId) return leg;
    return undefined;
  }

  #callerOf(leg: LegId): Caller | undefined {
    const callId = this.#world.ledger.legs.get(leg)?.opened.sipCallId;
    return this.#world.callers.find(({ call }) => call.callId === callId);
  }

  #nameOf(leg: LegId): string {
    return this.#callerOf(leg)?.plan.name ?? leg;
  }

  /** What stays wrong is said once. */
  #violation(what: string): void {
    if (this.violations.includes(what)) return;
    this.violations.push(what);
    this.#world.trace(`VIOLATION ${what}`);
  }
}
