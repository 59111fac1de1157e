import { join } from 'node:path';
import { parseCommandLine, USAGE } from './app/command-line.js';
import { projectRoot } from './base/project-root.js';
import { runConfigCheck, runServer } from './app/run.js';

/** The process entry: words of the command line in, exit code out. */
const EXIT_USAGE = 2;

const command = parseCommandLine(process.argv.slice(2));
if (!command.ok) {
  console.error(`${command.error.message}\n\n${USAGE}`);
  process.exit(EXIT_USAGE);
}
switch (command.value.name) {
  case 'help':
    console.log(USAGE);
    break;
  case 'config-check':
    process.exitCode = runConfigCheck(command.value.configFile);
    break;
  case 'run':
    await runServer(command.value.configFile ?? join(projectRoot, 'examples', 'demo.yaml'));
    break;
}
