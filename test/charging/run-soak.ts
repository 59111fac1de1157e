import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/base/log.js';
import type { AuditReport } from '../../src/billing/audit.js';
import { openStore } from '../../src/store/open-store.js';
import { emptyTally, type SoakShape, type SoakTally } from './soak-shape.js';
import { DatabaseSoakStore, MemorySoakStore, type SoakStore } from './soak-store.js';
import { SoakWorld } from './soak-world.js';

/** Conferences of one world: about as many accounts share them two by two and more. */
const WORLD_CONFERENCES = 250;
const WORLD_ACCOUNTS = 40;

export interface SoakResult {
  readonly worlds: number;
  readonly tally: SoakTally;
  readonly auditedLegs: number;
  /** Micro-yuan between the records as rated again and the ledger: 0. */
  readonly difference: string;
  readonly findings: number;
}

/** Worlds one after another, every fourth with a store that goes away at times; each is audited at its end. */
export async function soak(
  kind: 'memory' | 'sqlite',
  conferences: number,
  seed: number,
  progress: (done: number) => void = () => undefined,
): Promise<SoakResult> {
  const tally = emptyTally();
  let worlds = 0;
  let auditedLegs = 0;
  let difference = 0n;
  let findings = 0;
  for (let left = conferences; left > 0; left -= WORLD_CONFERENCES) {
    const shape: SoakShape = {
      seed: seed + worlds,
      conferences: Math.min(left, WORLD_CONFERENCES),
      accounts: WORLD_ACCOUNTS,
      outages: worlds % 4 === 3,
      kills: true,
      epoch: 1,
    };
    const { tally: ofWorld, audit } = await (kind === 'memory' ? inMemory(shape) : inSqlite(shape));
    for (const name of Object.keys(tally) as (keyof SoakTally)[]) tally[name] += ofWorld[name];
    worlds++;
    auditedLegs += audit.legs;
    difference += audit.difference;
    findings += audit.findingsTotal;
    if (audit.findingsTotal > 0) throw new Error(`seed ${shape.seed}: ${JSON.stringify(audit.findings[0])}`);
    progress(tally.conferences);
  }
  return { worlds, tally, auditedLegs, difference: String(difference), findings };
}

interface WorldRun {
  readonly tally: SoakTally;
  readonly audit: AuditReport;
}

const inMemory = (shape: SoakShape): Promise<WorldRun> => runWorld(shape, new MemorySoakStore());

async function inSqlite(shape: SoakShape): Promise<WorldRun> {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-soak-'));
  const opened = await openStore({ kind: 'sqlite', file: join(folder, 'soak.sqlite') }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  try {
    return await runWorld(shape, new DatabaseSoakStore(opened.value));
  } finally {
    await opened.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWorld(shape: SoakShape, store: SoakStore): Promise<WorldRun> {
  try {
    const tally = await new SoakWorld(shape, store).run();
    return { tally, audit: await store.audit() };
  } catch (thrown) {
    throw new Error(`seed ${shape.seed}`, { cause: thrown });
  }
}
