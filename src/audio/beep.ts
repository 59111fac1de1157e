import { TELEPHONE_RATE_HZ, toneSamples } from './tone.js';

const BEEP_HZ = 1000;
const BEEP_DBM0 = -16;
const BEEP_MS = 200;
/** Rising and falling slowly enough not to click. */
const EDGE_MS = 5;

/** After which a caller speaks: 200 ms, 16 bit, 8 kHz. */
export function beepSamples(): Int16Array {
  const perMs = TELEPHONE_RATE_HZ / 1000;
  const tone = toneSamples([{ frequencyHz: BEEP_HZ, levelDbm0: BEEP_DBM0 }], BEEP_MS * perMs);
  const edge = EDGE_MS * perMs;
  return tone.map((sample, index) =>
    Math.round(sample * Math.min(1, index / edge, (tone.length - index) / edge)),
  );
}
