import { EndChecks } from './end-checks.js';
import { HearingChecks } from './hearing-checks.js';
import { faultsOf, leaksOf } from './leaks.js';
import { WINDOW_MS } from './listening.js';
import { Watch } from './watch.js';
import type { World } from './world.js';

const LISTEN_EVERY_MS = WINDOW_MS / 4;

/** Watches a world while it runs and looks at what is left of it; every finding is one line. */
export class Checks {
  readonly hearing: HearingChecks;
  readonly #world: World;
  readonly #watch: Watch;
  #nextListenMs = 0;

  constructor(world: World) {
    this.#world = world;
    this.#watch = new Watch(world);
    this.hearing = new HearingChecks(this.#watch);
  }

  get violations(): readonly string[] {
    return this.#watch.violations;
  }

  /** After each step of the world. */
  afterStep(): void {
    const nowMs = this.#world.time.now();
    if (nowMs < this.#nextListenMs) return;
    this.#nextListenMs = nowMs + LISTEN_EVERY_MS;
    this.#compareMutes();
    this.#checkBalance();
    this.hearing.listenToAll(nowMs);
  }

  /** When the world is over. */
  atEnd(): void {
    new EndChecks(this.#watch).run();
    for (const [what, count] of faultsOf(this.#world, this.#watch.portsSuffice))
      if (count > 0) this.#watch.violation(`${count} ${what}`);
    for (const [what, count] of this.#leaks()) if (count > 0) this.#watch.violation(`${count} ${what} left`);
  }

  /** Whether everything that the callers have caused is gone. */
  get isQuiet(): boolean {
    return this.#leaks().every(([, count]) => count === 0);
  }

  #leaks(): ReturnType<typeof leaksOf> {
    return leaksOf(this.#world, this.#world.phones);
  }

  #compareMutes(): void {
    for (const snapshot of this.#world.service.snapshots()) {
      const members = this.#watch.model.meetings.get(snapshot.id)?.members;
      if (members?.size !== snapshot.participants.length)
        this.#watch.violation(
          `${snapshot.id} has ${snapshot.participants.length} parties, by the rules ${members?.size}`,
        );
      for (const { leg, heard } of snapshot.participants) {
        const member = members?.get(leg);
        if (member !== undefined && this.#watch.model.isHeard(member) !== heard)
          this.#watch.violation(
            `${this.#watch.nameOf(leg)} is ${heard ? 'heard' : 'muted'} against the rules`,
          );
      }
    }
  }

  #checkBalance(): void {
    const { money, accounts } = this.#world;
    for (const [id, { creditLimit }] of accounts.byId) {
      const { balance, reserved } = money.books(id);
      if (balance + creditLimit - reserved < 0)
        this.#watch.violation(`the balance of ${id} is ${balance} with ${reserved} reserved`);
    }
  }
}
