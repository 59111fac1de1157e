import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DEFAULT_ROOM_OPTIONS } from '../../src/accounts/room.js';
import { messageOf } from '../../src/base/errors.js';
import { IdMaker, type AccountId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { secureRandom } from '../../src/base/random.js';
import { utcMs, type UtcMs } from '../../src/base/units.js';
import { DEFAULT_PRICES } from '../../src/billing/default-tariff.js';
import type { Recharge } from '../../src/billing/ledger-entry.js';
import { microYuan } from '../../src/billing/money.js';
import type { LegPrice, TariffPrices } from '../../src/billing/tariff.js';
import { openStore } from '../../src/store/open-store.js';
import { AccountRepository } from '../../src/store/repositories/account-repository.js';
import { LedgerRepository } from '../../src/store/repositories/ledger-repository.js';
import { RoomRepository } from '../../src/store/repositories/room-repository.js';
import { TariffRepository } from '../../src/store/repositories/tariff-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Statement, Store } from '../../src/store/store.js';
import { pause } from '../support/caller.js';
import { TestCarrier } from '../support/phone/test-carrier.js';
import { ServerProcess } from '../support/server-process.js';
import { sampleAccount, sampleRoom } from '../support/store-samples.js';
import { PAYERS, type Payer } from './server-kill-plan.js';

export const BRIDGE = '4006701018';
export const directNumberOf = (room: string): string => `88${room}`;

const LAUNCHES_MAX = 5;
const PORT_TAKEN_MS = 1_000;

/** A leg that was up when the process died, as the database tells. */
export interface OpenLeg {
  readonly leg: string;
  readonly callId: string;
  readonly answerMs: number;
  readonly joinMs: number | null;
  /** When its last step was asked for; null: nothing is set aside for it. */
  readonly aliveMs: number | null;
}

/** The server whose process dies again and again while its data live on, and the carrier it calls out by. */
export class KilledServer {
  readonly process: ServerProcess;
  readonly carrier: TestCarrier;
  readonly #ids = new IdMaker(secureRandom(), () => utcMs(Date.now()));

  private constructor(server: ServerProcess, carrier: TestCarrier) {
    this.process = server;
    this.carrier = carrier;
  }

  /** Up, on what the folder holds from an earlier time, if anything. */
  static async open(folder: string): Promise<KilledServer> {
    const carrier = await TestCarrier.open();
    const server = await ServerProcess.prepare({ folder, config: configOf(carrier) });
    const self = new KilledServer(server, carrier);
    self.#endFormer();
    const isNew = !existsSync(server.databaseFile);
    await self.#launch();
    if (isNew) {
      await self.withStore((store) => self.#fill(store));
      // Tariffs are read at the start.
      await server.stop();
      await self.#launch();
    }
    return self;
  }

  /** After a kill; gives how many kills that makes, since the start itself may be killed once, at that share of it. */
  async startAgain(killedAt: number | undefined): Promise<number> {
    if (killedAt !== undefined) {
      const { readyAfterMs } = this.process;
      this.#begin();
      await pause(killedAt * readyAfterMs);
      await this.process.kill();
    }
    await this.#launch();
    return killedAt === undefined ? 1 : 2;
  }

  async close(): Promise<void> {
    await this.process.dispose();
    this.carrier.close();
  }

  /** Opened for this alone, so that the file of a dead process is brought into order by the next one. */
  async withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const opened = await openStore({ kind: 'sqlite', file: this.process.databaseFile }, silentLog);
    if (!opened.ok) throw new Error(opened.error.message);
    try {
      return await work(opened.value);
    } finally {
      await opened.value.close();
    }
  }

  /** What the dead process has left open, read in a copy. */
  openLegs(): readonly OpenLeg[] {
    const copy = join(this.process.folder, 'copy.sqlite');
    const remove = (): void => {
      for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
    };
    remove();
    for (const end of ['', '-wal'])
      if (existsSync(this.process.databaseFile + end))
        copyFileSync(this.process.databaseFile + end, copy + end);
    const database = new Database(copy);
    const legs = database
      .prepare<[], OpenLeg>(
        `select legs.id as leg, sip_call_id as callId, answer_ms as answerMs, join_ms as joinMs, alive_ms as aliveMs
          from legs left join reservations on reservations.leg = legs.id where end_ms is null`,
      )
      .all();
    database.close();
    remove();
    return legs;
  }

  /** Asked twice, as a payment gateway does that has heard no answer: booked once. */
  async recharge(store: Store, account: AccountId, amount: number): Promise<void> {
    const recharge = this.#recharge(account, amount);
    for (const repeated of [false, true]) {
      const booked = await new LedgerRepository(store).recharge(recharge);
      if (!booked.ok || booked.value.repeated !== repeated)
        throw new Error(`recharge: ${JSON.stringify(booked)}`);
    }
  }

  /** While the server was dead another program may have taken one of its ports for a moment. */
  async #launch(): Promise<void> {
    for (let launches = 1; ; launches++) {
      this.#begin();
      try {
        return await this.process.ready();
      } catch (thrown) {
        if (launches === LAUNCHES_MAX || !messageOf(thrown).includes('EADDRINUSE')) throw thrown;
        await pause(PORT_TAKEN_MS);
      }
    }
  }

  #begin(): void {
    this.process.begin();
    writeFileSync(this.#pidFile, String(this.process.pid));
  }

  /** A series that was killed itself may have left its server running on this folder. */
  #endFormer(): void {
    if (!existsSync(this.#pidFile)) return;
    const pid = Number(readFileSync(this.#pidFile, 'utf8'));
    const commandLine = `/proc/${pid}/cmdline`;
    if (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(this.process.folder))
      process.kill(pid, 'SIGKILL');
  }

  get #pidFile(): string {
    return join(this.process.folder, 'server.pid');
  }

  async #fill(store: Store): Promise<void> {
    const now = utcMs(Date.now());
    const tariff = { version: 'kills-1', validFromMs: utcMs(1), prices: PRICES };
    const statements = [new TariffRepository(store).create(tariff, now)];
    for (const payer of PAYERS) statements.push(...this.#payer(store, payer, now));
    const made = await store.commit(unit(...statements));
    if (!made.ok) throw new Error(made.error.message);
  }

  #payer(
    store: Store,
    { number, paymentMode, creditLimit, opening, rooms }: Payer,
    now: UtcMs,
  ): readonly Statement[] {
    const account = {
      ...sampleAccount(this.#ids, number),
      paymentMode,
      creditLimit: microYuan(creditLimit),
      createdMs: now,
    };
    const made = rooms.map((room) => ({
      ...sampleRoom(this.#ids, account.id, room),
      options: DEFAULT_ROOM_OPTIONS,
      startMs: now,
      createdMs: now,
    }));
    return [
      new AccountRepository(store).create(account),
      ...(opening > 0 ? new LedgerRepository(store).recharged(this.#recharge(account.id, opening)) : []),
      ...made.map((room) => new RoomRepository(store).create(room)),
    ];
  }

  #recharge(account: AccountId, amount: number): Recharge {
    return {
      id: this.#ids.next(),
      account,
      amount: microYuan(amount),
      method: 'test',
      note: '',
      idempotencyKey: this.#ids.next(),
      utcMs: utcMs(Date.now()),
    };
  }
}

/** Short blocks, so that some are being set aside whenever the kill comes. */
const blocks = (price: LegPrice, firstBlockS: number, incrementS: number): LegPrice => ({
  ...price,
  firstBlockS,
  incrementS,
});
const { bridge } = DEFAULT_PRICES.legs;
/** A direct number of a room leads into the room's own conference, which is a bridge. */
const PRICES: TariffPrices = {
  ...DEFAULT_PRICES,
  legs: {
    ...DEFAULT_PRICES.legs,
    bridge: {
      ...bridge,
      'attendee-dial-in': blocks(bridge['attendee-dial-in'], 1, 1),
      'host-dial-in': blocks(bridge['host-dial-in'], 2, 1),
      'dial-out': blocks(bridge['dial-out'], 6, 6),
    },
  },
};

const configOf = (carrier: TestCarrier) => ({
  log: { level: 'warn' },
  media: { allowLoopback: true, workers: 1 },
  conference: { tones: false },
  ivr: { firstPromptDelayMs: 100 },
  trunks: [
    {
      id: 'carrier',
      addresses: ['127.0.0.0/8'],
      screened: true,
      homeArea: '10',
      outbound: { targets: [carrier.target], callerNumbers: ['+861067011018'] },
    },
  ],
  serviceNumbers: [
    { number: BRIDGE, service: 'bridge', language: 'zh-CN' },
    ...PAYERS.flatMap(({ rooms }) => rooms).map((room) => ({
      number: directNumberOf(room),
      service: 'direct',
      room,
      language: 'zh-CN',
    })),
  ],
});
