import { systemClock } from '../../src/base/clock.js';
import { pause } from '../support/caller.js';
import type { AnsweringCall } from '../support/phone/answering-call.js';
import type { SipCall } from '../support/phone/sip-call.js';
import { UdpPhone } from '../support/phone/udp-phone.js';
import { BRIDGE, directNumberOf, type KilledServer } from './killed-server.js';
import type { PlannedCaller, RoundPlan } from './server-kill-plan.js';

const STEP_MS = 50;
/** Into the room by a direct number, on a busy machine as well. */
const ENTRY_MS = 900;
/** What was on its way when the process died. */
const SETTLE_MS = 50;
const BYE_MS_MAX = 5_000;

type AnyCall = SipCall | AnsweringCall;

interface Party {
  readonly plan: PlannedCaller;
  readonly phone: UdpPhone;
  hasCalled: boolean;
  hasMerged: boolean;
  hasHungUp: boolean;
}

/** The telephones of one round: they dial, key, call others and hang up as planned until the server dies. */
export class KilledCalls {
  readonly #server: KilledServer;
  readonly #dialling: NodeJS.Timeout[];
  readonly #opening = new Set<Promise<void>>();
  readonly #parties: Party[] = [];
  readonly #steps: NodeJS.Timeout;

  constructor(server: KilledServer, { callers }: RoundPlan) {
    this.#server = server;
    for (const { invites } of callers)
      // As our trunk writes a mobile number.
      if (invites !== undefined) server.carrier.phone(`0${invites.keyed}`, calleePlanOf(invites));
    this.#dialling = callers.map((caller, index) =>
      setTimeout(() => this.#dial(caller, index), caller.dialsAfterMs),
    );
    this.#steps = setInterval(() => this.#step(), STEP_MS);
  }

  /** The server is dead: nobody begins anything any more, and what was sent has arrived. */
  async rest(): Promise<void> {
    for (const timer of this.#dialling) clearTimeout(timer);
    clearInterval(this.#steps);
    await Promise.all(this.#opening);
    await pause(SETTLE_MS);
    for (const { phone } of this.#parties) phone.rest();
    for (const { phone } of this.#server.carrier.answerers) phone.call.rest();
  }

  /**
   * The calls that are up, and those of the given Call-IDs that nobody has ended: the server may have died before
   * its 200 OK. Who was called and heard no ACK gives up by itself (RFC 3261 §13.3.1.4).
   */
  owedByes(stored: ReadonlySet<string>): readonly AnyCall[] {
    return this.#all().filter(
      (call) => call.endedBy === undefined && (stored.has(call.callId) || isAcknowledged(call)),
    );
  }

  /** Every call that was up at some time. */
  answered(): readonly string[] {
    return this.#all()
      .filter(isAcknowledged)
      .map(({ callId }) => callId);
  }

  /** Waits for what is owed; gives those that have not got it. */
  static async withoutBye(calls: readonly AnyCall[]): Promise<readonly AnyCall[]> {
    const endMs = systemClock.now() + BYE_MS_MAX;
    const waiting = (): readonly AnyCall[] => calls.filter(({ endedBy }) => endedBy !== 'peer');
    while (waiting().length > 0 && systemClock.now() < endMs) await pause(STEP_MS);
    return waiting();
  }

  close(): void {
    for (const { phone } of this.#parties) phone.close();
    this.#server.carrier.forget();
  }

  #all(): readonly AnyCall[] {
    return [
      ...this.#parties.map(({ phone }) => phone.phone.call),
      ...this.#server.carrier.answerers.map(({ phone }) => phone.call),
    ];
  }

  #dial(plan: PlannedCaller, index: number): void {
    const opening = this.#open(plan, index).finally(() => this.#opening.delete(opening));
    this.#opening.add(opening);
  }

  async #open(plan: PlannedCaller, index: number): Promise<void> {
    const { room, entry } = plan;
    const phone = await UdpPhone.open({
      server: this.#server.process.address,
      called: entry === 'direct' ? directNumberOf(room) : BRIDGE,
      caller: `1380013${String(8_000 + index)}`,
      toneHz: 500,
      memoryMs: 100,
    });
    phone.phone.voice.talking = false;
    this.#parties.push({ plan, phone, hasCalled: false, hasMerged: false, hasHungUp: false });
    if (entry === 'keys') phone.press(`${room}#8888#`);
    phone.dial();
  }

  #step(): void {
    for (const party of this.#parties) {
      const { answeredMs } = party.phone.phone.call;
      if (answeredMs === undefined) continue;
      const upMs = systemClock.now() - answeredMs;
      this.#invite(party, upMs);
      const { hangsUpAfterMs } = party.plan;
      if (hangsUpAfterMs === undefined || upMs < hangsUpAfterMs || party.hasHungUp) continue;
      party.hasHungUp = true;
      party.phone.hangUp();
    }
  }

  #invite(party: Party, upMs: number): void {
    const { invites } = party.plan;
    if (invites === undefined || upMs < ENTRY_MS) return;
    if (!party.hasCalled) {
      party.hasCalled = true;
      party.phone.press(`*6${invites.keyed}#`);
    }
    const isUp = this.#server.carrier.answerers.some(({ phone }) => phone.call.acknowledged);
    if (party.hasMerged || !isUp) return;
    party.hasMerged = true;
    party.phone.press('**');
  }
}

const isAcknowledged = (call: AnyCall): boolean =>
  call.answeredMs !== undefined && (!('acknowledged' in call) || call.acknowledged);

const calleePlanOf = ({ answersAfterMs, hangsUpAfterMs }: NonNullable<PlannedCaller['invites']>) => ({
  answersAfterMs,
  ...(hangsUpAfterMs === undefined ? {} : { hangsUpAfterMs }),
});
