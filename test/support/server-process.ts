import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { SERVER_ENTRY } from '../../bench/server-process.js';
import { projectRoot } from '../../src/base/project-root.js';

const READY_MS_MAX = 20_000;
const STOP_MS_MAX = 20_000;
/**
 * Random ranges, so that servers of tests that run at the same time seldom meet; below the ports that the system
 * gives to whoever asks for any, as the telephones of the tests do.
 */
const RTP_FIRST = 16_000;
const RTP_LAST = 32_000;
const RTP_RANGE = 4_000;

type Tree = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string>>;

export interface ServerProcessOptions {
  /** Laid over a configuration in which this machine may call; top-level keys replace. */
  readonly config?: Tree;
  readonly environment?: Environment;
  /** With data in it, perhaps, and kept; a new one, removed at the end, when left out. */
  readonly folder?: string;
}

/** What a caller on this machine needs. */
const CONFIG: Tree = {
  media: { allowLoopback: true },
  trunks: [{ id: 'test', addresses: ['127.0.0.0/8'] }],
  serviceNumbers: [
    { number: '4006701018', service: 'bridge', language: 'zh-CN' },
    { number: '9001', service: 'test', test: 'echo' },
    { number: '9002', service: 'test', test: 'tone' },
    { number: '9003', service: 'test', test: 'silence' },
    { pattern: '^88(\\d{1,6})$', service: 'direct', language: 'zh-CN' },
  ],
  firstRun: { room: { number: '1001', chairPassword: '8888', attendeePassword: '6666' } },
  drainMs: 0,
};

/**
 * The built server as a process of its own: free ports, a data folder of its own, and everything that it
 * prints. It can be stopped, killed and started again on the same data and ports.
 */
export class ServerProcess {
  readonly sipPort: number;
  readonly httpPort: number;
  readonly folder: string;
  readonly apiKey = 'test-key-0123456789';
  readonly #environment: Environment;
  readonly #keepsFolder: boolean;
  #startedMs = 0;
  /** Of what is printed, where the last start begins. */
  #printedBefore = 0;
  #child: ChildProcess | undefined;
  #output = '';
  #readyAfterMs = 0;

  private constructor(
    folder: string,
    keepsFolder: boolean,
    environment: Environment,
    ports: { sip: number; http: number },
  ) {
    this.folder = folder;
    this.#keepsFolder = keepsFolder;
    this.sipPort = ports.sip;
    this.httpPort = ports.http;
    this.#environment = environment;
  }

  /** Resolves when the server is ready for calls. */
  static async start(options: ServerProcessOptions = {}): Promise<ServerProcess> {
    const server = await ServerProcess.prepare(options);
    try {
      await server.launch();
    } catch (thrown) {
      await server.dispose();
      throw thrown;
    }
    return server;
  }

  /** The folder and the configuration, with nothing running yet. */
  static async prepare({
    config = {},
    environment = {},
    folder: given,
  }: ServerProcessOptions): Promise<ServerProcess> {
    const folder = given ?? mkdtempSync(join(tmpdir(), 'huitong-test-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'config.yaml'), stringify({ ...CONFIG, ...config }));
    const rtpFirst = RTP_FIRST + 2 * Math.floor((Math.random() * (RTP_LAST - RTP_FIRST - RTP_RANGE)) / 2);
    const ports = { sip: await freeUdpPort(), http: await freeTcpPort() };
    return new ServerProcess(
      folder,
      given !== undefined,
      { HUITONG_RTP_PORTS: `${rtpFirst}-${rtpFirst + RTP_RANGE - 1}`, ...environment },
      ports,
    );
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.sipPort };
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  get databaseFile(): string {
    return join(this.dataDir, 'huitong.sqlite');
  }

  /** Everything printed so far, by all starts, on both streams. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#running().pid!;
  }

  /** From the start of the process to `ready`. */
  get readyAfterMs(): number {
    return this.#readyAfterMs;
  }

  /** Starts the process; a second time on the same data and ports. */
  async launch(): Promise<void> {
    this.begin();
    await this.ready();
  }

  /** Starts the process and waits for nothing. */
  begin(): void {
    this.#startedMs = performance.now();
    this.#printedBefore = this.#output.length;
    this.#spawn(['--config', join(this.folder, 'config.yaml')]);
  }

  async ready(): Promise<void> {
    const child = this.#running();
    const endMs = this.#startedMs + READY_MS_MAX;
    while (!this.#output.slice(this.#printedBefore).split('\n').includes('ready')) {
      if (child.exitCode !== null || performance.now() > endMs) {
        throw new Error(`the server is not ready (exit code ${child.exitCode}):\n${this.#output}`);
      }
      await pause(5);
    }
    this.#readyAfterMs = performance.now() - this.#startedMs;
  }

  /** Runs the program with these words to its end, beside the server if that is up. */
  async run(
    words: readonly string[],
    environment: Environment = {},
  ): Promise<{ code: number | NodeJS.Signals | null; output: string }> {
    const printed = this.#output.length;
    const server = this.#child;
    const child = this.#spawn(words, environment);
    this.#child = server ?? child;
    const code = await this.#ended(child);
    return { code, output: this.#output.slice(printed) };
  }

  /** Asks it to stop, without waiting. */
  terminate(): void {
    this.#running().kill('SIGTERM');
  }

  /** SIGTERM; resolves to the exit code, or to the signal that has ended it instead. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    const child = this.#running();
    child.kill('SIGTERM');
    return this.#ended(child);
  }

  /** Waits for an end that something else brought about. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    return this.#ended(this.#running());
  }

  /** kill -9: nothing is put in order. */
  async kill(): Promise<void> {
    const child = this.#running();
    child.kill('SIGKILL');
    await this.#ended(child);
  }

  /** Ends what still runs and removes the data, unless the folder was given. */
  async dispose(): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.kill();
    if (!this.#keepsFolder) rmSync(this.folder, { recursive: true, force: true });
  }

  #running(): ChildProcess {
    if (this.#child === undefined) throw new Error('the server was not started');
    return this.#child;
  }

  #spawn(words: readonly string[], environment: Environment = {}): ChildProcess {
    const child = spawn(process.execPath, ['--enable-source-maps', SERVER_ENTRY, ...words], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        HUITONG_SIP_PORT: String(this.sipPort),
        HUITONG_HTTP_PORT: String(this.httpPort),
        HUITONG_DATA_DIR: this.dataDir,
        HUITONG_API_KEY: this.apiKey,
        ...this.#environment,
        ...environment,
      },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => (this.#output += text));
    }
    // A test that throws must not leave its server behind.
    const killNow = (): void => void child.kill('SIGKILL');
    process.once('exit', killNow);
    child.once('exit', () => process.removeListener('exit', killNow));
    this.#child = child;
    return child;
  }

  async #ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
      await once(child, 'close');
      clearTimeout(insist);
    }
    return child.exitCode ?? child.signalCode;
  }
}

/** Free at the moment of asking; nothing else here takes ports in order. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
