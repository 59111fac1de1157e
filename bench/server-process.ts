import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../src/base/project-root.js';

const BUNDLE = fileURLToPath(new URL('../server/main.js', import.meta.url));
const MODULES = fileURLToPath(new URL('../src/main.js', import.meta.url));
/** What `npm start` runs; its modules where tsc alone has built. */
export const SERVER_ENTRY = existsSync(BUNDLE) ? BUNDLE : MODULES;
/** As every way of starting the server has them, and the processes that measure it: ADR 20. */
export const NODE_FLAGS = ['--no-memory-reducer', '--v8-pool-size=1'];
const READY_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 10_000;

export interface ServerOptions {
  /** A file; a relative path begins at the root of the project. */
  readonly config: string;
  /** The processor it may use; undefined for all. */
  readonly cpu: number | undefined;
  /** With data in it, and kept; an empty one of its own when left out. */
  readonly dataFolder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A built server of its own with an empty data folder and free ports, ready for calls. */
export class ServerProcess {
  readonly sipPort: number;
  readonly httpPort: number;
  readonly readyAfterMs: number;
  readonly #child: ChildProcess;
  /** Removed at the end. */
  readonly #ownFolder: string | undefined;

  private constructor(
    child: ChildProcess,
    ownFolder: string | undefined,
    ports: { readonly sip: number; readonly http: number },
    readyAfterMs: number,
  ) {
    this.#child = child;
    this.#ownFolder = ownFolder;
    this.sipPort = ports.sip;
    this.httpPort = ports.http;
    this.readyAfterMs = readyAfterMs;
  }

  static async start({ config, cpu, dataFolder, environment }: ServerOptions): Promise<ServerProcess> {
    const ownFolder = dataFolder === undefined ? mkdtempSync(join(tmpdir(), 'huitong-bench-')) : undefined;
    const ports = { sip: await freeUdpPort(), http: await freeTcpPort() };
    const words = [process.execPath, ...NODE_FLAGS, SERVER_ENTRY, '--config', resolve(projectRoot, config)];
    const [command, ...args] = pinned(words, cpu);
    const startedMs = performance.now();
    const child = spawn(command!, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        HUITONG_SIP_PORT: String(ports.sip),
        HUITONG_HTTP_PORT: String(ports.http),
        HUITONG_DATA_DIR: dataFolder ?? ownFolder,
        ...environment,
      },
    });
    endWithParent(child);
    try {
      await untilReady(child);
    } catch (error) {
      child.kill('SIGKILL');
      removeFolder(ownFolder);
      throw error;
    }
    return new ServerProcess(child, ownFolder, ports, performance.now() - startedMs);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      const insist = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
      await exit;
      clearTimeout(insist);
    }
    removeFolder(this.#ownFolder);
  }
}

function removeFolder(folder: string | undefined): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

/** Keeps this process, and whatever it starts from now on, to one processor. */
export function pinThisProcess(cpu: number): void {
  execFileSync('taskset', ['-a', '-c', '-p', String(cpu), String(process.pid)], { stdio: 'ignore' });
}

/** A command line that keeps to one processor; taskset becomes the command, so the process id stays its own. */
export const pinned = (words: readonly string[], cpu: number | undefined): readonly string[] =>
  cpu === undefined ? words : ['taskset', '-c', String(cpu), ...words];

/** What the server prints later is read too, so that it never waits for a reader. */
async function untilReady(child: ChildProcess): Promise<void> {
  const lines = createInterface({ input: child.stdout! });
  let limit: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      limit = setTimeout(() => reject(new Error(`not ready after ${READY_LIMIT_MS} ms`)), READY_LIMIT_MS);
      lines.on('line', (line) => {
        if (line.trim() === 'ready') resolve();
      });
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`the server ended with exit code ${code} before it was ready`)),
      );
    });
  } finally {
    clearTimeout(limit);
  }
}

/** However this process ends, the child does not outlive it. */
export function endWithParent(child: ChildProcess): void {
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
