import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Clock } from '../../base/clock.js';
import { Counters } from '../../base/counters.js';
import type { HostPort } from '../message.js';
import type { TransactionKey } from '../transaction-key.js';
import { MessageAllowance, type AllowanceRate } from './message-allowance.js';

/** The subprotocol of RFC 7118 §4. */
const SUBPROTOCOL = 'sip';
/** RFC 6455 §7.4.1: try again later. */
const TOO_MANY = 1013;
/** RFC 6455 §7.4.1: the server goes away. */
const GOING_AWAY = 1001;
/** So long a client may take to say goodbye. */
const CLOSE_MS = 500;
/** Who has not said anything after so many pings has nothing to say. */
const IDLE_PINGS_MAX = 4;

const COUNTER_NAMES = [
  'opened',
  'closed',
  'received',
  'sent',
  'sendErrors',
  /** Beyond the connections of one address, or of all. */
  'connectionsFull',
  /** It answered no ping. */
  'silent',
  /** It was opened for nothing. */
  'idle',
  /** It sent more messages than anybody has to say. */
  'flooding',
  /** A frame that is no WebSocket, or larger than a message may be. */
  'faults',
] as const;
export type WsCounter = (typeof COUNTER_NAMES)[number];

export interface WsLimits extends AllowanceRate {
  readonly messageBytesMax: number;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** A client that has not answered a ping by the next one is gone. */
  readonly pingMs: number;
  /** What a client may leave unread. */
  readonly unreadBytesMax: number;
}

export const DEFAULT_WS_LIMITS: WsLimits = {
  // An INVITE of a browser has some 2 kB, and another 100 bytes for each candidate of its ICE.
  messageBytesMax: 32_768,
  messagesPerSecond: 20,
  messagesBurst: 100,
  connectionsMax: 1_000,
  connectionsPerAddressMax: 50,
  pingMs: 15_000,
  unreadBytesMax: 1_048_576,
};

export interface WsHandlers {
  message(bytes: Uint8Array, source: HostPort): void;
  /** The client has gone, or was cut. */
  lost(source: HostPort): void;
  sendError(code: string, transaction: TransactionKey | undefined): void;
}

/** A request to become a connection, as an HTTP server hands it over. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Who follows one connection. */
export interface WsWatcher {
  /** We are who calls over it: the client has nothing to say before. */
  readonly awaitsCalls: boolean;
  /** Before its first message. */
  opened(source: HostPort): void;
  closed(source: HostPort): void;
}

interface Connection {
  readonly webSocket: WebSocket;
  readonly source: HostPort;
  /** Of the client itself, behind whatever proxy. */
  readonly client: string;
  readonly watcher: WsWatcher;
  readonly allowance: MessageAllowance;
  /** Since it was pinged last. */
  answered: boolean;
  /** Before the first message of who has come to send one. */
  idlePings: number | undefined;
}

/**
 * SIP over WebSocket (RFC 7118), the server's side: one message in a frame, and whatever goes to a client goes over
 * the connection that the client has opened. Who may open one was asked before `open`.
 */
export class WsTransport {
  readonly counters = new Counters<WsCounter>(COUNTER_NAMES);
  readonly #limits: WsLimits;
  readonly #handlers: WsHandlers;
  readonly #clock: Clock;
  readonly #server: WebSocketServer;
  readonly #connections = new Map<string, Connection>();
  readonly #beat: NodeJS.Timeout;

