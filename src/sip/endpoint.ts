import { messageOf, unreachable } from '../base/errors.js';
import type { MonotonicMs } from '../base/units.js';
import { parseCSeq } from './cseq.js';
import { Dialog } from './dialog.js';
import type { SipCommand, SipEffect, SipInput } from './endpoint-api.js';
import { EndpointCore } from './endpoint-core.js';
import type { SipCounter, SipEndpointOptions, SipSizes, Turn } from './endpoint-options.js';
import type { SipResponse } from './message.js';
import { parseMessage } from './parser.js';
import type { Session, SessionEffect } from './session.js';
import { clientKey } from './transaction-key.js';
import { Uas } from './uas.js';
import { overLimitFault, validateResponse } from './validate.js';
import { topVia } from './via.js';

export type { SipCounter, SipEndpointOptions, SipSizes } from './endpoint-options.js';

/** Q.850: temporary failure. */
const FAULT = { cause: 41 };

type Datagram = Extract<SipInput, { type: 'datagram' }>;
type TransportError = Extract<SipInput, { type: 'transport-error' }>;
type SessionCommand = Exclude<Extract<SipCommand, { session: unknown }>, { type: 'invite' }>;

/**
 * The SIP user agent of the server, sans-I/O: see endpoint-api.ts for the contract. This class dispatches;
 * the rules are in uas.ts (requests), session.ts (a call), dialog.ts, tx/ (transactions).
 */
export class SipEndpoint {
  readonly #core: EndpointCore;
  readonly #uas: Uas;

  constructor(options: SipEndpointOptions) {
    this.#core = new EndpointCore(options);
    this.#uas = new Uas(this.#core);
  }

  handle(input: SipInput, nowMs: MonotonicMs): readonly SipEffect[] {
    const turn: Turn = { nowMs, effects: [] };
    switch (input.type) {
      case 'datagram':
        this.#guarded(
          () => this.#datagram(input, turn),
          () => this.#core.abandon(turn),
        );
        break;
      case 'timer':
        while (this.#guarded(() => this.#core.wakeOne(turn)) !== false);
        break;
      case 'transport-error':
        this.#guarded(() => this.#transportError(input, turn));
        break;
      default:
        this.#guarded(
          () => this.#command(input, turn),
          () => this.#giveUp(input, turn),
        );
    }
    return turn.effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#core.nextDeadline();
  }

  counters(): Readonly<Record<SipCounter, number>> {
    return this.#core.counters.snapshot();
  }

  sizes(): SipSizes {
    return this.#core.sizes();
  }

  /** One line for each session and transaction. */
  describe(): readonly string[] {
    return this.#core.describe();
  }

  /** No fault in handling one message may lose what others cause, or end the process [C5]. */
  #guarded<T>(step: () => T, cleanUp?: () => void): T | undefined {
    try {
      return step();
    } catch (thrown) {
      this.#core.counters.add('handlerFaults');
      this.#core.options.log.error({ error: messageOf(thrown) }, 'SIP handler fault');
      cleanUp?.();
      return undefined;
    }
  }

  /** A command that could not be carried out ends its call, which would otherwise wait for it for ever. */
  #giveUp(command: SipCommand, turn: Turn): void {
    const session = 'session' in command ? this.#core.session(command.session) : undefined;
    if (session !== undefined) this.#guarded(() => this.#core.perform(session, session.bye(FAULT), turn));
  }

  #datagram(input: Datagram, turn: Turn): void {
    const { counters, options } = this.#core;
    counters.add('datagrams');
    const { socket, source } = input;
    const trunk = options.trunkOf(source);
    if (trunk === undefined) {
      counters.add('unknownSender');
      return;
    }
    const origin = { socket, source, trunk };
    const outcome = parseMessage(input.bytes, options.limits);
    switch (outcome.kind) {
      case 'keep-alive':
        counters.add('keepAlives');
        break;
      case 'unframable':
        counters.add('unframable');
        break;
      case 'over-limit':
        if (outcome.message.kind === 'response') counters.add('droppedMessages');
        else this.#uas.receive(origin, outcome.message, overLimitFault(outcome.message, outcome.limit), turn);
        break;
      case 'message':
        if (outcome.message.kind === 'response') this.#response(outcome.message, turn);
        else this.#uas.receive(origin, outcome.message, undefined, turn);
        break;
    }
  }

  #response(response: SipResponse, turn: Turn): void {
    const { counters, transactions } = this.#core;
    if (validateResponse(response) !== undefined) {
      counters.add('droppedMessages');
      return;
    }
    const branch = topVia(response.headers)?.branch ?? '';
    const method = parseCSeq(response.headers.first('cseq') ?? '')?.method ?? '';
    const entry = transactions.client(clientKey(branch, method));
    if (entry === undefined) counters.add('strayResponses');
    else this.#core.feedClient(entry, { type: 'response', response }, turn);
  }

  /**
   * Requests of ours to that destination have failed (RFC 3261 §8.1.3.1). A response that could not be sent
   * is not given up: the request comes again, and timers H, J and L end what does not.
   */
  #transportError(input: TransportError, turn: Turn): void {
    this.#core.counters.add('transportErrors');
    for (const entry of this.#core.transactions.clientsTo(input.socket, input.destination)) {
      this.#core.feedClient(entry, { type: 'transport-error' }, turn);
    }
  }

  #command(command: SipCommand, turn: Turn): void {
    switch (command.type) {
      case 'drain':
        this.#core.draining = command.on;
        break;
      case 'bye-recovered':
        this.#core.sendBye(Dialog.recovered(command.dialog), command.cause, undefined, turn);
        break;
      case 'invite':
      case 'ping':
        break;
      default: {
        // A command may cross the end of its session: then there is nothing left to do.
        const session = this.#core.session(command.session);
        if (session !== undefined)
          this.#core.perform(session, applyCommand(session, command, turn.nowMs), turn);
      }
    }
  }
}

function applyCommand(
  session: Session,
  command: SessionCommand,
  nowMs: MonotonicMs,
): readonly SessionEffect[] {
  switch (command.type) {
    case 'progress':
      return session.progress(command.status, command.sdp);
    case 'accept':
      return session.accept(command.sdp, nowMs);
    case 'reject':
      return session.reject(command.status, command.cause, command.headers ?? []);
    case 'accept-reinvite':
      return session.acceptReinvite(command.sdp, nowMs);
    case 'reject-reinvite':
      return session.rejectReinvite(command.status);
    case 'bye':
    case 'cancel':
      return session.bye(command.cause);
    case 'acknowledge':
    case 'info':
      return [];
    case 'probe':
      return session.probe();
    default:
      return unreachable(command);
  }
}
