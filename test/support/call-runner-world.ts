import { IdMaker, type LegId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { seededRandom } from '../../src/base/random.js';
import { monotonicMs, utcMs } from '../../src/base/units.js';
import type { LegClosed, LegOpened } from '../../src/billing/leg-record.js';
import { CallRouter } from '../../src/call/call-router.js';
import { CallRunner } from '../../src/call/call-runner.js';
import { ConferenceRunner } from '../../src/call/conference-runner.js';
import { Door } from '../../src/call/door.js';
import { TrunkTable } from '../../src/call/trunk-table.js';
import { BlockList } from 'node:net';
import { ConferenceService } from '../../src/conference/conference-service.js';
import { MemoryTryLimiter } from '../../src/conference/try-limiter.js';
import { configSchema } from '../../src/config/schema.js';
import { DEFAULT_KEY_TIMES } from '../../src/ivr/digit-collector.js';
import type { MixerCommand } from '../../src/mixer/mixer.js';
import type { SessionId, SipCommand } from '../../src/sip/endpoint-api.js';
import { incomingInvite } from './calls.js';
import { sampleTrunk } from './trunks.js';

const { serviceNumbers } = configSchema.parse({
  serviceNumbers: [
    { pattern: '^88(\\d+)$', service: 'direct' },
    { number: '4006701018', service: 'bridge' },
  ],
});
const FIRST_PROMPT_DELAY_MS = 500;
const STATS = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  packetsLate: 0,
  packetsDuplicate: 0,
  packetsForeign: 0,
  framesConcealed: 0,
  jitterMs: 0,
  driftPpm: 0,
  roundTripMs: undefined,
  remoteLost: undefined,
  mos: 0,
};

/** The call layer in virtual time, between recorders that a test can make fail. */
export class CallRunnerWorld {
  nowMs = 0;
  readonly sip: SipCommand[] = [];
  readonly mixed: MixerCommand[] = [];
  readonly opened: LegOpened[] = [];
  readonly closed: LegClosed[] = [];
  /** Throws from within the call layer when it returns true. */
  faultOn: (command: SipCommand | MixerCommand) => boolean = () => false;
  readonly conferences: ConferenceRunner;
  readonly calls: CallRunner;

  constructor(router = new CallRouter(serviceNumbers)) {
    const clock = { now: () => monotonicMs(this.nowMs), utcNow: () => utcMs(1_700_000_000_000 + this.nowMs) };
    const ids = new IdMaker(seededRandom(1), () => clock.utcNow());
    const ledger = {
      writable: true,
      legOpened: (opened: LegOpened, done: (stored: boolean) => void) => {
        this.opened.push(opened);
        done(true);
      },
      legJoined: () => undefined,
      legMoved: () => undefined,
      legClosed: (closed: LegClosed) => void this.closed.push(closed),
      recordingWritten: () => undefined,
      conferenceEvent: () => undefined,
    };
    const mixer = { send: (command: MixerCommand) => this.#take(this.mixed, command) };
    const service = new ConferenceService();
    const around = { clock, ids, ledger, mixer, rescheduled: () => undefined };
    this.conferences = new ConferenceRunner({ ...around, service });
    this.calls = new CallRunner({
      ...around,
      node: 'node-1',
      epoch: 1,
      log: silentLog,
      sip: { command: (command) => this.#take(this.sip, command) },
      door: new Door({
        rooms: { find: (_, done) => done(undefined) },
        conferences: service,
        tries: new MemoryTryLimiter(),
        earlyEntryMs: 0,
        now: () => clock.now(),
        utcNow: () => clock.utcNow(),
      }),
      conferences: this.conferences,
      router,
      trunks: new TrunkTable([sampleTrunk()]),
      offerAnswer: {
        codecs: ['PCMA', 'PCMU'],
        ptimeMs: 20,
        address: '198.51.100.1',
        policy: { allowLoopback: false, own: new BlockList() },
      },
      keyTimes: DEFAULT_KEY_TIMES,
      firstPromptDelayMs: FIRST_PROMPT_DELAY_MS,
    });
  }

  /** A call to the room on demand, until the caller is in it. */
  enter(session: string): LegId {
    this.ring(session);
    const leg = this.lastLeg();
    this.calls.onMixer({ type: 'leg-opened', leg, address: '198.51.100.1', port: 30_000 });
    this.acknowledge(session);
    return leg;
  }

  /** The ACK, and then the wait for the first prompt. */
  acknowledge(session: string): void {
    this.calls.onSip({ type: 'confirmed', session: session as SessionId, sdp: undefined });
    this.nowMs += FIRST_PROMPT_DELAY_MS;
    this.calls.tick();
  }

  ring(session: string, called = '881'): void {
    const invite = incomingInvite({ requestUri: `sip:${called}@198.51.100.1`, callId: session });
    this.calls.onSip({ type: 'incoming', session: session as SessionId, invite });
  }

  lastLeg(): LegId {
    const opening = this.mixed.findLast((command) => command.type === 'open-leg');
    if (opening === undefined) throw new Error('no leg was opened');
    return opening.leg;
  }

  /** What the media side says to each close-leg. */
  closeLeg(leg: LegId): void {
    this.calls.onMixer({ type: 'leg-closed', leg, stats: STATS });
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
