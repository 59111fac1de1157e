import type { ConferenceId, LegId } from '../../src/base/ids.js';
import { seededRandom } from '../../src/base/random.js';
import { monotonicMs } from '../../src/base/units.js';
import { InlineMixer } from '../../src/mixer/inline-mixer.js';
import type { PacketIo } from '../../src/mixer/io/packet-io.js';
import { createReferenceKernel } from '../../src/mixer/kernel-reference.js';
import type { RecordingFolder } from '../../src/mixer/recording/recording-folder.js';
import type { LegMedia, LegStats, MixerEvent } from '../../src/mixer/mixer.js';
import { PromptBank, type PromptAudio } from '../../src/mixer/prompt-bank.js';
import { FakeHandles, FakePacketIo } from './fake-packet-io.js';
import { FakeNet, type Line } from './fake-net.js';
import { EVENT_TYPE, TestPhone, type TestPhoneOptions } from './test-phone.js';

export const BENCH_ADDRESS = '10.0.0.1';
export const legId = (name: string): LegId => name as LegId;
export const roomKey = (name: string): ConferenceId => name as ConferenceId;

export interface MixerBenchOptions {
  readonly workers?: number;
  readonly legsPerWorker?: number;
  readonly prompts?: readonly PromptAudio[];
  readonly mediaSilentMs?: number;
  readonly seed?: number;
  readonly firstPhase?: number;
  readonly line?: Line;
  readonly recordings?: RecordingFolder;
  readonly clipsMax?: number;
  readonly createIo?: (net: FakeNet, handles: FakeHandles) => PacketIo;
}

/** An InlineMixer and phones around it on one fake network, in virtual time. */
export class MixerBench {
  readonly net: FakeNet;
  readonly mixer: InlineMixer;
  readonly events: MixerEvent[] = [];
  readonly phones = new Map<LegId, TestPhone>();
  readonly freePorts: number[] = [];
  nowMs = 0;
  #port = 20_000;
  #phonePort = 4000;

  constructor(options: MixerBenchOptions = {}) {
    this.net = new FakeNet(seededRandom(options.seed ?? 1));
    this.net.line = options.line ?? {};
    const handles = new FakeHandles();
    this.mixer = new InlineMixer({
      workers: options.workers ?? 1,
      legsPerWorker: options.legsPerWorker ?? 64,
      prompts: PromptBank.build(options.prompts ?? []),
      ports: { take: () => (this.#port += 2), give: (port) => void this.freePorts.push(port) },
      random: seededRandom(7),
      bindAddress: BENCH_ADDRESS,
      mediaSilentMs: options.mediaSilentMs ?? 0,
      startMs: monotonicMs(0),
      firstPhase: options.firstPhase ?? 0,
      ...(options.recordings && { recordings: options.recordings }),
      ...(options.clipsMax !== undefined && { clipsMax: options.clipsMax }),
      closeHandle: (handle) => handles.close(this.net, handle),
      createIo: () => options.createIo?.(this.net, handles) ?? new FakePacketIo(this.net, handles),
      createKernel: createReferenceKernel,
      onEvent: (event) => this.#hear(event),
    });
  }

  /** Opens a leg with a phone at its other end. */
  phone(name: string, options: Partial<TestPhoneOptions> = {}, media: Partial<LegMedia> = {}): TestPhone {
    const phone = new TestPhone(this.net, { address: '10.0.0.2', port: (this.#phonePort += 2), ...options });
    this.phones.set(legId(name), phone);
    this.mixer.send({ type: 'open-leg', leg: legId(name), media: mediaOf(phone, media) });
    return phone;
  }

  join(name: string, room = 'room', heard = true): void {
    this.mixer.send({ type: 'join-room', leg: legId(name), room: roomKey(room), heard });
  }

  /** Virtual time goes on, in steps of 1 ms. */
  run(ms: number): void {
    const endMs = this.nowMs + ms;
    while (this.nowMs < endMs) {
      this.nowMs += 1;
      this.net.nowMs = this.nowMs;
      for (const phone of this.phones.values()) phone.advance(this.nowMs);
      this.net.advance(this.nowMs);
      this.mixer.advance(monotonicMs(this.nowMs));
      this.net.advance(this.nowMs);
    }
  }

  eventsOf<T extends MixerEvent['type']>(type: T): Extract<MixerEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<MixerEvent, { type: T }> => event.type === type);
  }

  /** Where the leg's RTP goes to. */
  portOf(name: string): number {
    const opened = this.eventsOf('leg-opened').find((event) => event.leg === legId(name));
    if (opened === undefined) throw new Error(`${name} is not open`);
    return opened.port;
  }

  /** Closes the leg and returns its statistics. */
  close(name: string): LegStats {
    this.mixer.send({ type: 'close-leg', leg: legId(name) });
    this.run(60);
    const closed = this.eventsOf('leg-closed').filter((event) => event.leg === legId(name));
    if (closed.length !== 1) throw new Error(`${closed.length} leg-closed for ${name}`);
    return closed[0]!.stats;
  }

  #hear(event: MixerEvent): void {
    this.events.push(event);
    if (event.type === 'leg-opened') this.phones.get(event.leg)?.connect(event.address, event.port);
  }
}

export const mediaOf = (phone: TestPhone, change: Partial<LegMedia> = {}): LegMedia => ({
  remote: { address: phone.address, port: phone.port },
  codec: phone.codec,
  sendPayloadType: phone.payloadType,
  receivePayloadType: phone.payloadType,
  ptimeMs: phone.ptimeMs,
  sendEventPayloadType: EVENT_TYPE,
  receiveEventPayloadType: EVENT_TYPE,
  direction: 'sendrecv',
  ...change,
});
