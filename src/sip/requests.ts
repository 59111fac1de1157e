import type { Counters } from '../base/counters.js';
import type { SipTrunk, SocketId } from './endpoint-api.js';
import type { SipCounter } from './endpoint-counters.js';
import { isReliable, type SipEndpointOptions, type Turn } from './endpoint-options.js';
import type { HostPort } from './message.js';
import { Ping, pingRequest } from './ping.js';
import { clientKey, newBranch } from './transaction-key.js';
import {
  NO_USER_EFFECTS,
  type ClientEntry,
  type DialogRequest,
  type NoResponse,
  type Outcome,
  type SentInvite,
  type TransactionUser,
} from './transaction-user.js';
import type { Transactions } from './transactions.js';
import { InviteClientTransaction } from './tx/invite-client.js';
import { NonInviteClientTransaction } from './tx/non-invite-client.js';
import type { ClientInput, ClientTransaction } from './tx/transaction.js';

export interface RequestsOptions {
  readonly endpoint: SipEndpointOptions;
  readonly transactions: Transactions;
  readonly counters: Counters<SipCounter>;
  /** What became of a request is told here. */
  hear(user: TransactionUser, outcome: Outcome, turn: Turn): void;
}

interface Sending {
  readonly method: string;
  readonly branch: string;
  readonly socket: SocketId;
  readonly destination: HostPort;
  readonly user: TransactionUser;
  readonly hasOtherWay: boolean;
}

/** What a link says that is down, or a way that is not known yet: it may be back before timer F. */
const LINK_ERRORS: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN']);

/** The client side of the endpoint: every request of ours in a transaction of its own (RFC 3261 §8.1, §17.1). */
export class Requests {
  readonly #options: RequestsOptions;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  inDialog(request: DialogRequest, turn: Turn): void {
    const { dialog, method, body } = request;
    const { endpoint } = this.#options;
    const { socket: socketNumber, destination } = dialog.facts;
    const socket = socketNumber as SocketId;
    const via = endpoint.advertised(socket);
    if (via === undefined) {
      this.#over(request, method, 'transport', turn);
      return;
    }
    const branch = newBranch(endpoint.random);
    const headers = [...request.headers(), { name: 'User-Agent', value: endpoint.userAgent }];
    const bytes = dialog.request({ method, branch, via, headers, body });
    this.#sendOnce({ method, branch, socket, destination, user: request, hasOtherWay: false }, bytes, turn);
  }

  /** Asks a target whether it is up [C14]. */
  ping(trunk: SipTrunk, socket: SocketId, target: HostPort, turn: Turn): void {
    const { endpoint } = this.#options;
    const { random, userAgent } = endpoint;
    const user = new Ping(trunk, target);
    const via = endpoint.advertised(socket);
    if (via === undefined) {
      this.#over(user, 'OPTIONS', 'transport', turn);
      return;
    }
    const branch = newBranch(random);
    const bytes = pingRequest({ branch, via, target, userAgent, random });
    const sending = { method: 'OPTIONS', branch, socket, destination: target, user, hasOtherWay: true };
    this.#sendOnce(sending, bytes, turn);
  }

  invite(invite: SentInvite, turn: Turn): void {
    const { branch, socket, destination, bytes } = invite;
    const { endpoint } = this.#options;
    const reliable = isReliable(endpoint, socket);
    const machine = new InviteClientTransaction(endpoint.timers, reliable, bytes, (response) =>
      invite.ackTo(response),
    );
    const sending = { method: 'INVITE', branch, socket, destination, user: invite, hasOtherWay: true };
    this.#start(sending, machine, turn);
  }

  /** The same branch as its INVITE, and the same way (§9.1). What is answered to it tells nothing. */
  cancel(invite: SentInvite, bytes: Uint8Array, turn: Turn): void {
    const { branch, socket, destination } = invite;
    const sending = { method: 'CANCEL', branch, socket, destination, user: NOBODY, hasOtherWay: false };
    this.#sendOnce(sending, bytes, turn);
  }

  withdraw({ branch }: SentInvite, turn: Turn): void {
    const entry = this.#options.transactions.client(clientKey(branch, 'INVITE'));
    if (entry !== undefined) this.feed(entry, { type: 'withdraw' }, turn);
  }

  /** Every request but INVITE and ACK. */
  #sendOnce(sending: Sending, bytes: Uint8Array, turn: Turn): void {
    const { endpoint } = this.#options;
    const reliable = isReliable(endpoint, sending.socket);
    const machine = new NonInviteClientTransaction(endpoint.timers, reliable, bytes);
    this.#start(sending, machine, turn);
  }

  #start(sending: Sending, machine: ClientTransaction, turn: Turn): void {
    const { transactions, counters } = this.#options;
    const key = clientKey(sending.branch, sending.method);
    const entry: ClientEntry = { ...sending, side: 'client', key, machine };
    if (transactions.add(entry)) {
      this.feed(entry, { type: 'start' }, turn);
      return;
    }
    counters.add('transactionsFull');
    this.#over(sending.user, sending.method, 'no-room', turn);
  }

  /** Its message could not be sent. What only its peer can take, such as a BYE, is sent again until timer F. */
  unsent(entry: ClientEntry, code: string, turn: Turn): void {
    const isRepeated = !isReliable(this.#options.endpoint, entry.socket);
    if (isRepeated && !entry.hasOtherWay && LINK_ERRORS.has(code)) return;
    this.feed(entry, { type: 'transport-error' }, turn);
  }

  feed(entry: ClientEntry, input: ClientInput, turn: Turn): void {
    const { user, method, socket, destination, key: transaction } = entry;
    for (const effect of this.#options.transactions.feedClient(entry, input, turn.nowMs)) {
      switch (effect.type) {
        case 'send':
          turn.effects.push({ type: 'send', socket, destination, bytes: effect.bytes, transaction });
          break;
        case 'response':
          this.#options.hear(user, effect.response, turn);
          break;
        case 'timeout':
          this.#over(user, method, 'timeout', turn);
          break;
        case 'transport-error':
          this.#over(user, method, 'transport', turn);
          break;
      }
    }
  }

  /** No response. */
  #over(user: TransactionUser, method: string, why: NoResponse, turn: Turn): void {
    if (method === 'BYE') this.#options.counters.add('byesFailed');
    this.#options.hear(user, why, turn);
  }
}

const NOBODY: TransactionUser = { session: undefined, handle: () => NO_USER_EFFECTS };
