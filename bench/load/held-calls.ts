import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { secureRandom } from '../../src/base/random.js';
import { systemClock } from '../../src/base/clock.js';
import { Uac, type UacEvent } from './uac.js';

export interface HeldCallsOptions {
  readonly server: { readonly address: string; readonly port: number };
  readonly localAddress: string;
  readonly calls: number;
  readonly rampPerSecond: number;
  /** The number that call 0, 1, 2 … dials. */
  readonly calledNumber: (call: number) => string;
}

const TICK_MS = 5;
/** Longer than a transaction takes to give up. */
const FINISH_LIMIT_MS = 33_000;

/**
 * Calls that are up and cost their server signalling and money alone: each offers `inactive`, as a telephone
 * that is on hold, so no sound is sent either way.
 */
export class HeldCalls {
  readonly #options: HeldCallsOptions;
  readonly #signalling: Socket;
  readonly #media: Socket;
  readonly #uac: Uac;
  readonly #live = new Set<number>();
  #gone = 0;

  private constructor(options: HeldCallsOptions, signalling: Socket, media: Socket) {
    this.#options = options;
    this.#signalling = signalling;
    this.#media = media;
    const { address, port } = options.server;
    this.#uac = new Uac({
      local: { address: options.localAddress, port: signalling.address().port },
      server: options.server,
      random: secureRandom(),
      send: (text) => signalling.send(text, port, address),
      onEvent: (event) => this.#onCall(event),
    });
    signalling.on('message', (bytes) => this.#uac.receive(bytes.toString('latin1'), systemClock.now()));
  }

  /** Resolves when all are up; rejects when one of them is not. */
  static async up(options: HeldCallsOptions): Promise<HeldCalls> {
    const held = new HeldCalls(
      options,
      await boundSocket(options.localAddress),
      await boundSocket(options.localAddress),
    );
    const mediaPort = held.#media.address().port;
    await held.#oneByOne((call) =>
      held.#uac.invite(call, options.calledNumber(call), mediaPort, systemClock.now(), 'inactive'),
    );
    await held.#until(() => held.up + held.#gone >= options.calls);
    if (held.up === options.calls) return held;
    held.#close();
    throw new Error(`${held.up} of ${options.calls} calls are up`);
  }

  /** Calls that are up now. */
  get up(): number {
    return this.#live.size;
  }

  /** Requests of ours sent again, and answers the server sent again. */
  get retransmissions(): number {
    return this.#uac.counts.resent + this.#uac.counts.repeatedAnswers;
  }

  async hangUp(): Promise<void> {
    await this.#oneByOne((call) => this.#uac.bye(call, systemClock.now()));
    await this.#until(() => this.#uac.active === 0);
    this.#close();
  }

  #onCall(event: UacEvent): void {
    if (event.type === 'answered') this.#live.add(event.call);
    else {
      this.#live.delete(event.call);
      this.#gone++;
    }
  }

  async #oneByOne(act: (call: number) => void): Promise<void> {
    const { calls, rampPerSecond } = this.#options;
    const startMs = systemClock.now();
    let next = 0;
    await this.#until(() => {
      const due = ((systemClock.now() - startMs) * rampPerSecond) / 1_000;
      for (; next < Math.min(calls, due); next++) act(next);
      return next === calls;
    });
  }

  /** Sends again what is due while it waits. */
  async #until(done: () => boolean): Promise<void> {
    const startMs = systemClock.now();
    const { calls, rampPerSecond } = this.#options;
    const limitMs = (calls / rampPerSecond) * 1_000 + FINISH_LIMIT_MS;
    while (!done() && systemClock.now() - startMs < limitMs) {
      this.#uac.tick(systemClock.now());
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  }

  #close(): void {
    this.#signalling.close();
    this.#media.close();
  }
}

async function boundSocket(address: string): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, address);
  await once(socket, 'listening');
  return socket;
}
