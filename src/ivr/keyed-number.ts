import { isDigit } from './digit-collector.js';
import type { Entry } from './entry.js';
import type { Key } from './flow.js';

/** A number, its extension and the further levels of that, with the stars between them. */
const NUMBER_KEYS_MAX = 40;

export type Keyed =
  | { readonly type: 'number'; readonly keyed: string }
  /** Whatever it was meant to be, it is no telephone number. */
  | { readonly type: 'too-long' }
  /** `#` alone, or silence. */
  | { readonly type: 'empty' }
  /** `*#` */
  | { readonly type: 'cancel' };

/**
 * A telephone number as it is keyed (service.md, "Number entry"): the first `*` starts the extension and a
 * further one its next level, `**` erases all, `*#` cancels, `#` ends it.
 */
export class KeyedNumber implements Entry<Keyed> {
  #keyed = '';

  get started(): boolean {
    return this.#keyed !== '';
  }

  press(key: Key): Keyed | undefined {
    if (key === '#') return this.#keyed.endsWith('*') ? { type: 'cancel' } : this.silence();
    if (key === '*' && this.#keyed.endsWith('*')) this.#keyed = '';
    // One key too many is kept, so that the entry is known to be too long.
    else if ((key === '*' || isDigit(key)) && this.#keyed.length <= NUMBER_KEYS_MAX) this.#keyed += key;
    return undefined;
  }

  silence(): Keyed {
    if (this.#keyed === '') return { type: 'empty' };
    if (this.#keyed.length > NUMBER_KEYS_MAX) return { type: 'too-long' };
    return { type: 'number', keyed: this.#keyed };
  }
}
