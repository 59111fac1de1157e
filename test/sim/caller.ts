import type { Random } from '../../src/base/random.js';
import { later, type MonotonicMs } from '../../src/base/units.js';
import { SipCall, type CallState } from '../support/phone/sip-call.js';
import { sessionDescription } from '../support/phone/session-description.js';
import { ipv4Word, type Network, type Port } from './network.js';
import type { CallerAction, CallPlan } from './scenario.js';
import { SimVoice } from './voice.js';

export interface CallerAround {
  readonly network: Network;
  readonly server: Port;
  readonly random: Random;
  readonly t1Ms: number;
  readonly host: string;
  readonly trace: (line: string) => void;
}

type Direction = 'sendrecv' | 'sendonly' | 'inactive';

const SIP_PORT = 5060;
const MEDIA_PORT = 4000;

/** One person with a phone who does what its plan says. */
export class Caller {
  readonly plan: CallPlan;
  readonly call: SipCall;
  readonly voice: SimVoice;
  /** When it last asked to be sent its media elsewhere. */
  movedMs: MonotonicMs | undefined;
  readonly #around: CallerAround;
  readonly #sipPort: Port;
  readonly #mediaPorts: Port[] = [];
  /** From where it sends; where it listens is said in its description. */
  #mediaPort: Port;
  /** To be used once the server knows of it. */
  #nextMediaPort: Port | undefined;
  readonly #actions: CallerAction[];
  #mediaTarget: { word: number; port: number } | undefined;
  #direction: Direction = 'sendrecv';
  /** That of the last description which the server has taken. */
  #directionBefore: Direction = 'sendrecv';
  #sdpVersion = 1;
  #endAtMs: MonotonicMs | undefined;
  #vanished = false;
  #changedMs: MonotonicMs;
  #nowMs: MonotonicMs;

  constructor(plan: CallPlan, around: CallerAround, nowMs: MonotonicMs) {
    const { network, server, random, t1Ms, host } = around;
    this.plan = plan;
    this.#around = around;
    this.#actions = [...plan.actions];
    this.#changedMs = nowMs;
    this.#nowMs = nowMs;
    this.voice = new SimVoice({ codec: plan.codec, toneHz: plan.toneHz, random });
    this.#mediaPort = this.#openMedia(MEDIA_PORT);
    const sdp = this.#describe('sendrecv');
    this.call = new SipCall({
      local: { host, port: SIP_PORT },
      server: { host: server.host, port: server.port },
      called: plan.called,
      caller: plan.caller,
      random,
      t1Ms,
      sdp: plan.lateOffer ? undefined : sdp,
      ...(plan.lateOffer ? { lateAnswer: sdp } : {}),
    });
    const word = ipv4Word(host);
    const { line } = plan;
    this.#sipPort = {
      host,
      port: SIP_PORT,
      word,
      line,
      receive: (bytes, length) =>
        this.#onSip(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1')),
    };
    network.bind(this.#sipPort);
  }

  get state(): CallState {
    return this.#vanished ? 'over' : this.call.state;
  }

  get vanished(): boolean {
    return this.#vanished;
  }

  get name(): string {
    return this.plan.name;
  }

  get toneHz(): number {
    return this.plan.toneHz;
  }

  get rtpLoss(): number {
    return this.plan.line.rtpLoss;
  }

  /** Whether its tone goes out, so that others may hear it. */
  get talks(): boolean {
    return this.state === 'up' && this.voice.sending && this.#direction !== 'inactive';
  }

  get listens(): boolean {
    return this.state === 'up' && this.#direction === 'sendrecv';
  }

  /** Since when nothing has changed in what it sends and is sent. */
  get steadySinceMs(): MonotonicMs {
    return this.voice.keysWaiting || this.call.inviteOpen ? this.#nowMs : this.#changedMs;
  }

  dial(nowMs: MonotonicMs): void {
    this.#nowMs = nowMs;
    this.#trace('dials');
    if (this.plan.end.how !== 'stay') this.#endAtMs = later(nowMs, this.plan.end.atMs);
    this.#send(this.call.dial(nowMs));
  }

