import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { G711_LAW, decodeG711, encodeG711 } from '../../../src/audio/g711.js';
import { systemClock } from '../../../src/base/clock.js';
import type { ConferenceId, LegId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { secureRandom } from '../../../src/base/random.js';
import type { PacketIoName } from '../../../src/mixer/io/packet-io.js';
import { PACKET_IO_KINDS, whyNot } from '../../../src/mixer/io/choose.js';
import { MixerClient } from '../../../src/mixer/mixer-client.js';
import type { LegMedia, MixerEvent } from '../../../src/mixer/mixer.js';
import { PromptBank } from '../../../src/mixer/prompt-bank.js';
import { LEG_NEXT } from '../../../src/mixer/shared/layout.js';
import { writeHeader } from '../../../src/rtp/packet.js';
import { amplitudeOf, sine } from '../../support/tone.js';

const test = suite('mixer-client');
const room = 'room' as ConferenceId;
const leg = (name: string): LegId => name as LegId;

/** Random even ports above those of the operating system's choice. */
const randomPorts = () => {
  let next = 20_000 + 2 * Math.floor(Math.random() * 5000);
  return { take: () => (next += 2), give: () => undefined };
};

class World {
  readonly events: MixerEvent[] = [];
  readonly #waiting: { readonly wanted: (event: MixerEvent) => boolean; readonly resolve: () => void }[] = [];
  client!: MixerClient;

  async start(workers: number, packetIo: PacketIoName): Promise<this> {
    this.client = await MixerClient.start({
      workers,
      legsPerWorker: 16,
      prompts: PromptBank.build([]),
      ports: randomPorts(),
      random: secureRandom(),
      clock: systemClock,
      log: silentLog,
      bindAddress: '127.0.0.1',
      mediaSilentMs: 0,
      packetIo,
      onEvent: (event) => {
        this.events.push(event);
        for (const { wanted, resolve } of this.#waiting) if (wanted(event)) resolve();
      },
    });
    return this;
  }

  async until(wanted: (event: MixerEvent) => boolean): Promise<MixerEvent> {
    if (!this.events.some(wanted)) {
      await new Promise<void>((resolve) => this.#waiting.push({ wanted, resolve }));
    }
    return this.events.find(wanted)!;
  }
}

/** Of an amplitude of 6,000 that was sent. */
const WHOLE = 4_000;
const LOOKS_MAX = 6;

/** A phone on a real socket, with a tone. */
class RealPhone {
  readonly socket: Socket;
  readonly heard: number[] = [];
  readonly #frequencyHz: number;
  #sequence = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(socket: Socket, frequencyHz: number) {
    this.socket = socket;
    this.#frequencyHz = frequencyHz;
    socket.on('message', (bytes) => this.heard.push(...decodeG711(G711_LAW.PCMA, bytes.subarray(12))));
  }

  static async create(frequencyHz: number): Promise<RealPhone> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new RealPhone(socket, frequencyHz);
  }

  get media(): LegMedia {
    return {
      remote: { address: '127.0.0.1', port: this.socket.address().port },
      codec: 'PCMA',
      sendPayloadType: 8,
      receivePayloadType: 8,
      ptimeMs: 20,
      direction: 'sendrecv',
    };
  }

  talkTo(port: number): void {
    this.#timer = setInterval(() => {
      const packet = new Uint8Array(172);
      writeHeader(packet, 0, 8, false, this.#sequence, this.#sequence * 160, this.#frequencyHz);
      packet.set(encodeG711(G711_LAW.PCMA, sine(this.#frequencyHz, 6000, this.#sequence * 160, 160)), 12);
      this.#sequence += 1;
      this.socket.send(packet, port, '127.0.0.1');
    }, 20);
  }

  /** Resolves when so many samples more have been heard. */
  async listen(samples: number): Promise<number[]> {
    const wanted = this.heard.length + samples;
    while (this.heard.length < wanted) await once(this.socket, 'message');
    return this.heard.slice(-samples);
  }

  async hears(otherHz: number, ownHz: number): Promise<void> {
    const levels: number[] = [];
    for (let look = 0; look < LOOKS_MAX && !(levels.at(-1)! > WHOLE); look++) {
      const heard = await this.listen(4000);
      assert.ok(amplitudeOf(heard, ownHz) < 300, `${amplitudeOf(heard, ownHz)} of itself`);
      levels.push(Math.round(amplitudeOf(heard, otherHz)));
    }
    assert.ok(levels.at(-1)! > WHOLE, `${levels.join(', ')} of the other`);
  }

  close(): void {
    clearInterval(this.#timer);
    this.socket.close();
  }
}

for (const { name, create } of PACKET_IO_KINDS) {
  const reason = whyNot(create);
  if (reason !== undefined) {
    console.log(`skipped on this machine: ${name}: ${reason}`);
    continue;
  }

  test(`callers of two workers hear each other over ${name}`, async () => {
    const world = await new World().start(2, name);
    const phones = await Promise.all([500, 900].map((hz) => RealPhone.create(hz)));
    for (const [i, phone] of phones.entries()) {
      world.client.send({ type: 'open-leg', leg: leg(`${i}`), media: phone.media });
      const opened = await world.until((event) => event.type === 'leg-opened' && event.leg === leg(`${i}`));
      assert.is(opened.type, 'leg-opened');
      if (opened.type === 'leg-opened') phone.talkTo(opened.port);
      world.client.send({ type: 'join-room', leg: leg(`${i}`), room, heard: true });
    }
    await Promise.all(phones.map((phone) => phone.listen(4000)));
    const [first, second] = phones;
    // Never itself; the other whole in one of a few half seconds: a busy machine may lose a packet.
    await first!.hears(900, 500);
    await second!.hears(500, 900);
    assert.is(world.client.front.counters.get('moves'), name === 'dgram' ? 0 : 1);
    world.client.send({ type: 'close-leg', leg: leg('0') });
    const closed = await world.until((event) => event.type === 'leg-closed');
    assert.ok(closed.type === 'leg-closed' && closed.stats.packetsReceived > 40);
    for (const phone of phones) phone.close();
    await world.client.close();
  });
}

test('a worker that hangs is replaced within two seconds, and only its legs fail', async () => {
  const native = PACKET_IO_KINDS.find(({ create }) => whyNot(create) === undefined)!;
  const world = await new World().start(native.name === 'dgram' ? 1 : 2, native.name);
  for (const name of ['a', 'b']) {
    world.client.send({ type: 'open-leg', leg: leg(name), media: undefined });
    await world.until((event) => event.type === 'leg-opened' && event.leg === leg(name));
  }
  const startedMs = performance.now();
  // A list of legs that leads back to itself keeps the worker in its loop for ever.
  const { memory } = world.client;
  memory.words[memory.leg(0) + LEG_NEXT] = 0;
  await world.until((event) => event.type === 'leg-closed');
  assert.ok(performance.now() - startedMs < 2000);
  assert.equal(
    world.events.filter((event) => event.type === 'leg-failed').map((event) => event.leg),
    [leg('a')],
  );
  world.client.send({ type: 'open-leg', leg: leg('c'), media: undefined });
  await world.until((event) => event.type === 'leg-opened' && event.leg === leg('c'));
  assert.is(world.client.front.legCount, 2);
  await world.client.close();
});

test.run();
