import { later, type MonotonicMs } from '../base/units.js';

/** So long the phone has for its first call [S32]. */
const ACTIVATION_MS = 120_000;

export type RegistrationState =
  | 'awaiting-activation'
  /** 未收到您的来电,请重试 */
  | 'activation-missed'
  | 'calling'
  | 'code-spoken'
  | 'call-failed';

/** A registration on its way from the form to the code [S32]; who confirms it has read the code. */
export class Registration {
  #state: RegistrationState = 'activation-missed';
  #activationUntilMs: MonotonicMs | undefined;
  #failure: string | null = null;
  #progress = 0;

  /** Why the call has failed. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Rises with every change. */
  progress(nowMs: MonotonicMs): number {
    this.#look(nowMs);
    return this.#progress;
  }

  state(nowMs: MonotonicMs): RegistrationState {
    this.#look(nowMs);
    return this.#state;
  }

  /** 0: nothing is waited for. */
  activationMsLeft(nowMs: MonotonicMs): number {
    return Math.max(0, (this.#activationUntilMs ?? nowMs) - nowMs);
  }

  awaitActivation(nowMs: MonotonicMs): void {
    this.#activationUntilMs = later(nowMs, ACTIVATION_MS);
    this.#enter('awaiting-activation', null);
  }

  call(state: 'calling' | 'code-spoken' | 'call-failed', failure: string | null): void {
    this.#activationUntilMs = undefined;
    this.#enter(state, failure);
  }

  #look(nowMs: MonotonicMs): void {
    if (this.#activationUntilMs === undefined || nowMs < this.#activationUntilMs) return;
    this.#activationUntilMs = undefined;
    this.#enter('activation-missed', null);
  }

  #enter(state: RegistrationState, failure: string | null): void {
    this.#state = state;
    this.#failure = failure;
    this.#progress += 1;
  }
}
