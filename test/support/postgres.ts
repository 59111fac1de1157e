import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const BINARIES = '/usr/lib/postgresql/15/bin';
const START_MS_MAX = 20_000;

/** A PostgreSQL 15 of its own in a temporary folder, reached through a unix socket there. */
export class TestPostgres {
  readonly #folder: string;
  readonly #server: ChildProcess;
  readonly #stopNow = (): void => this.#stopAtExit();
  #schemas = 0;

  private constructor(folder: string, server: ChildProcess) {
    this.#folder = folder;
    this.#server = server;
    process.once('exit', this.#stopNow);
  }

  static async start(): Promise<TestPostgres> {
    if (!existsSync(join(BINARIES, 'postgres'))) {
      throw new Error('PostgreSQL 15 is missing: apt-get install postgresql-15');
    }
    const folder = mkdtempSync(join(tmpdir(), 'huitong-pg-'));
    const owner = unprivilegedOwner();
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const options: SpawnOptions = { cwd: folder, stdio: 'ignore' };
    const initdb = [
      '-D',
      data,
      '-U',
      'huitong',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ];
    execFileSync(join(BINARIES, 'initdb'), [...initdb, '--no-instructions'], { ...owner, ...options });
    const settings = ['listen_addresses=', 'fsync=off', 'full_page_writes=off', 'max_connections=50'];
    // A test that is killed takes its server along: an immediate shutdown when the parent dies.
    const guard = ['--pdeathsig', 'QUIT', ...dropRoot(owner), '--'];
    const server = spawn(
      'setpriv',
      [
        ...guard,
        join(BINARIES, 'postgres'),
        '-D',
        data,
        '-k',
        folder,
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      options,
    );
    const postgres = new TestPostgres(folder, server);
    await postgres.#answers();
    return postgres;
  }

  /** The URL of a new, empty schema: all that a store sees, and far cheaper than a database. */
  async createSchema(): Promise<string> {
    const name = `test_${++this.#schemas}`;
    await this.#run(`create schema ${name}`);
    return `${this.#url()}&options=${encodeURIComponent(`-c search_path=${name}`)}`;
  }

  async stop(): Promise<void> {
    process.removeListener('exit', this.#stopNow);
    const exited = once(this.#server, 'exit');
    // Immediate shutdown: nothing here is worth a checkpoint.
    this.#server.kill('SIGQUIT');
    await exited;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #url(): string {
    return `postgres://huitong@localhost/postgres?host=${encodeURIComponent(this.#folder)}`;
  }

  async #run(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.#url() });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  async #answers(): Promise<void> {
    const untilMs = Date.now() + START_MS_MAX;
    for (;;) {
      try {
        await this.#run('select 1');
        return;
      } catch (thrown) {
        if (this.#server.exitCode !== null || Date.now() > untilMs) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  #stopAtExit(): void {
    this.#server.kill('SIGQUIT');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

const dropRoot = ({ uid, gid }: Owner): readonly string[] =>
  uid === undefined ? [] : ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];

/** PostgreSQL refuses to run as root. */
function unprivilegedOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (...what: string[]): number => Number(execFileSync('id', what, { encoding: 'utf8' }));
  return { uid: id('-u', 'postgres'), gid: id('-g', 'postgres') };
}
