import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { failing, fine, warning, type Finding } from './finding.js';

/** Reads a file of /proc or /sys, or runs a command; undefined: this machine has none of that name. */
export interface Machine {
  readonly read: (path: string) => string | undefined;
  readonly run: (command: string, args: readonly string[]) => string | undefined;
  readonly processors: number;
}

const RUN_MS = 3_000;

export const thisMachine: Machine = {
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },
  run: (command, args) => {
    try {
      const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
      return execFileSync(command, args, { encoding: 'utf8', timeout: RUN_MS, stdio });
    } catch {
      return undefined;
    }
  },
  processors: availableParallelism(),
};

/** A socket for RTP and one for RTCP. */
const FILES_PER_LEG = 2;
const OTHER_FILES = 1_024;
const CAP_SYS_NICE = 23n;
const SOCKET_BUFFER_BYTES = 4_194_304;
/** Readable in nanoseconds, from the program itself. */
const GOOD_CLOCKS = new Set(['tsc', 'kvm-clock', 'arch_sys_counter', 'hyperv_clocksource_tsc_page', 'xen']);
/** Part of the time since the start that the host gave to others. */
const STEAL_MAX = 0.02;

export const findingsOfMachine = (machine: Machine, legsMax: number): readonly Finding[] => [
  openFiles(machine, legsMax),
  realTime(machine),
  ...socketBuffers(machine),
  synchronised(machine),
  clockSource(machine),
  processors(machine),
  ...governor(machine),
  ...steal(machine),
];

function openFiles({ read }: Machine, legsMax: number): Finding {
  const limit = limitOf(read('/proc/self/limits'), 'Max open files');
  const needed = FILES_PER_LEG * legsMax + OTHER_FILES;
  const found = `${limit ?? 'unknown'}, for ${legsMax} legs ${needed} are needed`;
  return limit === undefined || limit >= needed
    ? fine('open files', found)
    : failing('open files', found, `LimitNOFILE=${needed} in the unit, or a smaller media.legsMax`);
}

function realTime({ read }: Machine): Finding {
  const check = 'real-time priority';
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(read('/proc/self/status') ?? '')?.[1] ?? '0';
  if (((BigInt(`0x${effective}`) >> CAP_SYS_NICE) & 1n) === 1n) return fine(check, 'by CAP_SYS_NICE');
  const limit = limitOf(read('/proc/self/limits'), 'Max realtime priority') ?? 0;
  return limit > 0
    ? fine(check, `up to ${limit}`)
    : warning(check, 'not permitted', 'LimitRTPRIO=1 in the unit: else other work on this machine is heard');
}

function socketBuffers({ read }: Machine): readonly Finding[] {
  return ['net/core/rmem_max', 'net/core/wmem_max'].map((name) => {
    const check = name.replaceAll('/', '.');
    const bytes = Number(read(`/proc/sys/${name}`) ?? SOCKET_BUFFER_BYTES);
    return bytes >= SOCKET_BUFFER_BYTES
      ? fine(check, `${bytes} bytes`)
      : warning(check, `${bytes} bytes`, `sysctl ${check}=8388608: bursts of SIP are lost otherwise`);
  });
}

function synchronised({ run, read }: Machine): Finding {
  const check = 'clock synchronised';
  const advice = 'run chrony or systemd-timesyncd: charge records carry these times';
  const told = run('timedatectl', ['show', '--property=NTPSynchronized', '--value'])?.trim();
  if (told === 'yes' || read('/run/systemd/timesync/synchronized') !== undefined) return fine(check, 'yes');
  return warning(check, told === 'no' ? 'no' : 'cannot be told here', advice);
}

function clockSource({ read }: Machine): Finding {
  const check = 'clock source';
  const name = read('/sys/devices/system/clocksource/clocksource0/current_clocksource')?.trim();
  if (name === undefined || GOOD_CLOCKS.has(name)) return fine(check, name ?? 'unknown');
  return warning(check, name, 'slow to read, and the beat reads it often: boot with clocksource=tsc');
}

const processors = ({ processors: count }: Machine): Finding =>
  count > 1
    ? fine('processors', String(count))
    : warning('processors', '1', 'media and signalling share it: two or more keep the beat');

function governor({ read }: Machine): readonly Finding[] {
  const name = read('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor')?.trim();
  if (name === undefined) return [];
  return name === 'performance'
    ? [fine('frequency governor', name)]
    : [
        warning(
          'frequency governor',
          name,
          'cpupower frequency-set -g performance: waking up costs late beats',
        ),
      ];
}

/** /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal … since the start of the machine. */
function steal({ read }: Machine): readonly Finding[] {
  const times = /^cpu +(.+)$/m
    .exec(read('/proc/stat') ?? '')?.[1]
    ?.split(' ')
    .map(Number)
    .slice(0, 8);
  if (times === undefined || times.length < 8) return [];
  const part = times[7]! / times.reduce((sum, time) => sum + time, 0);
  const found = `${(100 * part).toFixed(1)} % since the machine started`;
  return part <= STEAL_MAX
    ? [fine('stolen time', found)]
    : [warning('stolen time', found, 'the host is overbooked: ask for reserved processors')];
}

function limitOf(limits: string | undefined, name: string): number | undefined {
  const soft = limits
    ?.split('\n')
    .find((line) => line.startsWith(name))
    ?.slice(name.length)
    .trim()
    .split(/\s+/)[0];
  if (soft === undefined) return undefined;
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}
