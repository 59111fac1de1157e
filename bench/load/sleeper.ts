import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../src/base/project-root.js';

/**
 * Does nothing but sleep, before every other thread of its processor, and prints how many milliseconds too late it woke
 * up: nothing but the host can hold it up. Until it is ended.
 */
interface PriorityAddon {
  raiseToRealTime(): number;
  nowNs(): number;
  wait(deadlineNs: number): void;
}

const SLEEP_NS = 2_000_000;
const TOLD_NS = 5_000_000;
const NS_PER_MS = 1_000_000;
const STDOUT = 1;

const addon = createRequire(import.meta.url)(join(projectRoot, 'build', 'huitong.node')) as PriorityAddon;
// Once is as high as the media.
for (let step = 0; step < 2; step++)
  if (addon.raiseToRealTime() !== 0) throw new Error('real-time priority is not permitted here');
for (;;) {
  const dueNs = addon.nowNs() + SLEEP_NS;
  addon.wait(dueNs);
  const lateNs = addon.nowNs() - dueNs;
  if (lateNs > TOLD_NS) writeSync(STDOUT, `${(lateNs / NS_PER_MS).toFixed(2)}\n`);
}
