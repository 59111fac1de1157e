import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId, ParticipantId } from '../../../src/base/ids.js';
import { below, seededRandom, type Random } from '../../../src/base/random.js';
import type { CommandBody } from '../../../src/conference/commands.js';
import { CALLER_SDP } from '../../support/calls.js';
import { CallRunnerWorld } from '../../support/call-runner-world.js';

const test = suite('random calls');
const ACCOUNT = 'account-1' as AccountId;
const HOST = '8613800000000';
const STEPS = 150;
const SEEDS = 150;
const REFUSALS = [486, 480, 503, 404];

/** One conference, parties that are called into it, and all that can happen to them. */
class RandomCalls {
  readonly world = new CallRunnerWorld();
  /** How often each party was told to be in, or not to have come. */
  readonly ends = new Map<ParticipantId, number>();
  readonly #random: Random;
  readonly #conference: ConferenceId;
  readonly #called: string[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#watch();
    const started = this.world.control.startInstant({
      account: ACCOUNT,
      language: 'zh-CN',
      host: { called: { e164: `+${HOST}` } },
      others: [],
    });
    if (!started.ok) throw new Error(started.error.code);
    this.#conference = started.value.conference;
    const session = this.world.callTo(HOST);
    this.world.advance(1_000);
    this.world.press(this.world.answer(session), '1');
    this.world.outbound.isSlow = this.#chance(50);
    this.world.charging.isSlow = this.#chance(50);
    this.world.storeIsSlow = this.#chance(50);
  }

  run(): void {
    for (let step = 0; step < STEPS; step++) {
      if (this.#chance(60)) this.#atAPhone();
      else this.#elsewhere();
    }
  }

  /** Everything that waits is answered, and the server ends. */
  finish(): void {
    const { world } = this;
    world.faultOn = () => false;
    world.calls.endAll('drained');
    world.outbound.settle();
    world.charging.settle();
    world.store();
    world.closeLegs();
  }

  /** Also what the conference would not show, because it has forgotten the party. */
  #watch(): void {
    const { conferences } = this.world;
    const dispatch = conferences.dispatch.bind(conferences);
    conferences.dispatch = (body, conference, by) => {
      const reply = dispatch(body, conference, by);
      const isEnd = body.type === 'call-failed' || (body.type === 'enter' && reply.result.ok);
      if (isEnd) this.ends.set(body.participant, (this.ends.get(body.participant) ?? 0) + 1);
      return reply;
    };
    conferences.watch(({ fact }) => {
      if (fact.type === 'invited') this.ends.set(fact.invitation.id, 0);
    });
  }

  #chance(percent: number): boolean {
    return below(this.#random, 100) < percent;
  }

  #pick(deeds: readonly (() => void)[]): void {
    deeds[below(this.#random, deeds.length)]!();
  }

  #command(body: CommandBody): void {
    this.world.conferences.dispatch(body, this.#conference, { kind: 'owner', account: ACCOUNT });
  }

  #invite(): void {
    const e164 = `+861390000${String(1_000 + this.#called.length)}`;
    const participant = `party-${this.#called.length}` as ParticipantId;
    const greeting = this.#chance(50) ? 'invited' : 'press-1';
    this.#called.push(e164.slice(1));
    const invitee = { participant, called: { e164 }, role: 'attendee', greeting } as const;
    this.#command({ type: 'invite', invitees: [invitee] });
  }

  #elsewhere(): void {
    const { world } = this;
    this.#pick([
      () => this.#invite(),
      () => this.#invite(),
      () => world.outbound.settle(),
      () => world.charging.settle(),
      () => world.store(),
      () => world.advance(below(this.#random, 20_000)),
      () => void (world.charging.outcome = this.#chance(70) ? 'paid' : 'unpaid'),
      () => void (world.storeWorks = this.#chance(80)),
      () => void (world.outbound.bar = this.#chance(20) ? 'LEGS_AT_ONCE_LIMIT' : undefined),
      () => void (world.faultOn = ({ type }) => type === 'play' && this.#chance(2)),
      () => {
        const participant = `party-${below(this.#random, this.#called.length + 1)}` as ParticipantId;
        this.#command({ type: 'hang-up', participant });
      },
      () => {
        if (this.#chance(5)) this.#command({ type: 'end' });
      },
      () => {
        if (this.#chance(3)) world.calls.endAll('drained');
      },
    ]);
  }

  #atAPhone(): void {
    const { world } = this;
    const number = this.#called[below(this.#random, this.#called.length + 1)] ?? HOST;
    const session = world.callsTo(number).at(-1);
    if (session === undefined) return;
    const leg = world.legOf(session);
    this.#pick([
      () => world.ringing(session),
      () => world.ringing(session, CALLER_SDP),
      () => void world.answer(session),
      () => void world.answer(session),
      () => world.finishPlays(leg),
      () => world.press(leg, '1'),
      () => world.refuse(session, REFUSALS[below(this.#random, REFUSALS.length)]!),
      () => world.hangUp(session, this.#chance(50) ? 16 : 41),
      () => world.calls.onMixer({ type: 'leg-failed', leg, code: 'LEG_FAULT' }),
    ]);
  }
}

test('each call that is asked for comes to exactly one end, and nothing is left over', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const calls = new RandomCalls(seed);
    calls.run();
    const wasOpen = calls.world.conferences.service.size > 0;
    calls.finish();
    const { world, ends } = calls;
    for (const [participant, count] of ends) {
      assert.ok(count <= 1, `seed ${seed}: ${participant} has ${count} ends`);
      if (wasOpen) assert.is(count, 1, `seed ${seed}: ${participant} has no end`);
    }
    assert.is(world.calls.size, 0, `seed ${seed}: legs are left`);
    assert.is(world.outbound.ends.length, world.outbound.given, `seed ${seed}: places are kept`);
    const { joined, abandoned, closed } = world.charging;
    const settled = new Set([...abandoned, ...closed]);
    for (const { leg } of joined) assert.ok(settled.has(leg), `seed ${seed}: ${leg} keeps its money`);
  }
});

test.run();
