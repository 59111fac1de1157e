import { sineAmplitude } from './level.js';
import { TELEPHONE_RATE_HZ } from './tone.js';

/** ITU-T Q.23: the low group by row and the high group by column of the keys. */
const ROWS_HZ = [697, 770, 852, 941] as const;
const COLUMNS_HZ = [1209, 1336, 1477, 1633] as const;
const KEYPAD = '123A456B789C*0#D';

/** ETSI ES 201 235-2: the high group is sent 2 dB louder, as lines attenuate it more. */
const LOW_DBM0 = -11;
const HIGH_DBM0 = -9;

/** One second of a sine of 1 Hz: a tone of n Hz takes every n-th sample, with no state but the time. */
const sineTable = (levelDbm0: number): Int16Array =>
  Int16Array.from({ length: TELEPHONE_RATE_HZ }, (_, index) =>
    Math.round(sineAmplitude(levelDbm0) * Math.sin((2 * Math.PI * index) / TELEPHONE_RATE_HZ)),
  );
const LOW_SINE = sineTable(LOW_DBM0);
const HIGH_SINE = sineTable(HIGH_DBM0);

/** By event code of RFC 4733 §3.2: 0–9, *, #, A–D. */
const LOW_HZ = Int32Array.from('0123456789*#ABCD', (key) => ROWS_HZ[KEYPAD.indexOf(key) >> 2]!);
const HIGH_HZ = Int32Array.from('0123456789*#ABCD', (key) => COLUMNS_HZ[KEYPAD.indexOf(key) & 3]!);

/** Sample `time` of the dual tone of a key, given as its event code, at 8 kHz. */
export const dtmfSample = (event: number, time: number): number =>
  LOW_SINE[(LOW_HZ[event]! * time) % TELEPHONE_RATE_HZ]! +
  HIGH_SINE[(HIGH_HZ[event]! * time) % TELEPHONE_RATE_HZ]!;
