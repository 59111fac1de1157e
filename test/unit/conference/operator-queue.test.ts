import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId, OperatorId, ParticipantId } from '../../../src/base/ids.js';
import { later, monotonicMs, type MonotonicMs } from '../../../src/base/units.js';
import {
  DEFAULT_OPERATOR_RULES,
  OperatorQueue,
  type OperatorInput,
  type OperatorOnDuty,
  type OperatorRules,
} from '../../../src/conference/operator-queue.js';

const operator = (id: string, hours?: OperatorOnDuty['hours']): OperatorOnDuty => ({
  id: id as OperatorId,
  called: { e164: `+86100000000${id.length}` },
  ...(hours === undefined ? {} : { hours }),
});

/** The queue in virtual time; effects as short lines. */
class Desk {
  readonly queue: OperatorQueue;
  nowMs: MonotonicMs = monotonicMs(7_000);
  minuteOfDay = 600;

  constructor(operators: readonly OperatorOnDuty[], rules: Partial<OperatorRules> = {}) {
    this.queue = new OperatorQueue({ ...DEFAULT_OPERATOR_RULES, ...rules });
    this.feed({ type: 'duty', operators });
  }

  feed(input: OperatorInput): string[] {
    const { nowMs, minuteOfDay } = this;
    return this.queue
      .handle(input, { nowMs, minuteOfDay })
      .map((effect) =>
        effect.type === 'assign'
          ? `${effect.operator} for ${effect.participant}`
          : `unavailable ${effect.participant}`,
      );
  }

  want(participant: string): string[] {
    return this.feed({
      type: 'wanted',
      conference: 'c1' as ConferenceId,
      participant: participant as ParticipantId,
    });
  }

  answered(participant: string): string[] {
    return this.feed({ type: 'answered', participant: participant as ParticipantId });
  }

  notWanted(participant: string): string[] {
    return this.feed({ type: 'not-wanted', participant: participant as ParticipantId });
  }

  over(id: string): string[] {
    return this.feed({ type: 'over', operator: id as OperatorId });
  }

  wait(durationMs: number): string[] {
    const untilMs = later(this.nowMs, durationMs);
    const lines: string[] = [];
    for (
      let due = this.queue.nextDeadline();
      due !== undefined && due <= untilMs;
      due = this.queue.nextDeadline()
    ) {
      assert.ok(due > this.nowMs, 'time goes on');
      this.nowMs = due;
      lines.push(...this.feed({ type: 'timer' }));
    }
    this.nowMs = untilMs;
    return lines;
  }
}

const test = suite('operator queue');

test('[S14] requests are taken in the order they came, by who has rested longest', () => {
  const desk = new Desk([operator('o1'), operator('o2')]);
  assert.equal(desk.want('a'), ['o1 for a']);
  assert.equal(desk.want('b'), ['o2 for b']);
  assert.equal(desk.want('c'), []);
  assert.equal(desk.want('d'), []);
  desk.answered('a');
  desk.answered('b');
  assert.equal(desk.over('o2'), ['o2 for c']);
  assert.equal(desk.over('o1'), ['o1 for d']);
});

test('[S14] the next operator is rung when one does not take it, then the round begins again', () => {
  const desk = new Desk([operator('o1'), operator('o2')]);
  assert.equal(desk.want('a'), ['o1 for a']);
  assert.equal(desk.over('o1'), ['o2 for a']);
  assert.equal(desk.over('o2'), []);
  assert.equal(desk.wait(9_999), []);
  assert.equal(desk.wait(1), ['o1 for a']);
  assert.is(desk.queue.counters.get('notTaken'), 2);
});

test('[S14] nobody free for 120 s: unavailable, and the phone that rings is free only when it is over', () => {
  const desk = new Desk([operator('o1')]);
  desk.want('a');
  desk.answered('a');
  desk.wait(1_000);
  desk.want('b');
  assert.equal(desk.wait(119_999), []);
  assert.equal(desk.wait(1), ['unavailable b']);
  assert.equal(desk.over('o1'), []);
  assert.equal(desk.want('c'), ['o1 for c']);
  desk.wait(120_000);
  assert.equal(desk.want('d'), [], 'o1 still rings for c');
  assert.equal(desk.over('o1'), ['o1 for d']);
});

test('[S14] nobody on duty: unavailable at once', () => {
  assert.equal(new Desk([]).want('a'), ['unavailable a']);
  const desk = new Desk([operator('o1', { openMinute: 540, closeMinute: 1_080 })]);
  desk.minuteOfDay = 539;
  assert.equal(desk.want('a'), ['unavailable a']);
  desk.minuteOfDay = 540;
  assert.equal(desk.want('b'), ['o1 for b']);
});

test('opening hours may go over midnight', () => {
  const desk = new Desk([operator('o1', { openMinute: 1_200, closeMinute: 120 })]);
  desk.minuteOfDay = 60;
  assert.equal(desk.want('a'), ['o1 for a']);
  desk.over('o1');
  desk.notWanted('a');
  desk.minuteOfDay = 120;
  assert.equal(desk.want('b'), ['unavailable b']);
});

test('a party that returns while a phone rings frees nobody before that call is over', () => {
  const desk = new Desk([operator('o1')]);
  desk.want('a');
  desk.notWanted('a');
  assert.equal(desk.want('b'), []);
  assert.equal(desk.over('o1'), ['o1 for b']);
  assert.is(desk.queue.counters.get('abandoned'), 1);
});

test('a party that asks again after its line was over is a new request', () => {
  const desk = new Desk([operator('o1')]);
  desk.want('a');
  desk.answered('a');
  desk.notWanted('a');
  desk.over('o1');
  assert.equal(desk.want('a'), ['o1 for a']);
});

test('the limit of requests refuses and counts', () => {
  const desk = new Desk([operator('o1')], { requestsMax: 1 });
  desk.want('a');
  assert.equal(desk.want('b'), ['unavailable b']);
  assert.is(desk.queue.counters.get('full'), 1);
});

test('answer times are reported', () => {
  const desk = new Desk([operator('o1')]);
  desk.want('a');
  desk.wait(4_000);
  desk.answered('a');
  desk.want('b');
  desk.wait(10_000);
  desk.over('o1');
  desk.answered('b');
  desk.want('c');
  desk.notWanted('c');
  assert.equal(desk.queue.answerTimes(), {
    waiting: 0,
    answered: 2,
    unavailable: 0,
    abandoned: 1,
    waitMsTotal: 14_000,
    waitMsLongest: 10_000,
  });
});

test.run();
