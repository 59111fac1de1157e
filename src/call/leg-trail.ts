import type { LegId } from '../base/ids.js';
import type { SessionId } from '../sip/endpoint-api.js';

/** As many sessions as the memory of SIP messages has calls, and those that were tried in vain. */
const SESSIONS_MAX = 10_000;

/** Whose the sessions of the last legs were: it leads from the messages of a call that is over to its leg [S45]. */
export class LegTrail {
  /** In their order. */
  readonly #legs = new Map<SessionId, LegId>();

  note(session: SessionId, leg: LegId): void {
    this.#legs.set(session, leg);
    if (this.#legs.size <= SESSIONS_MAX) return;
    const [oldest] = this.#legs.keys();
    if (oldest !== undefined) this.#legs.delete(oldest);
  }

  legOf(session: SessionId): LegId | undefined {
    return this.#legs.get(session);
  }
}
