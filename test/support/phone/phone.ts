import type { Random } from '../../../src/base/random.js';
import type { MonotonicMs } from '../../../src/base/units.js';
import { EVENT_PAYLOAD_TYPE, sessionDescription } from './session-description.js';
import { SipCall, type HostPort } from './sip-call.js';
import { mediaOf } from './sip-text.js';
import { Voice, type PlacedBy } from './voice.js';

export interface PhoneOptions {
  readonly signalling: HostPort;
  readonly media: HostPort;
  readonly server: HostPort;
  readonly called: string;
  readonly caller: string;
  readonly toneHz: number;
  readonly random: Random;
  readonly codec?: 'PCMA' | 'PCMU';
  readonly lateOffer?: boolean;
  readonly t1Ms?: number;
  readonly memoryMs?: number;
  readonly placedBy?: PlacedBy;
}

/** A packet that the phone sends: from its signalling or its media address. */
export interface PhonePacket {
  readonly from: 'signalling' | 'media';
  readonly to: HostPort;
  readonly bytes: Uint8Array;
}

/** A telephone for tests: dials, sends a tone of its own, presses keys, and can tell what it heard. Pure. */
export class Phone {
  readonly call: SipCall;
  readonly voice: Voice;
  readonly options: PhoneOptions;
  #mediaTarget: HostPort | undefined;

  constructor(options: PhoneOptions) {
    this.options = options;
    const codec = options.codec ?? 'PCMA';
    const { signalling, server, called, caller, random } = options;
    const t1Ms = options.t1Ms ?? 500;
    const sdp = this.description('sendrecv');
    const offer = options.lateOffer === true ? { sdp: undefined, lateAnswer: sdp } : { sdp };
    this.call = new SipCall({ local: signalling, server, called, caller, random, t1Ms, ...offer });
    this.voice = new Voice({
      codec,
      toneHz: options.toneHz,
      toneAmplitude: 4_000,
      eventPayloadType: EVENT_PAYLOAD_TYPE,
      random,
      memoryMs: options.memoryMs ?? 10_000,
      placedBy: options.placedBy ?? 'timestamp',
    });
  }

  description(direction: 'sendrecv' | 'sendonly' | 'inactive', version = 1): string {
    const { media, codec = 'PCMA' } = this.options;
    return sessionDescription({ media, codec, direction, version });
  }

  nextDeadline(): MonotonicMs | undefined {
    const deadlines = [this.call.nextDeadline(), this.voice.nextDeadline()].filter((ms) => ms !== undefined);
    return deadlines.length === 0 ? undefined : deadlines.reduce((a, b) => (a < b ? a : b));
  }

  dial(nowMs: MonotonicMs): readonly PhonePacket[] {
    return this.#signal(this.call.dial(nowMs));
  }

  hangUp(nowMs: MonotonicMs, cause?: number): readonly PhonePacket[] {
    this.voice.stop();
    return this.#signal(this.call.hangUp(nowMs, cause));
  }

  reinvite(
    direction: 'sendrecv' | 'sendonly' | 'inactive',
    version: number,
    nowMs: MonotonicMs,
  ): readonly PhonePacket[] {
    return this.#signal(this.call.reinvite(this.description(direction, version), nowMs));
  }

  press(keys: string): void {
    this.voice.press(keys);
  }

  onTimer(nowMs: MonotonicMs): readonly PhonePacket[] {
    const media = this.voice.onTimer(nowMs).map((bytes) => this.#mediaPacket(bytes));
    return [...this.#signal(this.call.onTimer(nowMs)), ...media.filter((packet) => packet !== undefined)];
  }

  onPacket(at: 'signalling' | 'media', bytes: Uint8Array, nowMs: MonotonicMs): readonly PhonePacket[] {
    if (at === 'media') {
      this.voice.onPacket(bytes, nowMs);
      return [];
    }
    const stateBefore = this.call.state;
    const answers = this.#signal(this.call.onMessage(Buffer.from(bytes).toString('latin1'), nowMs));
    if (stateBefore !== 'up' && this.call.state === 'up') this.#startVoice(nowMs);
    if (this.call.state === 'over' || this.call.state === 'ending') this.voice.stop();
    return answers;
  }

  #startVoice(nowMs: MonotonicMs): void {
    const target = mediaOf(this.call.remoteSdp ?? '');
    if (target === undefined) return;
    this.#mediaTarget = target;
    this.voice.start(nowMs);
  }

  #mediaPacket(bytes: Uint8Array): PhonePacket | undefined {
    return this.#mediaTarget === undefined ? undefined : { from: 'media', to: this.#mediaTarget, bytes };
  }

  #signal(texts: readonly string[]): readonly PhonePacket[] {
    return texts.map((text) => ({
      from: 'signalling',
      to: this.options.server,
      bytes: Buffer.from(text, 'latin1'),
    }));
  }
}
