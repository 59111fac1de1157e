import type { Config } from '../config/schema.js';
import { findingOfDatabase } from './doctor/database.js';
import { findingsOfFiles } from './doctor/files.js';
import { fine, type Finding } from './doctor/finding.js';
import { findingsOfMachine, thisMachine } from './doctor/machine.js';
import { findingsOfNetwork } from './doctor/network.js';
import type { CommandResult } from './command-result.js';

/** `huitong doctor`: a line for each thing looked at; 1 when one of them keeps the server from its work. */
export async function runDoctor(config: Config, json: boolean, utcMs = Date.now()): Promise<CommandResult> {
  const findings: readonly Finding[] = [
    // A configuration with mistakes, or secrets that cannot be read, has ended the command before.
    fine('configuration', `valid, ${Object.keys(config.secrets).length} secrets can be read`),
    ...findingsOfMachine(thisMachine, config.media.legsMax),
    ...(await findingsOfFiles(config, utcMs)),
    await findingOfDatabase(config),
    ...(await findingsOfNetwork(config)),
  ];
  const exitCode = findings.some(({ level }) => level === 'fail') ? 1 : 0;
  return { lines: json ? [JSON.stringify(findings, null, 2)] : findings.map(lineOf), exitCode };
}

const lineOf = ({ check, level, found, advice }: Finding): string =>
  `${level.toUpperCase().padEnd(4)}  ${check}: ${found}${advice === undefined ? '' : `\n      → ${advice}`}`;
