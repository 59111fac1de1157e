import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { messageOf } from '../src/base/errors.js';
import { DEFAULT_PRICES } from '../src/billing/default-tariff.js';
import { ServerProcess } from '../test/support/server-process.js';
import type { CallRateReport } from './load/call-rate-run.js';
import { numberIn } from './load/options.js';
import { writeResult } from './provenance.js';
import { endWithParent } from './server-process.js';

/**
 * SIP answers while money is counted: a running server charges every caller of one room by the second, so each
 * of them is a block a second, and meanwhile other calls come at a steady rate.
 */
const USAGE = `usage: node dist/bench/charging-calls.js [options]
  --callers 1000   charged callers, a block a second each    --rate 50    other calls a second
  --seconds 15     of other calls                            --json FILE`;

const LOAD_ENTRY = fileURLToPath(new URL('load/main.js', import.meta.url));
const RATE_ENTRY = fileURLToPath(new URL('call-rate.js', import.meta.url));
const RAMP_PER_S = 100;
/** Listeners of one room share an encode; two of them talk. */
const TALKERS = 2;
const BALANCE = 1_000_000_000_000;

const { callers, rate, seconds, jsonFile } = readCommand();
const folder = mkdtempSync(join(tmpdir(), 'huitong-bench-'));
const server = await chargedBySecond();
try {
  const rampS = callers / RAMP_PER_S;
  const load = run(
    LOAD_ENTRY,
    `--server 127.0.0.1:${server.sipPort} --callers ${callers} --room-size ${callers} --talkers ${TALKERS} ` +
      `--pattern 8801 --ramp ${RAMP_PER_S} --seconds ${seconds + 10} --ports 10000-19999`,
  );
  await sleep((rampS + 5) * 1_000);
  const before = charged();
  const rateFile = join(folder, 'rate.json');
  const startMs = performance.now();
  await run(
    RATE_ENTRY,
    `--server 127.0.0.1:${server.sipPort} --rate ${rate} --seconds ${seconds} --pattern 88%d ` +
      `--ports 9000-9999 --json ${rateFile}`,
  );
  const elapsedS = (performance.now() - startMs) / 1_000;
  const blocksPerSecond = Math.round((charged() - before) / elapsedS);
  await load;
  const { inviteTo200Ms, completed, offered, retransmissions } = JSON.parse(
    readFileSync(rateFile, 'utf8'),
  ) as CallRateReport;
  const measured = {
    callers,
    rate,
    seconds,
    blocksPerSecond,
    inviteTo200Ms,
    completed,
    offered,
    retransmissions,
  };
  console.log(
    `charged ${blocksPerSecond} blocks/s; INVITE to 200: p50 ${inviteTo200Ms.p50} ms, p99 ${inviteTo200Ms.p99} ms, ` +
      `max ${inviteTo200Ms.max} ms; ${completed} of ${offered} calls, ${retransmissions} retransmissions`,
  );
  if (jsonFile !== undefined) writeResult(jsonFile, { benchmark: 'charging-calls', ...measured });
} finally {
  await server.stop();
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds that are set aside by now: each is a block. */
function charged(): number {
  const database = new Database(server.databaseFile, { readonly: true });
  const row = database.prepare('select sum(reserved_s) as seconds from reservations').get();
  database.close();
  return (row as { seconds: number | null }).seconds ?? 0;
}

/** A server with a tariff of one-second blocks: versions are read at the start. */
async function chargedBySecond(): Promise<ServerProcess> {
  const started = await ServerProcess.start({
    config: {
      log: { level: 'warn' },
      media: { allowLoopback: true, workers: 1, silenceMs: 0 },
      conference: { tones: false, announcements: false, aloneMs: 0 },
      serviceNumbers: [
        { number: '8801', service: 'direct', room: '1001' },
        { pattern: '^88(\\d{1,6})$', service: 'direct' },
      ],
    },
  });
  await started.stop();
  const bySecond = { free: false, microYuanPerMinute: 200_000, firstBlockS: 1, incrementS: 1 };
  // A direct number of a room leads into the room's own conference, which is a bridge.
  const bridge = { ...DEFAULT_PRICES.legs.bridge, 'attendee-dial-in': bySecond };
  const prices = { ...DEFAULT_PRICES, legs: { ...DEFAULT_PRICES.legs, bridge } };
  const database = new Database(started.databaseFile);
  database
    .prepare('insert into tariffs (version, valid_from_ms, prices, created_ms) values (?, 1, ?, 1)')
    .run('by-second', JSON.stringify(prices));
  database.prepare('update accounts set balance_micro_yuan = ?').run(BALANCE);
  database.close();
  await started.launch();
  return started;
}

async function run(file: string, words: string): Promise<void> {
  const child = spawn(process.execPath, [file, ...words.split(' ')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  endWithParent(child);
  await once(child, 'exit');
}

function readCommand(): { callers: number; rate: number; seconds: number; jsonFile: string | undefined } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: {
        callers: { ...text, default: '1000' },
        rate: { ...text, default: '50' },
        seconds: { ...text, default: '15' },
        json: text,
      },
    });
    return {
      callers: numberIn('callers', values.callers, 1, 4_000),
      rate: numberIn('rate', values.rate, 1, 1_000),
      seconds: numberIn('seconds', values.seconds, 1, 600),
      jsonFile: values.json,
    };
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}