  constructor(limits: WsLimits, handlers: WsHandlers, clock: Clock) {
    this.#limits = limits;
    this.#handlers = handlers;
    this.#clock = clock;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: limits.messageBytesMax,
      perMessageDeflate: false,
      clientTracking: false,
      handleProtocols: () => SUBPROTOCOL,
    });
    this.#beat = setInterval(() => this.#ping(), limits.pingMs);
    this.#beat.unref();
  }

  get size(): number {
    return this.#connections.size;
  }

  /** `client`: whose connections are counted together. */
  open({ request, socket, head }: Upgrade, client: string, watcher: WsWatcher): void {
    const { remoteAddress, remotePort } = request.socket;
    if (remoteAddress === undefined || remotePort === undefined) {
      // It has gone while its right was being looked at.
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const source = { host: remoteAddress, port: remotePort };
      // Without a listener an error of this socket would end the process; 'close' follows.
      webSocket.on('error', () => this.counters.add('faults'));
      if (this.#isFull(client)) {
        this.counters.add('connectionsFull');
        webSocket.close(TOO_MANY, 'too many connections');
        return;
      }
      const idlePings = watcher.awaitsCalls ? undefined : 0;
      const allowance = new MessageAllowance(this.#limits, this.#clock.now());
      this.#take({ webSocket, source, client, watcher, allowance, answered: true, idlePings });
    });
  }

  /** `transaction`: what `sendError` names. */
  send(bytes: Uint8Array, destination: HostPort, transaction?: TransactionKey): void {
    const webSocket = this.#connections.get(keyOf(destination))?.webSocket;
    if (webSocket === undefined || webSocket.readyState !== webSocket.OPEN) {
      this.#unsent('ENOTCONN', transaction);
      return;
    }
    if (webSocket.bufferedAmount > this.#limits.unreadBytesMax) {
      this.#unsent('ENOBUFS', transaction);
      webSocket.terminate();
      return;
    }
    // RFC 7118 §5: text or binary. A text frame that is no UTF-8 would end the connection (RFC 6455 §8.1).
    webSocket.send(bytes, { binary: !isUtf8(bytes) });
    this.counters.add('sent');
  }

  close(): void {
    clearInterval(this.#beat);
    for (const { webSocket } of this.#connections.values()) {
      webSocket.close(GOING_AWAY, 'the server stops');
      // The library would wait for the client's word much longer than a server that stops.
      setTimeout(() => webSocket.terminate(), CLOSE_MS).unref();
    }
    this.#server.close();
  }

  #isFull(client: string): boolean {
    const { connectionsMax, connectionsPerAddressMax } = this.#limits;
    if (this.#connections.size >= connectionsMax) return true;
    const same = [...this.#connections.values()].filter((connection) => connection.client === client);
    return same.length >= connectionsPerAddressMax;
  }

  #take(connection: Connection): void {
    const { webSocket, source, watcher } = connection;
    this.counters.add('opened');
    this.#connections.set(keyOf(source), connection);
    watcher.opened(source);
    webSocket.on('message', (data) => {
      // What was read before it was cut may still be told.
      if (webSocket.readyState !== webSocket.OPEN) return;
      if (!connection.allowance.take(this.#clock.now())) {
        this.counters.add('flooding');
        webSocket.terminate();
        return;
      }
      this.counters.add('received');
      connection.answered = true;
      connection.idlePings = undefined;
      this.#handlers.message(bytesOf(data), source);
    });
    webSocket.on('pong', () => {
      connection.answered = true;
    });
    webSocket.on('close', () => {
      this.counters.add('closed');
      this.#connections.delete(keyOf(source));
      this.#handlers.lost(source);
      watcher.closed(source);
    });
  }

  #unsent(code: string, transaction: TransactionKey | undefined): void {
    this.counters.add('sendErrors');
    this.#handlers.sendError(code, transaction);
  }

  /** A network that has gone says nothing: TCP alone would wait for many minutes. */
  #ping(): void {
    for (const connection of this.#connections.values()) {
      const { webSocket, answered, idlePings } = connection;
      const isIdle = idlePings !== undefined && idlePings >= IDLE_PINGS_MAX;
      if (!answered || isIdle) {
        this.counters.add(answered ? 'idle' : 'silent');
        webSocket.terminate();
        continue;
      }
      connection.answered = false;
      if (idlePings !== undefined) connection.idlePings = idlePings + 1;
      webSocket.ping();
    }
  }
}

const keyOf = ({ host, port }: HostPort): string => `${host} ${port}`;

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
