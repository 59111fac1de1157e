import { BoundedMap } from '../base/bounded-map.js';
import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import { invariant } from '../base/errors.js';
import { token } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import { ALLOW } from './capabilities.js';
import { hostPortText, type Dialog } from './dialog.js';
import type { Q850Cause, SessionId, SipEvent, SocketId } from './endpoint-api.js';
import {
  SIP_COUNTER_NAMES,
  type SipCounter,
  type SipEndpointOptions,
  type SipSizes,
  type Turn,
} from './endpoint-options.js';
import type { HeaderField } from './headers.js';
import type { InboundRequest, Origin } from './inbound-request.js';
import type { SipRequest } from './message.js';
import { formatReason, NORMAL_CLEARING } from './reason-header.js';
import { buildResponse, type ResponseOptions } from './response-builder.js';
import { Session, type SessionEffect, type RequestOutcome } from './session.js';
import { clientKey, MAGIC_COOKIE, type TransactionKey } from './transaction-key.js';
import { Transactions, type ClientEntry, type ServerEntry } from './transactions.js';
import { InviteServerTransaction } from './tx/invite-server.js';
import { NonInviteClientTransaction } from './tx/non-invite-client.js';
import { NonInviteServerTransaction } from './tx/non-invite-server.js';
import type { ClientInput, ServerEffect, ServerInput } from './tx/transaction.js';
import { earlier } from './timers.js';
import { responseDestination, type Via } from './via.js';

/** Unpredictable enough to be unique and not guessed: 20 characters of 36. */
const TAG_CHARS = 20;
const BRANCH_CHARS = 16;
/** Of the transport, which is UDP alone so far: a reliable one needs no retransmission (RFC 3261 §17). */
const IS_RELIABLE = false;

/** What the endpoint holds, and the ways by which things leave it: responses, requests, events. */
export class EndpointCore {
  readonly options: SipEndpointOptions;
  readonly counters = new Counters<SipCounter>(SIP_COUNTER_NAMES);
  readonly transactions: Transactions;
  readonly #sessions: BoundedMap<SessionId, Session>;
  readonly #sessionDeadlines = new DeadlineQueue<Session>();
  /** A response without a transaction must have the same tag each time (RFC 3261 §8.2.7). */
  readonly #statelessTag: string;
  draining = false;

  constructor(options: SipEndpointOptions) {
    const { t1Ms, t2Ms, t4Ms } = options.timers;
    invariant(Math.min(t1Ms, t2Ms, t4Ms) > 0, 'a SIP timer of no length would fire without end');
    this.options = options;
    this.transactions = new Transactions(options.limits.transactionsMax);
    this.#sessions = new BoundedMap(options.limits.dialogsMax);
    this.#statelessTag = this.newTag();
  }

  sizes(): SipSizes {
    const { servers, clients, mergeKeys, deadlines } = this.transactions.sizes();
    return {
      serverTransactions: servers,
      clientTransactions: clients,
      mergeKeys,
      sessions: this.#sessions.size,
      deadlines: deadlines + this.#sessionDeadlines.size,
    };
  }

