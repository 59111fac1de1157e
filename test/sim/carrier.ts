import { seededRandom } from '../../src/base/random.js';
import type { MonotonicMs } from '../../src/base/units.js';
import { AnsweringCall, type AnswerPlan } from '../support/phone/answering-call.js';
import { sessionDescription } from '../support/phone/session-description.js';
import { headerOf, mediaOf } from '../support/phone/sip-text.js';
import { ipv4Word, PERFECT_LINE, type Line, type Network, type Port } from './network.js';
import { SimVoice } from './voice.js';

/** A telephone that can be called: what somebody does there, and how it sounds. */
export interface TelephonePlan extends AnswerPlan {
  readonly toneHz: number;
  readonly line?: Line;
  /** Pressed one after another, each so long after the answer. */
  readonly keys?: readonly { readonly afterMs: number; readonly keys: string }[];
}

export interface CarrierOptions {
  readonly network: Network;
  readonly seed: number;
  readonly t1Ms: number;
  readonly now: () => MonotonicMs;
  /** By the number as it is written for the carrier; undefined: there is no such number. */
  readonly planOf: (number: string, index: number) => TelephonePlan | undefined;
  /** What the signalling goes through. */
  readonly line?: Line;
  readonly trace: (line: string) => void;
}

export const CARRIER_HOST = '10.2.0.1';
const CARRIER_PORT = 5060;
const MEDIA_PORT = 4000;
const UNKNOWN_NUMBER: TelephonePlan = { refusesWith: 404, answersAfterMs: 0, toneHz: 0 };

/** One call that reached a telephone, with an ear and a voice of its own. */
export class Telephone {
  readonly call: AnsweringCall;
  readonly voice: SimVoice;
  readonly plan: TelephonePlan;
  readonly name: string;
  /** When its call last came up or ended. */
  steadySinceMs: MonotonicMs;
  readonly #network: Network;
  readonly #port: Port;
  readonly #target: { readonly word: number; readonly port: number } | undefined;
  readonly #keys: { readonly afterMs: number; readonly keys: string }[];
  #nowMs: MonotonicMs;

