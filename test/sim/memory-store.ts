import { DEFAULT_OUTGOING_RIGHTS, type Account } from '../../src/accounts/account.js';
import type { AccountId, LegId, RoomId } from '../../src/base/ids.js';
import { utcMs } from '../../src/base/units.js';
import { microYuan } from '../../src/billing/money.js';
import type { LegClosed, LegJoined, LegOpened } from '../../src/billing/leg-record.js';
import type { Ledger, RoomAndAccount, RoomDirectory } from '../../src/call/ports.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import type { RoomPlan, Scenario } from './scenario.js';

/** Does the work after so many milliseconds of virtual time. */
export type After = (delayMs: number, work: () => void) => void;

/** Everything that was written about one leg. */
export interface LegWrites {
  readonly opened: LegOpened;
  readonly joined: LegJoined[];
  readonly closed: LegClosed[];
}

/** The durable side in memory: slow as a disk, and down for a while where the scenario says so. */
export class MemoryLedger implements Ledger {
  readonly legs = new Map<LegId, LegWrites>();
  readonly events: ConferenceEvent[] = [];
  /** Writes about legs whose opening was never stored. */
  readonly orphans: (LegJoined | LegClosed)[] = [];
  /** Legs whose opening was written twice. */
  readonly reopened: LegId[] = [];
  readonly #scenario: Scenario;
  readonly #now: () => number;
  readonly #after: After;

  constructor(scenario: Scenario, now: () => number, after: After) {
    this.#scenario = scenario;
    this.#now = now;
    this.#after = after;
  }

  get writable(): boolean {
    const { outage } = this.#scenario;
    return outage === undefined || this.#now() < outage.fromMs || this.#now() >= outage.untilMs;
  }

  legOpened(opened: LegOpened, done: (stored: boolean) => void): void {
    this.#after(this.#scenario.storeDelayMs, () => {
      const { writable } = this;
      if (writable) {
        if (this.legs.has(opened.leg)) this.reopened.push(opened.leg);
        this.legs.set(opened.leg, { opened, joined: [], closed: [] });
      }
      done(writable);
    });
  }

  legJoined(joined: LegJoined): void {
    const writes = this.legs.get(joined.leg);
    if (writes === undefined) this.orphans.push(joined);
    else writes.joined.push(joined);
  }

  legMoved(): void {
    // Nobody restarts here.
  }

  legClosed(closed: LegClosed): void {
    const writes = this.legs.get(closed.leg);
    if (writes === undefined) this.orphans.push(closed);
    else writes.closed.push(closed);
  }

  recordingWritten(): void {
    // Nobody records here.
  }

  conferenceEvent(event: ConferenceEvent): void {
    this.events.push(event);
  }
}

const ACCOUNT: Account = {
  id: 'account-1' as AccountId,
  number: '10000001',
  name: 'simulation',
  role: 'customer',
  tier: 'standard',
  paymentMode: 'postpaid',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  status: 'active',
  creditLimit: microYuan(0),
  outgoing: DEFAULT_OUTGOING_RIGHTS,
  createdMs: utcMs(0),
};
const ROOM_DURATION_MS = 2_000 * 3_600_000;

export class MemoryRooms implements RoomDirectory {
  readonly #ledger: MemoryLedger;
  readonly #delayMs: number;
  readonly #after: After;
  readonly #rooms: ReadonlyMap<string, RoomAndAccount>;

  constructor(scenario: Scenario, ledger: MemoryLedger, after: After, startMs: number) {
    this.#ledger = ledger;
    this.#delayMs = scenario.storeDelayMs;
    this.#after = after;
    this.#rooms = new Map(
      scenario.rooms
        .filter((plan) => !plan.onDemand)
        .map((plan) => [plan.number, { room: roomOf(plan, startMs), account: ACCOUNT }]),
    );
  }

  find(number: string, done: (found: RoomAndAccount | undefined | 'unavailable') => void): void {
    this.#after(this.#delayMs, () => done(this.#ledger.writable ? this.#rooms.get(number) : 'unavailable'));
  }
}

const roomOf = (plan: RoomPlan, startMs: number): RoomAndAccount['room'] => ({
  id: `room-${plan.number}` as RoomId,
  account: ACCOUNT.id,
  name: plan.number,
  organiser: '',
  number: plan.number,
  chairPassword: plan.chairPassword,
  attendeePassword: plan.attendeePassword,
  options: plan.options,
  startMs: utcMs(startMs),
  durationMs: ROOM_DURATION_MS,
  language: 'zh-CN',
  recurrence: undefined,
  version: 1,
  createdMs: utcMs(startMs),
});
