import type { LegId } from '../../src/base/ids.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import type { MixerCommand } from '../../src/mixer/mixer.js';
import type { Caller } from './caller.js';
import type { Telephone } from './carrier.js';
import { MeetingModel } from './meeting-model.js';
import type { ServerWatcher } from './server-options.js';
import type { WireCall } from './timeline.js';
import type { World } from './world.js';

export type Phone = Caller | Telephone;

interface WatchedLeg {
  readonly keys: string[];
  readonly port: number;
  changedMs: number;
  entered: boolean;
  /** When its last packet came, once it is closed: its port may be another leg's afterwards. */
  lastPacketMs: number | undefined;
}

/** Keeps what the checks of a world need to know of its legs, and what they find. */
export class Watch implements ServerWatcher {
  readonly violations: string[] = [];
  readonly world: World;
  readonly model: MeetingModel;
  readonly legs = new Map<LegId, WatchedLeg>();
  /** Rooms that somebody may have been kept out of. */
  readonly guardedRooms = new Set<string>();

  constructor(world: World) {
    this.world = world;
    this.model = new MeetingModel(world.scenario.rooms, (what) => this.violation(what));
    world.watch(this);
  }

  onLegOpened(leg: LegId, port: number): void {
    this.legs.set(leg, { keys: [], port, changedMs: 0, entered: false, lastPacketMs: undefined });
  }

  onMixerCommand(command: MixerCommand): void {
    if (command.type !== 'close-leg') return;
    const leg = this.legs.get(command.leg);
    if (leg !== undefined) leg.lastPacketMs ??= this.world.sockets.lastPacketMs(leg.port) ?? 0;
  }

  onDigit(leg: LegId, key: string): void {
    this.legs.get(leg)?.keys.push(key);
    this.model.digit(leg, key, this.world.time.now());
  }

  onConferenceEvent(event: ConferenceEvent): void {
    const nowMs = this.world.time.now();
    this.model.event(event, nowMs);
    const { fact } = event;
    const { roomNumber } = this.model.meetings.get(event.conference) ?? {};
    if (roomNumber !== undefined && (fact.type === 'lock-changed' || fact.type === 'number-barred'))
      this.guardedRooms.add(roomNumber);
    if (fact.type !== 'entered' && fact.type !== 'left') return;
    const leg = this.legs.get(fact.leg);
    if (leg === undefined) return this.violation(`${fact.leg} ${fact.type} without a media leg`);
    leg.changedMs = nowMs;
    if (fact.type === 'left') return;
    leg.entered = true;
    const wanted = this.callerOf(fact.leg)?.plan.entry;
    if (fact.called === undefined && (wanted?.room !== roomNumber || wanted?.role !== fact.role))
      this.violation(`a caller for ${wanted?.room} as ${wanted?.role} is in ${roomNumber} as ${fact.role}`);
  }

  /** Every call has a port, those that are made too. */
  get portsSuffice(): boolean {
    const { portPairs, calls } = this.world.scenario;
    return portPairs >= 2 * calls.length;
  }

  lastPacketMs(leg: LegId): number {
    const { port = 0, lastPacketMs } = this.legs.get(leg) ?? {};
    return lastPacketMs ?? this.world.sockets.lastPacketMs(port) ?? 0;
  }

  wireOf({ call }: Phone): WireCall | undefined {
    return this.world.timeline.calls.get(call.callId);
  }

  legOf({ call }: Phone): LegId | undefined {
    for (const [leg, { opened }] of this.world.ledger.legs) if (opened.sipCallId === call.callId) return leg;
    return undefined;
  }

  callerOf(leg: LegId): Caller | undefined {
    const callId = this.world.ledger.legs.get(leg)?.opened.sipCallId;
    return this.world.callers.find(({ call }) => call.callId === callId);
  }

  nameOf(leg: LegId): string {
    const callId = this.world.ledger.legs.get(leg)?.opened.sipCallId;
    return this.world.phones.find(({ call }) => call.callId === callId)?.name ?? leg;
  }

  /** What stays wrong is said once. */
  violation(what: string): void {
    if (this.violations.includes(what)) return;
    this.violations.push(what);
    this.world.trace(`VIOLATION ${what}`);
  }
}
