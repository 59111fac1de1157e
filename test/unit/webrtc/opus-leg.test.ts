import { Application, Bandwidth, createDecoder, createEncoder, isOpusError } from 'libopus-wasm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeG711, encodeMulawSample, G711_LAW } from '../../../src/audio/g711.js';
import { Counters } from '../../../src/base/counters.js';
import { below, seededRandom } from '../../../src/base/random.js';
import { HEADER_INTS, parsePacket, writeHeader } from '../../../src/rtp/packet.js';
import * as P from '../../../src/rtp/packet.js';
import { writeReceiverReport, writeReportBlock, writeSenderReport } from '../../../src/rtp/rtcp.js';
import { newOpusCodec } from '../../../src/webrtc/opus-codec.js';
import { OpusLeg } from '../../../src/webrtc/opus-leg.js';
import { hasFec } from '../../../src/webrtc/opus-packet.js';
import { BROWSER_MEDIA_COUNTERS } from '../../../src/webrtc/thread-messages.js';
import { amplitudeOf, sine } from '../../support/tone.js';

const test = suite('a leg that speaks Opus');

const OPUS = 111;
const EVENTS = 110;
const SSRC = 0x1234_5678;
const AMPLITUDE = 8_000;
const BROWSER_HZ = 700;
const MIXER_HZ = 1_100;
const ABSENT_HZ = 1_900;
const FRAME_48K = 960;
/** Until an Opus encoder has heard enough of a tone. */
const SETTLED = 10;

interface Read {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  /** Unsigned. */
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

function read(packet: Uint8Array): Read {
  const header = new Int32Array(HEADER_INTS);
  assert.is(parsePacket(packet, 0, packet.length, header), P.PARSED);
  const from = header[P.HEADER_PAYLOAD]!;
  return {
    payloadType: header[P.HEADER_PAYLOAD_TYPE]!,
    marker: header[P.HEADER_MARKER] === 1,
    sequence: header[P.HEADER_SEQUENCE]!,
    timestamp: header[P.HEADER_TIMESTAMP]! >>> 0,
    ssrc: header[P.HEADER_SSRC]! >>> 0,
    payload: packet.subarray(from, from + header[P.HEADER_PAYLOAD_LENGTH]!),
  };
}

function rtp(
  payloadType: number,
  sequence: number,
  timestamp: number,
  payload: Uint8Array,
  marker = false,
): Buffer {
  const packet = Buffer.alloc(P.RTP_HEADER_BYTES + payload.length);
  writeHeader(packet, 0, payloadType, marker, sequence & 0xffff, timestamp, SSRC);
  packet.set(payload, P.RTP_HEADER_BYTES);
  return packet;
}

/** A leg, and a browser that says one tone as Chromium does: 48 kHz in, narrowband out. */
class World {
  readonly counters = new Counters(BROWSER_MEDIA_COUNTERS);
  readonly atMixer: Uint8Array[] = [];
  readonly leg: OpusLeg;
  readonly #encode: (frame: Int16Array) => Uint8Array;
  #frames = 0;

  private constructor(leg: (world: World) => OpusLeg, encode: (frame: Int16Array) => Uint8Array) {
    this.leg = leg(this);
    this.#encode = encode;
  }

  static async open({ lossPercent = 0, eventRate = 48_000 } = {}): Promise<World> {
    const codec = await newOpusCodec();
    const microphone = await createEncoder({
      channels: 1,
      application: Application.Voip,
      bitrate: 24_000,
      maxBandwidth: Bandwidth.Narrowband,
      fec: true,
      packetLossPercent: lossPercent,
    });
    const events = { payloadType: EVENTS, encoding: 'TELEPHONE-EVENT', clockRate: eventRate };
    return new World(
      ({ counters, atMixer }) =>
        new OpusLeg({ opus: OPUS, events }, codec, counters, (packet) => void atMixer.push(packet)),
      (frame) => microphone.encode(frame),
    );
  }

  /** The next 20 ms. */
  speak(): Uint8Array {
    const from = FRAME_48K * this.#frames++;
    return this.#encode(sine(BROWSER_HZ / 6, AMPLITUDE, from, FRAME_48K));
  }

