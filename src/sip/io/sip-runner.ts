import type { Clock } from '../../base/clock.js';
import { messageOf } from '../../base/errors.js';
import type { Log } from '../../base/log.js';
import type { MonotonicMs } from '../../base/units.js';
import type { SipCommand, SipEffect, SipEvent, SipInput, SocketId } from '../endpoint-api.js';
import type { SipEndpoint } from '../endpoint.js';
import type { HostPort } from '../message.js';
import type { MessageMemory } from './message-memory.js';
import type { CallOwner } from './remembered-call.js';
import { UdpTransport, type UdpCounter } from './udp-transport.js';
import { WsTransport, type WsHandlers, type WsLimits } from './ws-transport.js';

export interface SipRunnerOptions {
  /** Its `advertised` must know the sockets: numbered 0, 1, … in the order of `bind`, then that of browsers. */
  readonly endpoint: SipEndpoint;
  readonly bind: readonly HostPort[];
  /** Undefined: no browsers. */
  readonly webSocket?: WsLimits | undefined;
  readonly clock: Clock;
  readonly log: Log;
  onEvent(event: SipEvent): void;
  /** Remembers the messages of the last calls, for who looks into one. */
  readonly messages?: MessageMemory;
}

/** Errors that a retransmission may survive: no reason to give up a request. */
const PASSING_ERRORS: ReadonlySet<string> = new Set(['EAGAIN', 'ENOBUFS', 'ENOMEM', 'EINTR', 'EPERM']);
/** setTimeout rounds down and may fire early; a deadline is asked for a little later rather than twice. */
const TIMER_SLACK_MS = 1;

/** What the command to call makes the endpoint send belongs to its session. */
const callBegunBy = (input: SipInput): CallOwner | undefined =>
  input.type === 'invite' ? { session: input.session, trunk: input.invite.trunk.id } : undefined;

/** Gives the endpoint its sockets, its time and its one timer, and performs what it wants. */
export class SipRunner {
  readonly #options: SipRunnerOptions;
  readonly #transports: UdpTransport[] = [];
  /** Browsers; whoever has the HTTP port opens their connections. */
  readonly webSocket: WsTransport | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs: MonotonicMs | undefined;
  /** Inputs that wait: a command given from within an event handler comes after the effects before it. */
  readonly #inputs: SipInput[] = [];
  #feeding = false;
  #stopped = false;

  private constructor(options: SipRunnerOptions) {
    this.#options = options;
    const { webSocket, bind } = options;
    this.webSocket = webSocket && this.#webSocketOf(bind.length as SocketId, webSocket);
  }

  /** Rejects, with nothing left open, when one of the addresses cannot be bound. */
  static async start(options: SipRunnerOptions): Promise<SipRunner> {
    const runner = new SipRunner(options);
    try {
      for (const [index, local] of options.bind.entries()) {
        runner.#transports.push(await runner.#open(index as SocketId, local));
      }
    } catch (thrown) {
      await runner.stop();
      throw thrown;
    }
    return runner;
  }

  /** The bound addresses, by socket number. */
  get locals(): readonly HostPort[] {
    return this.#transports.map((transport) => transport.local);
  }

  socketCounters(): readonly Readonly<Record<UdpCounter, number>>[] {
    return this.#transports.map((transport) => transport.counters.snapshot());
  }

  command(command: SipCommand): void {
    this.#feed(command);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.webSocket?.close();
    await Promise.all(this.#transports.map((transport) => transport.close()));
  }

  #open(socket: SocketId, local: HostPort): Promise<UdpTransport> {
    return UdpTransport.bind(local, {
      datagram: (bytes, source) => {
        this.#options.messages?.note('received', bytes, source);
        this.#feed({ type: 'datagram', socket, source, bytes });
      },
      sendError: (code, transaction) => {
        if (!PASSING_ERRORS.has(code)) this.#feed({ type: 'transport-error', transaction, code });
      },
    });
  }

  #webSocketOf(socket: SocketId, limits: WsLimits): WsTransport {
    const handlers: WsHandlers = {
      message: (bytes, source) => {
        this.#options.messages?.note('received', bytes, source);
        this.#feed({ type: 'datagram', socket, source, bytes });
      },
      lost: (peer) => this.#feed({ type: 'connection-lost', socket, peer }),
      sendError: (code, transaction) => this.#feed({ type: 'transport-error', transaction, code }),
    };
    return new WsTransport(limits, handlers, this.#options.clock);
  }

  #feed(input: SipInput): void {
    this.#inputs.push(input);
    if (this.#feeding) return;
    this.#feeding = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) this.#step(next);
    } finally {
      this.#feeding = false;
    }
    this.#arm();
  }

  #step(input: SipInput): void {
    if (this.#stopped) return;
    const { endpoint, clock } = this.#options;
    for (const effect of endpoint.handle(input, clock.now())) this.#perform(effect, input);
  }

  #perform(effect: SipEffect, input: SipInput): void {
    const { messages } = this.#options;
    if (effect.type === 'send') {
      messages?.note('sent', effect.bytes, effect.destination, callBegunBy(input));
      const transport = this.#transports[effect.socket] ?? this.webSocket;
      transport?.send(effect.bytes, effect.destination, effect.transaction);
      return;
    }
    messages?.hear(effect.event);
    try {
      this.#options.onEvent(effect.event);
    } catch (thrown) {
      // The fault of one call must not lose the effects of others [C5].
      this.#options.log.error(
        { event: effect.event.type, error: messageOf(thrown) },
        'SIP event handler fault',
      );
    }
  }

  /** The timer is moved only when the endpoint wants to be woken earlier: one that fires too early does no harm. */
  #arm(): void {
    const nextMs = this.#options.endpoint.nextDeadline();
    if (this.#stopped || nextMs === undefined || (this.#timerAtMs !== undefined && this.#timerAtMs <= nextMs))
      return;
    clearTimeout(this.#timer);
    this.#timerAtMs = nextMs;
    const delayMs = Math.max(0, nextMs - this.#options.clock.now()) + TIMER_SLACK_MS;
    this.#timer = setTimeout(() => {
      this.#timerAtMs = undefined;
      this.#feed({ type: 'timer' });
    }, delayMs);
  }
}
