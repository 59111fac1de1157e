import { Counters } from '../base/counters.js';
import { invariant } from '../base/errors.js';
import { token } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import { DigestClient } from './digest-client.js';
import type { OutgoingInvite, SessionId, SipEvent, SocketId } from './endpoint-api.js';
import { SIP_COUNTER_NAMES, type SipCounter } from './endpoint-counters.js';
import type { SipEndpointOptions, SipSizes, Turn } from './endpoint-options.js';
import { ended } from './ended.js';
import type { InboundRequest, Origin } from './inbound-request.js';
import type { HostPort, LocalAddress, SipRequest } from './message.js';
import { OutgoingCall } from './outgoing-call.js';
import { requestHeaders, responseHeaders } from './own-headers.js';
import { Requests } from './requests.js';
import { buildResponse, type ResponseOptions } from './response-builder.js';
import { Session } from './session.js';
import { SessionTable, type AnySession } from './session-table.js';
import type { TransactionKey } from './transaction-key.js';
import type { Outcome, ServerEntry, TransactionUser, UserEffect } from './transaction-user.js';
import { Transactions } from './transactions.js';
import { InviteServerTransaction } from './tx/invite-server.js';
import { NonInviteServerTransaction } from './tx/non-invite-server.js';
import type { ServerEffect, ServerInput } from './tx/transaction.js';
import { earlier } from './timers.js';
import { responseDestination, type Via } from './via.js';

/** Unpredictable enough to be unique and not guessed: 20 characters of 36. */
const TAG_CHARS = 20;

/** What the endpoint holds, and the ways by which things leave it: responses, requests, events. */
export class EndpointCore {
  readonly options: SipEndpointOptions;
  readonly counters = new Counters<SipCounter>(SIP_COUNTER_NAMES);
  readonly transactions: Transactions;
  readonly sessions: SessionTable;
  readonly requests: Requests;
  /** A response without a transaction must have the same tag each time (RFC 3261 §8.2.7). */
  readonly #statelessTag: string;
  draining = false;

  constructor(options: SipEndpointOptions) {
    const { t1Ms, t2Ms, t4Ms } = options.timers;
    invariant(Math.min(t1Ms, t2Ms, t4Ms) > 0, 'a SIP timer of no length would fire without end');
    this.options = options;
    this.transactions = new Transactions(options.limits.transactionsMax);
    this.sessions = new SessionTable(options.limits.dialogsMax);
    this.requests = new Requests({
      endpoint: options,
      transactions: this.transactions,
      counters: this.counters,
      hear: (user, outcome, turn) => this.#hear(user, outcome, turn),
    });
    this.#statelessTag = this.newTag();
  }

  sizes(): SipSizes {
    const { servers, clients, mergeKeys, deadlines } = this.transactions.sizes();
    return {
      serverTransactions: servers,
      clientTransactions: clients,
      mergeKeys,
      sessions: this.sessions.size,
      dialogs: this.sessions.dialogs,
      deadlines: deadlines + this.sessions.deadlines,
    };
  }

  describe(): readonly string[] {
    return [...this.sessions.describe(), ...this.transactions.describe()];
  }

  newTag(): string {
    return token(this.options.random, TAG_CHARS);
  }

  // --- Responses ---

  /** A new server transaction, or undefined when there are too many: then the request is answered without one. */
  openServer(
    origin: Origin,
    request: SipRequest,
    via: Via,
    keys: ServerKeys,
    turn: Turn,
  ): ServerEntry | undefined {
    const { timers } = this.options;
    const entry: ServerEntry = {
      side: 'server',
      key: keys.key,
      mergeKey: keys.mergeKey,
      socket: origin.socket,
      destination: answersTo(origin, via),
      trunk: origin.trunk,
      reliable: origin.reliable,
      machine:
        request.method === 'INVITE'
          ? new InviteServerTransaction(timers, origin.reliable)
          : new NonInviteServerTransaction(timers, origin.reliable),
      session: undefined,
    };
    if (!this.transactions.add(entry)) return undefined;
    turn.opened = entry;
    return entry;
  }

  /** After a fault: what the request had opened goes, so that it does not stay for ever without an answer. */
  abandon(turn: Turn): void {
    const { opened } = turn;
    if (opened === undefined) return;
    this.transactions.remove(opened);
    const session = opened.session === undefined ? undefined : this.sessions.get(opened.session);
    if (!(session instanceof Session) || !session.isInitial(opened)) return;
    // A session that the call layer knows is the call layer's to end.
    const isKnown = turn.effects.some((effect) => effect.type === 'event');
    if (!isKnown) this.sessions.forget(session);
  }

  respond(entry: ServerEntry, request: SipRequest, options: ResponseOptions, turn: Turn): void {
    const bytes = buildResponse(request, { toTag: this.newTag(), ...options });
    this.feedServer(entry, { type: 'respond', status: options.status, bytes }, turn);
  }

