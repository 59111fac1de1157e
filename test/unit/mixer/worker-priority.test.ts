import { readdirSync, readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { systemClock } from '../../../src/base/clock.js';
import { silentLog, type Log } from '../../../src/base/log.js';
import { secureRandom } from '../../../src/base/random.js';
import { MixerClient } from '../../../src/mixer/mixer-client.js';
import { PromptBank } from '../../../src/mixer/prompt-bank.js';

const test = suite('worker-priority');
const SCHED_RR = 2;
/** Columns of /proc/PID/task/TID/stat behind the name: proc(5). */
const STAT_NICE = 16;
const STAT_RT_PRIORITY = 37;
const STAT_POLICY = 38;

interface Thread {
  readonly nice: number;
  readonly policy: number;
  readonly realTime: number;
}

const threads = (): Thread[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const columns = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      nice: Number(columns[STAT_NICE]),
      policy: Number(columns[STAT_POLICY]),
      realTime: Number(columns[STAT_RT_PRIORITY]),
    };
  });

test('a media worker goes before other threads as far as it may, and says so once', async () => {
  if (process.platform !== 'linux') return;
  const told: unknown[] = [];
  const log: Log = { ...silentLog, info: (fields) => void told.push(fields) };
  const before = threads();
  const client = await MixerClient.start({
    workers: 1,
    legsPerWorker: 4,
    prompts: PromptBank.build([]),
    ports: { take: () => undefined, give: () => undefined },
    random: secureRandom(),
    clock: systemClock,
    log,
    bindAddress: '127.0.0.1',
    mediaSilentMs: 0,
    packetIo: 'mmsg',
    onEvent: () => undefined,
  });
  const during = threads();
  await client.close();
  assert.is(told.length, 1);
  const { priority } = told[0] as { readonly priority: string };
  // Also where the whole process was started in real time.
  const highest = Math.max(...before.map(({ realTime }) => realTime));
  if (priority === 'real-time')
    assert.is(
      during.filter(({ policy, realTime }) => policy === SCHED_RR && realTime === highest + 1).length,
      1,
    );
  else if (priority === 'nice') assert.ok(during.some(({ nice }) => nice === -10));
  else assert.is(priority, 'normal');
});

test.run();
