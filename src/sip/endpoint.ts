import { messageOf, unreachable } from '../base/errors.js';
import type { MonotonicMs } from '../base/units.js';
import { parseCSeq } from './cseq.js';
import { Dialog } from './dialog.js';
import type { SipCommand, SipEffect, SipInput } from './endpoint-api.js';
import { EndpointCore } from './endpoint-core.js';
import type { SipCounter } from './endpoint-counters.js';
import { isReliable, type SipEndpointOptions, type SipSizes, type Turn } from './endpoint-options.js';
import { ended } from './ended.js';
import { InDialogRequest } from './in-dialog-request.js';
import type { HostPort, SipRequest, SipResponse } from './message.js';
import { parseMessage, type ParseLimits } from './parser.js';
import { byeReason } from './reason-header.js';
import { sameHost } from './same-host.js';
import { Session } from './session.js';
import type { AnySession } from './session-table.js';
import { clientKey, type TransactionKey } from './transaction-key.js';
import { NO_USER_EFFECTS, type UserEffect } from './transaction-user.js';
import { Uas } from './uas.js';
import { UnknownSenders } from './unknown-senders.js';
import { overLimitFault, validateResponse } from './validate.js';
import { topVia } from './via.js';

export type { SipCounter } from './endpoint-counters.js';
export type { SipEndpointOptions, SipSizes } from './endpoint-options.js';

/** Q.850: temporary failure. */
const FAULT = { cause: 41 };

type Datagram = Extract<SipInput, { type: 'datagram' }>;
type Limit = keyof ParseLimits;
type SessionCommand = Exclude<Extract<SipCommand, { session: unknown }>, { type: 'invite' }>;

/**
 * The SIP user agent of the server, sans-I/O: see endpoint-api.ts for the contract. This class dispatches;
 * the rules are in uas.ts (requests of peers), requests.ts (ours), outgoing-call.ts and session.ts (a call
 * before and after its answer), dialog.ts, tx/ (transactions).
 */
export class SipEndpoint {
  readonly #core: EndpointCore;
  readonly #uas: Uas;
  readonly #unknownSenders: UnknownSenders;

  constructor(options: SipEndpointOptions) {
    this.#core = new EndpointCore(options);
    this.#uas = new Uas(this.#core);
    this.#unknownSenders = new UnknownSenders(options.log);
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
        this.#guarded(() => this.#unsent(input.transaction, input.code, turn));
        break;
      case 'connection-lost':
        this.#guarded(() => this.#core.failRequests(input.socket, input.peer, turn));
        this.#guarded(() => this.#core.endSessions(input.socket, input.peer, turn));
        this.#guarded(() => this.#core.forgetAsked(input.socket, input.peer));
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
    if (!('session' in command)) return;
    const session = this.#core.sessions.get(command.session);
    if (session !== undefined) this.#guarded(() => this.#core.perform(session, session.bye(FAULT), turn));
    else if (command.type === 'invite') this.#core.apply([ended(command.session, 'transport')], turn);
  }

