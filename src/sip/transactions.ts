import { BoundedMap } from '../base/bounded-map.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import type { MonotonicMs } from '../base/units.js';
import type { SocketId } from './endpoint-api.js';
import type { HostPort } from './message.js';
import type { TransactionKey } from './transaction-key.js';
import type { ClientEntry, ServerEntry, TransactionEntry } from './transaction-user.js';
import type { ClientEffect, ClientInput, ServerEffect, ServerInput } from './tx/transaction.js';

/** A browser has one call, and asks one thing after the other: whoever asks more at once wants our memory. */
const SERVERS_PER_CONNECTION_MAX = 32;

/**
 * All live transactions: found by key, woken by deadline, forgotten when they terminate. Server and
 * client side have room for `limit` each, and what comes over one connection for much less.
 */
export class Transactions {
  readonly #servers: BoundedMap<TransactionKey, ServerEntry>;
  readonly #clients: BoundedMap<TransactionKey, ClientEntry>;
  readonly #byMergeKey = new Map<string, ServerEntry>();
  readonly #byConnection = new Map<string, Set<ServerEntry>>();
  readonly #deadlines = new DeadlineQueue<TransactionEntry>();

  constructor(limit: number) {
    this.#servers = new BoundedMap(limit);
    this.#clients = new BoundedMap(limit);
  }

  sizes(): { servers: number; clients: number; mergeKeys: number; deadlines: number } {
    return {
      servers: this.#servers.size,
      clients: this.#clients.size,
      mergeKeys: this.#byMergeKey.size,
      deadlines: this.#deadlines.size,
    };
  }

  server(key: TransactionKey): ServerEntry | undefined {
    return this.#servers.get(key);
  }

  client(key: TransactionKey): ClientEntry | undefined {
    return this.#clients.get(key);
  }

  /** Whether a request with this merge key is already being served by another transaction. */
  isMerged(key: string): boolean {
    return this.#byMergeKey.has(key);
  }

  clientsTo(socket: SocketId, destination: HostPort): ClientEntry[] {
    const { host, port } = destination;
    return [...this.#clients.values()].filter(
      (entry) =>
        entry.socket === socket && entry.destination.host === host && entry.destination.port === port,
    );
  }

  /** What was asked over this connection. */
  serversOver(socket: SocketId, peer: HostPort): readonly ServerEntry[] {
    return [...(this.#byConnection.get(connectionKey(socket, peer)) ?? [])];
  }

  /** False when a limit is reached: the transaction was not taken. */
  add(entry: TransactionEntry): boolean {
    if (entry.side === 'client') return this.#clients.set(entry.key, entry);
    const connection = connectionOf(entry);
    const neighbours = connection === undefined ? undefined : this.#byConnection.get(connection);
    if (neighbours !== undefined && neighbours.size >= SERVERS_PER_CONNECTION_MAX) return false;
    if (!this.#servers.set(entry.key, entry)) return false;
    if (connection !== undefined) this.#byConnection.set(connection, (neighbours ?? new Set()).add(entry));
    if (entry.mergeKey !== undefined) this.#byMergeKey.set(entry.mergeKey, entry);
    return true;
  }

  feedServer(entry: ServerEntry, input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    const effects = entry.machine.handle(input, nowMs);
    this.#settle(entry);
    return effects;
  }

  feedClient(entry: ClientEntry, input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    const effects = entry.machine.handle(input, nowMs);
    this.#settle(entry);
    return effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadlines.next();
  }

  /** Takes a transaction whose timer is due; the caller feeds it a `timer` input. */
  takeDue(nowMs: MonotonicMs): TransactionEntry | undefined {
    return this.#deadlines.take(nowMs);
  }

  remove(entry: TransactionEntry): void {
    this.#deadlines.delete(entry);
    if (entry.side === 'client') {
      this.#clients.delete(entry.key);
      return;
    }
    this.#servers.delete(entry.key);
    if (entry.mergeKey !== undefined && this.#byMergeKey.get(entry.mergeKey) === entry) {
      this.#byMergeKey.delete(entry.mergeKey);
    }
    const connection = connectionOf(entry);
    if (connection === undefined) return;
    const neighbours = this.#byConnection.get(connection);
    neighbours?.delete(entry);
    if (neighbours?.size === 0) this.#byConnection.delete(connection);
  }

  describe(): readonly string[] {
    return [...this.#servers.values(), ...this.#clients.values()].map(
      (entry) => `${entry.machine.describe()} ${entry.key}`,
    );
  }

  #settle(entry: TransactionEntry): void {
    const { deadlineMs, terminated } = entry.machine;
    if (terminated) this.remove(entry);
    else if (deadlineMs === undefined) this.#deadlines.delete(entry);
    else this.#deadlines.set(entry, deadlineMs);
  }
}

/** Undefined: it came over none. */
const connectionOf = ({ reliable, socket, destination }: ServerEntry): string | undefined =>
  reliable ? connectionKey(socket, destination) : undefined;

const connectionKey = (socket: SocketId, { host, port }: HostPort): string => `${socket} ${host} ${port}`;
