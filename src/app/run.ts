import { existsSync } from 'node:fs';
import { systemClock } from '../base/clock.js';
import { messageOf, stackOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { checkTemplate } from '../billing/charge-file.js';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { runAuditLogVerification } from './audit-log-command.js';
import { chargeFileSettingsOf } from './bookkeeping.js';
import { runBackup, runRestore } from './backup-command.js';
import type { OperationCommand, StoreCommand } from './command-line.js';
import { runDoctor } from './doctor-command.js';
import { storeSettingsOf } from './durable.js';
import type { CommandResult } from './command-result.js';
import { runAudit, runChargeFiles, runReconcile } from './money-commands.js';
import { createPinoLog } from './pino-log.js';
import { Server } from './server.js';
import { ServiceManager } from './service-manager.js';
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
  const mistakes = config.ok ? mistakesOfTemplate(config.value) : config.error.mistakes;
  for (const mistake of mistakes) process.stderr.write(`${mistake}\n`);
  return config.ok && mistakes.length === 0 ? config.value : undefined;
}

const mistakesOfTemplate = (config: Config): readonly string[] =>
  checkTemplate(chargeFileSettingsOf(config).template).map(
    (place) => `chargeFiles.template.${place} is no field: docs/charging.md lists them`,
  );

/** On the database of the configuration, beside a server that may be running; gives the exit code. */
export async function runStoreCommand(command: StoreCommand, file: string): Promise<number> {
  const config = checkedConfig(file);
  if (config === undefined) return EXIT_CONFIG;
  const settings = storeSettingsOf(config);
  // It would be made, and an empty one has nothing wrong with it.
  if (settings.kind === 'sqlite' && !existsSync(settings.file))
    return refused(`there is no database ${settings.file}: give the server's --config and HUITONG_DATA_DIR`);
  const opened = await openStore(settings, createPinoLog(config));
  if (!opened.ok)
    return refused(`the database cannot be used: ${opened.error.code}: ${opened.error.message}`);
  const store = opened.value;
  try {
    const { lines, exitCode } = await performed(command, store, config);
    for (const line of lines) process.stdout.write(`${line}\n`);
    return exitCode;
  } catch (thrown) {
    return refused(`${command.name} could not be done: ${messageOf(thrown)}`);
  } finally {
    await store.close();
  }
}

function refused(message: string): number {
  process.stderr.write(`${message}\n`);
  return EXIT_FAILED;
}

/** What is done for the data and the machine; gives the exit code. */
export async function runOperationCommand(command: OperationCommand, file: string): Promise<number> {
  const config = checkedConfig(file);
  if (config === undefined) return EXIT_CONFIG;
  const { lines, exitCode } = await operated(command, config);
  for (const line of lines) process.stdout.write(`${line}\n`);
  return exitCode;
}

function operated(command: OperationCommand, config: Config): Promise<CommandResult> {
  switch (command.name) {
    case 'backup':
      return runBackup(config, command.to);
    case 'restore':
      return runRestore(config, command);
    case 'doctor':
      return runDoctor(config, command.json);
  }
}

function performed(command: StoreCommand, store: Store, config: Config): Promise<CommandResult> {
  switch (command.name) {
    case 'audit':
      return runAudit(store);
    case 'audit-log-verify':
      return runAuditLogVerification(store);
    case 'charge-files':
      return runChargeFiles(store, chargeFileSettingsOf(config), command.again);
    case 'reconcile':
      return runReconcile(store, command.file, command.trunk);
  }
}

/** Runs the server until it is told to stop. */
export async function runServer(file: string | undefined): Promise<void> {
  const config = checkedConfig(file);
  if (config === undefined) return process.exit(EXIT_CONFIG);
  const log = createPinoLog(config);
  const manager = new ServiceManager(process.env, process.pid, log);
  try {
    const server = await Server.start(config, log, systemClock);
    // Before anybody is told that it is ready: whoever was told may stop it at once.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      // Once: a second one of the same kind is for the operator in a hurry, and ends the process.
      process.once(signal, () => void stop(server, manager, signal, log));
    }
    process.on('SIGHUP', () => server.reload());
    // A fault that none of the guards met ends neither the process nor the calls that are up.
    process.on('uncaughtException', (thrown) => log.error({ error: stackOf(thrown) }, 'uncaught fault'));
    for (const line of startReport(config, server.firstRun, server.rows)) process.stdout.write(`${line}\n`);
    manager.ready('takes calls');
    server.guard(manager);
  } catch (thrown) {
    const message = thrown instanceof StartError ? thrown.message : `cannot start: ${messageOf(thrown)}`;
    process.stderr.write(`${message}\n`);
    if (!(thrown instanceof StartError)) log.error({ error: messageOf(thrown) }, 'cannot start');
    process.exit(EXIT_FAILED);
  }
}

async function stop(server: Server, manager: ServiceManager, signal: string, log: Log): Promise<void> {
  log.info({ signal }, 'stopping');
  manager.stopping('takes no new calls, and waits for those that are up');
  try {
    await server.drain();
    process.exit(0);
  } catch (thrown) {
    log.error({ error: stackOf(thrown) }, 'the server did not stop in order');
    process.exit(EXIT_FAILED);
  }
}
