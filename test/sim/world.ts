import type { Room } from '../../src/accounts/room.js';
import type { ServiceNumber } from '../../src/accounts/service-number.js';
import type { ParticipantId, RoomId } from '../../src/base/ids.js';
import { seededRandom } from '../../src/base/random.js';
import { utcMs } from '../../src/base/units.js';
import { DEFAULT_TARIFF } from '../../src/billing/default-tariff.js';
import type { Tariff } from '../../src/billing/tariff.js';
import type { CommandBody } from '../../src/conference/commands.js';
import type { ConferenceSnapshot } from '../../src/conference/snapshot.js';
import type { Trunk } from '../../src/dialing/trunk.js';
import { microYuan } from '../../src/billing/money.js';
import type { PromptBank } from '../../src/mixer/prompt-bank.js';
import { ACCOUNT } from '../support/rooms.js';
import { sampleTrunk } from '../support/trunks.js';
import { Caller } from './caller.js';
import { CARRIER_HOST, SimCarrier, type Telephone } from './carrier.js';
import { Intruder } from './intruder.js';
import { HOST_NUMBER, NUMBERS, OPERATOR_NUMBER, type WebAction } from './outside.js';
import type { Sabotage } from './sabotage.js';
import { BRIDGE_NUMBER, DIRECT_PREFIX, type RoomPlan, type Scenario } from './scenario.js';
import { SimServer, TIMERS } from './server.js';

export interface WorldOptions {
  readonly scenario: Scenario;
  readonly prompts: PromptBank;
  readonly sabotage?: Sabotage;
  readonly trace?: ((line: string) => void) | undefined;
}

const ROOM_DURATION_MS = 2_000 * 3_600_000;

const RULES = {
  emptyMs: 3_000,
  inviteRingMs: 5_000,
  hostRingMs: 5_000,
  hostLostMs: 5_000,
};
const OPERATOR_WAIT_MS = 6_000;
const FIRST_TELEPHONE_HZ = 600;
const TELEPHONE_GAP_HZ = 200;
const TELEPHONE_TONES = 14;
/** Blocks of 6 s, so that a call of these worlds has several. */
const TARIFF: Tariff = {
  ...DEFAULT_TARIFF,
  prices: {
    ...DEFAULT_TARIFF.prices,
    legs: mapValues(DEFAULT_TARIFF.prices.legs, (kinds) =>
      mapValues(kinds, (price) => ({ ...price, firstBlockS: 6, incrementS: 6 })),
    ),
  },
};

const trunkOf = (callsMax: number): Trunk =>
  sampleTrunk({
    addresses: ['10.1.0.0/16', '10.2.0.0/16'],
    inbound: { calledFrom: ['request-uri'], screened: true },
    outbound: {
      targets: [{ host: CARRIER_HOST, port: undefined }],
      callerNumbers: ['+861067011018'],
      callsMax,
    },
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
  readonly carrier: SimCarrier;
  readonly #intruder: Intruder | undefined;

  constructor({ scenario, prompts, sabotage, trace }: WorldOptions) {
    const { seed, storeDelayMs: delayMs, outage, workers, portPairs } = scenario;
    super({
      seed,
      prompts,
      trunks: [trunkOf(scenario.outside.callsMax)],
      serviceNumbers: SERVICE_NUMBERS,
      rules: RULES,
      tariff: TARIFF,
      disk: { delayMs, outage },
      workers,
      portPairs,
      earlyEntryMs: 0,
      operators: [`+86${OPERATOR_NUMBER}`],
      operatorWaitMs: OPERATOR_WAIT_MS,
      offersOptOut: false,
      bookingLinesMax: 0,
      language: 'zh-CN',
      sabotage,
      trace,
    });
    this.scenario = scenario;
    this.accounts.add(ACCOUNT);
    this.#payIn(scenario.outside.balance);
    this.carrier = this.#createCarrier();
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
    this.carrier.step(nowMs);
    if (nowMs < this.scenario.drainAtMs) this.#intruder?.step(nowMs);
    this.stepServer();
  }

  #plan(): void {
    const { calls, webEndAtMs, drainAtMs, outside } = this.scenario;
    for (const [index, plan] of calls.entries()) this.time.after(plan.dialAtMs, () => this.#dial(index));
    for (const action of outside.web) this.time.after(action.atMs, () => this.#actOnWeb(action));
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

  /** Everybody who has a voice in this world. */
  get phones(): readonly (Caller | Telephone)[] {
    return [...this.callers, ...this.carrier.telephones];
  }

  #actOnWeb(action: WebAction): void {
    this.trace(`the web: ${JSON.stringify(action)}`);
    if (action.does === 'start-by-host') {
      const others = NUMBERS.slice(0, 3).map((number) => ({ called: { e164: `+86${number}` } }));
      const host = { called: { e164: `+86${HOST_NUMBER}` } };
      this.control.startInstant({ account: ACCOUNT.id, language: 'zh-CN', host, others });
      return;
    }
    const snapshots = this.service.snapshots();
    const snapshot = snapshots[action.at % snapshots.length];
    const body = snapshot && this.#webCommand(action, snapshot);
    if (snapshot === undefined || body === undefined) return;
    this.conferences.dispatch(body, snapshot.id, { kind: 'owner', account: snapshot.account });
  }

  #webCommand(
    action: Exclude<WebAction, { does: 'start-by-host' }>,
    { participants }: ConferenceSnapshot,
  ): CommandBody | undefined {
    if (action.does === 'redial') return { type: 'redial', participant: 'all' };
    if (action.does === 'invite') {
      const greeting = action.pressOne ? 'press-1' : 'invited';
      const numbers = [0, 1, 2].map((step) => NUMBERS[(action.at + step) % NUMBERS.length]!);
      const invitees = numbers.map(
        (number) =>
          ({
            participant: this.ids.next<ParticipantId>(),
            called: { e164: `+86${number}` },
            role: 'attendee' as const,
            greeting,
          }) as const,
      );
      return { type: 'invite', invitees };
    }
    const participant = participants[action.at % participants.length]?.id;
    if (participant === undefined) return undefined;
    return action.does === 'hang-up'
      ? { type: 'hang-up', participant }
      : { type: 'hold', participant, on: action.does === 'hold' };
  }

  #payIn(amount: number): void {
    if (amount === 0) return;
    void this.money.recharge({
      id: this.ids.next(),
      account: ACCOUNT.id,
      amount: microYuan(amount),
      method: 'cash',
      note: '',
      idempotencyKey: 'first',
      utcMs: this.time.utcNow(),
    });
  }

  #createCarrier(): SimCarrier {
    const { seed, outside } = this.scenario;
    return new SimCarrier({
      network: this.network,
      seed,
      t1Ms: TIMERS.t1Ms,
      now: () => this.time.now(),
      planOf: (number, index) => {
        const plan = outside.telephones.get(number.replace(/^0/, ''));
        return plan && { ...plan, toneHz: FIRST_TELEPHONE_HZ + TELEPHONE_GAP_HZ * (index % TELEPHONE_TONES) };
      },
      line: outside.carrierLine,
      trace: (line) => this.trace(line),
    });
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

function mapValues<Key extends string, From, To>(
  values: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(values).map(([key, value]) => [key, change(value)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
