import { systemClock } from '../../src/base/clock.js';

const LIMIT_MS = 30_000;
const LOOK_MS = 50;

/** Looks again and again until it is so. The limit is for the slowest machine: a fast one never waits for it. */
export async function eventually<Value>(
  what: string,
  look: () => Value | Promise<Value>,
  isSo: (value: Value) => boolean = Boolean,
): Promise<Value> {
  const endMs = systemClock.now() + LIMIT_MS;
  for (;;) {
    const value = await look();
    if (isSo(value)) return value;
    if (systemClock.now() > endMs) throw new Error(`not so: ${what}; it is ${JSON.stringify(value)}`);
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}
