import {
  PACKET_BYTES_MAX,
  PACKET_IO_COUNTERS,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
  type PacketIoCounters,
} from '../../src/mixer/io/packet-io.js';
import type { ConferenceId, LegId } from '../../src/base/ids.js';
import { seededRandom } from '../../src/base/random.js';
import { monotonicMs } from '../../src/base/units.js';
import { chooseKernel } from '../../src/mixer/choose-kernel.js';
import { InlineMixer } from '../../src/mixer/inline-mixer.js';
import { PromptBank } from '../../src/mixer/prompt-bank.js';
import { MemoryFolder } from '../../src/mixer/recording/recording-folder.js';
import * as L from '../../src/mixer/shared/layout.js';
import { FRAME_TICKS, RTP_HEADER_BYTES, writeHeader } from '../../src/rtp/packet.js';

const PEER_PORT = 4000;
const MAPPED = 0xffff;
const PEER_ADDRESS = 0x0a000002;
/** Noise, so that everybody talks. */
const NOISE_BYTES = 4096;

export interface EngineLoadOptions {
  readonly legs: number;
  readonly roomSize: number;
}

/**
 * A network without a network: every leg gets a packet each beat, in its own phase, and what is sent is
 * counted and thrown away. Allocates nothing, so that what the engine allocates and costs can be measured.
 */
class NullIo implements PacketIo {
  readonly name = 'mmsg';
  readonly batchMax = 1024;
  readonly sendOffset = this.batchMax * PACKET_BYTES_MAX;
  readonly bytes = new Uint8Array(new SharedArrayBuffer(2 * this.sendOffset));
  readonly received = new Int32Array(this.batchMax * RECORD_INTS);
  readonly outgoing = new Int32Array(this.batchMax * RECORD_INTS);
  readonly #noise: Uint8Array;
  readonly #legs: number;
  phase = 0;
  talking = false;
  #next = 0;
  sent = 0;

  constructor(legs: number) {
    const random = seededRandom(5);
    this.#legs = legs;
    this.#noise = Uint8Array.from({ length: NOISE_BYTES }, () => random.u32());
  }

  receive(): number {
    if (!this.talking) return 0;
    let rows = 0;
    for (; this.#next < this.#legs && rows < this.batchMax; this.#next += L.PHASES)
      this.#packet(rows++, this.#next);
    if (rows < this.batchMax) this.#next = (this.phase + 1) % L.PHASES;
    return rows;
  }

  send(count: number): number {
    this.sent += count;
    return count;
  }

  #packet(index: number, slot: number): void {
    const row = index * RECORD_INTS;
    const offset = index * PACKET_BYTES_MAX;
    const beat = Math.floor(this.phase / L.PHASES);
    writeHeader(this.bytes, offset, 8, false, beat & 0xffff, (beat * FRAME_TICKS) | 0, slot);
    const noise = (beat * 96 + slot * 32) % (NOISE_BYTES - FRAME_TICKS);
    for (let i = 0; i < FRAME_TICKS; i++) this.bytes[offset + RTP_HEADER_BYTES + i] = this.#noise[noise + i]!;
    this.received[row + RECORD_SLOT] = slot;
    this.received[row + RECORD_OFFSET] = offset;
    this.received[row + RECORD_LENGTH] = RTP_HEADER_BYTES + FRAME_TICKS;
    this.received[row + RECORD_PORT] = PEER_PORT;
    this.received[row + RECORD_ADDRESS + 2] = MAPPED;
    this.received[row + RECORD_ADDRESS + 3] = PEER_ADDRESS;
  }

  readonly counters = Object.fromEntries(PACKET_IO_COUNTERS.map((name) => [name, 0])) as PacketIoCounters;
  open = (): number => 0;
  openResult = (): number => 0;
  localPort = (): number => PEER_PORT;
  close = (): void => undefined;
  release = (): number => -1;
  adopt = (): number => -1;
  wait = (): void => undefined;
  nowNs = (): number => this.phase * L.PHASE_MS * 1e6;
  destroy = (): void => undefined;
}

/** Legs in rooms, everybody talking, on a NullIo. */
export class EngineLoad {
  readonly #io: NullIo;
  readonly #mixer: InlineMixer;
  #phases = 0;
  #taps = 0;
  samplesRecorded = 0;

  constructor({ legs, roomSize }: EngineLoadOptions) {
    this.#io = new NullIo(legs);
    this.#mixer = new InlineMixer({
      workers: 1,
      legsPerWorker: legs,
      prompts: PromptBank.build([]),
      ports: { take: () => PEER_PORT, give: () => undefined },
      random: seededRandom(1),
      bindAddress: '10.0.0.1',
      mediaSilentMs: 60_000,
      startMs: monotonicMs(0),
      recordings: new MemoryFolder(),
      createIo: () => this.#io,
      createKernel: (memory) => chooseKernel(memory).kernel,
      onEvent: () => undefined,
    });
    for (let slot = 0; slot < legs; slot++) {
      const leg = `leg-${slot}` as LegId;
      this.#mixer.send({
        type: 'open-leg',
        leg,
        media: {
          remote: { address: '10.0.0.2', port: PEER_PORT },
          codec: 'PCMA',
          sendPayloadType: 8,
          receivePayloadType: 8,
          ptimeMs: 20,
          direction: 'sendrecv',
        },
      });
      const room = `room-${Math.floor(slot / roomSize)}` as ConferenceId;
      this.#mixer.send({ type: 'join-room', leg, room, heard: true });
    }
    this.run(400);
    this.#io.talking = true;
  }

  /** Time goes on by so many phases of 5 ms. */
  run(phases: number): void {
    for (let i = 0; i < phases; i++) {
      this.#io.phase = this.#phases;
      this.#mixer.advance(this.#mixer.nextMs);
      this.#phases += 1;
    }
  }

  /** Every room is recorded from now on with a track for each leg, and nobody writes it: `written()` forgets it. */
  record(): void {
    const { words, shape } = this.#mixer.memory;
    for (let slot = 0; slot < shape.legs; slot++) {
      const leg = this.#mixer.memory.leg(slot);
      const room = this.#mixer.memory.room(words[leg + L.LEG_ROOM]!);
      words[leg + L.LEG_TRACK] = 1 + slot;
      if (words[room + L.ROOM_TAP] === 0 && this.#taps < shape.taps) words[room + L.ROOM_TAP] = ++this.#taps;
    }
  }

  written(): void {
    const { words } = this.#mixer.memory;
    for (let tap = 0; tap < this.#taps; tap++) {
      const block = this.#mixer.memory.tap(tap);
      this.samplesRecorded += (words[block + L.TAP_HEAD]! - words[block + L.TAP_TAIL]!) | 0;
      words[block + L.TAP_TAIL] = words[block + L.TAP_HEAD]!;
    }
  }

  get packetsSent(): number {
    return this.#io.sent;
  }

  get counts(): ReturnType<InlineMixer['counts']> {
    return this.#mixer.counts(0);
  }
}