  /** Call once for each millisecond, before anything arrives in it. */
  step(nowMs: MonotonicMs): void {
    this.#nowMs = nowMs;
    if (this.#vanished) return;
    const timer = this.call.nextDeadline();
    if (timer !== undefined && timer <= nowMs) this.#send(this.call.onTimer(nowMs));
    if (this.#endAtMs !== undefined && nowMs >= this.#endAtMs) this.#leave();
    const { answeredMs } = this.call;
    if (answeredMs !== undefined && this.state === 'up') {
      const next = this.#actions[0];
      if (next !== undefined && nowMs >= answeredMs + next.atMs) this.#act(next, nowMs);
    }
    if (this.voice.keysWaiting) this.#changedMs = nowMs;
    if (!this.listens || this.call.inviteOpen) this.voice.pauseGaps();
    const length = this.voice.onTimer(nowMs);
    if (length === 0 || this.#mediaTarget === undefined || this.#direction === 'inactive') return;
    this.#around.network.send('rtp', this.voice.packet, 0, length, this.#mediaPort, this.#mediaTarget);
  }

  /** Takes the phone off the network when the world is over. */
  unplug(): void {
    const { network } = this.#around;
    network.unbind(this.#sipPort);
    for (const port of this.#mediaPorts) network.unbind(port);
  }

  press(keys: string): void {
    this.#trace(`presses ${keys}`);
    this.voice.press(keys);
  }

  /** With a cause other than 16 its network has taken the call away. */
  hangUp(cause?: number): void {
    this.#trace('hangs up');
    this.#changed(this.#nowMs);
    this.voice.stop();
    this.#send(this.call.hangUp(this.#nowMs, cause));
  }

  /** Without a BYE, as when a tunnel swallows a mobile. */
  vanish(): void {
    this.#trace('vanishes');
    this.#changed(this.#nowMs);
    this.#vanished = true;
    this.voice.stop();
    this.unplug();
  }

  #leave(): void {
    this.#endAtMs = undefined;
    if (this.plan.end.how === 'vanish') this.vanish();
    else this.hangUp();
  }

  #act(action: CallerAction, nowMs: MonotonicMs): void {
    // One re-INVITE at a time, and no keys while nobody may listen to them.
    if (this.call.inviteOpen || this.voice.keysWaiting) return;
    this.#actions.shift();
    if (action.does === 'press') {
      this.press(action.keys);
      return;
    }
    this.#directionBefore = this.#direction;
    if (action.does === 'move') {
      this.movedMs = nowMs;
      this.#nextMediaPort = this.#openMedia(this.#mediaPort.port + 2);
    } else this.#direction = action.does === 'hold' ? action.direction : 'sendrecv';
    this.#trace(`${action.does}s (${this.#direction})`);
    this.#changed(nowMs);
    this.#sdpVersion += 1;
    this.#send(this.call.reinvite(this.#describe(this.#direction), nowMs));
  }

  #onSip(text: string): void {
    const { state: stateBefore, inviteOpen: openBefore } = this.call;
    this.#send(this.call.onMessage(text, this.#nowMs));
    if (openBefore && !this.call.inviteOpen) this.#onInviteDone();
    const { state } = this.call;
    if (state === stateBefore) return;
    this.#changed(this.#nowMs);
    if (state === 'up') this.#startVoice();
    if (state === 'over' || state === 'ending') this.voice.stop();
    if (state === 'over') this.#trace(`is over: ${this.call.finalStatus} by ${this.call.endedBy ?? '-'}`);
  }

  /** A refused re-INVITE leaves everything as it was (RFC 3261 §14.1). */
  #onInviteDone(): void {
    this.#changed(this.#nowMs);
    const refused = this.call.lastInviteStatus >= 300;
    if (refused) this.#direction = this.#directionBefore;
    else if (this.#nextMediaPort !== undefined) {
      this.#mediaPort = this.#nextMediaPort;
      this.voice.changeSource();
    }
    this.#nextMediaPort = undefined;
  }

  #openMedia(port: number): Port {
    const { network, host } = this.#around;
    const opened: Port = {
      host,
      port,
      word: ipv4Word(host),
      line: this.plan.line,
      receive: (bytes, length) => this.voice.onPacket(bytes, length, this.#nowMs),
    };
    this.#mediaPorts.push(opened);
    network.bind(opened);
    return opened;
  }

  #startVoice(): void {
    const sdp = this.call.remoteSdp ?? '';
    const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
    const port = /^m=audio (\d+)/m.exec(sdp)?.[1];
    if (host === undefined || port === undefined) return;
    this.#mediaTarget = { word: ipv4Word(host), port: Number(port) };
    this.voice.start(this.#nowMs);
  }

  #changed(nowMs: MonotonicMs): void {
    this.#changedMs = nowMs;
  }

  #describe(direction: Direction): string {
    return sessionDescription({
      media: { host: this.#around.host, port: (this.#nextMediaPort ?? this.#mediaPort).port },
      codec: this.plan.codec,
      direction,
      version: this.#sdpVersion,
    });
  }

  #send(texts: readonly string[]): void {
    const { network, server } = this.#around;
    for (const text of texts) {
      const bytes = Buffer.from(text, 'latin1');
      network.send('sip', bytes, 0, bytes.length, this.#sipPort, server);
    }
  }

  #trace(what: string): void {
    this.#around.trace(`${this.plan.name} ${what}`);
  }
}