  get read(): readonly Read[] {
    return this.atMixer.map(read);
  }
}

const heard = (packets: readonly Read[]): Int16Array =>
  Int16Array.from(packets.flatMap(({ payload }) => [...decodeG711(G711_LAW.PCMU, payload)]));

const isClose = (amplitude: number): boolean => amplitude > AMPLITUDE * 0.8 && amplitude < AMPLITUDE * 1.2;

test('what the browser says in Opus the mixer hears as PCMU, packet by packet', async () => {
  const world = await World.open();
  for (let i = 0; i < 50; i++)
    world.leg.fromBrowser(rtp(OPUS, 500 + i, 9_000 + FRAME_48K * i, world.speak(), i === 0));
  const packets = world.read;
  assert.equal([packets.length, packets[0]!.marker, packets[1]!.marker], [50, true, false]);
  for (const [i, { payloadType, sequence, timestamp, ssrc, payload }] of packets.entries()) {
    assert.equal([payloadType, sequence, ssrc, payload.length], [0, 500 + i, SSRC, 160]);
    assert.is((timestamp - packets[0]!.timestamp) | 0, 160 * i);
  }
  const tone = heard(packets.slice(SETTLED));
  assert.ok(isClose(amplitudeOf(tone, BROWSER_HZ)), String(amplitudeOf(tone, BROWSER_HZ)));
  assert.ok(amplitudeOf(tone, ABSENT_HZ) < AMPLITUDE / 100);
  world.leg.close();
});

test('what the mixer says as PCMU the browser hears in Opus', async () => {
  const world = await World.open();
  const ear = await createDecoder({ sampleRate: 8_000, channels: 1 });
  const samples: number[] = [];
  for (let i = 0; i < 50; i++) {
    const codes = Uint8Array.from(sine(MIXER_HZ, AMPLITUDE, 160 * i, 160), encodeMulawSample);
    const packet = world.leg.fromMixer(rtp(0, 65_530 + i, 0xffff_ff00 + 160 * i, codes, i === 0));
    const { payloadType, marker, sequence, timestamp, ssrc, payload } = read(packet!);
    assert.equal([payloadType, marker, ssrc], [OPUS, i === 0, SSRC]);
    assert.equal(
      [sequence, timestamp],
      [(65_530 + i) & 0xffff, Number((0xffff_ff00n * 6n + BigInt(FRAME_48K * i)) % 2n ** 32n)],
    );
    samples.push(...ear.decode(payload));
  }
  const tone = Int16Array.from(samples.slice(160 * SETTLED));
  assert.ok(isClose(amplitudeOf(tone, MIXER_HZ)), String(amplitudeOf(tone, MIXER_HZ)));
  assert.ok(amplitudeOf(tone, ABSENT_HZ) < AMPLITUDE / 100);
});

test('time goes on evenly where the numbers of the browser wrap', async () => {
  const world = await World.open();
  for (let i = 0; i < 8; i++)
    world.leg.fromBrowser(rtp(OPUS, 65_533 + i, 2 ** 32 - 3 * FRAME_48K + 7 + FRAME_48K * i, world.speak()));
  const packets = world.read;
  for (const [i, { sequence, timestamp }] of packets.entries())
    assert.equal([sequence, (timestamp - packets[0]!.timestamp) | 0], [(65_533 + i) & 0xffff, 160 * i]);
  assert.is(packets.length, 8);
});

/** 40 packets, without some. */
function speakBut(world: World, lost: readonly number[]): void {
  for (let i = 0; i < 40; i++) {
    const payload = world.speak();
    if (!lost.includes(i)) world.leg.fromBrowser(rtp(OPUS, i, FRAME_48K * i, payload));
  }
}

test('a lost packet is heard when the next one has it too', async () => {
  const world = await World.open({ lossPercent: 20 });
  speakBut(world, [30]);
  const packets = world.read;
  assert.equal(
    packets.map(({ sequence }) => sequence),
    Array.from({ length: 40 }, (_, i) => i),
  );
  assert.is((packets[30]!.timestamp - packets[29]!.timestamp) | 0, 160);
  const tone = amplitudeOf(heard(packets.slice(30, 31)), BROWSER_HZ);
  assert.ok(tone > AMPLITUDE / 2, String(tone));
  assert.is(world.counters.get('recovered'), 1);
});

test('of two lost packets the last comes out of the next, and the other is the mixer’s to conceal', async () => {
  const world = await World.open({ lossPercent: 20 });
  speakBut(world, [30, 31]);
  assert.equal(
    world.read.slice(29, 33).map(({ sequence }) => sequence),
    [29, 31, 32, 33],
  );
});

test('without redundancy nothing is made up, and what follows sounds as it should', async () => {
  const world = await World.open();
  speakBut(world, [30]);
  assert.equal([world.atMixer.length, world.counters.get('recovered')], [39, 0]);
  assert.ok(isClose(amplitudeOf(heard(world.read.slice(31)), BROWSER_HZ)));
});

test('silence that was not sent is no loss', async () => {
  const world = await World.open({ lossPercent: 20 });
  for (let i = 0; i < 20; i++) world.leg.fromBrowser(rtp(OPUS, i, FRAME_48K * i, world.speak()));
  // One packet is lost, but so is the time of three: nobody knows what was in it.
  world.leg.fromBrowser(rtp(OPUS, 21, FRAME_48K * 23, world.speak()));
  assert.equal([world.atMixer.length, world.counters.get('recovered')], [21, 0]);
});

test('what comes behind its successor is left out; a stream that begins anew is heard', async () => {
  const world = await World.open();
  for (const sequence of [0, 1, 3, 2, 3, 4])
    world.leg.fromBrowser(rtp(OPUS, sequence, FRAME_48K * sequence, world.speak()));
  assert.is(world.counters.get('tooLate'), 2);
  world.leg.fromBrowser(rtp(OPUS, 40_000, 77, world.speak()));
  world.leg.fromBrowser(rtp(OPUS, 40_001, 77 + FRAME_48K, world.speak()));
  assert.equal(
    world.read.map(({ sequence }) => sequence),
    [0, 1, 3, 4, 40_000, 40_001],
  );
});

const KEY_5_END = Uint8Array.from([5, 0x8a, 0x1c, 0x20]);

test('its keys are told at the clock of telephones, in time with what it says', async () => {
  const world = await World.open();
  world.leg.fromBrowser(rtp(OPUS, 1, 48_000, world.speak()));
  world.leg.fromBrowser(rtp(EVENTS, 2, 48_000 + FRAME_48K, KEY_5_END, true));
  world.leg.fromBrowser(rtp(OPUS, 3, 48_000 + 10 * FRAME_48K, world.speak()));
  const [before, key, after] = world.read;
  assert.equal([key!.payloadType, key!.sequence, key!.marker], [101, 2, true]);
  // 7,200 ticks of 48 kHz are 150 ms.
  assert.equal([...key!.payload], [5, 0x8a, 1_200 >> 8, 1_200 & 0xff]);
  assert.equal([key!.timestamp - before!.timestamp, after!.timestamp - before!.timestamp], [160, 1_600]);
});

test('keys at 8 kHz beside Opus, as Firefox sends them, keep their length', async () => {
  const world = await World.open({ eventRate: 8_000 });
  world.leg.fromBrowser(rtp(EVENTS, 2, 48_000, KEY_5_END));
  assert.equal([...world.read[0]!.payload], [...KEY_5_END]);
});

test('the mixer’s keys are told at the clock of Opus', async () => {
  const { leg } = await World.open();
  const { payloadType, timestamp, payload } = read(
    leg.fromMixer(rtp(101, 1, 800, Uint8Array.from([9, 10, 4, 0xb0])))!,
  );
  assert.equal([payloadType, timestamp, [...payload]], [EVENTS, 4_800, [9, 10, 0x1c, 0x20]]);
});

test('what is no audio of the agreed formats passes neither way', async () => {
  const world = await World.open();
  world.leg.fromBrowser(rtp(96, 1, 0, Uint8Array.of(1, 2, 3, 4)));
  world.leg.fromBrowser(rtp(OPUS, 2, 0, new Uint8Array(0)));
  world.leg.fromBrowser(Buffer.from([1, 2, 3]));
  assert.is(world.leg.fromMixer(rtp(13, 1, 0, Uint8Array.of(1))), undefined);
  assert.equal([world.atMixer.length, world.counters.get('foreignFormat')], [0, 1]);
});

test('after a packet that is no Opus the next one is heard', async () => {
  const world = await World.open();
  world.leg.fromBrowser(rtp(OPUS, 0, 0, world.speak()));
  assert.throws(() => world.leg.fromBrowser(rtp(OPUS, 1, FRAME_48K, Uint8Array.of(0xff, 0xff))));
  world.leg.fromBrowser(rtp(OPUS, 2, 2 * FRAME_48K, world.speak()));
  assert.equal(
    world.read.map(({ sequence }) => sequence),
    [0, 2],
  );
});

test('whatever a browser sends as Opus, its leg goes on', async () => {
  const world = await World.open();
  const random = seededRandom(11);
  for (let i = 0; i < 5_000; i++) {
    const payload = Uint8Array.from({ length: 1 + below(random, 200) }, () => below(random, 256));
    try {
      world.leg.fromBrowser(rtp(OPUS, i + below(random, 3), FRAME_48K * i, payload));
    } catch (thrown) {
      // Anything else would be a fault in memory that all legs share.
      assert.ok(isOpusError(thrown), String(thrown));
    }
  }
  const before = world.atMixer.length;
  for (let i = 0; i < 20; i++)
    world.leg.fromBrowser(rtp(OPUS, 6_000 + i, 9_000_000 + FRAME_48K * i, world.speak()));
  assert.ok(isClose(amplitudeOf(heard(world.read.slice(before + SETTLED)), BROWSER_HZ)));
});

function report(fraction: number, lost: number, highest: number, jitter: number, timestamp: number): Buffer {
  const bytes = Buffer.alloc(28 + 24);
  const block = writeSenderReport(bytes, 0, SSRC, 1, 2, timestamp, 3, 4, 1);
  writeReportBlock(bytes, block, SSRC, fraction, lost, highest, jitter, 5, 6);
  return bytes;
}
const SENDER_TIMESTAMP = 16;
const LOSS = 28 + 4;
const JITTER = 28 + 12;

test('reports pass at the clock of whom they are for', async () => {
  const world = await World.open();
  world.leg.fromBrowser(rtp(OPUS, 0, 96_000, world.speak()));
  world.leg.fromBrowser(report(0, 0, 0, 600, 96_000 + 48_000));
  const toMixer = Buffer.from(world.atMixer[1]!);
  const audio = read(world.atMixer[0]!).timestamp;
  assert.equal([toMixer.readUInt32BE(SENDER_TIMESTAMP) - audio, toMixer.readUInt32BE(JITTER)], [8_000, 100]);
  const toBrowser = Buffer.from(world.leg.fromMixer(report(0, 0, 0, 100, 8_000))!);
  assert.equal([toBrowser.readUInt32BE(SENDER_TIMESTAMP), toBrowser.readUInt32BE(JITTER)], [48_000, 600]);
});

test('the browser hears of what the network has lost, also of what was recovered', async () => {
  const world = await World.open({ lossPercent: 20 });
  world.leg.fromMixer(report(0, 0, 0, 0, 0));
  speakBut(world, [20, 30]);
  assert.is(world.counters.get('recovered'), 2);
  // The mixer has lost one of 32 beside: 8/256.
  const loss = Buffer.from(world.leg.fromMixer(report(8, 1, 32, 0, 0))!).readUInt32BE(LOSS);
  assert.equal([loss >>> 24, loss & 0xff_ffff], [24, 3]);
  const later = Buffer.from(world.leg.fromMixer(report(0, 1, 64, 0, 0))!).readUInt32BE(LOSS);
  assert.equal([later >>> 24, later & 0xff_ffff], [0, 3]);
});

test('a browser that loses packets gets each of them twice', async () => {
  const { leg } = await World.open();
  const says = (from: number): readonly boolean[] =>
    Array.from({ length: 20 }, (_, i) => {
      const codes = Uint8Array.from(sine(MIXER_HZ, AMPLITUDE, 160 * (from + i), 160), encodeMulawSample);
      return hasFec(read(leg.fromMixer(rtp(0, from + i, 160 * (from + i), codes))!).payload);
    });
  assert.not.ok(says(0).includes(true));
  const bytes = Buffer.alloc(32);
  writeReportBlock(bytes, writeReceiverReport(bytes, 0, SSRC, 1), 1, 51, 9, 20, 0, 0, 0);
  leg.fromBrowser(bytes);
  assert.ok(says(20).slice(SETTLED).every(Boolean));
});

test('a report that is cut off is not passed on', async () => {
  const world = await World.open();
  world.leg.fromBrowser(report(0, 0, 0, 0, 0).subarray(0, 40));
  assert.equal(world.atMixer, []);
  assert.is(world.leg.fromMixer(report(0, 0, 0, 0, 0).subarray(0, 40)), undefined);
});

test.run();
