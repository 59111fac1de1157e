import { parentPort, workerData } from 'node:worker_threads';
import { runSeed, simulatedPrompts } from './run-seed.js';
import type { SeedThreadData } from './run-seeds.js';

/** Thread entry: runs seeds until none is left. */
const { next, end } = workerData as SeedThreadData;
const prompts = simulatedPrompts();
for (let seed = Atomics.add(next, 0, 1); seed < end; seed = Atomics.add(next, 0, 1))
  parentPort?.postMessage(runSeed(seed, { prompts }));
