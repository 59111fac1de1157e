import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/base/errors.js';
import type { StoreSettings } from '../src/store/open-store.js';
import { writeResult } from './provenance.js';

const USAGE = `options of a bench of the store:
  --small           short              --postgres URL   that database instead of SQLite
  --folder FOLDER   of SQLite's file   --json FILE      results`;

const DURATION_MS = 10_000;
const SMALL_MS = 1_000;

/** Measures the database that the command line names, an empty SQLite by default; prints one line of JSON. */
export async function runStoreBench(
  measure: (settings: StoreSettings, durationMs: number) => Promise<object>,
): Promise<void> {
  const { durationMs, postgres, folder, jsonFile } = readCommand();
  const dataFolder = mkdtempSync(join(folder, 'huitong-bench-'));
  try {
    const settings: StoreSettings =
      postgres === undefined
        ? { kind: 'sqlite', file: join(dataFolder, 'bench.sqlite') }
        : { kind: 'postgres', url: postgres };
    const report = await measure(settings, durationMs);
    console.log(JSON.stringify(report));
    if (jsonFile !== undefined) writeResult(jsonFile, report);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

interface StoreBenchCommand {
  readonly durationMs: number;
  readonly postgres: string | undefined;
  readonly folder: string;
  readonly jsonFile: string | undefined;
}

function readCommand(): StoreBenchCommand {
  try {
    const { values } = parseArgs({
      options: {
        small: { type: 'boolean', default: false },
        postgres: { type: 'string' },
        folder: { type: 'string', default: tmpdir() },
        json: { type: 'string' },
      },
    });
    const { small, postgres, folder, json } = values;
    return { durationMs: small ? SMALL_MS : DURATION_MS, postgres, folder, jsonFile: json };
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}
