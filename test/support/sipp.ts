import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/base/project-root.js';
import type { HostPort } from './phone/sip-call.js';
import { freeUdpPort } from './server-process.js';

interface ScenarioOptions {
  /** A file of test/interop/sipp without its ending. */
  readonly scenario: string;
  readonly args?: readonly string[];
  /** Written into the scenario in the place of {names}. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Files that the scenario reads, by name. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

export interface SippOptions extends ScenarioOptions {
  readonly server: HostPort;
  readonly called: string;
}

export interface CalledSippOptions extends ScenarioOptions {
  /** Where it waits for calls. */
  readonly port: number;
}

export interface SippResult {
  /** 0: every call went as the scenario says. */
  readonly code: number | null;
  readonly output: string;
  /** Every message sent and received, as SIPp logged it. */
  readonly messages: string;
  readonly successful: number;
  readonly failed: number;
  readonly retransmissions: number;
}

const LIMIT_S = 30;
/** The call begins only when somebody has keyed the number. */
const CALLED_LIMIT_S = 70;
/** Of the errors of a thousand calls the first ones tell. */
const OUTPUT_CHARS_MAX = 4_000;

/** Runs a SIPp scenario that calls to its end. */
export async function runSipp({ server, called, ...options }: SippOptions): Promise<SippResult> {
  return run(options, await freeUdpPort(), LIMIT_S, ['-s', called, `${server.host}:${server.port}`]);
}

/** Runs a SIPp scenario that is called: resolves when it has had its calls. */
export const answerWithSipp = ({ port, ...options }: CalledSippOptions): Promise<SippResult> =>
  run(options, port, CALLED_LIMIT_S, ['-trace_msg']);

/** In a folder of its own. */
async function run(
  { scenario, args = [], values = {}, files = {} }: ScenarioOptions,
  signalling: number,
  limitS: number,
  more: readonly string[],
): Promise<SippResult> {
  const folder = mkdtempSync(join(tmpdir(), 'huitong-sipp-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const media = await freeUdpPort();
    const file = join(folder, `${scenario}.xml`);
    writeFileSync(file, scenarioText(scenario, values));
    const local = `-i 127.0.0.1 -p ${signalling} -mi 127.0.0.1 -mp ${media}`;
    const manner = `-nostdin -timeout ${limitS}s -timeout_error -trace_err -trace_stat -fd 1 -m 1`;
    const words = ['-sf', file, ...`${local} ${manner}`.split(' '), ...args, ...more];
    const child = spawn('sipp', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    const insist = setTimeout(() => child.kill('SIGKILL'), (limitS + 5) * 1_000);
    await once(child, 'close');
    clearTimeout(insist);
    output += readEnding(folder, '_errors.log');
    output = output.slice(0, OUTPUT_CHARS_MAX);
    const totals = lastRow(readEnding(folder, '_.csv'));
    return {
      code: child.exitCode,
      output,
      messages: readEnding(folder, '_messages.log'),
      successful: Number(totals['SuccessfulCall(C)']),
      failed: Number(totals['FailedCall(C)']),
      retransmissions: Number(totals['Retransmissions(C)']),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function scenarioText(scenario: string, values: Readonly<Record<string, string | number>>): string {
  const text = readFileSync(join(projectRoot, 'test', 'interop', 'sipp', `${scenario}.xml`), 'utf8');
  return text.replaceAll(/\{(\w+)\}/g, (braced, name: string) => String(values[name] ?? braced));
}

/** How often a request was sent, with every retransmission, by a log of messages. */
export const requestsIn = (messages: string, method: string): number =>
  messages.match(new RegExp(`^${method} sip:`, 'gm'))?.length ?? 0;

function readEnding(folder: string, ending: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith(ending));
  return name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
}

/** SIPp's statistics: a line of names, then a line for each second. */
function lastRow(csv: string): Readonly<Record<string, string>> {
  const lines = csv.trim().split('\n');
  const values = lines.at(-1)?.split(';') ?? [];
  return Object.fromEntries((lines[0] ?? '').split(';').map((name, i) => [name, values[i] ?? '']));
}
