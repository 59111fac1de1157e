import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP, isIPv6 } from 'node:net';
import { Counters } from '../../base/counters.js';
import type { HostPort } from '../message.js';
import type { TransactionKey } from '../transaction-key.js';

/** A burst of a few thousand messages fits; the kernel may grant less (net.core.rmem_max). */
const SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

const COUNTER_NAMES = ['received', 'sent', 'receiveErrors', 'sendErrors'] as const;
export type UdpCounter = (typeof COUNTER_NAMES)[number];

export interface UdpHandlers {
  datagram(bytes: Uint8Array, source: HostPort): void;
  /** The kernel refused to send a message. */
  sendError(code: string, transaction: TransactionKey | undefined): void;
}

/**
 * One UDP socket, IPv4 or IPv6 after the address it is bound to. node:dgram cannot set the DSCP of a packet:
 * where CS3 is wanted for SIP [C3a], the host's packet filter must mark this port.
 */
export class UdpTransport {
  readonly counters = new Counters<UdpCounter>(COUNTER_NAMES);
  readonly #socket: Socket;
  readonly #handlers: UdpHandlers;
  #closed = false;

  private constructor(socket: Socket, handlers: UdpHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    socket.on('message', (bytes, { address, port }) => {
      this.counters.add('received');
      handlers.datagram(bytes, { host: address, port });
    });
    // An ICMP error of one peer: counted, never fatal [C5].
    socket.on('error', () => this.counters.add('receiveErrors'));
  }

  /** Rejects when the address cannot be bound. Port 0: any that is free. */
  static async bind(local: HostPort, handlers: UdpHandlers): Promise<UdpTransport> {
    const family = isIPv6(local.host)
      ? ({ type: 'udp6', ipv6Only: true } as const)
      : ({ type: 'udp4' } as const);
    const socket = createSocket({ ...family, lookup: numericLookup });
    // Rejects with the first 'error' if that comes instead. Asked for first: a numeric look-up binds at once.
    const listening = once(socket, 'listening');
    socket.bind(local.port, local.host);
    await listening;
    enlargeBuffers(socket);
    return new UdpTransport(socket, handlers);
  }

  get local(): HostPort {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  /** `transaction`: what `sendError` names. */
  send(bytes: Uint8Array, destination: HostPort, transaction?: TransactionKey): void {
    if (this.#closed) return;
    const { host, port } = destination;
    try {
      this.#socket.send(bytes, port, host, (error) => this.#sent(transaction, error));
    } catch (thrown) {
      // Arguments the socket refuses at once, such as an address of the other family.
      this.#sent(transaction, thrown as NodeJS.ErrnoException);
    }
  }

  #sent(transaction: TransactionKey | undefined, error: NodeJS.ErrnoException | null): void {
    if (error === null) {
      this.counters.add('sent');
      return;
    }
    this.counters.add('sendErrors');
    if (!this.#closed) this.#handlers.sendError(error.code ?? 'UNKNOWN', transaction);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
    await once(this.#socket, 'close');
  }
}

/** Destinations are numeric already: dns.lookup would cost each send a turn of the event loop. */
function numericLookup(
  host: string,
  _options: unknown,
  done: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  done(null, host, isIP(host));
}

/** Best effort: a container may forbid it, and the defaults work until a burst. */
function enlargeBuffers(socket: Socket): void {
  try {
    socket.setRecvBufferSize(SOCKET_BUFFER_BYTES);
    socket.setSendBufferSize(SOCKET_BUFFER_BYTES);
  } catch {
    // The kernel's defaults stay.
  }
}
