import type { Clock } from '../base/clock.js';
import type { IdMaker, LegId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { MonotonicMs } from '../base/units.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import type { Mixer, MixerEvent } from '../mixer/mixer.js';
import type { IncomingInvite, SessionId, SipEvent } from '../sip/endpoint-api.js';
import type { BrowserLine } from './browser-line.js';
import type { CallRouter } from './call-router.js';
import { CodeCalls, type CodeCall, type CodeCallResult } from './code-calls.js';
import type { ConferenceRunner } from './conference-runner.js';
import { Dialler, type DialPace } from './dialler.js';
import type { DialogueAround } from './dialogue.js';
import type { Door } from './door.js';
import { IncomingCalls } from './incoming-calls.js';
import { Legs, type LiveLeg } from './legs.js';
import type { OfferAnswerOptions } from './offer-answer.js';
import { OutgoingCalls } from './outgoing-calls.js';
import type { Charging, Desk, Ledger, Outbound, SipPort } from './ports.js';
import { ReturnMemory } from './return-memory.js';
import { TestLoop } from './test-loop.js';
import type { TrunkLoad } from './trunk-load.js';
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
  readonly charging: Charging;
  readonly outbound: Outbound;
  readonly desk: Desk;
  readonly door: Door;
  readonly conferences: ConferenceRunner;
  readonly router: CallRouter;
  readonly trunks: TrunkTable;
  readonly offerAnswer: Omit<OfferAnswerOptions, 'sessionId' | 'learnFrom'>;
  readonly keyTimes: KeyTimes;
  readonly firstPromptDelayMs: number;
  readonly testCallsMax: number;
  readonly dialPace: DialPace;
  /** Called parties hear that they can press 9 to be called no more [S41]. */
  readonly offersOptOut: boolean;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
}

/** Where signalling, media and rules meet: the legs of a node, and who takes, makes and leads them. */
export class CallRunner {
  readonly #options: CallRunnerOptions;
  readonly #legs: Legs;
  readonly #incoming: IncomingCalls;
  readonly #outgoing: OutgoingCalls;
  readonly #dialler: Dialler;
  readonly #codes: CodeCalls;
  #sessions = 0;

  constructor(options: CallRunnerOptions) {
    this.#options = options;
    const { conferences, dialPace: pace } = options;
    const dialogues: DialogueAround = {
      ...options,
      returns: new ReturnMemory(),
      testLoop: new TestLoop(options.mixer, options.ids),
    };
    const nextSessionId = (): string => String(++this.#sessions);
    this.#legs = new Legs(options);
    this.#incoming = new IncomingCalls({ ...options, nextSessionId }, this.#legs, dialogues);
    this.#outgoing = new OutgoingCalls({ ...options, nextSessionId }, this.#legs, dialogues);
    this.#dialler = new Dialler({ ...options, calls: this.#outgoing, pace });
    this.#codes = new CodeCalls(options.outbound, this.#outgoing, options.keyTimes);
    conferences.serveCalls({
      toLeg: (leg, effect) => this.#legs.inDialogueOf(leg, (dialogue) => dialogue.onConference(effect)),
      dial: (effect) => this.#dialler.dial(effect),
      giveUp: (effect) => this.#dialler.giveUp(effect),
      conferenceClosed: (conference) => this.#dialler.conferenceClosed(conference),
    });
  }

  /** Legs that are up or on their way, and calls that are to be made. */
  get size(): number {
    return this.#legs.size + this.#dialler.waiting;
  }

  /** Somebody is on the line: what is only rung or to be called does not count. */
  get hasAnswered(): boolean {
    return this.#legs.hasAnswered;
  }

  /** For the beat that notes legs alive [S50]. */
  liveLegs(): readonly LegId[] {
    return this.#legs.ids();
  }

  /** Calls that came in, by trunk. */
  get incomingLoad(): Pick<TrunkLoad, 'callsOf' | 'newCallsOf'> {
    return this.#incoming.load;
  }

  live(): readonly LiveLeg[] {
    return this.#legs.live();
  }

  /** Whose a session is, or was. */
  legOf(session: SessionId): LegId | undefined {
    return this.#legs.legOf(session);
  }

  describe(): readonly string[] {
    return this.#legs.describe();
  }

  counts(): Readonly<Record<string, number>> {
    const { faults, ...incoming } = this.#incoming.counters.snapshot();
    const legs = this.#legs.counters.snapshot();
    const { faults: diallerFaults, ...dialler } = this.#dialler.counters.snapshot();
    return { ...incoming, ...dialler, ...legs, faults: faults + diallerFaults + legs.faults };
  }

  nextDeadline(): MonotonicMs | undefined {
    const legsMs = this.#legs.nextDeadline();
    const diallerMs = this.#dialler.nextDeadline();
    if (legsMs === undefined || diallerMs === undefined) return legsMs ?? diallerMs;
    return legsMs < diallerMs ? legsMs : diallerMs;
  }

  tick(): void {
    this.#legs.tick();
    this.#dialler.tick();
  }

  /** Ends every call, and makes no more, as when the server stops. */
  endAll(reason: LegEndReason): void {
    this.#dialler.stop();
    this.#legs.endAll(reason);
  }

  onSip(event: SipEvent): void {
    switch (event.type) {
      case 'incoming':
        return this.#incoming.onIncoming(event.session, event.invite);
      case 'pinged':
        // The state of the trunks is followed by whoever pings them [C14].
        return;
      default:
        return this.#legs.onSip(event);
    }
  }

  /** The call of a browser, by a connection that may reach this [S47]. */
  onBrowser(session: SessionId, invite: IncomingInvite, line: BrowserLine): void {
    this.#incoming.onBrowser(session, invite, line);
  }

  endSession(session: SessionId, reason: LegEndReason): void {
    this.#legs.endBySession(session, reason);
  }

  onMixer(event: MixerEvent): void {
    if (event.type === 'recording-written') this.#options.conferences.onRecordingWritten(event);
    else this.#legs.onMixer(event);
  }

  /** Speaks a code to a phone, to prove whose it is [S38]; `done` comes once. */
  callWithCode(request: CodeCall, done: (result: CodeCallResult) => void): void {
    this.#codes.call(request, done);
  }

  /** A leg whose next block cannot be paid, whatever its conference does [S49]. */
  cut(leg: LegId, reason: LegEndReason): void {
    this.#legs.endById(leg, reason);
  }
}
