import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { messageOf } from '../base/errors.js';
import { fail, ok, type Result } from '../base/result.js';
import { ENVIRONMENT, isTree, withEnvironment } from './environment.js';
import { configSchema, type Config } from './schema.js';
import { openSecrets } from './secrets.js';

/** One line for each mistake, each naming the key and, where it came from one, the variable. */
export interface ConfigError {
  readonly code: 'CONFIG_INVALID';
  readonly mistakes: readonly string[];
}

const invalid = (mistakes: readonly string[]) => fail<ConfigError>({ code: 'CONFIG_INVALID', mistakes });

/** Reads the YAML file (if one is named), lays the environment over it and checks the whole. */
export function loadConfig(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, ConfigError> {
  let text = '';
  try {
    if (file !== undefined) text = readFileSync(file, 'utf8');
  } catch (error) {
    return invalid([`${file}: cannot be read: ${messageOf(error)}`]);
  }
  return parseConfig(text, environment);
}

export function parseConfig(
  yaml: string,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, ConfigError> {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) {
    return invalid(document.errors.map((error) => (error.message.split('\n')[0] ?? '').replace(/:$/, '')));
  }
  const tree: unknown = document.toJS() ?? {};
  if (!isTree(tree)) return invalid(['the file must hold keys and values']);
  const parsed = configSchema.safeParse(withEnvironment(tree, environment));
  if (parsed.success) {
    // Opened for use by whoever needs them; here so that a missing one is told before the start.
    const unread = openSecrets(parsed.data.secrets, environment).mistakes;
    return unread.length === 0 ? ok(parsed.data) : invalid(unread);
  }
  const mistakes = parsed.error.issues.flatMap(mistakesIn);
  return invalid(
    mistakes.map(({ path, message }) => `${path.join('.')}: ${message}${origin(path, environment)}`),
  );
}

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Unknown keys of one place come as one issue, and each is a mistake of its own. */
function mistakesIn(issue: z.core.$ZodIssue): readonly Mistake[] {
  if (issue.code !== 'unrecognized_keys') return [issue];
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is no setting' }));
}

function origin(
  path: readonly PropertyKey[],
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const variable = Object.keys(ENVIRONMENT).find((name) => {
    const key = ENVIRONMENT[name]?.key ?? [];
    return (environment[name] ?? '') !== '' && key.every((part, depth) => path[depth] === part);
  });
  return variable === undefined ? '' : ` (set by ${variable})`;
}
