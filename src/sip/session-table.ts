import { BoundedMap } from '../base/bounded-map.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import { invariant } from '../base/errors.js';
import type { MonotonicMs } from '../base/units.js';
import type { SessionId, SocketId } from './endpoint-api.js';
import type { HostPort } from './message.js';
import { OutgoingCall } from './outgoing-call.js';
import { Session } from './session.js';

/** A call of ours becomes a session by its answer. */
export type AnySession = Session | OutgoingCall;

/** All live sessions: by the call layer's id, by our tag in the dialog, by deadline. */
export class SessionTable {
  readonly #sessions: BoundedMap<SessionId, AnySession>;
  readonly #byTag = new Map<string, Session>();
  readonly #deadlines = new DeadlineQueue<SessionId>();

  constructor(limit: number) {
    this.#sessions = new BoundedMap(limit);
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Sessions, dialogs and deadlines that are held. */
  get deadlines(): number {
    return this.#deadlines.size;
  }

  get dialogs(): number {
    return this.#byTag.size;
  }

  get(id: SessionId): AnySession | undefined {
    return this.#sessions.get(id);
  }

  /** The one with a dialog in which this is our tag. */
  byTag(localTag: string): Session | undefined {
    return this.#byTag.get(localTag);
  }

  /** Those whose peer is at the other end of this connection. */
  over(socket: SocketId, { host, port }: HostPort): readonly Session[] {
    return [...this.#byTag.values()].filter(({ dialog: { facts } }) => {
      const { destination } = facts;
      return facts.socket === socket && destination.host === host && destination.port === port;
    });
  }

  /** False when there are too many. */
  add(session: AnySession): boolean {
    invariant(!this.#sessions.has(session.id), 'a session id is used once');
    if (!this.#sessions.set(session.id, session)) return false;
    if (session instanceof Session) this.#byTag.set(session.localTag, session);
    return true;
  }

  /** After a session was fed: its next deadline, its answer or its end. */
  settle(id: SessionId): void {
    const session = this.#answeredOf(this.#sessions.get(id));
    if (session === undefined) return;
    const { deadlineMs } = session;
    if (session.isOver) this.forget(session);
    else if (deadlineMs === undefined) this.#deadlines.delete(id);
    else this.#deadlines.set(id, deadlineMs);
  }

  #answeredOf(session: AnySession | undefined): AnySession | undefined {
    if (!(session instanceof OutgoingCall) || session.session === undefined) return session;
    this.#sessions.set(session.id, session.session);
    this.#byTag.set(session.session.localTag, session.session);
    return session.session;
  }

  forget(session: AnySession): void {
    this.#deadlines.delete(session.id);
    this.#sessions.delete(session.id);
    if (session instanceof Session) this.#byTag.delete(session.localTag);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadlines.next();
  }

  takeDue(nowMs: MonotonicMs): AnySession | undefined {
    const id = this.#deadlines.take(nowMs);
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  describe(): readonly string[] {
    return [...this.#sessions.values()].map((session) => session.describe());
  }
}
