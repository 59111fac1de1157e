import { CAPABILITIES, OPTIONS_HEADERS } from './capabilities.js';
import type { EndpointCore } from './endpoint-core.js';
import type { Turn } from './endpoint-options.js';
import { readInbound, type InboundRequest, type Origin } from './inbound-request.js';
import type { SipTrunk } from './endpoint-api.js';
import type { HostPort, SipRequest } from './message.js';
import { toTagOf } from './name-addr.js';
import { q850Cause } from './reason-header.js';
import type { ResponseOptions } from './response-builder.js';
import { Session } from './session.js';
import { sameHost } from './same-host.js';
import { sessionDescription } from './session-description.js';
import { mergeKey, serverKey } from './transaction-key.js';
import type { ServerEntry } from './transaction-user.js';
import { validateRequest, type RequestFault } from './validate.js';
import { topVia, withSource, type Via } from './via.js';

/** A request that passed validation and whose server transaction is open. */
interface ServedRequest {
  readonly inbound: InboundRequest;
  readonly transaction: ServerEntry;
}

/** What becomes of a request that comes in: RFC 3261 §8.2, §9.2, §12.2.2, §13.3. */
export class Uas {
  readonly #core: EndpointCore;

  constructor(core: EndpointCore) {
    this.#core = core;
  }

  /**
   * Whose request this is [S55]. Trunks may share an address: in a dialog it is the dialog's, if that trunk sends
   * from there or the dialog itself has named the address (RFC 3261 §12.2). Undefined: a stranger's.
   */
  senderOf({ source, socket }: Pick<Origin, 'source' | 'socket'>, request: SipRequest): SipTrunk | undefined {
    const trunks = this.#core.options.trunksOf(source, socket);
    const session = this.#core.sessions.byTag(toTagOf(request.headers));
    if (session !== undefined) {
      const { trunk, dialog } = session;
      const isPeer =
        trunks.some(({ id }) => id === trunk.id) || sameHost(dialog.facts.destination.host, source.host);
      if (isPeer) return trunk;
    }
    return trunks[0] ?? this.#repeaterOf(source, request);
  }

