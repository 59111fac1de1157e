import { later, type MonotonicMs } from '../base/units.js';
import type { Key } from './flow.js';

/** `*` waits so long for a digit before the menu plays. */
const STAR_MS = 1_500;
/** The menu takes one digit so long after its end. */
const MENU_MS = 5_000;

export type KeyMeaning =
  /** `*` and a digit, or a digit in the menu. */
  | { readonly type: 'function'; readonly digit: string }
  | { readonly type: 'menu' }
  /** A plain digit in the room: it answers an announced choice or does nothing. */
  | { readonly type: 'digit'; readonly digit: string };

/** The grammar of the keys in the room (service.md, "In-call keys"). Undefined: nothing is meant. */
export class InCallKeys {
  #state: 'room' | 'star' | 'menu-playing' | 'menu-waiting' = 'room';
  #deadline: MonotonicMs | undefined;

  press(key: Key, nowMs: MonotonicMs): KeyMeaning | undefined {
    // `**` is `*` again, and so is `*` in the menu.
    if (key === '*') return this.#go('star', later(nowMs, STAR_MS));
    const before = this.#state;
    this.#go('room', undefined);
    if (key < '0' || key > '9') return undefined;
    return { type: before === 'room' ? 'digit' : 'function', digit: key };
  }

  /** The menu was heard to its end. */
  menuEnded(nowMs: MonotonicMs): void {
    if (this.#state === 'menu-playing') this.#go('menu-waiting', later(nowMs, MENU_MS));
  }

  /** The next digit is not the menu's, though still that of a `*`. False: it was not. */
  leaveMenu(): boolean {
    if (this.#state !== 'menu-playing' && this.#state !== 'menu-waiting') return false;
    this.reset();
    return true;
  }

  expire(nowMs: MonotonicMs): KeyMeaning | undefined {
    if (this.#deadline === undefined || nowMs < this.#deadline) return undefined;
    if (this.#state !== 'star') return this.#go('room', undefined);
    this.#go('menu-playing', undefined);
    return { type: 'menu' };
  }

  reset(): void {
    this.#go('room', undefined);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadline;
  }

  describe(): string {
    return this.#state;
  }

  #go(
    state: 'room' | 'star' | 'menu-playing' | 'menu-waiting',
    deadline: MonotonicMs | undefined,
  ): undefined {
    this.#state = state;
    this.#deadline = deadline;
  }
}
