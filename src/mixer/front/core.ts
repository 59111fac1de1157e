import type { Counters } from '../../base/counters.js';
import type { LegId } from '../../base/ids.js';
import type { LegMedia, MixerCommand, MixerEvent, RoomKey } from '../mixer.js';
import type { Placement } from '../placement.js';
import type { CommandWriter } from '../shared/command-ring.js';
import type { MediaMemory } from '../shared/media-memory.js';

export const FRONT_COUNTERS = [
  /** Prompts and clips that nobody knows, left out of what was to be played. */
  'promptsUnknown',
  'promptsCut',
  'commandsForUnknownLeg',
  'moves',
  'movesFailed',
  /** Characters that are no key, and keys beyond what one command may have. */
  'digitsCut',
  /** send-digits while too many others waited for the same leg. */
  'digitsRefused',
  /** record-clip while the leg was recording, or while the bank was full. */
  'clipsRefused',
  'recordingsRefused',
  'commandsForUnknownRecording',
  /** Participants of a recorded room beyond the tracks that one recording may have. */
  'tracksRefused',
] as const;
export type FrontCounter = (typeof FRONT_COUNTERS)[number];

/** What the parts of the main thread's half of the mixer share. */
export interface FrontCore {
  readonly memory: MediaMemory;
  readonly placement: Placement;
  /** To each worker. */
  readonly commands: readonly CommandWriter[];
  readonly counters: Counters<FrontCounter>;
  /** Tells an event that a worker caused. */
  readonly tell: (event: MixerEvent) => void;
  /** An event that follows from a command at once: told when the command has been sent, never inside of it. */
  readonly owe: (event: MixerEvent) => void;
}

/** A leg as the main thread knows it. */
export interface FrontLeg {
  readonly id: LegId;
  readonly slot: number;
  worker: number;
  port: number;
  media: LegMedia | undefined;
  opened: boolean;
  closing: boolean;
  tries: number;
  room: RoomKey | undefined;
  /** While it is on its way to this worker: what waits until it is there. */
  moving: { readonly to: number; readonly waiting: LegCommand[] } | undefined;
  /** What is being sent now comes first; the rest waits for its end. */
  readonly digits: DigitsCommand[];
}

/** What is said to a leg that is there. */
export type LegCommand = Exclude<Extract<MixerCommand, { leg: LegId }>, { type: 'open-leg' }>;
export type DigitsCommand = Extract<MixerCommand, { type: 'send-digits' }>;