  /** A request that comes again after its dialog is gone: our answer was lost. */
  #repeaterOf(source: HostPort, request: SipRequest): SipTrunk | undefined {
    const via = topVia(request.headers);
    const known = via === undefined ? undefined : this.#core.transactions.server(serverKey(request, via));
    return known !== undefined && sameHost(known.destination.host, source.host) ? known.trunk : undefined;
  }

  /** `fault` is what the parser's limits have against it, if anything. */
  receive(origin: Origin, received: SipRequest, fault: RequestFault | undefined, turn: Turn): void {
    const via = topVia(received.headers);
    const known = via === undefined ? undefined : this.#core.transactions.server(serverKey(received, via));
    if (known !== undefined && received.method !== 'ACK') {
      this.#core.counters.add('requestRetransmissions');
      this.#core.feedServer(known, { type: 'request' }, turn);
      return;
    }
    const request = { ...received, headers: withSource(received.headers, origin.source) };
    const refusal = fault ?? validateRequest(request, CAPABILITIES);
    if (refusal !== undefined) {
      // An ACK repeats what is malformed in its INVITE, and ends our refusal all the same (§17.2.1).
      if (known !== undefined) this.#core.feedServer(known, { type: 'ack' }, turn);
      this.#refuse(origin, request, via, refusal, turn);
    } else if (via !== undefined) this.#serve(readInbound(origin, request), via, known, turn);
  }

  #refuse(
    origin: Origin,
    request: SipRequest,
    via: Via | undefined,
    refusal: RequestFault,
    turn: Turn,
  ): void {
    if (refusal.action === 'drop') {
      this.#core.counters.add('droppedMessages');
      return;
    }
    this.#core.counters.add('invalidRequests');
    if (via === undefined) {
      this.#core.respondStateless(origin, request, via, refusal, turn);
      return;
    }
    const transaction = this.#open(origin, request, via, turn);
    if (transaction !== undefined) this.#core.respond(transaction, request, refusal, turn);
  }

  #serve(inbound: InboundRequest, via: Via, ofAck: ServerEntry | undefined, turn: Turn): void {
    const { request, to } = inbound;
    if (request.method === 'ACK') {
      this.#ack(inbound, ofAck, turn);
      return;
    }
    const merge = to.tag === undefined && request.method !== 'CANCEL' ? mergeKeyOf(inbound) : undefined;
    const isMerged = merge !== undefined && this.#core.transactions.isMerged(merge);
    const transaction = this.#open(inbound, request, via, turn, isMerged ? undefined : merge);
    if (transaction === undefined) return;
    const served = { inbound, transaction };
    if (request.method === 'CANCEL') this.#cancel(served, via, turn);
    else if (to.tag !== undefined) this.#inDialog(served, to.tag, turn);
    else if (isMerged) {
      // §8.2.2.2: the same request on another way.
      this.#core.counters.add('mergedRequests');
      this.#answer(served, { status: 482 }, turn);
    } else this.#outOfDialog(served, turn);
  }

  /** The transaction of a new request. With too many of them it is refused, without Retry-After [S55]. */
  #open(origin: Origin, request: SipRequest, via: Via, turn: Turn, merge?: string): ServerEntry | undefined {
    const keys = { key: serverKey(request, via), ...(merge === undefined ? {} : { mergeKey: merge }) };
    const transaction = this.#core.openServer(origin, request, via, keys, turn);
    if (transaction === undefined) {
      this.#core.counters.add('transactionsFull');
      this.#core.respondStateless(origin, request, via, { status: 503 }, turn);
    }
    return transaction;
  }

  #answer({ inbound, transaction }: ServedRequest, options: ResponseOptions, turn: Turn): void {
    this.#core.respond(transaction, inbound.request, options, turn);
  }

  /** An ACK to a refusal ends in its transaction; an ACK to a 2xx is the session's (§17.1.1.3, RFC 6026 §7.1). */
  #ack(inbound: InboundRequest, transaction: ServerEntry | undefined, turn: Turn): void {
    if (transaction !== undefined) {
      const passedOn = this.#core
        .feedServer(transaction, { type: 'ack' }, turn)
        .some(({ type }) => type === 'ack');
      if (!passedOn) return;
    }
    const session = this.#sessionOf(inbound, inbound.to.tag);
    if (session === undefined) this.#core.counters.add('strayAcks');
    else this.#core.perform(session, session.peerAck(inbound), turn);
  }

  /** §9.2. */
  #cancel(served: ServedRequest, via: Via, turn: Turn): void {
    const { inbound } = served;
    const invite = this.#core.transactions.server(serverKey(inbound.request, via, 'INVITE'));
    const session = invite?.session === undefined ? undefined : this.#core.sessions.get(invite.session);
    if (invite === undefined || (session !== undefined && session.trunk.id !== inbound.trunk.id)) {
      this.#answer(served, { status: 481 }, turn);
      return;
    }
    if (!(session instanceof Session)) {
      this.#answer(served, { status: 200 }, turn);
      return;
    }
    this.#answer(served, { status: 200, toTag: session.localTag }, turn);
    this.#core.perform(session, session.peerCancel(invite, q850Cause(inbound.request.headers)), turn);
  }

  #inDialog(served: ServedRequest, localTag: string, turn: Turn): void {
    const { inbound, transaction } = served;
    const session = this.#sessionOf(inbound, localTag);
    if (session === undefined) {
      this.#core.counters.add('unknownDialog');
      this.#answer(served, { status: 481 }, turn);
      return;
    }
    if (!session.dialog.advanceRemote(inbound.cseqNumber)) {
      // §12.2.2.
      this.#core.counters.add('outOfOrder');
      this.#answer(served, { status: 500 }, turn);
      return;
    }
    switch (inbound.request.method) {
      case 'INVITE':
        transaction.session = session.id;
        this.#core.perform(session, session.peerReinvite(inbound, transaction), turn);
        break;
      case 'BYE':
        this.#core.perform(session, session.peerBye(inbound, transaction), turn);
        break;
      case 'INFO':
        this.#core.perform(session, session.peerInfo(inbound, transaction), turn);
        break;
      default:
        this.#answer(served, { status: 200, headers: OPTIONS_HEADERS }, turn);
    }
  }

  /** The dialog must be the sender's in every respect [S55]. */
  #sessionOf(inbound: InboundRequest, localTag: string | undefined): Session | undefined {
    const session = localTag === undefined ? undefined : this.#core.sessions.byTag(localTag);
    if (session === undefined || session.trunk.id !== inbound.trunk.id) return undefined;
    return session.dialog.matches(inbound.callId, inbound.from.tag ?? '') ? session : undefined;
  }

  #outOfDialog(served: ServedRequest, turn: Turn): void {
    switch (served.inbound.request.method) {
      case 'INVITE':
        if (!this.#refusedByDrain(served, turn)) this.#invite(served, turn);
        break;
      case 'OPTIONS':
        if (!this.#refusedByDrain(served, turn))
          this.#answer(served, { status: 200, headers: OPTIONS_HEADERS }, turn);
        break;
      default:
        // A BYE without To tag belongs to no dialog (§15.1.2).
        this.#core.counters.add('unknownDialog');
        this.#answer(served, { status: 481 }, turn);
    }
  }

  #refusedByDrain(served: ServedRequest, turn: Turn): boolean {
    if (!this.#core.draining) return false;
    this.#core.counters.add('drained');
    const retryAfter = { name: 'Retry-After', value: `${this.#core.options.drainRetryAfterS}` };
    this.#answer(served, { status: 503, headers: [retryAfter] }, turn);
    return true;
  }

  #invite(served: ServedRequest, turn: Turn): void {
    const { inbound, transaction } = served;
    const session = this.#core.openSession(inbound, transaction);
    if (session === undefined) {
      this.#core.counters.add('dialogsFull');
      this.#answer(served, { status: 503 }, turn);
      return;
    }
    // At once [C10], before the call layer thinks about it.
    this.#answer(served, { status: 100 }, turn);
    const { trunk, source, callId, request } = inbound;
    const { requestUri, headers } = request;
    const invite = {
      trunk,
      source,
      callId,
      requestUri,
      headers,
      sdp: sessionDescription(request),
      dialog: session.dialog.facts,
    };
    this.#core.emit({ type: 'incoming', session: session.id, invite }, turn);
  }
}

const mergeKeyOf = ({ callId, from, cseqNumber, request }: InboundRequest): string =>
  mergeKey(callId, from.tag ?? '', cseqNumber, request.method);
