import { parseArgs } from 'node:util';
import { messageOf } from '../base/errors.js';
import { fail, ok, type Result } from '../base/result.js';

/** What the user asked for on the command line. */
export type Command =
  | { readonly name: 'run'; readonly configFile: string | undefined }
  | { readonly name: 'config-check'; readonly configFile: string | undefined }
  | { readonly name: 'help' };

export const USAGE = `Usage:
  huitong [--config FILE]         run the server
  huitong config check [FILE]     check a configuration and print every mistake
  huitong --help                  show this`;

export function parseCommandLine(
  words: readonly string[],
): Result<Command, { readonly code: 'USAGE'; readonly message: string }> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help === true) return ok({ name: 'help' });
    const [first, second, file] = positionals;
    if (first === undefined) return ok({ name: 'run', configFile: values.config });
    if (first === 'config' && second === 'check' && positionals.length <= 3) {
      return ok({ name: 'config-check', configFile: file ?? values.config });
    }
    return fail({ code: 'USAGE', message: `unknown command: ${positionals.join(' ')}` });
  } catch (error) {
    return fail({ code: 'USAGE', message: messageOf(error) });
  }
}
