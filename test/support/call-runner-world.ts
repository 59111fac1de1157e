import type { Clock } from '../../src/base/clock.js';
import { IdMaker, type LegId, type RecordingId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { seededRandom } from '../../src/base/random.js';
import { monotonicMs, utcMs } from '../../src/base/units.js';
import { RoomCalendar } from '../../src/booking/occurrences.js';
import type { LegCharge } from '../../src/billing/charge.js';
import type { LegClosed, LegJoined, LegOpened } from '../../src/billing/leg-record.js';
import { CallControl } from '../../src/call/call-control.js';
import { CallRouter } from '../../src/call/call-router.js';
import { CallRunner } from '../../src/call/call-runner.js';
import { ConferenceRunner } from '../../src/call/conference-runner.js';
import { DEFAULT_DIAL_PACE, type DialPace } from '../../src/call/dialler.js';
import { Door } from '../../src/call/door.js';
import { NO_STATS } from '../../src/call/leg-closed.js';
import type { Outbound } from '../../src/call/ports.js';
import { TrunkTable } from '../../src/call/trunk-table.js';
import { BlockList } from 'node:net';
import { ConferenceService } from '../../src/conference/conference-service.js';
import { MemoryTryLimiter } from '../../src/conference/try-limiter.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import { configSchema } from '../../src/config/schema.js';
import { DEFAULT_KEY_TIMES } from '../../src/ivr/digit-collector.js';
import type { Answer, Question } from '../../src/ivr/desk.js';
import type { DtmfKey, MixerCommand } from '../../src/mixer/mixer.js';
import type { SessionId, SipCommand } from '../../src/sip/endpoint-api.js';
import { CALLER_SDP, incomingInvite } from './calls.js';
import { FakeCharging } from './fake-charging.js';
import { FakeOutbound } from './fake-outbound.js';
import { sampleRoom } from './rooms.js';
import { sampleTrunk } from './trunks.js';

const { serviceNumbers } = configSchema.parse({
  serviceNumbers: [
    { pattern: '^88(\\d+)$', service: 'direct' },
    { number: '4006701018', service: 'bridge' },
    { number: '4006701019', service: 'quick' },
    { number: '4006701020', service: 'instant' },
  ],
});
const FIRST_PROMPT_DELAY_MS = 500;
const UTC_START = 1_700_000_000_000;

/** The call layer in virtual time, between recorders that a test can make fail. */
export class CallRunnerWorld {
  nowMs = 0;
  readonly sip: SipCommand[] = [];
  readonly mixed: MixerCommand[] = [];
  readonly opened: LegOpened[] = [];
  readonly closed: LegClosed[] = [];
  /** Throws from within the call layer when it returns true. */
  faultOn: (command: SipCommand | MixerCommand) => boolean = () => false;
  /** The room 73, which the account pays for. */
  readonly room = sampleRoom();
  readonly charging = new FakeCharging();
  readonly outbound = new FakeOutbound();
  readonly joined: LegJoined[] = [];
  readonly charges: (LegCharge | undefined)[] = [];
  readonly recordings: { readonly recording: RecordingId; readonly durationMs: number }[] = [];
  readonly events: ConferenceEvent[] = [];
  /** Answers the flows. */
  desk: (question: Question) => Answer = () => ({ type: 'unavailable' });
  /** Something else with a clock. */
  also: { nextDeadline(): number | undefined; tick(): void } | undefined;
  /** Opening rows are stored when `store` is called, not at once. */
  storeIsSlow = false;
  storeWorks = true;
  readonly #opened = new Set<LegId>();
  readonly #storing: (() => void)[] = [];
  readonly conferences: ConferenceRunner;
  readonly calls: CallRunner;
  readonly control: CallControl;

  /** `outbound`: what calls of ours pass instead of the recorder. */
  constructor(
    router = new CallRouter(serviceNumbers),
    outbound?: (clock: Clock) => Outbound,
    dialPace: DialPace = DEFAULT_DIAL_PACE,
  ) {
    const clock = { now: () => monotonicMs(this.nowMs), utcNow: () => utcMs(UTC_START + this.nowMs) };
    const ids = new IdMaker(seededRandom(1), () => clock.utcNow());
    const ledger = {
      writable: true,
      legOpened: (opened: LegOpened, done: (stored: boolean) => void) => {
        this.opened.push(opened);
        if (this.storeIsSlow) this.#storing.push(() => done(true));
        else done(this.storeWorks);
      },
      legJoined: (joined: LegJoined) => void this.joined.push(joined),
      legMoved: () => undefined,
      legClosed: (closed: LegClosed, charge: LegCharge | undefined) => {
        this.closed.push(closed);
        this.charges.push(charge);
      },
      recordingWritten: (recording: RecordingId, _files: unknown, durationMs: number) =>
        void this.recordings.push({ recording, durationMs }),
      conferenceEvent: (event: ConferenceEvent) => void this.events.push(event),
    };
    const mixer = { send: (command: MixerCommand) => this.#take(this.mixed, command) };
    const service = new ConferenceService();
    const around = { clock, ids, ledger, mixer, log: silentLog, rescheduled: () => undefined };
    this.conferences = new ConferenceRunner({ ...around, service });
    this.calls = new CallRunner({
      ...around,
      node: 'node-1',
      epoch: 1,
      charging: this.charging,
      outbound: outbound?.(clock) ?? this.outbound,
      desk: { ask: (question, _caller, done) => done(this.desk(question)) },
      dialPace,
      offersOptOut: false,
      sip: { command: (command) => this.#take(this.sip, command) },
      door: new Door({
        rooms: {
          find: (number, done) => done(number === this.room.room.number ? this.room : undefined),
        },
        calendar: new RoomCalendar(),
        conferences: service,
        tries: new MemoryTryLimiter(),
        earlyEntryMs: 0,
        now: () => clock.now(),
        utcNow: () => clock.utcNow(),
      }),
      conferences: this.conferences,
      router,
      trunks: new TrunkTable([sampleTrunk({ inbound: { screened: true } })]),
      offerAnswer: {
        codecs: ['PCMA', 'PCMU'],
        ptimeMs: 20,
        address: '198.51.100.1',
        policy: { allowLoopback: false, own: new BlockList() },
      },
      keyTimes: DEFAULT_KEY_TIMES,
      firstPromptDelayMs: FIRST_PROMPT_DELAY_MS,
      testCallsMax: 4,
    });
    this.control = new CallControl(this.conferences, ids);
  }

  /** The room or line that the leg is in, as far as the mixer was told. */
  mixOf(leg: LegId): string | undefined {
    const moved = this.mixed.findLast(
      (command) => (command.type === 'join-room' || command.type === 'leave-room') && command.leg === leg,
    );
    return moved?.type === 'join-room' ? moved.room : undefined;
  }

  /** What is due until `untilMs` happens, each at its time. */
  advanceTo(untilMs: number): void {
    for (;;) {
      const dueMs = [
        this.calls.nextDeadline(),
        this.conferences.nextDeadline(),
        this.also?.nextDeadline(),
      ].filter((at) => at !== undefined && at <= untilMs);
      if (dueMs.length === 0) break;
      this.nowMs = Math.max(this.nowMs, Math.min(...(dueMs as number[])));
      this.calls.tick();
      this.conferences.tick();
      this.also?.tick();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  advance(durationMs: number): void {
    this.advanceTo(this.nowMs + durationMs);
  }

  /** The opening rows that wait are durable now. */
  store(): void {
    for (const done of this.#storing.splice(0)) done();
  }

  press(leg: LegId, keys: string): void {
    for (const key of keys)
      this.calls.onMixer({ type: 'digit', leg, key: key as DtmfKey, atMs: monotonicMs(this.nowMs) });
  }

  /** What the leg is hearing has come to its end. */
  finishPlay(leg: LegId): void {
    const play = this.mixed.findLast((command) => command.type === 'play' && command.leg === leg);
    if (play?.type === 'play') this.calls.onMixer({ type: 'play-done', leg, play: play.play });
  }

  /** Until nothing is said to the leg any more. */
  finishPlays(leg: LegId): void {
    for (let before = -1; before !== this.mixed.length;) {
      before = this.mixed.length;
      this.finishPlay(leg);
    }
  }

  spokenTo(leg: LegId): readonly string[] {
    return this.mixed.flatMap((command) =>
      command.type === 'play' && command.leg === leg ? command.prompts.map(({ id }) => id) : [],
    );
  }

  /** The media legs of the calls that are being made are open: their INVITEs are out. */
  openLegs(): void {
    for (const command of this.mixed)
      if (command.type === 'open-leg' && !this.#opened.has(command.leg)) {
        this.#opened.add(command.leg);
        const leg = command.leg;
        this.calls.onMixer({ type: 'leg-opened', leg, address: '198.51.100.1', port: 30_000 });
      }
  }

  /** The sessions of our calls to this number, the first one first. */
  callsTo(number: string): readonly SessionId[] {
    this.openLegs();
    return this.sip.flatMap((command) =>
      command.type === 'invite' && command.invite.requestUri.includes(`:${number}@`) ? [command.session] : [],
    );
  }

  /** The session of the last call to this number. */
  callTo(number: string): SessionId {
    const session = this.callsTo(number).at(-1);
    if (session === undefined) throw new Error(`nobody has called ${number}`);
    return session;
  }

  legOf(session: SessionId): LegId {
    return session.split('/')[0] as LegId;
  }

  ringing(session: SessionId, sdp?: string): void {
    this.calls.onSip({ type: 'progressed', session, status: sdp === undefined ? 180 : 183, sdp });
  }

  /** Answers one of our calls; from the first packet on it can be spoken to. */
  answer(session: SessionId): LegId {
    const leg = this.legOf(session);
    const { dialog } = incomingInvite();
    this.calls.onSip({ type: 'answered', session, sdp: CALLER_SDP, dialog });
    this.calls.onMixer({ type: 'media-started', leg });
    return leg;
  }

  refuse(session: SessionId, status: number, cause?: number): void {
    const reason = cause === undefined ? {} : { cause: { cause } };
    this.calls.onSip({ type: 'ended', session, by: 'refused', status, ...reason });
    this.closeLeg(this.legOf(session));
  }

  hangUp(session: string, cause?: number): void {
    const reason = cause === undefined ? {} : { cause: { cause } };
    this.calls.onSip({ type: 'ended', session: session as SessionId, by: 'peer', status: 200, ...reason });
  }

  failures(): readonly string[] {
    return this.events.flatMap(({ fact }) => (fact.type === 'call-failed' ? [fact.failure.result] : []));
  }

  /** A call to the room on demand, until the caller is in it. */
  enter(session: string): LegId {
    this.ring(session);
    const leg = this.lastLeg();
    this.openLegs();
    this.acknowledge(session);
    return leg;
  }

  /** The ACK, and then the wait for the first prompt. */
  acknowledge(session: string): void {
    this.calls.onSip({ type: 'confirmed', session: session as SessionId, sdp: undefined });
    this.nowMs += FIRST_PROMPT_DELAY_MS;
    this.calls.tick();
  }

  ring(session: string, called = '881', from = '13812341234'): void {
    const fields = { From: `<sip:${from}@192.0.2.7>;tag=${session}` };
    const invite = incomingInvite({ requestUri: `sip:${called}@198.51.100.1`, callId: session, fields });
    this.calls.onSip({ type: 'incoming', session: session as SessionId, invite });
  }

  lastLeg(): LegId {
    const opening = this.mixed.findLast((command) => command.type === 'open-leg');
    if (opening === undefined) throw new Error('no leg was opened');
    return opening.leg;
  }

  /** What the media side says to each close-leg. */
  closeLeg(leg: LegId): void {
    this.calls.onMixer({ type: 'leg-closed', leg, stats: NO_STATS });
  }

  /** The same of all legs that were opened, once. */
  closeLegs(): void {
    const legs = this.mixed.flatMap((command) => (command.type === 'open-leg' ? [command.leg] : []));
    for (const leg of legs) this.closeLeg(leg);
  }

  /** The SIP commands to this call, by type. */
  told(session: string): readonly string[] {
    return this.sip
      .filter((command) => 'session' in command && command.session === session)
      .map(({ type }) => type);
  }

  #take<Command extends SipCommand | MixerCommand>(list: Command[], command: Command): void {
    list.push(command);
    if (this.faultOn(command)) throw new Error('made to fail');
  }
}
