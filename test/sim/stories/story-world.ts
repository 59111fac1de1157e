import * as assert from 'uvu/assert';
import type { LegId } from '../../../src/base/ids.js';
import { seededRandom } from '../../../src/base/random.js';
import { MICRO_YUAN_PER_YUAN } from '../../../src/billing/money.js';
import type { ConferenceSnapshot } from '../../../src/conference/snapshot.js';
import { Caller } from '../caller.js';
import { SimCarrier, type Telephone, type TelephonePlan } from '../carrier.js';
import { faultsOf, leaksOf } from '../leaks.js';
import { Ear, WINDOW_MS } from '../listening.js';
import { PERFECT_LINE } from '../network.js';
import { TIMERS } from '../server.js';
import { TONE_AMPLITUDE } from '../voice.js';
import { Party, type PartyFacts } from './party.js';
import {
  ATTENDEE_PASSWORD,
  BRIDGE,
  CHAIR_PASSWORD,
  ROOM,
  SEED,
  StoryHouse,
  type StoryWorldOptions,
} from './story-house.js';
import { Transcripts } from './transcripts.js';

const FIRST_TONE_HZ = 500;
const TONE_GAP_HZ = 100;
const TONES = 28;
/** From a change until only what comes after it is heard: jitter buffer, fades and the window itself. */
const SETTLE_MS = 1_000;
const HEARD_MIN = 0.35 * TONE_AMPLITUDE;
const END_MS_MAX = 120_000;

type TelephoneChanges = Partial<Omit<TelephonePlan, 'toneHz'>>;

/** The server, its carrier and the people of one story, in one language and in virtual time. */
export class StoryWorld extends StoryHouse {
  readonly transcripts: Transcripts;
  readonly carrier: SimCarrier;
  readonly parties: Party[] = [];
  readonly #callers: Caller[] = [];
  readonly #plans = new Map<string, TelephonePlan>();
  readonly #claimed = new Set<Telephone>();
  readonly #ear = new Ear();
  #tones = 0;

  constructor(options: StoryWorldOptions) {
    super(options);
    const { language } = options;
    this.transcripts = new Transcripts(language);
    this.watch(this.transcripts);
    this.carrier = new SimCarrier({
      network: this.network,
      seed: SEED,
      t1Ms: TIMERS.t1Ms,
      now: () => this.time.now(),
      planOf: (number) => this.#plans.get(number.replace(/^0/, '')),
      trace: (line) => this.trace(line),
    });
  }

  /** A telephone of the carrier. */
  phone(number: string, plan: TelephoneChanges = { answersAfterMs: 300 }): void {
    this.#plans.set(number.replace(/^0/, ''), { ...plan, toneHz: this.#nextTone() });
  }

  /** Who calls shows `number`, and one of its own for each name unless told. */
  dial(
    name: string,
    called: string = BRIDGE,
    number = `1380013${String(8_000 + this.#callers.length)}`,
  ): Party {
    const index = this.#callers.length;
    const toneHz = this.#nextTone();
    const caller = new Caller(
      {
        name,
        dialAtMs: this.time.now(),
        called,
        caller: number,
        codec: index % 2 === 0 ? 'PCMA' : 'PCMU',
        lateOffer: false,
        line: PERFECT_LINE,
        toneHz,
        entry: undefined,
        actions: [],
        end: { how: 'stay', atMs: 0 },
      },
      {
        network: this.network,
        server: this.sip.port,
        random: seededRandom(SEED ^ (0xca11 + index)),
        t1Ms: TIMERS.t1Ms,
        host: `10.1.0.${index + 1}`,
        trace: (line) => this.trace(line),
      },
      this.time.now(),
    );
    this.#callers.push(caller);
    caller.dial(this.time.now());
    return this.#party(caller, { name, number, toneHz, hangUp: (cause) => caller.hangUp(cause) });
  }

  /** No BYE, and no sound any more. */
  vanishes(party: Party): void {
    this.#callers.find(({ call }) => call.callId === party.phone.call.callId)?.vanish();
  }

