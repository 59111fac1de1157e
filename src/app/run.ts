import { systemClock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { createPinoLog } from './pino-log.js';
import { Server } from './server.js';
import { StartError } from './start-error.js';
import { startReport } from './start-report.js';

const EXIT_FAILED = 1;
const EXIT_CONFIG = 2;

/** `huitong config check`: every mistake on a line of its own; 2 when there is one. */
export function runConfigCheck(file: string | undefined): number {
  return checkedConfig(file) === undefined ? EXIT_CONFIG : 0;
}

function checkedConfig(file: string | undefined): Config | undefined {
  const config = loadConfig(file, process.env);
  if (config.ok) return config.value;
  for (const mistake of config.error.mistakes) process.stderr.write(`${mistake}\n`);
  return undefined;
}

/** Runs the server until it is told to stop. */
export async function runServer(file: string | undefined): Promise<void> {
  const config = checkedConfig(file);
  if (config === undefined) return process.exit(EXIT_CONFIG);
  const log = createPinoLog(config);
  try {
    const server = await Server.start(config, log, systemClock);
    for (const line of startReport(config, server.firstRun)) process.stdout.write(`${line}\n`);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        void server.drain().then(() => process.exit(0));
      });
    }
  } catch (thrown) {
    const message = thrown instanceof StartError ? thrown.message : `cannot start: ${messageOf(thrown)}`;
    process.stderr.write(`${message}\n`);
    if (!(thrown instanceof StartError)) log.error({ error: messageOf(thrown) }, 'cannot start');
    process.exit(EXIT_FAILED);
  }
}
