/**
 * How fast the peer's clock runs against ours: a straight line through the fastest transit of every two seconds,
 * by least squares over the whole call. Where timestamps start anew or the way changes, a new line begins, and the
 * slopes count together. The state is DRIFT_INTS integers at `at`.
 */
export const DRIFT_INTS = 20;
const STAGE = 0;
/** When the window began, and its fastest transit: arrival less timestamp. */
const WINDOW_AT = 1;
const FASTEST = 2;
/** The line's first point, and the height of its last one. */
const ORIGIN_AT = 3;
const ORIGIN_TRANSIT = 4;
const LAST_Y = 5;
const POINTS = 6;
/** Sums take two integers each: see WIDE. x in seconds, y in ticks. */
const SUM_X = 7;
const SUM_Y = 9;
const SUM_XX = 11;
const SUM_XY = 13;
/** Of the lines before: sums of squares and of products about their means. */
const BEFORE_XX = 15;
const BEFORE_XY = 17;
/** Seconds over which points were taken. */
const SPAN_S = 19;

const STAGE_NEW = 0;
const STAGE_WINDOW = 1;

const TICKS_PER_SECOND = 8000;
const WINDOW_TICKS = 2 * TICKS_PER_SECOND;
/** No clock is wrong by 12.5 ms in two seconds: the way or the numbering has changed. */
const STEP_TICKS_MAX = 100;
/** Arrivals are known to 5 ms: on a shorter span the slope would be made of that. */
const SPAN_S_MIN = 60;
/** A tick per second is 125 ppm of 8000 Hz. */
const PPM_PER_SLOPE = 1e6 / TICKS_PER_SECOND;
/** A sum is its first integer times this, plus its second one. */
const WIDE = 2 ** 30;

export function driftReset(state: Int32Array, at: number): void {
  state.fill(0, at, at + DRIFT_INTS);
}

/** Timestamps start anew (new SSRC, jump): a new line. */
export function driftRestart(state: Int32Array, at: number): void {
  endLine(state, at);
  state[at + STAGE] = STAGE_NEW;
}

/** An audio packet stamped `timestamp` that arrived at `nowTicks` on a clock of ours at the RTP rate. */
export function driftAdd(state: Int32Array, at: number, timestamp: number, nowTicks: number): void {
  const transit = (nowTicks - timestamp) | 0;
  if (state[at + STAGE] === STAGE_WINDOW) {
    if (((nowTicks - state[at + WINDOW_AT]!) | 0) < WINDOW_TICKS) {
      if (((transit - state[at + FASTEST]!) | 0) < 0) state[at + FASTEST] = transit;
      return;
    }
    addPoint(state, at);
  }
  state[at + STAGE] = STAGE_WINDOW;
  state[at + WINDOW_AT] = nowTicks;
  state[at + FASTEST] = transit;
}

/** How much faster the peer's clock runs than ours; 0 while it cannot be told. */
export function driftPpm(state: Int32Array, at: number): number {
  if (state[at + SPAN_S]! + lineSeconds(state, at) < SPAN_S_MIN) return 0;
  const squares = wide(state, at + BEFORE_XX) + lineSquares(state, at);
  const products = wide(state, at + BEFORE_XY) + lineProducts(state, at);
  // A faster clock stamps further ahead, so the transit seems to shrink.
  return squares === 0 ? 0 : -(products / squares) * PPM_PER_SLOPE;
}

function addPoint(state: Int32Array, at: number): void {
  if (state[at + POINTS] === 0) startLine(state, at);
  let y = (state[at + FASTEST]! - state[at + ORIGIN_TRANSIT]!) | 0;
  if (Math.abs(y - state[at + LAST_Y]!) > STEP_TICKS_MAX) {
    endLine(state, at);
    startLine(state, at);
    y = 0;
  }
  const x = lineSeconds(state, at);
  state[at + LAST_Y] = y;
  state[at + POINTS]! += 1;
  addWide(state, at + SUM_X, x);
  addWide(state, at + SUM_Y, y);
  addWide(state, at + SUM_XX, x * x);
  addWide(state, at + SUM_XY, x * y);
}

function startLine(state: Int32Array, at: number): void {
  state[at + ORIGIN_AT] = state[at + WINDOW_AT]!;
  state[at + ORIGIN_TRANSIT] = state[at + FASTEST]!;
  state[at + LAST_Y] = 0;
}

function endLine(state: Int32Array, at: number): void {
  if (state[at + POINTS] === 0) return;
  addWide(state, at + BEFORE_XX, Math.round(lineSquares(state, at)));
  addWide(state, at + BEFORE_XY, Math.round(lineProducts(state, at)));
  state[at + SPAN_S]! += lineSeconds(state, at);
  state[at + POINTS] = 0;
  state.fill(0, at + SUM_X, at + BEFORE_XX);
}

const lineSeconds = (state: Int32Array, at: number): number =>
  state[at + POINTS] === 0
    ? 0
    : Math.round(((state[at + WINDOW_AT]! - state[at + ORIGIN_AT]!) | 0) / TICKS_PER_SECOND);

function lineSquares(state: Int32Array, at: number): number {
  const points = state[at + POINTS]!;
  const x = wide(state, at + SUM_X);
  return points === 0 ? 0 : wide(state, at + SUM_XX) - (x * x) / points;
}

function lineProducts(state: Int32Array, at: number): number {
  const points = state[at + POINTS]!;
  const product = wide(state, at + SUM_X) * wide(state, at + SUM_Y);
  return points === 0 ? 0 : wide(state, at + SUM_XY) - product / points;
}

const wide = (state: Int32Array, at: number): number => state[at]! * WIDE + state[at + 1]!;

function addWide(state: Int32Array, at: number, value: number): void {
  const sum = wide(state, at) + value;
  const high = Math.floor(sum / WIDE);
  state[at] = high;
  state[at + 1] = sum - high * WIDE;
}
