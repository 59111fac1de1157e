import type { Part } from './cast.js';
import { ToneMeter } from './tone-meter.js';
import { TONE_POWER } from './tones.js';

/**
 * What one second of a caller's sound was:
 * right, every room-mate and nobody else; starved, none of the room-mates; echo, its own voice came back;
 * wrong, a room-mate is missing, too quiet or too loud, or somebody of another room is heard.
 */
export type Verdict = 'right' | 'starved' | 'echo' | 'wrong';

/** Five blocks of the meter: 1 s. */
export const WINDOW_BLOCKS = 5;
/** A voice that should be there is there within ±6 dB. */
const HEARD_POWER_MIN = TONE_POWER / 4;
const HEARD_POWER_MAX = TONE_POWER * 4;
/** A voice that should not be there is at least 20 dB down. */
const UNHEARD_POWER_MAX = TONE_POWER / 100;

export class SoundWindow {
  readonly #meter: ToneMeter;
  readonly #mates: number;
  readonly #ownAt: number | undefined;
  readonly #tones: number;

  constructor(part: Part) {
    const own = part.ownHz === undefined ? [] : [part.ownHz];
    const tones = [...part.mateHz, ...own, ...part.foreignHz];
    this.#meter = new ToneMeter(tones);
    this.#mates = part.mateHz.length;
    this.#ownAt = part.ownHz === undefined ? undefined : this.#mates;
    this.#tones = tones.length;
  }

  /** Hears code words; true when the window is complete and `verdict` can be asked. */
  hear(bytes: Uint8Array, offset: number, length: number): boolean {
    this.#meter.hear(bytes, offset, length);
    return this.#meter.blocks >= WINDOW_BLOCKS;
  }

  reset(): void {
    this.#meter.reset();
  }

  verdict(): Verdict {
    const power = (tone: number): number => this.#meter.power(tone);
    if (this.#ownAt !== undefined && power(this.#ownAt) > UNHEARD_POWER_MAX) return 'echo';
    for (let tone = this.#mates; tone < this.#tones; tone++)
      if (power(tone) > UNHEARD_POWER_MAX) return 'wrong';
    let right = 0;
    let absent = 0;
    for (let mate = 0; mate < this.#mates; mate++) {
      if (power(mate) >= HEARD_POWER_MIN && power(mate) <= HEARD_POWER_MAX) right++;
      else if (power(mate) <= UNHEARD_POWER_MAX) absent++;
    }
    if (right === this.#mates) return 'right';
    return absent === this.#mates ? 'starved' : 'wrong';
  }
}