  describe(): readonly string[] {
    return [
      ...[...this.#sessions.values()].map((session) => session.describe()),
      ...this.transactions.describe(),
    ];
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
      destination: responseDestination(via, origin.source),
      machine:
        request.method === 'INVITE'
          ? new InviteServerTransaction(timers, IS_RELIABLE)
          : new NonInviteServerTransaction(timers, IS_RELIABLE),
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
    const session = opened.session === undefined ? undefined : this.session(opened.session);
    // A session that the call layer knows is the call layer's to end.
    const isKnown =
      session?.isInitial(opened) !== true || turn.effects.some((effect) => effect.type === 'event');
    if (session !== undefined && !isKnown) this.#forget(session);
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
      destination: responseDestination(via, origin.source),
      bytes,
    });
  }

  feedServer(entry: ServerEntry, input: ServerInput, turn: Turn): readonly ServerEffect[] {
    const effects = this.transactions.feedServer(entry, input, turn.nowMs);
    for (const effect of effects) if (effect.type === 'send') this.#send(entry, effect.bytes, turn);
    return effects;
  }

  // --- Sessions ---

  session(id: string): Session | undefined {
    return this.#sessions.get(id as SessionId);
  }

  /** Undefined when there are too many dialogs. */
  openSession(inbound: InboundRequest, transaction: ServerEntry): Session | undefined {
    const id = this.newTag() as SessionId;
    const { timers, random } = this.options;
    const session = new Session(
      { id, timers, random, dialogHeaders: this.#dialogHeaders(inbound.socket) },
      inbound,
      transaction,
    );
    if (!this.#sessions.set(id, session)) return undefined;
    transaction.session = id;
    return session;
  }

  /** Performs what a session wants, and forgets it when it is over. */
  perform(session: Session, effects: readonly SessionEffect[], turn: Turn): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'respond':
          this.feedServer(effect.to, effect, turn);
          break;
        case 'resend':
          this.#send(effect.to, effect.bytes, turn);
          break;
        case 'bye':
          this.#sendByeOf(session, effect.cause, effect.awaited, turn);
          break;
        case 'options':
          this.#sendOptionsOf(session, turn);
          break;
        case 'event':
          this.emit(effect.event, turn);
          break;
      }
    }
    this.#settle(session);
  }

  emit(event: SipEvent, turn: Turn): void {
    turn.effects.push({ type: 'event', event });
  }

  #settle(session: Session): void {
    const { deadlineMs } = session;
    if (session.isOver) this.#forget(session);
    else if (deadlineMs === undefined) this.#sessionDeadlines.delete(session);
    else this.#sessionDeadlines.set(session, deadlineMs);
  }

  #forget(session: Session): void {
    this.#sessionDeadlines.delete(session);
    this.#sessions.delete(session.id);
  }

  #dialogHeaders(socket: SocketId): readonly HeaderField[] {
    const { userAgent } = this.options;
    const address = this.options.advertised(socket);
    const contact =
      address === undefined ? [] : [{ name: 'Contact', value: `<sip:${hostPortText(address)}>` }];
    return [...contact, ALLOW, { name: 'Server', value: userAgent }];
  }

  // --- Requests ---

  #sendByeOf(session: Session, cause: Q850Cause | undefined, awaited: boolean, turn: Turn): void {
    const sent = this.sendBye(session.dialog, cause, awaited ? session.id : undefined, turn);
    if (!sent && awaited) this.perform(session, session.byeDone('transport'), turn);
  }

  /** False if it cannot be sent at all: no such socket, or too many transactions. */
  sendBye(dialog: Dialog, cause: Q850Cause | undefined, session: SessionId | undefined, turn: Turn): boolean {
    const reason = { name: 'Reason', value: formatReason(cause ?? NORMAL_CLEARING) };
    const sent = this.#sendInDialog(dialog, 'BYE', [reason], session, turn);
    if (!sent) this.counters.add('byesFailed');
    return sent;
  }

  #sendOptionsOf(session: Session, turn: Turn): void {
    const sent = this.#sendInDialog(session.dialog, 'OPTIONS', [], session.id, turn);
    if (!sent) this.perform(session, session.probeDone('transport'), turn);
  }

  #sendInDialog(
    dialog: Dialog,
    method: ClientEntry['method'],
    headers: readonly HeaderField[],
    session: SessionId | undefined,
    turn: Turn,
  ): boolean {
    const { socket: socketNumber, destination } = dialog.facts;
    const socket = socketNumber as SocketId;
    const via = this.options.advertised(socket);
    if (via === undefined) return false;
    const branch = `${MAGIC_COOKIE}${token(this.options.random, BRANCH_CHARS)}`;
    const userAgent = { name: 'User-Agent', value: this.options.userAgent };
    const bytes = dialog.request({ method, branch, via, headers: [...headers, userAgent] });
    const machine = new NonInviteClientTransaction(this.options.timers, IS_RELIABLE, bytes);
    const key = clientKey(branch, method);
    const entry: ClientEntry = { side: 'client', key, method, socket, destination, machine, session };
    if (!this.transactions.add(entry)) return false;
    this.feedClient(entry, { type: 'start' }, turn);
    return true;
  }

  feedClient(entry: ClientEntry, input: ClientInput, turn: Turn): void {
    for (const effect of this.transactions.feedClient(entry, input, turn.nowMs)) {
      switch (effect.type) {
        case 'send':
          this.#send(entry, effect.bytes, turn);
          break;
        case 'response':
          if (effect.response.status >= 200) this.#requestDone(entry, effect.response.status, turn);
          break;
        case 'timeout':
          this.#requestDone(entry, 'timeout', turn);
          break;
        case 'transport-error':
          this.#requestDone(entry, 'transport', turn);
          break;
      }
    }
  }

  #requestDone(entry: ClientEntry, outcome: RequestOutcome, turn: Turn): void {
    const isBye = entry.method === 'BYE';
    if (isBye && typeof outcome !== 'number') this.counters.add('byesFailed');
    const session = entry.session === undefined ? undefined : this.session(entry.session);
    if (session === undefined) return;
    this.perform(session, isBye ? session.byeDone(outcome) : session.probeDone(outcome), turn);
  }

  #send({ socket, destination }: ServerEntry | ClientEntry, bytes: Uint8Array, turn: Turn): void {
    turn.effects.push({ type: 'send', socket, destination, bytes });
  }

  // --- Time ---

  nextDeadline(): MonotonicMs | undefined {
    return earlier(this.transactions.nextDeadline(), this.#sessionDeadlines.next());
  }

  /** Wakes one thing that is due; false when nothing is. What throws is forgotten, so that nothing of it stays. */
  wakeOne(turn: Turn): boolean {
    const session = this.#sessionDeadlines.take(turn.nowMs);
    if (session !== undefined) {
      orForget(
        () => this.perform(session, session.timer(turn.nowMs), turn),
        () => this.#forget(session),
      );
      return true;
    }
    const entry = this.transactions.takeDue(turn.nowMs);
    if (entry === undefined) return false;
    orForget(
      () => {
        if (entry.side === 'client') this.feedClient(entry, { type: 'timer' }, turn);
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

interface ServerKeys {
  readonly key: TransactionKey;
  readonly mergeKey?: string;
}
