import type { Random } from '../../src/base/random.js';
import { monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import { ipv4Word, PERFECT_LINE, type Network, type Port } from './network.js';
import { INTRUDER_TONE_HZ } from './scenario.js';
import { SimVoice } from './voice.js';

/** In the trunk's network, so that only tags and sources tell it from a caller. */
export const INTRUDER_HOST = '10.1.0.200';
const PORT = 6_000;
const BYE_EVERY_MS = 1_500;
/** By which the timeline tells its requests from those that count. */
export const INTRUDER_TAG = 'tag=intruder';

/** What the intruder knows: the ports of the calls and their Call-IDs, but not their tags. */
export interface Victims {
  readonly mediaPorts: () => readonly number[];
  readonly callIds: () => readonly string[];
}

/** Sends its tone to the media ports of all calls, and BYEs into their dialogs: nothing may come of it [S55] [C29]. */
export class Intruder {
  readonly #network: Network;
  readonly #server: Port;
  readonly #victims: Victims;
  readonly #voice: SimVoice;
  readonly #port: Port;
  #nextByeMs = BYE_EVERY_MS;
  #byes = 0;

  constructor(network: Network, server: Port, random: Random, victims: Victims) {
    this.#network = network;
    this.#server = server;
    this.#victims = victims;
    this.#voice = new SimVoice({ codec: 'PCMA', toneHz: INTRUDER_TONE_HZ, random });
    this.#port = {
      host: INTRUDER_HOST,
      port: PORT,
      word: ipv4Word(INTRUDER_HOST),
      line: PERFECT_LINE,
      receive: () => undefined,
    };
    network.bind(this.#port);
    this.#voice.start(monotonicMs(0));
  }

  step(nowMs: MonotonicMs): void {
    const length = this.#voice.onTimer(nowMs);
    if (length > 0)
      for (const port of this.#victims.mediaPorts())
        this.#network.send('rtp', this.#voice.packet, 0, length, this.#port, {
          word: this.#server.word,
          port,
        });
    if (nowMs < this.#nextByeMs) return;
    this.#nextByeMs = nowMs + BYE_EVERY_MS;
    for (const callId of this.#victims.callIds()) this.#sendBye(callId);
  }

  #sendBye(callId: string): void {
    const { host, port } = this.#server;
    this.#byes += 1;
    const text = [
      `BYE sip:${host}:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${INTRUDER_HOST}:${PORT};branch=z9hG4bKintruder${this.#byes}`,
      'Max-Forwards: 70',
      `From: <sip:intruder@${INTRUDER_HOST}>;${INTRUDER_TAG}`,
      `To: <sip:${host}>;tag=guessed`,
      `Call-ID: ${callId}`,
      'CSeq: 100 BYE',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    const bytes = Buffer.from(text, 'latin1');
    this.#network.send('sip', bytes, 0, bytes.length, this.#port, this.#server);
  }
}
