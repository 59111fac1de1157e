import type { Worker } from 'node:worker_threads';

const STOP_MS_MAX = 1000;

/** Stopped by itself, or by force when it does not listen any more. */
export async function endOf(thread: Worker): Promise<void> {
  if (hasEnded(thread)) return;
  const ended = new Promise((resolve) => thread.once('exit', resolve));
  const force = setTimeout(() => void thread.terminate(), STOP_MS_MAX);
  await ended;
  clearTimeout(force);
}

/** Node gives the id −1 to a thread that is gone. */
export const hasEnded = (thread: Worker): boolean => thread.threadId === -1;

/** The first message of a thread; rejects when it fails or ends before, or is silent for `msMax`. */
export const firstMessageOf = <T>(thread: Worker, msMax: number): Promise<T> =>
  new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not ready after ${msMax} ms`)), msMax);
    const settle = (use: () => void): void => {
      clearTimeout(limit);
      use();
    };
    thread.once('message', (message: T) => settle(() => resolve(message)));
    thread.once('error', (error) => settle(() => reject(error)));
    thread.once('exit', () => settle(() => reject(new Error('ended before it was ready'))));
  });
