import { ENERGY_SHIFT } from './kernel.js';
import * as L from './shared/layout.js';

/** Frames of FRAME_SAMPLES at this root mean square have this energy, as the kernel gives it. */
const energyOf = (rms: number): number => Math.floor((rms * rms * 160) / (1 << ENERGY_SHIFT));

/** −45 dBFS begins talk, −48 dBFS keeps it going. */
const TALK_ENERGY = energyOf(184);
export const STILL_TALK_ENERGY = energyOf(130);
/** −52 dBFS: below it a cut is not heard. */
export const QUIET_ENERGY = energyOf(82);
/** −69 dBFS: what is not worth mixing, such as A-law's idle code. */
export const SILENT_ENERGY = energyOf(12);
/** 40 ms of sound are talk, a click is not; 500 ms of silence end it, a pause for breath does not. */
const ONSET_FRAMES = 2;
const HANGOVER_FRAMES = 25;

/** True when the leg began or stopped talking with this frame. */
export function talkChanges(words: Int32Array, leg: number, heard: boolean): boolean {
  const talking = words[leg + L.LEG_TALKING] === 1;
  const energy = words[leg + L.LEG_SOUNDS] === 1 ? words[leg + L.LEG_ENERGY]! : 0;
  const same = talking ? heard && energy >= STILL_TALK_ENERGY : !heard || energy < TALK_ENERGY;
  if (same) {
    words[leg + L.LEG_TALK_RUN] = 0;
    return false;
  }
  words[leg + L.LEG_TALK_RUN]! += 1;
  // Who is muted stops at once.
  if (heard && words[leg + L.LEG_TALK_RUN]! < (talking ? HANGOVER_FRAMES : ONSET_FRAMES)) return false;
  words[leg + L.LEG_TALK_RUN] = 0;
  words[leg + L.LEG_TALKING] = talking ? 0 : 1;
  return true;
}
