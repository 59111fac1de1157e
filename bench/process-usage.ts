import { readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of 10 ms towards programs (USER_HZ, see proc(5)). */
const TICK_US = 10_000;
/** Fields of /proc/PID/stat counted from the one after the name, which ends with the last ")". */
const STAT_USER_TICKS = 11;
const STAT_SYSTEM_TICKS = 12;

/** Processor time of all threads of a process so far. */
export function processCpuUs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[STAT_USER_TICKS]) + Number(fields[STAT_SYSTEM_TICKS])) * TICK_US;
}

export function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}
