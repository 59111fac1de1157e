import type { Clock } from '../base/clock.js';
import type { ConferenceId, IdMaker, LegId, ParticipantId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { fail, ok } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { Actor, CommandBody } from '../conference/commands.js';
import type { LeaveReason } from '../conference/leave-reason.js';
import type { Caller, Role } from '../conference/participant.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import { flowOf } from '../ivr/flow-of-service.js';
import { PlayNumbers, type Flow, type FlowEffect, type FlowInput } from '../ivr/flow.js';
import { InCall } from '../ivr/flows/in-call.js';
import type { Mixer } from '../mixer/mixer.js';
import type { CallRoute } from './call-router.js';
import type { ConferenceRunner, LegEffect } from './conference-runner.js';
import { definitionOf, definitionOnDemand, type Door } from './door.js';
import type { Ledger, RoomAndAccount } from './ports.js';
import type { TestLoop } from './test-loop.js';

/** What all dialogues of a node share. */
export interface DialogueAround {
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  readonly mixer: Mixer;
  readonly ledger: Ledger;
  readonly door: Door;
  readonly conferences: ConferenceRunner;
  readonly testLoop: TestLoop;
  readonly keyTimes: KeyTimes;
}

/** The way back to the call that it belongs to. */
export interface DialogueHost {
  /** The dialogue is over: hang up. */
  end(reason: LegEndReason): void;
  /** Runs what comes back later under the call's protection, and only while the call is up. */
  resume(work: () => void): void;
}

/**
 * What one caller goes through, from the first prompt to the last: performs what the flows want, carries
 * the caller into its conference and brings back what the conference does to it.
 */
export class Dialogue {
  readonly #around: DialogueAround;
  readonly #host: DialogueHost;
  readonly #leg: LegId;
  readonly #route: CallRoute;
  readonly #caller: Caller;
  readonly #plays = new PlayNumbers();
  #flow: Flow;
  /** What the door found, kept between `admit` and `enter`. */
  #room: RoomAndAccount | undefined;
  #conference: ConferenceId | undefined;
  #participant: ParticipantId | undefined;

  constructor(leg: LegId, route: CallRoute, around: DialogueAround, host: DialogueHost) {
    this.#around = around;
    this.#host = host;
    this.#leg = leg;
    this.#route = route;
    this.#caller = { number: route.caller.e164, asserted: route.assertedCaller !== undefined };
    this.#flow = flowOf(route.service, around.keyTimes, this.#plays);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#flow.nextDeadline();
  }

  describe(): string {
    return this.#flow.describe();
  }

  feed(input: FlowInput): void {
    for (const effect of this.#flow.handle(input, this.#around.clock.now())) this.#perform(effect);
  }

  onTalking(talking: boolean): void {
    this.#tell({ type: 'talking', leg: this.#leg, talking });
  }

  onConference(effect: LegEffect): void {
    const { type } = effect;
    if (type === 'say') this.feed({ type, announcement: effect.announcement, language: effect.language });
    else if (type === 'music') this.feed({ type, on: effect.on });
    else {
      const { farewell, language, reason } = effect;
      this.feed({ type: 'farewell', announcement: farewell, language, reason });
    }
  }

  /** The leg is over, whoever ended it. */
  leave(reason: LegEndReason): void {
    this.#tell({ type: 'leave', leg: this.#leg, reason: leaveReason(reason) });
    this.#around.testLoop.leave(this.#leg);
  }

  #perform(effect: FlowEffect): void {
    const leg = this.#leg;
    const { mixer, door, testLoop } = this.#around;
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
        return door.findRoom(effect.roomNumber, this.#caller, (answer) =>
          this.#resume({ type: 'room', answer }),
        );
      case 'admit':
        return this.#admit(effect.roomNumber, effect.password);
      case 'enter':
        return this.#enter(effect.roomNumber, effect.role);
      case 'command':
        return this.#ask(effect.command);
      case 'measure':
        // The round trip comes with RTCP.
        return this.feed({ type: 'measured', roundTripMs: undefined, bufferMs: undefined });
      case 'pair':
        return testLoop.pair(leg, (input) => this.#resume(input));
      case 'release':
        return this.#host.end(effect.reason);
    }
  }

  #resume(input: FlowInput): void {
    this.#host.resume(() => this.feed(input));
  }

  #admit(roomNumber: string, password: string | undefined): void {
    if (this.#route.onDemand)
      return this.feed({ type: 'admission', result: ok({ role: 'attendee', announced: false }), waitMs: 0 });
    this.#around.door.admit(roomNumber, password, this.#caller, ({ result, waitMs }, found) => {
      this.#room = found;
      this.#resume({ type: 'admission', result, waitMs });
    });
  }

  #enter(roomNumber: string, role: Role): void {
    const { conferences, ids } = this.#around;
    const found = this.#room;
    const definition =
      found === undefined
        ? definitionOnDemand(roomNumber, this.#route.service.language)
        : definitionOf(found);
    const opened = conferences.dispatch({ type: 'open', definition }, ids.next(), SYSTEM);
    if (!opened.result.ok || opened.result.value.type !== 'opened') return this.#refuseEntry(undefined);
    const { conference } = opened.result.value;
    const participant = ids.next<ParticipantId>();
    const entry = this.#flow;
    // The conference speaks to the party from the moment it enters: its dialogue must stand before.
    this.#flow = new InCall({ participant, role, language: definition.language, plays: this.#plays });
    this.#conference = conference;
    this.#participant = participant;
    const entered = conferences.dispatch(
      { type: 'enter', participant, leg: this.#leg, role, way: 'dial-in', caller: this.#caller },
      conference,
      SYSTEM,
    );
    if (entered.result.ok) return this.#joined(participant, conference);
    this.#flow = entry;
    this.#conference = undefined;
    this.#participant = undefined;
    this.#refuseEntry(entered.result.error.code);
  }

  #joined(participant: ParticipantId, conference: ConferenceId): void {
    const { ledger, clock, log } = this.#around;
    const { room, account } = this.#room ?? {};
    const joinMs = clock.utcNow();
    ledger.legJoined({
      leg: this.#leg,
      participant,
      conference,
      room: room?.id,
      account: account?.id,
      joinMs,
    });
    log.info({ leg: this.#leg, conference, participant, room: room?.id }, 'party entered');
  }

  #refuseEntry(code: string | undefined): void {
    const known = code === 'CONFERENCE_LOCKED' || code === 'CONFERENCE_FULL' || code === 'CALLER_BARRED';
    this.feed({
      type: 'admission',
      result: fail({ code: known ? code : 'CANNOT_CONNECT' } as const),
      waitMs: 0,
    });
  }

  /** What the keypad asks, the participant asks. */
  #ask(command: CommandBody): void {
    if (this.#participant === undefined) return;
    this.#dispatch(command, { kind: 'participant', participant: this.#participant });
  }

  /** What happens to the leg, the system tells. */
  #tell(command: CommandBody): void {
    this.#dispatch(command, SYSTEM);
  }

  #dispatch(command: CommandBody, by: Actor): void {
    if (this.#conference !== undefined) this.#around.conferences.dispatch(command, this.#conference, by);
  }
}

const SYSTEM: Actor = { kind: 'system' };

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
    case 'balance-out':
    case 'cost-limit':
      return reason;
    case 'media-lost':
      return 'lost';
    default:
      return 'fault';
  }
}
