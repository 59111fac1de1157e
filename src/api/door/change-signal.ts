/** Longest that a request waits for a change; proxies cut what is silent for longer. */
export const WAIT_S_MAX = 25;
/** Requests that wait for one thing at once; further ones are answered as it stands. */
const WAITING_MAX = 5;

/** Lets requests wait until something has changed: a live page without a stream. */
export class ChangeSignal {
  readonly #waiting = new Set<() => void>();

  changed(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Resolved by the next change, when the time is over, or when the client has gone. */
  async next(waitMs: number, gone: AbortSignal): Promise<void> {
    if (this.#waiting.size >= WAITING_MAX || waitMs <= 0) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, waitMs);
      gone.addEventListener('abort', wake);
      this.#waiting.add(wake);
    });
  }
}
