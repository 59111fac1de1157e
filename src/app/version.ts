import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../base/project-root.js';

/** Of this program, as package.json has it. */
export function versionOfPackage(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