  /** Who is called at this number, once it rings. */
  rings(number: string, name = number, withinMs = 20_000): Party {
    const national = number.replace(/^0/, '');
    const find = (): Telephone | undefined =>
      this.carrier.telephones.find(
        (telephone) =>
          !this.#claimed.has(telephone) && telephone.call.calledNumber.replace(/^0/, '') === national,
      );
    const rung = this.carrier.invites.map((invite) => invite.number).join(' ');
    assert.ok(
      this.until(() => find() !== undefined, withinMs),
      `${number} is called within ${withinMs} ms; called before: ${rung}`,
    );
    const telephone = find()!;
    this.#claimed.add(telephone);
    const { toneHz } = telephone.plan;
    return this.#party(telephone, {
      name,
      number,
      toneHz,
      hangUp: (cause) => this.carrier.hangUp(telephone, cause),
    });
  }

  /** In a room by its keys. What is heard on the way is not looked at. */
  enter(name: string, role: 'chair' | 'attendee' = 'attendee', room = ROOM): Party {
    const party = this.dial(name).hears('welcome ask-room').keys(`${room}#`).hears('ask-password');
    party.keys(`${role === 'chair' ? CHAIR_PASSWORD : ATTENDEE_PASSWORD}#`);
    const entered = this.until(() => this.#isIn(party), 10_000);
    assert.ok(
      entered,
      `${name} is in; it has heard: ${party.leg && this.transcripts.of(party.leg).join(' | ')}`,
    );
    this.pass(2_000);
    return party.skips();
  }

  participantOf(party: Party): ConferenceSnapshot['participants'][number]['id'] {
    const found = this.conference().participants.find(({ leg }) => leg === party.leg);
    assert.ok(found, `${party.name} is in`);
    return found.id;
  }

  legOf(callId: string): LegId | undefined {
    for (const [leg, { opened }] of this.ledger.legs) if (opened.sipCallId === callId) return leg;
    return undefined;
  }

  /** Everybody of a group hears all others of it who are not muted, and nobody else. */
  sound(groups: readonly (readonly Party[])[], muted: readonly Party[] = []): this {
    this.pass(SETTLE_MS);
    const all = groups.flat();
    for (const group of groups)
      for (const listener of group)
        this.#hears(
          listener,
          group.filter((other) => other !== listener && !muted.includes(other)),
          all,
        );
    return this;
  }

  /** Nobody of the whole story but these, now. */
  heard(listener: Party, wanted: readonly Party[]): this {
    this.#hears(listener, wanted, this.parties);
    return this;
  }

  pass(durationMs: number): this {
    const endMs = this.time.now() + durationMs;
    while (this.time.now() < endMs) this.#step();
    return this;
  }

  /** False: it did not come about in time. */
  until(reached: () => boolean, limitMs: number): boolean {
    const endMs = this.time.now() + limitMs;
    while (!reached()) {
      if (this.time.now() >= endMs) return false;
      this.#step();
    }
    return true;
  }

  /** What each leg costs, as `name kind yuan`, in the order in which they were answered. */
  costs(): readonly string[] {
    return [...this.ledger.legs.values()].flatMap(({ opened, charge }) => {
      if (charge === undefined) return [];
      const party = this.parties.find(({ phone }) => phone.call.callId === opened.sipCallId);
      const yuan = charge.amount / MICRO_YUAN_PER_YUAN;
      return [`${party?.name ?? opened.calledNumber} ${charge.kind} ${charge.rate.free ? 'free' : yuan}`];
    });
  }

  /** Everybody is let go; then nothing may be left, and the books must be right. */
  finish(costs: readonly string[] | undefined): void {
    this.trace('the story is over');
    this.calls.endAll('drained');
    const phones = [...this.#callers, ...this.carrier.telephones];
    const left = (): string =>
      leaksOf(this, phones)
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ');
    this.until(() => left() === '', END_MS_MAX);
    assert.is(left(), '', 'nothing is left');
    for (const [what, count] of faultsOf(this, true)) assert.is(count, 0, what);
    for (const [leg, { closed }] of this.ledger.legs) assert.is(closed.length, 1, `records of ${leg}`);
    assert.equal(this.money.audit().findings, [], 'the books');
    for (const id of this.accounts.byId.keys())
      assert.is(this.money.books(id).reserved, 0, `reserved of ${id}`);
    if (costs !== undefined) assert.equal(this.costs(), costs);
  }

  #step(): void {
    const nowMs = this.time.goOn();
    for (const caller of this.#callers) caller.step(nowMs);
    this.carrier.step(nowMs);
    this.stepServer();
  }

  #party(phone: Caller | Telephone, facts: PartyFacts): Party {
    const party = new Party(this, phone, facts);
    this.parties.push(party);
    return party;
  }

  #hears(listener: Party, wanted: readonly Party[], all: readonly Party[]): void {
    const names = (parties: readonly Party[]): string => parties.map(({ name }) => name).join(', ');
    const expected = all.filter((other) => wanted.includes(other));
    assert.is(names(this.#heardBy(listener, all)), names(expected), `${listener.name} hears`);
  }

  #isIn({ leg }: Party): boolean {
    return leg !== undefined && (this.ledger.legs.get(leg)?.joined.length ?? 0) > 0;
  }

  #heardBy(listener: Party, others: readonly Party[]): readonly Party[] {
    const { voice } = listener.phone;
    const { lastArrivalMs = 0 } = voice;
    assert.ok(lastArrivalMs > this.time.now() - WINDOW_MS, `${listener.name} is sent something`);
    assert.ok(this.#ear.listen(voice), `${listener.name} has heard enough`);
    return others.filter(({ toneHz }) => this.#ear.amplitude(toneHz) >= HEARD_MIN);
  }

  #nextTone(): number {
    return FIRST_TONE_HZ + TONE_GAP_HZ * (this.#tones++ % TONES);
  }
}
