import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { parseCommandLine, USAGE } from './app/command-line.js';
import { projectRoot } from './base/project-root.js';

/** The process entry: words of the command line in, exit code out. */
const EXIT_USAGE = 2;
const DEFAULT_CONFIG = join(projectRoot, 'examples', 'demo.yaml');

const command = parseCommandLine(process.argv.slice(2));
if (!command.ok) {
  console.error(`${command.error.message}\n\n${USAGE}`);
  process.exit(EXIT_USAGE);
}
switch (command.value.name) {
  case 'help':
    console.log(USAGE);
    break;
  case 'config-check': {
    const { runConfigCheck } = await import('./app/run.js');
    process.exitCode = runConfigCheck(command.value.configFile ?? DEFAULT_CONFIG);
    break;
  }
  case 'audit':
  case 'audit-log-verify':
  case 'charge-files':
  case 'reconcile': {
    const { runStoreCommand } = await import('./app/run.js');
    process.exitCode = await runStoreCommand(command.value, command.value.configFile ?? DEFAULT_CONFIG);
    break;
  }
  case 'backup':
  case 'restore':
  case 'doctor': {
    const { runOperationCommand } = await import('./app/run.js');
    process.exitCode = await runOperationCommand(command.value, command.value.configFile ?? DEFAULT_CONFIG);
    break;
  }
  case 'run': {
    // V8 leaves each function uncompiled until its first call, and the first INVITE calls hundreds of them: it
    // took 57–92 ms to its 200 OK on a busy machine, and takes 11–13 with all compiled while they are loaded.
    setFlagsFromString('--no-lazy');
    const { runServer } = await import('./app/run.js');
    await runServer(command.value.configFile ?? DEFAULT_CONFIG);
    break;
  }
}
