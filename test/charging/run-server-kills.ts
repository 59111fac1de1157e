import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pause } from '../support/caller.js';
import { KilledCalls } from './killed-calls.js';
import { KilledServer, type OpenLeg } from './killed-server.js';
import { KilledBooks, type Books } from './server-kill-books.js';
import { planRound, type RoundPlan } from './server-kill-plan.js';

export interface ServerKillRun {
  /** Holds the data of the server and how far the series has come; an interrupted one goes on from there. */
  readonly folder: string;
  readonly seed: number;
  readonly rounds: number;
  /** After every so many rounds `huitong audit` looks too; it does at the end in any case. */
  readonly auditEvery: number;
  readonly progress?: (tally: ServerKillTally) => void;
}

export interface ServerKillTally {
  seed: number;
  rounds: number;
  /** Those of starts that were killed before they were done included. */
  kills: number;
  legsUpAtKills: number;
  legsPaidAtKills: number;
  byesExpected: number;
  byesSeen: number;
  seconds: number;
}

export interface ServerKillResult extends ServerKillTally, Books {
  /** Micro-yuan between the records as rated again and the ledger, as `huitong audit` prints it. */
  readonly difference: string;
  readonly findings: number;
}

/** Kills a running server at random instants of real calls, and holds the money against the books each time. */
export async function serverKills(run: ServerKillRun): Promise<ServerKillResult> {
  const folder = resolve(run.folder);
  mkdirSync(folder, { recursive: true });
  const stateFile = join(folder, 'state.json');
  const tally = tallyOf(stateFile, run.seed);
  const secondsBefore = tally.seconds;
  const startMs = performance.now();
  const server = await KilledServer.open(folder);
  try {
    while (tally.rounds < run.rounds) {
      const findings = await killedOnce(server, planRound(tally.seed, tally.rounds), tally);
      if (findings.length > 0) throw fault(tally, folder, findings);
      tally.rounds++;
      if (tally.rounds % run.auditEvery === 0) await audited(server, tally);
      tally.seconds = secondsBefore + Math.round((performance.now() - startMs) / 1_000);
      writeFileSync(stateFile, JSON.stringify(tally));
      run.progress?.(tally);
    }
    const { difference, findings } = await audited(server, tally);
    const books = new KilledBooks(server.process.databaseFile);
    const totals = books.totals();
    books.close();
    return { ...tally, ...totals, difference, findings };
  } finally {
    await server.close();
  }
}

const fault = ({ seed, rounds }: ServerKillTally, folder: string, findings: readonly string[]): Error =>
  new Error(`seed ${seed}, round ${rounds}, kept in ${folder}: ${findings.join('; ')}`);

function tallyOf(stateFile: string, seed: number): ServerKillTally {
  if (existsSync(stateFile)) return JSON.parse(readFileSync(stateFile, 'utf8')) as ServerKillTally;
  const none = { rounds: 0, kills: 0, legsUpAtKills: 0, legsPaidAtKills: 0 };
  return { seed, ...none, byesExpected: 0, byesSeen: 0, seconds: 0 };
}

/** Calls, kill, start, and what is wrong then. */
async function killedOnce(
  server: KilledServer,
  plan: RoundPlan,
  tally: ServerKillTally,
): Promise<readonly string[]> {
  const calls = new KilledCalls(server, plan);
  try {
    await pause(plan.killAfterMs);
    const killedMs = Date.now();
    await server.process.kill();
    await calls.rest();
    const open = server.openLegs();
    const owed = calls.owedByes(new Set(open.map(({ callId }) => callId)));
    tally.kills += await server.startAgain(plan.killsStartAt);
    const without = await KilledCalls.withoutBye(owed);
    tally.legsUpAtKills += open.length;
    tally.legsPaidAtKills += open.filter(({ aliveMs }) => aliveMs !== null).length;
    tally.byesExpected += owed.length;
    tally.byesSeen += owed.length - without.length;
    return [
      ...without.map(({ callId, state }) => `${callId} (${state}) has got no BYE`),
      ...(await bookFindings(server, { open, killedMs, answered: calls.answered(), topUp: plan.topUp })),
    ];
  } finally {
    calls.close();
  }
}

interface Killed {
  readonly open: readonly OpenLeg[];
  readonly killedMs: number;
  readonly answered: readonly string[];
  readonly topUp: number | undefined;
}

async function bookFindings(
  server: KilledServer,
  { open, killedMs, answered, topUp }: Killed,
): Promise<readonly string[]> {
  const books = new KilledBooks(server.process.databaseFile);
  try {
    return await server.withStore(async (store) => {
      const findings = [
        ...(await books.findings(store)),
        ...books.losses(open, killedMs),
        ...books.withoutRecord(answered).map((callId) => `${callId} was answered and has no record`),
      ];
      if (topUp !== undefined)
        for (const account of books.poorAccounts()) await server.recharge(store, account, topUp);
      return findings;
    });
  } finally {
    books.close();
  }
}

/** The same by the command that an operator has, beside the server that is up. */
async function audited(
  { process: server }: KilledServer,
  tally: ServerKillTally,
): Promise<{ readonly difference: string; readonly findings: number }> {
  const { code, output } = await server.run(['audit', '--config', join(server.folder, 'config.yaml')]);
  const [, difference, findings] = /difference (-?\d+), (\d+) findings/.exec(output) ?? [];
  if (code !== 0 || difference === undefined) throw fault(tally, server.folder, [`huitong audit: ${output}`]);
  return { difference, findings: Number(findings) };
}
