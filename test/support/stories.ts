import type { Test } from 'uvu';

/**
 * Tests that wait for real time and do not touch each other: all begin at once, after the hooks that were
 * registered before, and each is judged under its own name.
 */
export const storiesOf =
  (test: Test) =>
  (name: string, run: () => Promise<void>): void => {
    let running: Promise<unknown>;
    test.before(() => {
      running = run().catch((thrown: unknown) => thrown);
    });
    test(name, async () => {
      const thrown = await running;
      if (thrown !== undefined) throw thrown;
    });
  };
