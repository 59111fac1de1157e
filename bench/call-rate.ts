import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/base/errors.js';
import { silentLog } from '../src/base/log.js';
import { choosePacketIo } from '../src/mixer/io/choose.js';
import { measureCallRate, type CallRateOptions, type CallRateReport } from './load/call-rate-run.js';
import { numberIn, parseHostPort, parsePorts } from './load/options.js';
import { writeResult } from './provenance.js';

const USAGE = `usage: node dist/bench/call-rate.js [options]
  --server 127.0.0.1:5060   where to call            --local 127.0.0.1      our own address
  --rate 50                 calls a second           --seconds 10           for so long
  --pattern 88%d            called number, %d: room  --ports 9000-9999      local ports
  --rooms 997               called in turn           --hold-ms 0            length of a call
  --json FILE               write the full report`;

const BATCH_MAX = 1024;
const SLOTS = 2;

/** Exit code 0: every call completed and nothing was sent twice; 1: not; 2: a wrong command line. */
const { options, jsonFile } = readCommand();
const io = choosePacketIo({ slotsMax: SLOTS, batchMax: BATCH_MAX, log: silentLog });
try {
  const report = await measureCallRate(io, options, () => setImmediate());
  console.log(describe(report));
  if (jsonFile !== undefined) writeResult(jsonFile, { benchmark: 'call-rate', ...report });
  process.exitCode = report.completed === report.offered && report.retransmissions === 0 ? 0 : 1;
} finally {
  io.destroy();
}

function describe({
  options,
  offered,
  completed,
  failures,
  retransmissions,
  inviteTo200Ms,
  ownLagMs,
}: CallRateReport): string {
  return [
    `calls            ${completed} of ${offered} completed at ${options.callsPerSecond} calls/s`,
    `retransmissions  ${retransmissions}`,
    `INVITE to 200    p50 ${inviteTo200Ms.p50} ms, p99 ${inviteTo200Ms.p99} ms, max ${inviteTo200Ms.max} ms`,
    `generator        late p99 ${ownLagMs.p99} ms, max ${ownLagMs.max} ms`,
    ...Object.entries(failures).map(([reason, count]) => `failed           ${count} × ${reason}`),
  ].join('\n');
}

function readCommand(): { readonly options: CallRateOptions; readonly jsonFile: string | undefined } {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      options: {
        server: { ...text, default: '127.0.0.1:5060' },
        local: { ...text, default: '127.0.0.1' },
        rate: { ...text, default: '50' },
        seconds: { ...text, default: '10' },
        pattern: { ...text, default: '88%d' },
        rooms: { ...text, default: '997' },
        'hold-ms': { ...text, default: '0' },
        ports: { ...text, default: '9000-9999' },
        json: text,
      },
    });
    const options = {
      server: parseHostPort(values.server),
      localAddress: values.local,
      ports: parsePorts(values.ports),
      callsPerSecond: numberIn('rate', values.rate, 1, 10_000),
      seconds: numberIn('seconds', values.seconds, 1, 3600),
      pattern: values.pattern,
      rooms: numberIn('rooms', values.rooms, 1, 10_000),
      holdMs: numberIn('hold-ms', values['hold-ms'], 0, 3_600_000),
    };
    return { options, jsonFile: values.json };
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}
