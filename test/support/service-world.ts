import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hashPassword } from '../../src/accounts/password-hash.js';
import { TELEPHONE_RATE_HZ } from '../../src/audio/tone.js';
import { tonesPresent } from '../../src/audio/tone-analysis.js';
import { readWav } from '../../src/audio/wav.js';
import { Caller, type CallerOptions } from './caller.js';
import { TestCarrier, type AnswererPlan } from './phone/test-carrier.js';
import { callRoom, type RoomRole, type TestRoom } from './room-maker.js';
import { ServerProcess, type ServerProcessOptions } from './server-process.js';

export const BRIDGE = '4006701018';
export const QUICK = '4006766678';
export const INSTANT = '116323';

/** A running server whose trunk leads to a carrier of telephones, and its database. */
export class ServiceWorld {
  readonly server: ServerProcess;
  readonly carrier: TestCarrier;
  readonly #callers: Caller[] = [];
  readonly #database: Database.Database;

  private constructor(server: ServerProcess, carrier: TestCarrier) {
    this.server = server;
    this.carrier = carrier;
    this.#database = new Database(server.databaseFile);
    this.#database.pragma('busy_timeout = 5000');
  }

  static async start(
    config: ServerProcessOptions['config'] = {},
    environment: ServerProcessOptions['environment'] = {},
  ): Promise<ServiceWorld> {
    const carrier = await TestCarrier.open();
    const server = await ServerProcess.start({
      config: {
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
          { number: QUICK, service: 'quick', language: 'zh-CN' },
          { number: INSTANT, service: 'instant', language: 'zh-CN' },
        ],
        conference: { tones: false },
        ...config,
      },
      environment,
    });
    return new ServiceWorld(server, carrier);
  }

  async stop(): Promise<void> {
    for (const caller of this.#callers) caller.close();
    this.#database.close();
    await this.server.stop();
    await this.server.dispose();
    this.carrier.close();
  }

  async call(options: Omit<CallerOptions, 'server'>): Promise<Caller> {
    const caller = await Caller.call({ ...options, server: this.server.address });
    this.#callers.push(caller);
    return caller;
  }

  /** Dials the bridge and keys its way towards the room. */
  async enter(room: TestRoom, role: RoomRole, options: Omit<CallerOptions, 'server'>): Promise<Caller> {
    const caller = await callRoom(room, role, { ...options, called: BRIDGE, server: this.server.address });
    this.#callers.push(caller);
    return caller;
  }

  /** A telephone of the carrier: the number as our trunk writes it. */
  phone(number: string, plan: AnswererPlan = { answersAfterMs: 100 }): void {
    this.carrier.phone(number, plan);
  }

  /** The account of the first run. */
  get account(): string {
    return this.one<{ id: string }>('select id from accounts order by id limit 1').id;
  }

  /** A number that was verified, as by the portal. */
  bind(e164: string, kind: 'bound' | 'linked' | 'registered', account = this.account): void {
    this.#database
      .prepare('insert into account_numbers (e164, account, kind, verified_ms) values (?, ?, ?, ?)')
      .run(e164, account, kind, Date.now());
  }

  async setPin(pin: string, account = this.account): Promise<void> {
    this.#database
      .prepare('insert into phone_pins (account, hash) values (?, ?)')
      .run(account, await hashPassword(pin));
  }

  /** Which of the tones a recording holds for at least half a second. */
  tonesInRecording(name: string, frequenciesHz: readonly number[]): readonly number[] {
    return tonesInWav(readFileSync(join(this.server.dataDir, 'recordings', name)), frequenciesHz);
  }

  run(sql: string, ...parameters: readonly (string | number | null)[]): void {
    this.#database.prepare(sql).run(...parameters);
  }

  one<Row>(sql: string, ...parameters: readonly (string | number)[]): Row {
    return this.#database.prepare(sql).get(...parameters) as Row;
  }

  all<Row>(sql: string, ...parameters: readonly (string | number)[]): readonly Row[] {
    return this.#database.prepare(sql).all(...parameters) as Row[];
  }
}

/** Which of the tones a file of telephone sound holds for at least half a second. */
export function tonesInWav(file: Uint8Array, frequenciesHz: readonly number[]): readonly number[] {
  const wav = readWav(file, TELEPHONE_RATE_HZ);
  if (!wav.ok) throw new Error(wav.error.code);
  const { samples } = wav.value;
  const seconds = (frequencyHz: number): number => {
    let found = 0;
    for (let from = 0; from + 800 <= samples.length; from += 800)
      found += tonesPresent(samples.subarray(from, from + 800), [frequencyHz]).length / 10;
    return found;
  };
  return frequenciesHz.filter((frequencyHz) => seconds(frequencyHz) >= 0.5);
}
