import { parseArgs } from 'node:util';
import { messageOf } from '../base/errors.js';
import { fail, ok, type Result } from '../base/result.js';

/** What the user asked for on the command line. */
export type Command =
  | { readonly name: 'run'; readonly configFile: string | undefined }
  | { readonly name: 'config-check'; readonly configFile: string | undefined }
  | { readonly name: 'help' }
  | OperationCommand
  | (StoreCommand & { readonly configFile: string | undefined });

/** What is done for the data and the machine. */
export type OperationCommand =
  | { readonly name: 'backup'; readonly to: string; readonly configFile: string | undefined }
  | {
      readonly name: 'restore';
      readonly from: string;
      /** What is in the way is put aside. */
      readonly force: boolean;
      readonly configFile: string | undefined;
    }
  | { readonly name: 'doctor'; readonly json: boolean; readonly configFile: string | undefined };

/** What is done with the stored charges, or with the audit log, while the server may be running. */
export type StoreCommand =
  | { readonly name: 'audit' }
  /** Everything that is due, or one file once more. */
  | {
      readonly name: 'charge-files';
      readonly again: { readonly period: 'hour' | 'day'; readonly sequence: number } | undefined;
    }
  | { readonly name: 'reconcile'; readonly file: string; readonly trunk: string | undefined }
  | { readonly name: 'audit-log-verify' };

export const USAGE = `Usage:
  huitong [--config FILE]         run the server
  huitong config check [FILE]     check a configuration and print every mistake
  huitong charge-files            write the charge files that are due
  huitong charge-files hour 17    write that one again, byte for byte (hour or day)
  huitong reconcile FILE [TRUNK]  compare a carrier's records with ours
  huitong audit                   rate all records again and compare them with the ledger
  huitong audit-log verify        follow the hash chain of the audit log
  huitong backup --to DIR         copy the data into a new folder, while the server runs
  huitong restore --from DIR      put a backup in place; --force puts what is there aside
  huitong doctor [--json]         look whether everything here is as the server needs it
  huitong --help                  show this

All but the first two take --config FILE too.`;

const OPTIONS = {
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  to: { type: 'string' },
  from: { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;
/** Besides those that every command takes. */
const OWN_OPTIONS: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['backup', ['to']],
  ['restore', ['from', 'force']],
  ['doctor', ['json']],
]);

export function parseCommandLine(
  words: readonly string[],
): Result<Command, { readonly code: 'USAGE'; readonly message: string }> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: OPTIONS,
      allowPositionals: true,
    });
    if (values.help === true) return ok({ name: 'help' });
    const [first, second, file] = positionals;
    const strange = Object.keys(values).find(
      (name) => name !== 'config' && OWN_OPTIONS.get(first)?.includes(name) !== true,
    );
    if (strange !== undefined) return fail({ code: 'USAGE', message: `--${strange} has no meaning here` });
    if (first === undefined) return ok({ name: 'run', configFile: values.config });
    if (first === 'config' && second === 'check' && positionals.length <= 3) {
      return ok({ name: 'config-check', configFile: file ?? values.config });
    }
    const operation = operationCommand(positionals, values);
    if (operation !== undefined) return ok(operation);
    const stored = storeCommand(positionals);
    if (stored !== undefined) return ok({ ...stored, configFile: values.config });
    return fail({ code: 'USAGE', message: `unknown command: ${positionals.join(' ')}` });
  } catch (error) {
    return fail({ code: 'USAGE', message: messageOf(error) });
  }
}

interface Values {
  readonly config?: string;
  readonly to?: string;
  readonly from?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

function operationCommand(
  [name, ...words]: readonly string[],
  { config: configFile, to, from, force = false, json = false }: Values,
): OperationCommand | undefined {
  if (words.length > 0) return undefined;
  switch (name) {
    case 'backup':
      return to === undefined ? undefined : { name, to, configFile };
    case 'restore':
      return from === undefined ? undefined : { name, from, force, configFile };
    case 'doctor':
      return { name, json, configFile };
    default:
      return undefined;
  }
}

function storeCommand([name, ...words]: readonly string[]): StoreCommand | undefined {
  const [first, second] = words;
  if (words.length > 2) return undefined;
  switch (name) {
    case 'audit':
      return first === undefined ? { name } : undefined;
    case 'audit-log':
      return first === 'verify' && second === undefined ? { name: 'audit-log-verify' } : undefined;
    case 'reconcile':
      return first === undefined ? undefined : { name, file: first, trunk: second };
    case 'charge-files': {
      if (first === undefined) return { name, again: undefined };
      if ((first !== 'hour' && first !== 'day') || !/^[1-9]\d{0,8}$/.test(second ?? '')) return undefined;
      return { name, again: { period: first, sequence: Number(second) } };
    }
    default:
      return undefined;
  }
}
