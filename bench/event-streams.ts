import { get } from 'node:http';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { numberIn } from './load/options.js';
import { spread } from './percentile.js';
import { writeResult } from './provenance.js';
import { ServerProcess } from './server-process.js';

/**
 * How soon all clients of one conference hear of a change [S24]: from the request that locks or unlocks it to the
 * event at the last of them, and at each.
 */
const USAGE = `usage: node dist/bench/event-streams.js [options]
  --clients 500   streams on the conference     --changes 100
  --json FILE     results (bench/results/event-streams.json when 500 clients or more)`;

const KEY = 'bench-key-0123456789';
const SERVER_CPU = 0;
/** No trunk leads there: the conference is open, and empty for five minutes before it ends. */
const NUMBER = '+8613800000001';
const LIMIT_MS = 5_000;
const BETWEEN_MS = 50;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const { clients, changes, jsonFile } = readCommand();
const server = await ServerProcess.start({
  config: 'examples/bench.yaml',
  cpu: cpus().length > 1 ? SERVER_CPU : undefined,
  environment: { HUITONG_API_KEY: KEY },
});
try {
  const measured = await measure();
  console.log(JSON.stringify(measured, null, 2));
  if (jsonFile !== undefined) writeResult(jsonFile, measured);
} finally {
  await server.stop();
}

async function measure() {
  const room = await ask('/rooms', { name: 'bench', chairPassword: '8888' });
  const { conference } = await ask(`/rooms/${room.id}/invitations`, { parties: [{ number: NUMBER }] });
  /** When the change that is under way came, at each client that has it. */
  const heardMs: number[] = [];
  const hears = (chunk: Buffer): void => {
    if (chunk.includes('"conference-changed"')) heardMs.push(performance.now());
  };
  await Promise.all(Array.from({ length: clients }, () => listen(conference.id, hears)));
  const each: number[] = [];
  const last: number[] = [];
  for (let change = 0; change < changes; change++) {
    heardMs.length = 0;
    const sentMs = performance.now();
    await ask(`/conferences/${conference.id}/lock`, { locked: change % 2 === 0 });
    while (heardMs.length < clients && performance.now() < sentMs + LIMIT_MS) await pause(1);
    if (heardMs.length !== clients) throw new Error(`${heardMs.length} of ${clients} heard of a change`);
    each.push(...heardMs.map((atMs) => atMs - sentMs));
    last.push(Math.max(...heardMs) - sentMs);
    await pause(BETWEEN_MS);
  }
  return { clients, changes, eachMs: spread(each), lastMs: spread(last) };
}

/** Resolved when the snapshot is there. */
function listen(conference: string, hears: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: server.httpPort,
      path: `/api/v1/events?conference=${conference}`,
      headers: { authorization: `Bearer ${KEY}` },
      agent: false,
    };
    get(options, (response) => {
      if (response.statusCode !== 200) reject(new Error(`a stream was answered ${response.statusCode}`));
      response.once('data', () => {
        response.on('data', hears);
        resolve();
      });
      // The server ends them all when it stops.
      response.on('error', () => undefined);
    }).on('error', reject);
  });
}

async function ask(path: string, body: object) {
  const response = await fetch(`http://127.0.0.1:${server.httpPort}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

function readCommand(): { clients: number; changes: number; jsonFile: string | undefined } {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '500' },
      changes: { type: 'string', default: '100' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    process.exit(0);
  }
  const clients = numberIn('--clients', values.clients, 1, 2_000);
  const changes = numberIn('--changes', values.changes, 1, 10_000);
  const wholeRun = clients >= 500 ? 'bench/results/event-streams.json' : undefined;
  return { clients, changes, jsonFile: values.json ?? wholeRun };
}
