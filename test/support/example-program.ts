import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/base/project-root.js';

const LIMIT_MS = 60_000;
/** The client of this build, wherever it was built to. */
const CLIENT = new URL('../../src/client/index.js', import.meta.url).href;
const RESOLVER = `export const resolve = (name, context, next) =>
  name === 'huitong/client' ? { url: '${CLIENT}', shortCircuit: true } : next(name, context);`;
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(asModule(RESOLVER))});`;

function asModule(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** A program of examples/ as a process of its own. */
export class ExampleProgram {
  readonly #name: string;
  readonly #child: ReturnType<typeof spawn>;
  readonly #ended: Promise<unknown>;
  #output = '';

  constructor(name: string, words: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#name = name;
    const file = join(projectRoot, 'examples', `${name}.mjs`);
    this.#child = spawn(process.execPath, ['--import', asModule(REGISTER), file, ...words], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
  }

  get output(): string {
    return this.#output;
  }

  /** Until it has printed this. */
  async says(what: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const said = what.exec(this.#output);
      if (said !== null) return said;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`${this.#name} has ended without ${what}:\n${this.#output}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }

  /** Until it ends by itself; gives what it printed. */
  async ends(): Promise<string> {
    await this.#ended;
    if (this.#child.exitCode !== 0) throw new Error(`${this.#name} failed:\n${this.#output}`);
    return this.#output;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}