  constructor(
    invite: string,
    plan: TelephonePlan,
    around: { readonly options: CarrierOptions; readonly index: number },
  ) {
    const { options, index } = around;
    const { network, t1Ms, now } = options;
    const random = seededRandom(options.seed ^ (0xca11ed + index));
    const host = `10.2.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`;
    this.plan = plan;
    this.#network = network;
    this.#nowMs = now();
    this.#keys = [...(plan.keys ?? [])];
    this.voice = new SimVoice({ codec: 'PCMA', toneHz: plan.toneHz, random });
    this.#port = {
      host,
      port: MEDIA_PORT,
      word: ipv4Word(host),
      line: plan.line ?? PERFECT_LINE,
      receive: (bytes, length) => this.voice.onPacket(bytes, length, this.#nowMs),
    };
    network.bind(this.#port);
    const sdp = sessionDescription({
      media: { host, port: MEDIA_PORT },
      codec: 'PCMA',
      direction: 'sendrecv',
      version: 1,
    });
    const local = { host: CARRIER_HOST, port: CARRIER_PORT };
    this.call = new AnsweringCall({ invite, local, sdp, plan, random, t1Ms }, now());
    const media = mediaOf(this.call.remoteSdp);
    this.name = `telephone ${this.call.calledNumber}`;
    this.steadySinceMs = now();
    this.#target = media && { word: ipv4Word(media.host), port: media.port };
    if (plan.earlyMedia === true) this.voice.start(this.#nowMs);
  }

  get state(): AnsweringCall['state'] {
    return this.call.state;
  }

  get isUp(): boolean {
    return this.call.state === 'up';
  }

  get toneHz(): number {
    return this.plan.toneHz;
  }

  /** Its tone goes out; before the answer it is the network's. */
  get talks(): boolean {
    return this.voice.sending;
  }

  get listens(): boolean {
    return this.isUp;
  }

  get rtpLoss(): number {
    return this.plan.line?.rtpLoss ?? 0;
  }

  press(keys: string): void {
    this.voice.press(keys);
  }

  onMessage(text: string, nowMs: MonotonicMs): readonly string[] {
    const answers = this.call.onMessage(text, nowMs);
    this.#follow(nowMs);
    return answers;
  }

  hangUp(nowMs: MonotonicMs, cause?: number): readonly string[] {
    const sent = this.call.hangUp(nowMs, cause);
    this.#follow(nowMs);
    return sent;
  }

  /** Call once for each millisecond; what is to be sent to the server. */
  step(nowMs: MonotonicMs): readonly string[] {
    this.#nowMs = nowMs;
    const dueMs = this.call.nextDeadline();
    const sent = dueMs !== undefined && dueMs <= nowMs ? this.call.onTimer(nowMs) : [];
    this.#follow(nowMs);
    const length = this.voice.onTimer(nowMs);
    if (length > 0 && this.#target !== undefined)
      this.#network.send('rtp', this.voice.packet, 0, length, this.#port, this.#target);
    return sent;
  }

  #follow(nowMs: MonotonicMs): void {
    const { call, voice } = this;
    if (voice.keysWaiting) this.steadySinceMs = nowMs;
    if (call.state === 'over' || call.state === 'ending') {
      if (voice.sending) this.steadySinceMs = nowMs;
      return voice.stop();
    }
    if (call.state !== 'up' || call.answeredMs === undefined) return;
    if (this.steadySinceMs < call.answeredMs) this.steadySinceMs = call.answeredMs;
    if (!voice.sending) voice.start(nowMs);
    const next = this.#keys[0];
    if (next === undefined || nowMs < call.answeredMs + next.afterMs) return;
    this.#keys.shift();
    voice.press(next.keys);
  }
}

/** The carrier's side of outgoing calls: one SIP port, and behind it every telephone that a plan names. */
export class SimCarrier {
  /** In the order in which they were called. */
  readonly telephones: Telephone[] = [];
  /** When each call was first asked for, by the number as it was written. */
  readonly invites: { readonly number: string; readonly callId: string; readonly atMs: MonotonicMs }[] = [];
  readonly #options: CarrierOptions;
  readonly #port: Port;
  #server: Port | undefined;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.#port = {
      host: CARRIER_HOST,
      port: CARRIER_PORT,
      word: ipv4Word(CARRIER_HOST),
      line: options.line ?? PERFECT_LINE,
      receive: (bytes, length, from) =>
        this.#onMessage(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1'), from),
    };
    options.network.bind(this.#port);
  }

  step(nowMs: MonotonicMs): void {
    for (const telephone of this.telephones) this.#send(telephone.step(nowMs));
  }

  hangUp(telephone: Telephone, cause?: number): void {
    this.#send(telephone.hangUp(this.#options.now(), cause));
  }

  #onMessage(text: string, from: Port): void {
    const { now, planOf, trace } = this.#options;
    this.#server = from;
    const callId = headerOf(text, 'Call-ID') ?? '';
    const known = this.telephones.find(({ call }) => call.callId === callId);
    if (known !== undefined) return this.#send(known.onMessage(text, now()));
    if (!text.startsWith('INVITE ')) return;
    const number = /^INVITE (?:sip|tel):\+?([^@;\s]+)/.exec(text)?.[1] ?? '';
    if (!this.invites.some((invite) => invite.callId === callId))
      this.invites.push({ number, callId, atMs: now() });
    const plan = planOf(number, this.telephones.length) ?? UNKNOWN_NUMBER;
    trace(`the carrier rings ${number}`);
    if (plan.dead === true) return;
    const telephone = new Telephone(text, plan, { options: this.#options, index: this.telephones.length });
    this.telephones.push(telephone);
    this.#send(telephone.call.begin());
  }

  #send(texts: readonly string[]): void {
    if (this.#server === undefined) return;
    for (const text of texts) {
      const bytes = Buffer.from(text, 'latin1');
      this.#options.network.send('sip', bytes, 0, bytes.length, this.#port, this.#server);
    }
  }
}
