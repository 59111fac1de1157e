import type { AccountId, LegId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import type { UtcMs } from '../../src/base/units.js';
import type { AuditReport } from '../../src/billing/audit.js';
import type { LegCharge } from '../../src/billing/charge.js';
import type { ChargingStore } from '../../src/billing/charging-store.js';
import type { Recharge } from '../../src/billing/ledger-entry.js';
import type { LegClosed, LegJoined, LegOpened } from '../../src/billing/leg-record.js';
import { microYuan } from '../../src/billing/money.js';
import { DatabaseChargingStore } from '../../src/store/charging-store.js';
import { Journal } from '../../src/store/journal.js';
import { AccountRepository } from '../../src/store/repositories/account-repository.js';
import { AuditRepository } from '../../src/store/repositories/audit-repository.js';
import { LegRepository } from '../../src/store/repositories/leg-repository.js';
import { closeOlderEpochs } from '../../src/store/restart.js';
import { unit } from '../../src/store/statement.js';
import type { Statement, Store } from '../../src/store/store.js';
import { MemoryChargingStore } from '../support/memory-charging-store.js';
import { sampleAccount, sampleIds } from '../support/store-samples.js';

export const NODE = 'node-a';

/** What the simulated node needs of a store. Writes are taken in order; `idle` waits for those on their way. */
export interface SoakStore {
  readonly charging: ChargingStore;
  addAccount(creditLimit: number): Promise<AccountId>;
  opened(leg: LegOpened): void;
  joined(leg: LegJoined): void;
  settle(closed: LegClosed, charge: LegCharge | undefined): void;
  recharge(recharge: Recharge): void;
  /** The process was killed: these legs were noted alive last at that time. */
  restart(epoch: number, aliveMs: ReadonlyMap<LegId, UtcMs>): Promise<void>;
  idle(): Promise<void> | undefined;
  audit(): Promise<AuditReport>;
  /** What memory tells at once; undefined where it would take a read. */
  charge(leg: LegId): LegCharge | undefined;
  available(account: AccountId): number | undefined;
}

export class MemorySoakStore implements SoakStore {
  readonly #store = new MemoryChargingStore();
  readonly #ids = sampleIds();
  readonly #creditLimits = new Map<AccountId, number>();
  readonly charging = this.#store;

  addAccount(creditLimit: number): Promise<AccountId> {
    const id = this.#ids.next<AccountId>();
    this.#creditLimits.set(id, creditLimit);
    this.#store.addAccount(id, microYuan(creditLimit));
    return Promise.resolve(id);
  }

  opened({ leg, answerMs }: LegOpened): void {
    this.#store.openLeg(leg, answerMs);
  }

  joined({ leg }: LegJoined): void {
    this.#store.joinLeg(leg);
  }

  settle(closed: LegClosed, charge: LegCharge | undefined): void {
    void this.#store.settle(closed, charge);
  }

  recharge(recharge: Recharge): void {
    void this.#store.recharge(recharge);
  }

  restart(_: number, aliveMs: ReadonlyMap<LegId, UtcMs>): Promise<void> {
    this.#store.closeOpenLegs(aliveMs);
    return Promise.resolve();
  }

  idle(): undefined {
    return undefined;
  }

  audit(): Promise<AuditReport> {
    return Promise.resolve(this.#store.audit());
  }

  charge(leg: LegId): LegCharge | undefined {
    return this.#store.chargeOf(leg);
  }

  available(account: AccountId): number {
    const { balance, reserved } = this.#store.books(account);
    return balance + (this.#creditLimits.get(account) ?? 0) - reserved;
  }
}

export class DatabaseSoakStore implements SoakStore {
  readonly #database: Store;
  readonly #store: DatabaseChargingStore;
  readonly #journal: Journal;
  readonly #legs: LegRepository;
  readonly #ids = sampleIds();
  readonly #pending = new Set<Promise<unknown>>();
  readonly charging: ChargingStore;
  #accounts = 0;

  constructor(database: Store) {
    this.#database = database;
    this.#journal = new Journal(database, silentLog);
    this.#store = new DatabaseChargingStore(database, this.#journal, silentLog);
    this.#legs = new LegRepository(database);
    this.charging = {
      reserve: (reservation, atMs, done) =>
        this.#wait((settled) =>
          this.#store.reserve(reservation, atMs, (outcome) => {
            done(outcome);
            settled();
          }),
        ),
      release: (leg) => this.#store.release(leg),
      noteAlive: (leg, atMs) => this.#store.noteAlive(leg, atMs),
      funds: (account, done) =>
        this.#wait((settled) =>
          this.#store.funds(account, (funds) => {
            done(funds);
            settled();
          }),
        ),
    };
  }

  async addAccount(creditLimit: number): Promise<AccountId> {
    const number = String(30_000_000 + this.#accounts++);
    const account = { ...sampleAccount(this.#ids, number), creditLimit: microYuan(creditLimit) };
    const made = await this.#database.commit(unit(new AccountRepository(this.#database).create(account)));
    if (!made.ok) throw new Error(made.error.message);
    return account.id;
  }

  opened(leg: LegOpened): void {
    this.#behind(this.#legs.opened(leg));
  }

  joined(leg: LegJoined): void {
    this.#behind(this.#legs.joined(leg));
  }

  settle(closed: LegClosed, charge: LegCharge | undefined): void {
    this.#track(this.#store.settle(closed, charge));
  }

  recharge(recharge: Recharge): void {
    this.#track(this.#store.recharge(recharge));
  }

  async restart(epoch: number, aliveMs: ReadonlyMap<LegId, UtcMs>): Promise<void> {
    await this.idle();
    for (const [leg, atMs] of aliveMs) this.#behind(...this.#legs.alive([leg], atMs));
    await this.idle();
    const closed = await closeOlderEpochs(this.#database, NODE, epoch);
    if (!closed.ok) throw new Error(closed.error.message);
  }

  idle(): Promise<void> | undefined {
    return this.#pending.size === 0 && this.#journal.waiting === 0 ? undefined : this.#idle();
  }

  audit(): Promise<AuditReport> {
    return new AuditRepository(this.#database).run();
  }

  charge(): undefined {
    return undefined;
  }

  available(): undefined {
    return undefined;
  }

  async #idle(): Promise<void> {
    while (this.#pending.size > 0 || this.#journal.waiting > 0) {
      await Promise.all(this.#pending);
      await this.#journal.drained();
    }
  }

  #behind(...statements: readonly Statement[]): void {
    this.#track(this.#journal.write(unit(...statements)));
  }

  #wait(ask: (settled: () => void) => void): void {
    this.#track(new Promise<void>(ask));
  }

  #track(work: Promise<unknown>): void {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }
}
