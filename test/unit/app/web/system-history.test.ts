import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { LegId } from '../../../../src/base/ids.js';
import { SampleHistory, type SystemReading } from '../../../../src/app/web/system-history.js';

const test = suite('system history');

const reading = (atMs: number, changes: Partial<SystemReading> = {}): SystemReading => ({
  atMs,
  calls: 0,
  conferences: 0,
  mediaLegs: 0,
  callsBegun: 0,
  beatLateness: [],
  phasesLate: 0,
  phasesSkipped: 0,
  processorMs: 0,
  mainThreadMs: 0,
  load: 0,
  residentBytes: 0,
  lines: [],
  ...changes,
});
const late = (...counts: number[]) => [{ limits: [0.001, 0.01], counts, sum: 0 }];
const line = (id: string, packetsReceived: number, packetsLost: number, mos: number) =>
  [id as LegId, { packetsReceived, packetsLost, mos }] as const;
const [first, second] = [5_000, 10_000];

function sampleOf(before: Partial<SystemReading>, now: Partial<SystemReading>) {
  const history = new SampleHistory(5_000, 3);
  history.note(reading(first, before));
  history.note(reading(second, now));
  return history.since(0)[0]!;
}

test('what only rises is shown by what it rose in the step', () => {
  const sample = sampleOf(
    { callsBegun: 100, phasesLate: 7, phasesSkipped: 2, processorMs: 1_000, mainThreadMs: 500 },
    { callsBegun: 110, phasesLate: 9, phasesSkipped: 5, processorMs: 8_500, mainThreadMs: 1_500, calls: 4 },
  );
  const { callsPerSecond, phasesLate, phasesSkipped, processorsBusy, mainThreadBusy, calls } = sample;
  assert.equal(
    [callsPerSecond, phasesLate, phasesSkipped, processorsBusy, mainThreadBusy, calls],
    [2, 2, 3, 1.5, 0.2, 4],
  );
});

test('the lateness of the beat is that of 99 in 100 phases of this step, of all workers', () => {
  const p99 = (before: number[], now: number[]): number | undefined =>
    sampleOf({ beatLateness: late(...before) }, { beatLateness: late(...now) }).beatLateMsP99;
  assert.is(p99([0, 0, 50], [100, 0, 50]), 1, 'what was late before does not count');
  assert.is(p99([0, 0, 0], [990, 10, 0]), 1);
  assert.is(p99([0, 0, 0], [980, 20, 0]), 10);
  assert.is(p99([0, 0, 0], [90, 0, 10]), 10, 'beyond all limits');
  assert.is(p99([5, 0, 0], [5, 0, 0]), undefined);
  assert.is(p99([500, 0, 0], [0, 10, 0]), 10, 'a worker that was replaced counts anew');
});

test('the loss is that of the step, legs that begin and end included', () => {
  const { lossRatio, mosMean, mosMin } = sampleOf(
    { lines: [line('stays', 1_000, 100, 2), line('ends', 500, 400, 1)] },
    { lines: [line('stays', 1_240, 110, 3), line('begins', 150, 0, 4), line('silent', 0, 0, 1)] },
  );
  assert.is(lossRatio, 10 / 400);
  assert.equal([mosMean, mosMin], [3.5, 3]);
});

test('where nothing was waited for there is no loss to tell', () => {
  const { lossRatio, mosMean, mosMin } = sampleOf({}, {});
  assert.equal([lossRatio, mosMean, mosMin], [undefined, undefined, undefined]);
});

test('only so many samples are kept, and given in their order after the last one that is known', () => {
  const history = new SampleHistory(5_000, 3);
  for (let at = 1; at <= 6; at++) history.note(reading(at * 1_000));
  assert.equal(
    [history.since(0), history.since(5_000)].map((samples) => samples.map(({ atMs }) => atMs)),
    [[4_000, 5_000, 6_000], [6_000]],
  );
});

test.run();
