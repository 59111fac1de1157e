// oxlint-disable import/default, import/no-named-as-default-member -- the linter reads the package's "module" entry; Node loads its CommonJS one
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import alawmulaw from 'alawmulaw';
import { toneLevel } from '../src/audio/tone-analysis.js';
import { messageOf } from '../src/base/errors.js';
import { UdpPhone } from '../test/support/phone/udp-phone.js';
import { numberIn } from './load/options.js';
import { spread } from './percentile.js';
import { writeResult } from './provenance.js';
import { endWithParent, pinned, ServerProcess } from './server-process.js';

/**
 * From the first RFC 4733 packet of the deciding key to the first changed RTP packet: a chair presses *7 and
 * lifts it again, and a listener watches for the packet in which a talking attendee is gone, or is back. All
 * the while other callers talk in rooms of three.
 */
const USAGE = `usage: node dist/bench/key-latency.js [options]
  --callers 500   who else is up        --presses 100   of the deciding key
  --json FILE     results (bench/results/key-latency.json when 500 callers or more)`;

const LOAD_ENTRY = fileURLToPath(new URL('load/main.js', import.meta.url));
const SERVER_CPU = 0;
const LOAD_CPU = 1;
const RAMP_PER_S = 50;
const TALKER_HZ = 1_900;
/** The talker arrives at some −20 dBm0. */
const HEARD_DBM0 = -35;
const ENTRY_MS = 9_000;
/** The announcement of each press is over before the next one. */
const BETWEEN_MS = 2_600;
const LOST_MS = 2_000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const { callers, presses, jsonFile } = readCommand();
const apart = cpus().length > 1;
const server = await ServerProcess.start({
  config: 'examples/bench.yaml',
  cpu: apart ? SERVER_CPU : undefined,
  environment: { HUITONG_MEDIA_WORKERS: '1' },
});
let load: ChildProcess | undefined;
try {
  load = callers === 0 ? undefined : startLoad(callers);
  await pause((callers / RAMP_PER_S) * 1_000 + 3_000);
  const latencies = await measure();
  const found = spread(latencies);
  console.log(
    `key to effect   p50 ${found.p50} ms, p99 ${found.p99} ms, max ${found.max} ms ` +
      `(${latencies.length} presses, ${callers} other callers)`,
  );
  if (jsonFile !== undefined)
    writeResult(jsonFile, { benchmark: 'key-latency', callers, presses, ms: found });
  process.exitCode = latencies.length === presses ? 0 : 1;
} finally {
  load?.kill('SIGKILL');
  await server.stop();
}

async function measure(): Promise<readonly number[]> {
  const [chair, talker, listener] = await Promise.all([
    enter('8888', 500),
    enter('6666', TALKER_HZ),
    enter('6666', 700),
  ]);
  await pause(ENTRY_MS);
  chair.phone.voice.talking = false;
  listener.phone.voice.talking = false;
  talker.phone.voice.talking = true;
  await pause(500);
  let heardNow = true;
  let changed: ((atMs: number) => void) | undefined;
  listener.onMedia = (bytes, nowMs) => {
    const heard = toneLevel(alawmulaw.alaw.decode(bytes.subarray(12)), TALKER_HZ) > HEARD_DBM0;
    if (heard === heardNow) return;
    heardNow = heard;
    changed?.(nowMs);
  };
  const latencies: number[] = [];
  for (let press = 0; press < presses; press++) {
    const change = new Promise<number>((resolve) => {
      changed = resolve;
    });
    chair.press('*7');
    const atMs = await Promise.race([change, pause(LOST_MS).then(() => undefined)]);
    changed = undefined;
    const key = chair.phone.voice.keysSent.findLast((sent) => sent.key === '7');
    if (atMs !== undefined && key !== undefined) latencies.push(atMs - key.atMs);
    // Not a whole number of beats, so that every phase of the beat is met.
    await pause(BETWEEN_MS + (press % 20));
  }
  for (const phone of [chair, talker, listener]) {
    phone.hangUp();
    phone.close();
  }
  return latencies;
}

async function enter(password: string, toneHz: number): Promise<UdpPhone> {
  const phone = await UdpPhone.open({
    server: { host: '127.0.0.1', port: server.sipPort },
    called: '4006701018',
    caller: '13800138000',
    toneHz,
  });
  phone.phone.voice.talking = false;
  phone.dial();
  phone.press(`1001#${password}#`);
  return phone;
}

function startLoad(count: number): ChildProcess {
  const seconds = Math.ceil((presses * (BETWEEN_MS + 300)) / 1_000 + ENTRY_MS / 1_000 + 10);
  const words = [process.execPath, LOAD_ENTRY, '--server', `127.0.0.1:${server.sipPort}`];
  const options = ['--callers', String(count), '--ramp', String(RAMP_PER_S), '--seconds', String(seconds)];
  const [program, ...args] = pinned([...words, ...options], apart ? LOAD_CPU : undefined);
  const child = spawn(program!, args, { stdio: 'ignore' });
  endWithParent(child);
  void once(child, 'exit').then(() => undefined);
  return child;
}

function readCommand(): { callers: number; presses: number; jsonFile: string | undefined } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: { callers: { ...text, default: '500' }, presses: { ...text, default: '100' }, json: text },
    });
    const callers = numberIn('callers', values.callers, 0, 4_000);
    return {
      callers,
      presses: numberIn('presses', values.presses, 1, 10_000),
      jsonFile: values.json ?? (callers >= 500 ? 'bench/results/key-latency.json' : undefined),
    };
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}
