import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CallRateReport } from '../../bench/load/call-rate-run.js';
import type { LoadReport } from '../../bench/load/report.js';
import { ServerProcess } from '../../bench/server-process.js';

const test = suite('load on the built server, small');

const LIMIT_MS = 60_000;
let server: ServerProcess;
let folder: string;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-load-test-'));
  server = await ServerProcess.start({ config: 'examples/bench.yaml', cpu: undefined });
});
test.after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a bench program against the server and reads its report; a bad result is in the report, not in the exit code. */
function run(program: string, ...args: string[]): unknown {
  const entry = fileURLToPath(new URL(`../../bench/${program}.js`, import.meta.url));
  const jsonFile = join(folder, 'report.json');
  const words = [entry, '--server', `127.0.0.1:${server.sipPort}`, '--json', jsonFile, ...args];
  try {
    execFileSync(process.execPath, words, { timeout: LIMIT_MS, stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    if ((error as { status?: number | null }).status !== 1) throw error;
  }
  return JSON.parse(readFileSync(jsonFile, 'utf8'));
}

const TRIES = 3;

/** The first report that is right, or the last: other work on the machine may disturb one, but not all. */
function firstRight<Report>(measure: () => unknown, isRight: (report: Report) => boolean): Report {
  for (let tries = 1; ; tries++) {
    const report = measure() as Report;
    if (tries === TRIES || isRight(report)) return report;
    console.log(`disturbed, try ${tries} of ${TRIES}`);
  }
}

test('20 callers in rooms of 3 hear all others and never themselves, without a gap', () => {
  const report = firstRight<LoadReport>(
    () => run('load/main', '--callers', '20', '--seconds', '3'),
    ({ good, retransmissions }) => good === 20 && retransmissions === 0,
  );
  const { up, good, starved, gaps, wrongMixes, failures } = report;
  const summary = JSON.stringify({ up, good, starved, gaps, wrongMixes, failures, windows: report.windows });
  assert.is(report.good, 20, summary);
  assert.is(report.retransmissions, 0);
});

test('3 % loss on the line leaves at most 0.5 % of the blocks silent', () => {
  const report = run(
    'load/main',
    '--callers',
    '21',
    '--seconds',
    '6',
    '--talkers',
    '1',
    '--loss',
    '3',
  ) as LoadReport;
  assert.is(report.up, 21);
  assert.ok(report.silentBlocksPct <= 0.5, `${report.silentBlocksPct} %`);
});

test('50 calls a second are set up and ended without a retransmission', () => {
  const report = firstRight<CallRateReport>(
    () => run('call-rate', '--rate', '50', '--seconds', '3'),
    ({ completed, retransmissions }) => completed === 150 && retransmissions === 0,
  );
  assert.is(report.completed, 150, JSON.stringify(report.failures));
  assert.is(report.retransmissions, 0);
});

test.run();
