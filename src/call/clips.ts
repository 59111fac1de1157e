import type { ClipId, IdMaker, LegId } from '../base/ids.js';
import type { Mixer } from '../mixer/mixer.js';

/** The name that one caller speaks on entry [S3]: recorded, handed over to the conference, or forgotten. */
export class Clips {
  readonly #leg: LegId;
  readonly #mixer: Mixer;
  readonly #ids: IdMaker;
  /** The one that is wanted: a later one replaces it. */
  #wanted: ClipId | undefined;
  #kept: ClipId | undefined;

  constructor(leg: LegId, mixer: Mixer, ids: IdMaker) {
    this.#leg = leg;
    this.#mixer = mixer;
    this.#ids = ids;
  }

  record(maxMs: number): void {
    this.#drop();
    this.#wanted = this.#ids.next<ClipId>();
    this.#mixer.send({ type: 'record-clip', leg: this.#leg, clip: this.#wanted, maxMs });
  }

  /** The name, if one was spoken. */
  recorded(clip: ClipId, durationMs: number): ClipId | undefined {
    if (durationMs <= 0) return undefined;
    if (clip !== this.#wanted) {
      this.#mixer.send({ type: 'forget-clip', clip });
      return undefined;
    }
    this.#kept = clip;
    return clip;
  }

  /** The conference says when it is needed no more. */
  handOver(clip: ClipId): void {
    if (clip === this.#kept) this.#kept = undefined;
  }

  /** The leg is over. A clip that is still being recorded is forgotten when it comes. */
  forget(): void {
    this.#drop();
    this.#wanted = undefined;
  }

  #drop(): void {
    if (this.#kept !== undefined) this.#mixer.send({ type: 'forget-clip', clip: this.#kept });
    this.#kept = undefined;
  }
}
