import type { ConferenceId } from '../base/ids.js';
import { later, type MonotonicMs } from '../base/units.js';
import type { Caller, Role } from '../conference/participant.js';

/** [S13] */
const RETURN_MS = 300_000;
/** Beyond it the one that was lost first is forgotten. */
const REMEMBERED_MAX = 10_000;

export interface LostSeat {
  readonly conference: ConferenceId;
  readonly role: Role;
}

/** Which callers were lost from a conference a moment ago and may return to it [S13]. Pure. */
export class ReturnMemory {
  readonly #lost = new Map<string, { readonly seat: LostSeat; readonly untilMs: MonotonicMs }>();

  /** Only an asserted number can be known again. */
  lost({ number, asserted }: Caller, seat: LostSeat, nowMs: MonotonicMs): void {
    if (number === undefined || !asserted) return;
    this.#lost.delete(number);
    this.#lost.set(number, { seat, untilMs: later(nowMs, RETURN_MS) });
    const [oldest] = this.#lost.keys();
    if (this.#lost.size > REMEMBERED_MAX && oldest !== undefined) this.#lost.delete(oldest);
  }

  /** It is in a conference again. */
  entered({ number, asserted }: Caller): void {
    if (number !== undefined && asserted) this.#lost.delete(number);
  }

  find({ number, asserted }: Caller, nowMs: MonotonicMs): LostSeat | undefined {
    const found = number === undefined || !asserted ? undefined : this.#lost.get(number);
    return found !== undefined && nowMs <= found.untilMs ? found.seat : undefined;
  }
}
