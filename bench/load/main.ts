import { writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { messageOf } from '../../src/base/errors.js';
import { silentLog } from '../../src/base/log.js';
import { choosePacketIo } from '../../src/mixer/io/choose.js';
import { LoadRun } from './load-run.js';
import { LOAD_USAGE, parseLoadCommand, type LoadCommand } from './options.js';
import { describeReport } from './report.js';

/** Packets in one move: enough for what comes while this process waits for its turn on the processor. */
const BATCH_MAX = 2048;

/** Exit code 0: every caller good; 1: not; 2: a wrong command line. */
const command = readCommand();
const io = choosePacketIo({
  slotsMax: command.options.callers + 1,
  batchMax: BATCH_MAX,
  log: silentLog,
  ...(command.packetIo !== undefined && { preferred: command.packetIo }),
});
try {
  const report = await LoadRun.run(io, command.options, () => setImmediate());
  console.log(describeReport(report));
  if (command.jsonFile !== undefined) writeFileSync(command.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.good === report.callers ? 0 : 1;
} finally {
  io.destroy();
}

function readCommand(): LoadCommand {
  try {
    return parseLoadCommand(process.argv.slice(2));
  } catch (error) {
    console.error(`${messageOf(error)}\n${LOAD_USAGE}`);
    process.exit(2);
  }
}
