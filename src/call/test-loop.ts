import type { IdMaker, LegId } from '../base/ids.js';
import type { FlowInput } from '../ivr/flow.js';
import type { Mixer, RoomKey } from '../mixer/mixer.js';

type Tell = (leg: LegId, input: FlowInput) => void;

/** The test number that joins each two callers in turn [S38b]. */
export class TestLoop {
  readonly #mixer: Mixer;
  readonly #ids: IdMaker;
  readonly #partner = new Map<LegId, LegId>();
  #waiting: LegId | undefined;

  constructor(mixer: Mixer, ids: IdMaker) {
    this.#mixer = mixer;
    this.#ids = ids;
  }

  pair(leg: LegId, tell: Tell): void {
    const other = this.#waiting;
    if (other === undefined || other === leg) {
      this.#waiting = leg;
      return;
    }
    this.#waiting = undefined;
    this.#partner.set(leg, other).set(other, leg);
    const room: RoomKey = this.#ids.next();
    for (const each of [other, leg]) {
      this.#mixer.send({ type: 'join-room', leg: each, room, heard: true });
      tell(each, { type: 'paired' });
    }
  }

  leave(leg: LegId, tell: Tell): void {
    if (this.#waiting === leg) this.#waiting = undefined;
    const other = this.#partner.get(leg);
    if (other === undefined) return;
    this.#partner.delete(leg);
    this.#partner.delete(other);
    this.#mixer.send({ type: 'leave-room', leg: other });
    tell(other, { type: 'unpaired' });
  }
}
