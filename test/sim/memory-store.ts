import type { LegId } from '../../src/base/ids.js';
import type { LegCharge } from '../../src/billing/charge.js';
import type { ChargingStore } from '../../src/billing/charging-store.js';
import type { LegClosed, LegJoined, LegOpened } from '../../src/billing/leg-record.js';
import type { Ledger, RoomAndAccount, RoomDirectory } from '../../src/call/ports.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import type { RecordedFile } from '../../src/mixer/mixer.js';
import type { MemoryChargingStore } from '../support/memory-charging-store.js';
import type { Disk } from './disk.js';

/** Everything that was written about one leg. */
export interface LegWrites {
  readonly opened: LegOpened;
  readonly joined: LegJoined[];
  readonly closed: LegClosed[];
  /** What its record costs; undefined: nobody pays, or it is not closed. */
  charge: LegCharge | undefined;
}

/** The durable side of the calls in memory. */
export class MemoryLedger implements Ledger {
  readonly legs = new Map<LegId, LegWrites>();
  readonly events: ConferenceEvent[] = [];
  readonly recordings: (readonly RecordedFile[])[] = [];
  /** Writes about legs whose opening was never stored. */
  readonly orphans: (LegJoined | LegClosed)[] = [];
  /** Legs whose opening was written twice. */
  readonly reopened: LegId[] = [];
  readonly #disk: Disk;
  readonly #money: MemoryChargingStore;

  constructor(disk: Disk, money: MemoryChargingStore) {
    this.#disk = disk;
    this.#money = money;
  }

  get writable(): boolean {
    return this.#disk.usable;
  }

  legOpened(opened: LegOpened, done: (stored: boolean) => void): void {
    this.#disk.answer(() => {
      const { writable } = this;
      if (writable) {
        if (this.legs.has(opened.leg)) this.reopened.push(opened.leg);
        this.legs.set(opened.leg, { opened, joined: [], closed: [], charge: undefined });
        this.#money.openLeg(opened.leg, opened.answerMs);
      }
      done(writable);
    });
  }

  legJoined(joined: LegJoined): void {
    const writes = this.legs.get(joined.leg);
    if (writes === undefined) this.orphans.push(joined);
    else {
      writes.joined.push(joined);
      this.#money.joinLeg(joined.leg);
    }
  }

  legMoved(): void {
    // Nobody restarts here.
  }

  legClosed(closed: LegClosed, charge: LegCharge | undefined): void {
    const writes = this.legs.get(closed.leg);
    if (writes === undefined) this.orphans.push(closed);
    else {
      writes.closed.push(closed);
      writes.charge = charge;
      void this.#money.settle(closed, charge);
    }
  }

  recordingWritten(_: unknown, files: readonly RecordedFile[]): void {
    this.recordings.push(files);
  }

  conferenceEvent(event: ConferenceEvent): void {
    this.events.push(event);
  }
}

export class MemoryRooms implements RoomDirectory {
  readonly #disk: Disk;
  readonly #rooms: ReadonlyMap<string, RoomAndAccount>;

  constructor(rooms: ReadonlyMap<string, RoomAndAccount>, disk: Disk) {
    this.#rooms = rooms;
    this.#disk = disk;
  }

  find(number: string, done: (found: RoomAndAccount | undefined | 'unavailable') => void): void {
    this.#disk.answer(() => done(this.#disk.usable ? this.#rooms.get(number) : 'unavailable'));
  }
}

/** The money as the charging of a node sees it: nobody can tell while the disk is down. */
export function moneyOn(disk: Disk, money: MemoryChargingStore): ChargingStore {
  return {
    reserve: (reservation, atMs, done) => {
      if (disk.usable) money.reserve(reservation, atMs, done);
      else disk.answer(() => done('unavailable'));
    },
    release: (leg) => money.release(leg),
    noteAlive: (leg, atMs) => money.noteAlive(leg, atMs),
    funds: (account, done) => {
      if (disk.usable) money.funds(account, done);
      else disk.answer(() => done('unavailable'));
    },
  };
}
