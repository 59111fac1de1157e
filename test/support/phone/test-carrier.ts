import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { systemClock } from '../../../src/base/clock.js';
import { secureRandom } from '../../../src/base/random.js';
import { Caller, pause, type Device } from '../caller.js';
import { AnsweringCall, type AnswerPlan } from './answering-call.js';
import { EVENT_PAYLOAD_TYPE, sessionDescription } from './session-description.js';
import type { HostPort } from './sip-call.js';
import { headerOf, mediaOf } from './sip-text.js';
import { Voice } from './voice.js';

const HOST = '127.0.0.1';
/** As long as a caller waits for anything. */
const LIMIT_MS = 30_000;
const MEMORY_MS = 20_000;

export interface AnswererPlan extends AnswerPlan {
  readonly toneHz?: number;
}

/** Somebody who was called: the same ear and fingers as a caller's. */
export class Answerer implements Device {
  readonly phone: {
    readonly voice: Voice;
    readonly call: AnsweringCall;
    readonly options: { toneHz: number };
  };
  readonly #media: Socket;
  readonly #signalling: Socket;
  #peer: HostPort;
  readonly #mediaTarget: HostPort | undefined;
  readonly #early: boolean;

  constructor(
    call: AnsweringCall,
    voice: Voice,
    plan: AnswererPlan,
    sockets: { signalling: Socket; media: Socket },
    peer: HostPort,
  ) {
    this.phone = { voice, call, options: { toneHz: plan.toneHz ?? 700 } };
    this.#signalling = sockets.signalling;
    this.#media = sockets.media;
    this.#peer = peer;
    this.#early = plan.earlyMedia === true;
    this.#mediaTarget = mediaOf(call.remoteSdp);
    sockets.media.on('message', (bytes) => voice.onPacket(bytes, systemClock.now()));
    if (this.#early) voice.start(systemClock.now());
    this.#send(call.begin());
  }

  onMessage(text: string, from: HostPort): void {
    this.#peer = from;
    this.#send(this.phone.call.onMessage(text, systemClock.now()));
    this.#followState();
  }

  tick(): void {
    const { call, voice } = this.phone;
    const nowMs = systemClock.now();
    for (let due = call.nextDeadline(); due !== undefined && due <= nowMs; due = call.nextDeadline()) {
      this.#send(call.onTimer(nowMs));
    }
    this.#followState();
    for (let due = voice.nextDeadline(); due !== undefined && due <= nowMs; due = voice.nextDeadline()) {
      for (const packet of voice.onTimer(nowMs)) {
        if (this.#mediaTarget !== undefined)
          this.#media.send(packet, this.#mediaTarget.port, this.#mediaTarget.host);
      }
    }
  }

  press(keys: string): void {
    this.phone.voice.press(keys);
  }

  hangUp(): void {
    this.#send(this.phone.call.hangUp(systemClock.now()));
    this.#followState();
  }

  close(): void {
    this.phone.voice.stop();
  }

  #followState(): void {
    const { call, voice } = this.phone;
    if (call.state === 'up' && voice.nextDeadline() === undefined) voice.start(systemClock.now());
    if (call.state === 'over' || call.state === 'ending') voice.stop();
  }

  #send(texts: readonly string[]): void {
    for (const text of texts)
      this.#signalling.send(Buffer.from(text, 'latin1'), this.#peer.port, this.#peer.host);
  }
}

/**
 * The carrier's side of outgoing calls: one SIP port, behind it as many telephones as a test plans, by the number
 * as the server writes it. A number without a plan is unknown (404).
 */
