import { systemClock } from '../../src/base/clock.js';
import { tonesPresent } from '../../src/audio/tone-analysis.js';
import type { PromptId } from '../../src/ivr/prompt-id.js';
import type { PromptRecognizer } from './prompt-recognizer.js';
import { UdpPhone } from './phone/udp-phone.js';
import type { HostPort, SipCall } from './phone/sip-call.js';
import type { Voice } from './phone/voice.js';

/** For the slowest machine; a fast one never waits for it. */
const LIMIT_MS = 30_000;
const POLL_MS = 150;
const SAMPLES_PER_MS = 8;
/** Long enough for the slowest jitter buffer to have played what was sent before. */
const SETTLE_MS = 400;
const LISTEN_MS = 400;
const LOOKS = 3;
const BLOCK_SAMPLES = 800;
const BLOCKS_PER_S = 10;
const MEMORY_MS = 20_000;

export interface CallerOptions {
  readonly server: HostPort;
  readonly called?: string;
  readonly caller?: string;
  readonly toneHz?: number;
  readonly codec?: 'PCMA' | 'PCMU';
}

/** The telephone in somebody's hand, whoever dialled. */
export interface Device {
  readonly phone: {
    readonly voice: Voice;
    readonly call: Pick<SipCall, 'state' | 'finalStatus' | 'callId' | 'endedBy' | 'endReason'>;
    readonly options: { readonly toneHz: number };
  };
  press(keys: string): void;
  hangUp(cause?: number): void;
  close(): void;
}

/** A person with a test phone: waits for what is said, keys, listens. Silent until told to talk. */
export class Caller {
  readonly device: Device;
  /** What was heard before this sample is not listened to again. */
  #listensFrom = 0;

  constructor(device: Device) {
    this.device = device;
    device.phone.voice.talking = false;
  }

  static async dial({
    server,
    called = '4006701018',
    caller = '13800138000',
    toneHz = 500,
    codec = 'PCMA',
  }: CallerOptions): Promise<Caller> {
    // By sequence: a prompt is recognised also when a busy machine delays the server's beat.
    const heard = { memoryMs: MEMORY_MS, placedBy: 'sequence' } as const;
    const device = await UdpPhone.open({ server, called, caller, toneHz, codec, ...heard });
    const self = new Caller(device);
    device.dial();
    return self;
  }

  /** Dials and waits until the call is up. */
  static async call(options: CallerOptions): Promise<Caller> {
    const caller = await Caller.dial(options);
    await caller.until(() => caller.isUp, 'the call is up');
    return caller;
  }

  get isUp(): boolean {
    return this.device.phone.call.state === 'up';
  }

  get isOver(): boolean {
    return this.device.phone.call.state === 'over';
  }

  get toneHz(): number {
    return this.device.phone.options.toneHz;
  }

  talk(on = true): void {
    this.device.phone.voice.talking = on;
  }

  press(keys: string): void {
    this.device.press(keys);
  }

  /** Presses and listens only from now on. */
  async pressAndHear(keys: string, recognizer: PromptRecognizer, id: PromptId): Promise<void> {
    this.forget();
    this.press(keys);
    await this.hear(recognizer, id);
  }

  forget(): void {
    this.#listensFrom = this.device.phone.voice.heardSamples;
  }

  /** Waits until the whole prompt was heard; listening goes on at its end. */
  async hear(recognizer: PromptRecognizer, id: PromptId, limitMs = LIMIT_MS): Promise<void> {
    try {
      await this.until(this.#watch(recognizer, id), `hears ${id}`, limitMs);
    } catch (thrown) {
      const instead = await recognizer.all(this.heardLast(MEMORY_MS));
      throw new Error(`heard instead: ${instead.map((prompt) => prompt.id).join(' ')}`, { cause: thrown });
    }
  }

  /** Waits for whichever of these comes first. */
  async hearOneOf(recognizer: PromptRecognizer, ids: readonly PromptId[]): Promise<void> {
    const watches = ids.map((id) => this.#watch(recognizer, id));
    await this.until(() => watches.some((heard) => heard()), `hears ${ids.join(' or ')}`);
  }

  /** Every prompt since the listening began, in order. */
  async prompts(recognizer: PromptRecognizer): Promise<readonly PromptId[]> {
    return (await recognizer.all(this.#sinceListening())).map(({ id }) => id);
  }

  /**
   * Which of the tones arrive now, once everything that was on its way has been heard: those of every look, since
   * a spoken prompt has a little of each frequency now and then.
   */
  async hearsTones(frequenciesHz: readonly number[]): Promise<readonly number[]> {
    await pause(SETTLE_MS);
    let present = frequenciesHz;
    for (let look = 0; look < LOOKS; look++) {
      await pause(LISTEN_MS);
      present = tonesPresent(this.device.phone.voice.heardLast(LISTEN_MS), present);
    }
    return present;
  }

  /** For how many seconds of the last `ms` this tone was there. */
  hearsToneIn(ms: number, frequencyHz: number): number {
    const heard = this.device.phone.voice.heardLast(ms);
    let blocks = 0;
    for (let from = 0; from + BLOCK_SAMPLES <= heard.length; from += BLOCK_SAMPLES) {
      blocks += tonesPresent(heard.subarray(from, from + BLOCK_SAMPLES), [frequencyHz]).length;
    }
    return blocks / BLOCKS_PER_S;
  }

  /** What was heard in the last `ms`. */
  heardLast(ms: number): Int16Array {
    return this.device.phone.voice.heardLast(ms);
  }

  async until(condition: () => boolean, what: string, limitMs = LIMIT_MS): Promise<void> {
    const endMs = systemClock.now() + limitMs;
    while (!condition()) {
      if (systemClock.now() > endMs) {
        const { call, voice } = this.device.phone;
        const state = `${call.state} ${call.finalStatus}, ${voice.packetsReceived} packets received`;
        throw new Error(
          `${call.callId} (${this.toneHz} Hz): not so within ${limitMs} ms: ${what} (${state})`,
        );
      }
      await pause(POLL_MS);
    }
  }

  /** With a `cause` other than 16 the line was lost rather than laid down. */
  async hangUp(cause?: number): Promise<void> {
    this.device.hangUp(cause);
    await this.until(() => this.isOver, 'the call is over');
  }

  close(): void {
    this.device.close();
  }

  /** Tells whether the prompt was heard by now; each time it looks only at what has come since. */
  #watch(recognizer: PromptRecognizer, id: PromptId): () => boolean {
    let searchedTo = this.#listensFrom;
    return () => {
      const end = this.device.phone.voice.heardSamples;
      const heard = this.#sinceListening();
      const found = recognizer.find(id, heard, end - searchedTo);
      searchedTo = end;
      if (found !== undefined) this.#listensFrom = end - heard.length + found.to;
      return found !== undefined;
    };
  }

  #sinceListening(): Int16Array {
    return this.heardLast((this.device.phone.voice.heardSamples - this.#listensFrom) / SAMPLES_PER_MS);
  }
}

export const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