  #datagram(input: Datagram, turn: Turn): void {
    const { counters, options } = this.#core;
    counters.add('datagrams');
    const outcome = parseMessage(input.bytes, options.limits);
    if (outcome.kind === 'message' || outcome.kind === 'over-limit') {
      const { message } = outcome;
      const limit = outcome.kind === 'over-limit' ? outcome.limit : undefined;
      if (message.kind === 'response') this.#response(input, message, limit, turn);
      else this.#request(input, message, limit, turn);
    } else if (options.trunksOf(input.source, input.socket).length === 0) this.#unknown(input.source, turn);
    else counters.add(outcome.kind === 'keep-alive' ? 'keepAlives' : 'unframable');
  }

  #request({ socket, source }: Datagram, request: SipRequest, limit: Limit | undefined, turn: Turn): void {
    const trunk = this.#uas.senderOf({ source, socket }, request);
    if (trunk === undefined) {
      this.#unknown(source, turn);
      return;
    }
    const fault = limit === undefined ? undefined : overLimitFault(request, limit);
    const reliable = isReliable(this.#core.options, socket);
    this.#uas.receive({ socket, source, trunk, reliable }, request, fault, turn);
  }

  #response({ source, socket }: Datagram, response: SipResponse, limit: Limit | undefined, turn: Turn): void {
    const { counters, transactions, options } = this.#core;
    const branch = topVia(response.headers)?.branch ?? '';
    const method = parseCSeq(response.headers.first('cseq') ?? '')?.method ?? '';
    const entry = transactions.client(clientKey(branch, method));
    // Whom we have sent something may answer it, whether or not a trunk lists him.
    const isAsked = entry !== undefined && sameHost(entry.destination.host, source.host);
    if (!isAsked && options.trunksOf(source, socket).length === 0) this.#unknown(source, turn);
    else if (limit !== undefined || validateResponse(response) !== undefined) counters.add('droppedMessages');
    else if (entry === undefined) counters.add('strayResponses');
    else this.#core.requests.feed(entry, { type: 'response', response }, turn);
  }

  #unknown({ host }: HostPort, { nowMs }: Turn): void {
    this.#core.counters.add('unknownSender');
    this.#unknownSenders.note(host, nowMs);
  }

  /**
   * A request of ours has failed (RFC 3261 §8.1.3.1), and no other to the same address: a message may be too large
   * for a way that all others go. A response that could not be sent is not given up: the request comes again, and
   * timers H, J and L end what does not.
   */
  #unsent(transaction: TransactionKey | undefined, code: string, turn: Turn): void {
    const { counters, transactions, requests } = this.#core;
    counters.add('transportErrors');
    const entry = transaction === undefined ? undefined : transactions.client(transaction);
    if (entry !== undefined) requests.unsent(entry, code, turn);
  }

  #command(command: SipCommand, turn: Turn): void {
    switch (command.type) {
      case 'drain':
        this.#core.draining = command.on;
        break;
      case 'bye-recovered':
        this.#byeRecovered(command, turn);
        break;
      case 'invite':
        this.#core.call(command.session, command.invite, turn);
        break;
      case 'ping':
        this.#core.requests.ping(command.trunk, command.socket, command.target, turn);
        break;
      default: {
        // A command may cross the end of its session: then there is nothing left to do.
        const session = this.#core.sessions.get(command.session);
        if (session !== undefined)
          this.#core.perform(session, applyCommand(session, command, turn.nowMs), turn);
      }
    }
  }

  #byeRecovered({ dialog, cause }: Extract<SipCommand, { type: 'bye-recovered' }>, turn: Turn): void {
    const bye = new InDialogRequest({
      dialog: Dialog.recovered(dialog),
      method: 'BYE',
      headers: [byeReason(cause)],
      digest: undefined,
    });
    this.#core.requests.inDialog(bye, turn);
  }
}

function applyCommand(
  session: AnySession,
  command: SessionCommand,
  nowMs: MonotonicMs,
): readonly UserEffect[] {
  if (command.type === 'bye' || command.type === 'cancel') return session.bye(command.cause);
  // A call of ours knows nothing else before its answer.
  if (!(session instanceof Session)) return NO_USER_EFFECTS;
  switch (command.type) {
    case 'progress':
      return session.progress(command.status, command.sdp);
    case 'accept':
      return session.accept(command.sdp, nowMs);
    case 'reject':
      return session.reject(command.status, command.cause, command.headers ?? []);
    case 'acknowledge':
      return session.acknowledge();
    case 'info':
      return session.info(command.contentType, command.body);
    case 'accept-reinvite':
      return session.acceptReinvite(command.sdp, nowMs);
    case 'reject-reinvite':
      return session.rejectReinvite(command.status);
    case 'probe':
      return session.probe();
    default:
      return unreachable(command);
  }
}