export class TestCarrier {
  readonly #socket: Socket;
  readonly #plans = new Map<string, AnswererPlan>();
  #answerers: Answerer[] = [];
  #media: Socket[] = [];
  readonly #found = new Set<string>();
  readonly #random = secureRandom();
  readonly #beat: NodeJS.Timeout;
  /** False: it is as good as gone for who watches it. */
  answersPings = true;
  /** Every INVITE that began a call, in order. */
  readonly invites: { readonly number: string; readonly atMs: number; readonly text: string }[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (bytes, from) => void this.#onMessage(bytes.toString('latin1'), from));
    this.#beat = setInterval(() => {
      for (const answerer of this.#answerers) answerer.tick();
    }, 10);
  }

  static async open(): Promise<TestCarrier> {
    return new TestCarrier(await bind());
  }

  /** For `outbound.targets` of a trunk. */
  get target(): string {
    return `${HOST}:${this.#socket.address().port}`;
  }

  phone(number: string, plan: AnswererPlan = { answersAfterMs: 100 }): void {
    this.#plans.set(number, plan);
  }

  /** Whoever was called last at this number, once it rings. */
  async called(number: string, limitMs = LIMIT_MS): Promise<Caller> {
    const endMs = systemClock.now() + limitMs;
    for (;;) {
      const answerer = this.#answerers.findLast(({ phone }) => phone.call.calledNumber === number);
      if (answerer !== undefined) return new Caller(answerer);
      if (systemClock.now() > endMs) {
        const rung = this.invites.map((invite) => invite.number).join(' ');
        throw new Error(`${number} was not called within ${limitMs} ms; called: ${rung || 'nobody'}`);
      }
      await pause(50);
    }
  }

  /** All that were called since the carrier was opened, or forgot. */
  get answerers(): readonly Answerer[] {
    return this.#answerers;
  }

  /** Nobody is there any more who was called so far: whatever still comes for them is left unanswered. */
  forget(): void {
    for (const answerer of this.#answerers) answerer.close();
    for (const socket of this.#media) socket.close();
    this.#answerers = [];
    this.#media = [];
  }

  close(): void {
    clearInterval(this.#beat);
    this.forget();
    this.#socket.close();
  }

  async #onMessage(text: string, from: RemoteInfo): Promise<void> {
    const callId = headerOf(text, 'Call-ID');
    const known = this.#answerers.find(({ phone }) => phone.call.callId === callId);
    const peer = { host: from.address, port: from.port };
    if (known !== undefined) return known.onMessage(text, peer);
    if (text.startsWith('OPTIONS')) {
      if (this.answersPings) this.#socket.send(optionsAnswer(text), peer.port, peer.host);
      return;
    }
    if (!text.startsWith('INVITE')) return;
    const number = /^INVITE (?:sip|tel):([^@;\s]+)/.exec(text)?.[1] ?? '';
    // A retransmission may come while the telephone is being found.
    if (callId === undefined || this.#found.has(callId)) return;
    this.#found.add(callId);
    this.invites.push({ number, atMs: systemClock.now(), text });
    const plan = this.#plans.get(number) ?? { refusesWith: 404, answersAfterMs: 0 };
    const media = await bind();
    this.#media.push(media);
    this.#answerers.push(this.#answerer(text, plan, media, peer));
  }

  #answerer(invite: string, plan: AnswererPlan, media: Socket, peer: HostPort): Answerer {
    const nowMs = systemClock.now();
    const local = { host: HOST, port: this.#socket.address().port };
    const codec = 'PCMA';
    const sdp = sessionDescription({
      media: { host: HOST, port: media.address().port },
      codec,
      direction: 'sendrecv',
      version: 1,
    });
    const call = new AnsweringCall({ invite, local, sdp, plan, random: this.#random, t1Ms: 500 }, nowMs);
    const voice = new Voice({
      codec,
      toneHz: plan.toneHz ?? 700,
      toneAmplitude: 4_000,
      eventPayloadType: EVENT_PAYLOAD_TYPE,
      random: this.#random,
      memoryMs: MEMORY_MS,
      placedBy: 'sequence',
    });
    // Until somebody speaks through it.
    voice.talking = false;
    return new Answerer(call, voice, plan, { signalling: this.#socket, media }, peer);
  }
}

function optionsAnswer(request: string): string {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
    (name) => `${name}: ${headerOf(request, name) ?? ''}`,
  );
  return ['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}

async function bind(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}
