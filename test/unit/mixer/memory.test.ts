import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EngineLoad } from '../../support/engine-load.js';

const test = suite('memory');
const PHASES_PER_BEAT = 4;
const SLICE_PHASES = 2000;
/** The instants that the harness hands over; one object per leg and beat would be four times as much. */
const BYTES_PER_PHASE_MAX = 64;

/**
 * The heap grows by what was allocated until a collection shrinks it, so it is measured in slices, of which
 * few hold a collection: the median slice tells the truth.
 */
for (const recorded of [false, true]) {
  const rooms = recorded ? ', eight rooms recorded' : '';
  test(`20,000 beats of 30 talking legs allocate nothing${rooms}`, () => allocatesNothing(recorded));
}

function allocatesNothing(recorded: boolean): void {
  const load = new EngineLoad({ legs: 30, roomSize: 3 });
  if (recorded) load.record();
  for (let slice = 0; slice < 8; slice++) {
    load.run(SLICE_PHASES);
    load.written();
  }
  const grown: number[] = [];
  for (let phases = 0; phases < 20_000 * PHASES_PER_BEAT; phases += SLICE_PHASES) {
    const before = process.memoryUsage().heapUsed;
    load.run(SLICE_PHASES);
    load.written();
    grown.push((process.memoryUsage().heapUsed - before) / SLICE_PHASES);
  }
  const median = grown.sort((a, b) => a - b)[grown.length >> 1]!;
  assert.ok(median < BYTES_PER_PHASE_MAX, `${median} bytes per phase`);
  assert.ok(load.packetsSent > 30 * 20_000, `${load.packetsSent} packets sent`);
  assert.is(load.counts.kernelRowsSkipped, 0);
  if (recorded) assert.ok(load.samplesRecorded > 1e6, `${load.samplesRecorded} samples recorded`);
}

test.run();