  /** Without a transaction: when there are too many, or when the Via is too broken to name one. */
  respondStateless(
    origin: Origin,
    request: SipRequest,
    via: Via | undefined,
    options: ResponseOptions,
    turn: Turn,
  ): void {
    const bytes = buildResponse(request, { toTag: this.#statelessTag, ...options });
    turn.effects.push({
      type: 'send',
      socket: origin.socket,
      destination: answersTo(origin, via),
      bytes,
    });
  }

  feedServer(entry: ServerEntry, input: ServerInput, turn: Turn): readonly ServerEffect[] {
    const effects = this.transactions.feedServer(entry, input, turn.nowMs);
    for (const effect of effects) if (effect.type === 'send') this.#send(entry, effect.bytes, turn);
    return effects;
  }

  #send(
    { socket, destination }: { readonly socket: SocketId; readonly destination: HostPort },
    bytes: Uint8Array,
    turn: Turn,
  ): void {
    turn.effects.push({ type: 'send', socket, destination, bytes });
  }

  // --- Sessions ---

  /** A peer calls. Undefined when there are too many dialogs. */
  openSession(inbound: InboundRequest, transaction: ServerEntry): Session | undefined {
    const id = this.newTag() as SessionId;
    const { timers, random } = this.options;
    const dialogHeaders = responseHeaders(this.options, inbound.socket);
    const credentials = this.options.credentialsOf?.(inbound.trunk);
    const digest = credentials && new DigestClient(credentials, random);
    const session = Session.ofInvite({ id, timers, random, dialogHeaders, digest }, inbound, transaction);
    if (!this.sessions.add(session)) return undefined;
    transaction.session = id;
    return session;
  }

  /** We call. What cannot even begin is over at once. */
  call(id: SessionId, invite: OutgoingInvite, turn: Turn): void {
    const via = this.options.advertised(invite.socket);
    const call = via === undefined ? undefined : this.#outgoingCall(id, invite, via);
    if (call !== undefined && this.sessions.add(call)) {
      this.perform(call, call.start(turn.nowMs), turn);
      return;
    }
    if (call !== undefined) this.counters.add('dialogsFull');
    this.apply([ended(id, call === undefined ? 'transport' : 'no-room')], turn);
  }

  #outgoingCall(id: SessionId, invite: OutgoingInvite, via: LocalAddress): OutgoingCall {
    const { timers, random } = this.options;
    const parts = {
      via,
      callId: `${this.newTag()}@${via.host}`,
      localTag: this.newTag(),
      dialogHeaders: requestHeaders(this.options, invite.socket),
    };
    const dialogHeaders = responseHeaders(this.options, invite.socket);
    return new OutgoingCall({ id, invite, parts, timers, random, dialogHeaders });
  }

  /** Performs what a session wants, and forgets it when it is over. */
  perform(session: AnySession, effects: readonly UserEffect[], turn: Turn): void {
    this.apply(effects, turn);
    this.sessions.settle(session.id);
  }

  #hear(user: TransactionUser, outcome: Outcome, turn: Turn): void {
    this.apply(user.handle(outcome, turn.nowMs), turn);
    if (user.session !== undefined) this.sessions.settle(user.session);
  }

  apply(effects: readonly UserEffect[], turn: Turn): void {
    for (const effect of effects) this.#applyOne(effect, turn);
  }

  #applyOne(effect: UserEffect, turn: Turn): void {
    switch (effect.type) {
      case 'respond':
        this.feedServer(effect.to, effect, turn);
        break;
      case 'resend':
        this.#send(effect.to, effect.bytes, turn);
        break;
      case 'acknowledge':
        this.#send(effect, effect.bytes, turn);
        break;
      case 'request':
        this.requests.inDialog(effect.request, turn);
        break;
      case 'invite':
        this.requests.invite(effect.invite, turn);
        break;
      case 'cancel':
        this.requests.cancel(effect.invite, effect.bytes, turn);
        break;
      case 'withdraw':
        this.requests.withdraw(effect.invite, turn);
        break;
      case 'count':
        this.counters.add(effect.counter);
        break;
      case 'event':
        this.emit(effect.event, turn);
        break;
    }
  }

  emit(event: SipEvent, turn: Turn): void {
    turn.effects.push({ type: 'event', event });
  }

  // --- A connection that is lost ---

  /** What its peer was asked. */
  failRequests(socket: SocketId, peer: HostPort, turn: Turn): void {
    this.counters.add('transportErrors');
    for (const entry of this.transactions.clientsTo(socket, peer)) {
      this.requests.feed(entry, { type: 'transport-error' }, turn);
    }
  }

  /** Who cannot be reached any more cannot be told so either. */
  endSessions(socket: SocketId, peer: HostPort, turn: Turn): void {
    for (const session of this.sessions.over(socket, peer))
      this.perform(session, session.connectionLost(), turn);
  }

  /** What it had asked: there is no way any more for an answer to go. */
  forgetAsked(socket: SocketId, peer: HostPort): void {
    for (const entry of this.transactions.serversOver(socket, peer)) this.transactions.remove(entry);
  }

  // --- Time ---

  nextDeadline(): MonotonicMs | undefined {
    return earlier(this.transactions.nextDeadline(), this.sessions.nextDeadline());
  }

  /** Wakes one thing that is due; false when nothing is. What throws is forgotten, so that nothing of it stays. */
  wakeOne(turn: Turn): boolean {
    const session = this.sessions.takeDue(turn.nowMs);
    if (session !== undefined) {
      orForget(
        () => this.perform(session, session.timer(turn.nowMs), turn),
        () => this.sessions.forget(session),
      );
      return true;
    }
    const entry = this.transactions.takeDue(turn.nowMs);
    if (entry === undefined) return false;
    orForget(
      () => {
        if (entry.side === 'client') this.requests.feed(entry, { type: 'timer' }, turn);
        else this.feedServer(entry, { type: 'timer' }, turn);
      },
      () => this.transactions.remove(entry),
    );
    return true;
  }
}

function orForget(step: () => void, forget: () => void): void {
  try {
    step();
  } catch (thrown) {
    forget();
    throw thrown;
  }
}

/** §18.2.2: on the connection that the request came on, whatever its Via says. */
const answersTo = ({ source, reliable }: Origin, via: Via | undefined): HostPort =>
  reliable ? source : responseDestination(via, source);

interface ServerKeys {
  readonly key: TransactionKey;
  readonly mergeKey?: string;
}
