import type { Configured, ConfiguredRepository } from '../../store/repositories/configured-repository.js';
import { commitOrRefused } from '../commit.js';
import { Problem, type ProblemCode } from '../problem.js';
import type { ApiServices } from '../services.js';

/** One kind of rows that follow the configuration until somebody edits them. */
export interface ConfiguredKind<Rule> {
  readonly rows: ConfiguredRepository<Rule>;
  /** As the configuration file has them, in its order. */
  readonly configured: readonly Rule[];
  /** Makes what is stored count. */
  readonly load: (rules: readonly Rule[]) => void | Promise<void>;
  readonly notFound: ProblemCode;
  readonly taken: ProblemCode;
}

/** Edits trunks or service numbers; each edit counts at once [S45]. Throws a Problem when it cannot be. */
export class ConfiguredDesk<Rule> {
  readonly #services: Pick<ApiServices, 'store' | 'clock'>;
  readonly #kind: ConfiguredKind<Rule>;
  #last: Promise<void> = Promise.resolve();

  constructor(services: Pick<ApiServices, 'store' | 'clock'>, kind: ConfiguredKind<Rule>) {
    this.#services = services;
    this.#kind = kind;
  }

  list(): Promise<readonly Configured<Rule>[]> {
    return this.#kind.rows.list();
  }

  async find(id: string): Promise<Configured<Rule>> {
    const row = await this.#kind.rows.find(id);
    if (row === undefined) throw new Problem(this.#kind.notFound);
    return row;
  }

  /** Whether the configuration file names it. */
  isConfigured(id: string): boolean {
    return this.#configured(id) !== undefined;
  }

  /** Behind all others. */
  async create(rule: Rule): Promise<Configured<Rule>> {
    const { rows, taken } = this.#kind;
    const last = (await this.list()).at(-1)?.position ?? -1;
    const created = rows.create(rule, last + 1, this.#services.clock.utcNow());
    if ((await commitOrRefused(this.#services.store, created)) !== undefined) throw new Problem(taken);
    return this.#reloaded(rows.idOf(rule));
  }

  /** `version`: the one that the client has read. */
  async change(rule: Rule, version: number): Promise<Configured<Rule>> {
    const { rows } = this.#kind;
    await this.#commit(rows.change(rule, version, this.#services.clock.utcNow()));
    return this.#reloaded(rows.idOf(rule));
  }

  /** One that the configuration file names would come back with the next start. */
  async remove(id: string, version: number): Promise<void> {
    if (this.isConfigured(id)) throw new Problem('ROW_CONFIGURED');
    await this.#commit(this.#kind.rows.remove(id, version));
    await this.#reload();
  }

  /** Back to what the configuration file says. */
  async giveBack(id: string, version: number): Promise<Configured<Rule>> {
    const { rows, configured } = this.#kind;
    await this.find(id);
    const rule = this.#configured(id);
    if (rule === undefined) throw new Problem('ROW_NOT_CONFIGURED');
    await this.#commit(rows.giveBack(rule, configured.indexOf(rule), version, this.#services.clock.utcNow()));
    return this.#reloaded(id);
  }

  #configured(id: string): Rule | undefined {
    const { rows, configured } = this.#kind;
    return configured.find((rule) => rows.idOf(rule) === id);
  }

  async #commit(statement: Parameters<typeof commitOrRefused>[1]): Promise<void> {
    const refused = await commitOrRefused(this.#services.store, statement);
    if (refused !== undefined) throw new Problem('VERSION_CONFLICT');
  }

  async #reloaded(id: string): Promise<Configured<Rule>> {
    await this.#reload();
    return this.find(id);
  }

  /** One after another, so that what is read last is what counts. */
  #reload(): Promise<void> {
    const reloaded = this.#last.then(() => this.#load());
    this.#last = reloaded.catch(() => undefined);
    return reloaded;
  }

  async #load(): Promise<void> {
    await this.#kind.load((await this.list()).map(({ rule }) => rule));
  }
}
