const BYTES_PER_MS = 16;
const SAMPLES_PER_MS = 8;
const MEGABYTE = 1_000_000;
/** Some 17 minutes: on a telephone's data plan nobody reads more than that unasked. */
const WAVE_BYTES_MAX = 16 * MEGABYTE;

export const samplesOf = (durationMs: number): number => durationMs * SAMPLES_PER_MS;

export const megabytesOf = (durationMs: number): number =>
  Math.max(1, Math.round((durationMs * BYTES_PER_MS) / MEGABYTE));

/** Whether its waveform is read without being asked for. */
export const isShort = (durationMs: number): boolean => durationMs * BYTES_PER_MS <= WAVE_BYTES_MAX;
