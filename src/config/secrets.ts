import { readFileSync } from 'node:fs';
import { messageOf } from '../base/errors.js';
import type { SecretSource } from './trunk-schema.js';

/** Passwords by name. They are in no database, and in no log: nothing prints what is private. */
export class Secrets {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }
}

export interface OpenedSecrets {
  readonly secrets: Secrets;
  /** Of the names that could not be read, each with its reason and without any value. */
  readonly mistakes: readonly string[];
}

/** Fetches every secret from where the configuration says it is. */
export function openSecrets(
  sources: Readonly<Record<string, SecretSource>>,
  environment: Readonly<Record<string, string | undefined>>,
): OpenedSecrets {
  const values = new Map<string, string>();
  const mistakes: string[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const { value, problem } = fetched(source, environment);
    if (value === undefined) mistakes.push(`secrets.${name}: ${problem}`);
    else values.set(name, value);
  }
  return { secrets: new Secrets(values), mistakes };
}

interface Fetched {
  readonly value?: string;
  readonly problem?: string;
}

function fetched(source: SecretSource, environment: Readonly<Record<string, string | undefined>>): Fetched {
  if (typeof source === 'string') return { value: source };
  if ('env' in source) {
    const value = environment[source.env];
    return value === undefined || value === '' ? { problem: `${source.env} is not set` } : { value };
  }
  try {
    // An editor ends the file with a newline that is no part of the password.
    const value = readFileSync(source.file, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { problem: `${source.file} is empty` } : { value };
  } catch (error) {
    return { problem: `${source.file} cannot be read: ${messageOf(error)}` };
  }
}
