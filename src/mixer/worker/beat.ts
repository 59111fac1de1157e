import { BeatLateness } from '../beat-lateness.js';
import { COUNT } from '../core.js';
import type { Engine } from '../engine.js';
import type { PacketIo } from '../io/packet-io.js';
import { CONTROL_STOP, PHASE_MS } from '../shared/layout.js';

const PHASE_NS = PHASE_MS * 1e6;
/** Half a phase behind its deadline, a phase counts as late. */
const LATE_NS = PHASE_NS / 2;
/** After a stall of this length nothing is made up for: what was missed is skipped. */
const SKIP_NS = 60e6;

/**
 * Runs the engine on absolute deadlines, so that lateness never adds up, until the control block says stop.
 * Never returns to the event loop in between.
 */
export function runBeats(
  engine: Engine,
  io: PacketIo,
  words: Int32Array,
  control: number,
  startNs: number,
): void {
  const lateness = new BeatLateness(words, control);
  let phase = Math.ceil((io.nowNs() - startNs) / PHASE_NS);
  while (Atomics.load(words, control + CONTROL_STOP) === 0) {
    const deadlineNs = startNs + phase * PHASE_NS;
    while (io.nowNs() < deadlineNs) io.wait(deadlineNs);
    const lateNs = io.nowNs() - deadlineNs;
    lateness.add(lateNs);
    if (lateNs > LATE_NS) engine.counts.add(COUNT.phasesLate);
    if (lateNs > SKIP_NS) {
      const skipped = Math.floor(lateNs / PHASE_NS);
      engine.counts.add(COUNT.phasesSkipped, skipped);
      phase += skipped;
    }
    engine.beat(phase);
    phase += 1;
  }
}
