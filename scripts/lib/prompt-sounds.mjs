// The sounds that are made, not spoken, as samples at 8 kHz. Nothing here is recorded by anybody: the hold music
// is a slow arpeggio over four chords whose notes ring around the end of the loop, so that it has no seam.
import { sineAmplitude } from '../../dist/src/audio/level.js';

const SAMPLE_RATE = 8000;

const SPEECH_DBM0 = -20;
/** Music is heard for minutes: a little softer than speech. */
const MUSIC_DBM0 = -24;
const EDGE_SECONDS = 0.01;

export const SOUNDS = {
  'tone-entry': () => [...beep(660, 0.12), ...beep(880, 0.18)],
  'tone-exit': () => [...beep(880, 0.12), ...beep(660, 0.18)],
  // Exactly 1004 periods in one second: played in a loop it is one unbroken tone.
  'tone-1004': () => Array.from({ length: SAMPLE_RATE }, (_, i) => sine(1004, i, sineAmplitude(-16))),
  // The mainland's ringing tone: 450 Hz, 1 s on, 4 s off.
  ringback: () => [...beep(450, 1), ...Array.from({ length: 4 * SAMPLE_RATE }, () => 0)],
  'hold-music': holdMusic,
  // Between numbers that are read one after another.
  pause: () => Array.from({ length: SAMPLE_RATE / 2 }, () => 0),
};

const sine = (hz, i, peak) => peak * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE);

function beep(hz, seconds) {
  const length = Math.round(seconds * SAMPLE_RATE);
  const edge = EDGE_SECONDS * SAMPLE_RATE;
  return Array.from({ length }, (_, i) => {
    const distance = Math.min(i, length - 1 - i);
    const gain = distance >= edge ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * distance) / edge);
    return gain * sine(hz, i, sineAmplitude(SPEECH_DBM0));
  });
}

/** Cmaj7, Am7, Fmaj7, G6 as semitones above C4; four seconds each. */
const CHORDS = [
  [0, 4, 7, 11],
  [-3, 0, 4, 7],
  [-7, -3, 0, 4],
  [-5, -1, 2, 4],
];
const PATTERN = [0, 1, 2, 3, 2, 3, 1, 2];
const NOTE_SECONDS = 0.5;
const DECAY_SECONDS = 0.7;
const C4_HZ = 261.63;

function holdMusic() {
  const length = CHORDS.length * PATTERN.length * NOTE_SECONDS * SAMPLE_RATE;
  const mix = new Float64Array(length);
  CHORDS.forEach((chord, bar) => {
    PATTERN.forEach((step, beat) => {
      const start = (bar * PATTERN.length + beat) * NOTE_SECONDS * SAMPLE_RATE;
      pluck(mix, start, C4_HZ * 2 ** (chord[step] / 12), 1);
      if (beat % 4 === 0) pluck(mix, start, C4_HZ * 2 ** (chord[0] / 12), 0.6);
    });
  });
  const rms = Math.sqrt(mix.reduce((sum, sample) => sum + sample * sample, 0) / length);
  const gain = sineAmplitude(MUSIC_DBM0) / Math.SQRT2 / rms;
  return Array.from(mix, (sample) => sample * gain);
}

/** A soft plucked string: three partials that fade, written around the end of the loop. */
function pluck(mix, start, hz, gain) {
  const length = 4 * DECAY_SECONDS * SAMPLE_RATE;
  for (let i = 0; i < length; i++) {
    const t = i / SAMPLE_RATE;
    const attack = Math.min(1, t / 0.008);
    const body =
      sine(hz, i, 1) * Math.exp(-t / DECAY_SECONDS) +
      0.35 * sine(2 * hz, i, 1) * Math.exp(-t / (DECAY_SECONDS / 2)) +
      0.12 * sine(3 * hz, i, 1) * Math.exp(-t / (DECAY_SECONDS / 4));
    mix[(start + i) % mix.length] += gain * attack * body;
  }
}
