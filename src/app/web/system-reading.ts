import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { SystemReading } from './system-history.js';
import type { WebAround } from './web-around.js';

const US_PER_MS = 1_000;

/** What the running server counts, for its history. */
export function systemReading({ clock, calls, conferences, mixer, outgoing }: WebAround): SystemReading {
  const workers = Array.from({ length: mixer.workerCount }, (_, worker) => worker);
  const counts = workers.map((worker) => mixer.counts(worker));
  const { user, system } = process.cpuUsage();
  return {
    atMs: clock.utcNow(),
    calls: calls.size,
    conferences: conferences.service.size,
    mediaLegs: mixer.front.legCount,
    callsBegun: (calls.counts().offered ?? 0) + outgoing.desk.counters.get('planned'),
    beatLateness: workers.map((worker) => mixer.lateness(worker)),
    phasesLate: counts.reduce((sum, { phasesLate }) => sum + phasesLate, 0),
    phasesSkipped: counts.reduce((sum, { phasesSkipped }) => sum + phasesSkipped, 0),
    processorMs: (user + system) / US_PER_MS,
    mainThreadMs: performance.eventLoopUtilization().active,
    load: loadavg()[0] ?? 0,
    residentBytes: process.memoryUsage.rss(),
    lines: mixer.front.stats(),
  };
}
