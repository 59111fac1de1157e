import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { secureRandom } from '../../../src/base/random.js';
import { systemClock } from '../../../src/base/clock.js';
import type { MonotonicMs } from '../../../src/base/units.js';
import { Phone, type PhoneOptions, type PhonePacket } from './phone.js';

type UdpPhoneOptions = Omit<PhoneOptions, 'signalling' | 'media' | 'random'> & { readonly host?: string };

/** The test phone on real sockets and the real clock. */
export class UdpPhone {
  readonly phone: Phone;
  readonly #sockets: Readonly<Record<'signalling' | 'media', Socket>>;
  readonly #beat: NodeJS.Timeout;
  /** Sees every packet of sound as it arrives. */
  onMedia: (bytes: Uint8Array, nowMs: MonotonicMs) => void = () => undefined;

  private constructor(phone: Phone, sockets: Readonly<Record<'signalling' | 'media', Socket>>) {
    this.phone = phone;
    this.#sockets = sockets;
    for (const at of ['signalling', 'media'] as const) {
      sockets[at].on('message', (bytes) => {
        const nowMs = systemClock.now();
        if (at === 'media') this.onMedia(bytes, nowMs);
        this.#send(phone.onPacket(at, bytes, nowMs));
      });
      sockets[at].on('error', () => undefined);
    }
    // Two ticks a frame: packets leave at most 10 ms late and keep their average rate.
    this.#beat = setInterval(() => this.#tick(), 10);
  }

  static async open({ host = '127.0.0.1', ...options }: UdpPhoneOptions): Promise<UdpPhone> {
    const [signalling, media] = await Promise.all([bind(host), bind(host)]);
    const phone = new Phone({
      ...options,
      random: secureRandom(),
      signalling: { host, port: signalling.address().port },
      media: { host, port: media.address().port },
    });
    return new UdpPhone(phone, { signalling, media });
  }

  dial(): void {
    this.#send(this.phone.dial(systemClock.now()));
  }

  press(keys: string): void {
    this.phone.press(keys);
  }

  hangUp(cause?: number): void {
    this.#send(this.phone.hangUp(systemClock.now(), cause));
  }

  reinvite(direction: 'sendrecv' | 'sendonly' | 'inactive', version: number): void {
    this.#send(this.phone.reinvite(direction, version, systemClock.now()));
  }

  /** From now on it sends nothing by itself, and repeats nothing; a BYE is still answered. */
  rest(): void {
    clearInterval(this.#beat);
  }

  close(): void {
    this.rest();
    this.#sockets.signalling.close();
    this.#sockets.media.close();
  }

  #tick(): void {
    const nowMs = systemClock.now();
    for (
      let due = this.phone.nextDeadline();
      due !== undefined && due <= nowMs;
      due = this.phone.nextDeadline()
    ) {
      const packets = this.phone.onTimer(nowMs);
      this.#send(packets);
    }
  }

  #send(packets: readonly PhonePacket[]): void {
    for (const { from, to, bytes } of packets) this.#sockets[from].send(bytes, to.port, to.host);
  }
}

async function bind(host: string): Promise<Socket> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return socket;
}
