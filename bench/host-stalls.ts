import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endWithParent, pinned } from './server-process.js';

const SLEEPER = fileURLToPath(new URL('load/sleeper.js', import.meta.url));

/**
 * How often the host held a processor up for more than 5 ms, as a thread sees it that goes before all others and only
 * sleeps. Late beats of the same time are no fault of the server as long as they are not more.
 */
export class HostStalls {
  readonly #child: ChildProcess;
  readonly #stallMs: number[] = [];

  constructor(cpu: number) {
    const [command, ...args] = pinned([process.execPath, SLEEPER], cpu);
    this.#child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    endWithParent(this.#child);
    createInterface({ input: this.#child.stdout! }).on('line', (line) => this.#stallMs.push(Number(line)));
  }

  /** Since the last time; undefined where no thread may go before all others. */
  taken(): readonly number[] | undefined {
    const stallMs = this.#stallMs.splice(0);
    return this.#child.exitCode === null && this.#child.signalCode === null ? stallMs : undefined;
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}
