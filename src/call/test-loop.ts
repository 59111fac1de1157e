import type { IdMaker, LegId } from '../base/ids.js';
import type { FlowInput } from '../ivr/flow.js';
import type { Mixer, RoomKey } from '../mixer/mixer.js';

type Tell = (input: FlowInput) => void;

interface Caller {
  readonly leg: LegId;
  readonly tell: Tell;
}

/** The test number that joins each two callers in turn [S38b]. */
export class TestLoop {
  readonly #mixer: Mixer;
  readonly #ids: IdMaker;
  readonly #partner = new Map<LegId, Caller>();
  #waiting: Caller | undefined;

  constructor(mixer: Mixer, ids: IdMaker) {
    this.#mixer = mixer;
    this.#ids = ids;
  }

  pair(leg: LegId, tell: Tell): void {
    const caller = { leg, tell };
    const other = this.#waiting;
    if (other === undefined || other.leg === leg) {
      this.#waiting = caller;
      return;
    }
    this.#waiting = undefined;
    this.#partner.set(leg, other).set(other.leg, caller);
    const room: RoomKey = this.#ids.next();
    for (const each of [other, caller]) {
      this.#mixer.send({ type: 'join-room', leg: each.leg, room, heard: true });
      each.tell({ type: 'paired' });
    }
  }

  leave(leg: LegId): void {
    if (this.#waiting?.leg === leg) this.#waiting = undefined;
    const other = this.#partner.get(leg);
    if (other === undefined) return;
    this.#partner.delete(leg);
    this.#partner.delete(other.leg);
    this.#mixer.send({ type: 'leave-room', leg: other.leg });
    other.tell({ type: 'unpaired' });
  }
}
