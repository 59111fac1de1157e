import { DEFAULT_OUTGOING_RIGHTS, type Account } from '../../src/accounts/account.js';
import type { Room } from '../../src/accounts/room.js';
import type { ServiceNumber } from '../../src/accounts/service-number.js';
import type { AccountId, RoomId } from '../../src/base/ids.js';
import { seededRandom } from '../../src/base/random.js';
import { utcMs } from '../../src/base/units.js';
import { microYuan } from '../../src/billing/money.js';
import type { PromptBank } from '../../src/mixer/prompt-bank.js';
import { sampleTrunk } from '../support/trunks.js';
import { Caller } from './caller.js';
import { Intruder } from './intruder.js';
import type { Sabotage } from './sabotage.js';
import { BRIDGE_NUMBER, DIRECT_PREFIX, type RoomPlan, type Scenario } from './scenario.js';
import { SimServer, TIMERS } from './server.js';

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly prompts: PromptBank;
  readonly sabotage?: Sabotage;
  readonly trace?: ((line: string) => void) | undefined;
}

const EMPTY_MS = 3_000;
const ROOM_DURATION_MS = 2_000 * 3_600_000;

const TRUNK = sampleTrunk({
  addresses: ['10.1.0.0/16'],
  inbound: { calledFrom: ['request-uri'], screened: true },
  pingMs: 0,
});
const SERVICE_NUMBERS: readonly ServiceNumber[] = [
  { number: BRIDGE_NUMBER, service: 'bridge', language: 'zh-CN' },
  { pattern: `^${DIRECT_PREFIX}(\\d{1,6})$`, service: 'direct', language: 'zh-CN' },
];

/** The server with its callers on a simulated network: all of it from one seed. */
export class World extends SimServer {
  readonly scenario: Scenario;
  readonly callers: Caller[] = [];
  readonly #intruder: Intruder | undefined;

  constructor({ scenario, prompts, sabotage, trace }: WorldOptions) {
    const { seed, storeDelayMs: delayMs, outage, workers, portPairs } = scenario;
    super({
      seed,
      prompts,
      trunks: [TRUNK],
      serviceNumbers: SERVICE_NUMBERS,
      rules: { emptyMs: EMPTY_MS },
      disk: { delayMs, outage },
      workers,
      portPairs,
      earlyEntryMs: 0,
      operators: [],
      offersOptOut: false,
      bookingLinesMax: 0,
      language: 'zh-CN',
      sabotage,
      trace,
    });
    this.scenario = scenario;
    this.accounts.add(ACCOUNT);
    for (const plan of scenario.rooms)
      if (!plan.onDemand)
        this.rooms.set(plan.number, { room: roomOf(plan, this.time.utcNow()), account: ACCOUNT });
    this.#intruder = scenario.intrudes ? this.#createIntruder() : undefined;
    this.#plan();
  }

  /** One millisecond goes by: what is due fires, what arrives is taken, who has something to do does it. */
  step(): void {
    const nowMs = this.time.goOn();
    for (const caller of this.callers) caller.step(nowMs);
    if (nowMs < this.scenario.drainAtMs) this.#intruder?.step(nowMs);
    this.stepServer();
  }

  #plan(): void {
    const { calls, webEndAtMs, drainAtMs } = this.scenario;
    for (const [index, plan] of calls.entries()) this.time.after(plan.dialAtMs, () => this.#dial(index));
    if (webEndAtMs !== undefined) this.time.after(webEndAtMs, () => this.#endByWeb());
    this.time.after(drainAtMs, () => this.#drain());
  }

  #dial(index: number): void {
    const { calls, seed } = this.scenario;
    const around = {
      network: this.network,
      server: this.sip.port,
      random: seededRandom(seed ^ (0xca11 + index)),
      t1Ms: TIMERS.t1Ms,
      host: `10.1.0.${index + 1}`,
      trace: (line: string) => this.trace(line),
    };
    const caller = new Caller(calls[index]!, around, this.time.now());
    this.callers.push(caller);
    caller.dial(this.time.now());
  }

  #endByWeb(): void {
    this.trace('the web ends all conferences');
    for (const { id, account } of this.service.snapshots())
      this.conferences.dispatch({ type: 'end' }, id, { kind: 'owner', account });
  }

  #drain(): void {
    this.trace('the server drains');
    this.sip.command({ type: 'drain', on: true });
    this.calls.endAll('drained');
  }

  #createIntruder(): Intruder {
    return new Intruder(this.network, this.sip.port, seededRandom(this.scenario.seed ^ 0xbad), {
      mediaPorts: () => this.sockets.ports,
      callIds: () => this.callers.map(({ call }) => call.callId),
    });
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
  creditLimit: microYuan(100_000_000),
  outgoing: DEFAULT_OUTGOING_RIGHTS,
  createdMs: utcMs(0),
};

const roomOf = (plan: RoomPlan, startMs: number): Room => ({
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
