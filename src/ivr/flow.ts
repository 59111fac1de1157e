import type { Language } from '../accounts/account.js';
import type { Result } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { DoorRefusal, RoomAnswer } from '../conference/admission.js';
import type { CommandBody } from '../conference/commands.js';
import type { Announcement } from '../conference/effects.js';
import type { ReleaseReason } from '../conference/events.js';
import type { Role } from '../conference/participant.js';
import type { PromptId } from './prompt-id.js';

/** A key of the caller's phone. */
export type Key =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '*'
  | '#'
  | 'A'
  | 'B'
  | 'C'
  | 'D';
/** How a key press reached us [C26]. */
export type KeySource = 'rtp-event' | 'info' | 'in-band';

export interface Prompt {
  readonly id: PromptId;
  readonly language: Language;
}

export const toPrompts = (ids: readonly PromptId[], language: Language): readonly Prompt[] =>
  ids.map((id) => ({ id, language }));

/** What happens to a call that a flow leads. A flow ignores what is not for it. */
export type FlowInput =
  /** The caller can hear. */
  | { readonly type: 'start' }
  | { readonly type: 'key'; readonly key: Key }
  | { readonly type: 'key-end'; readonly key: Key; readonly durationMs: number; readonly by: KeySource }
  /** The play with this number was heard to its end. */
  | { readonly type: 'play-done'; readonly play: number }
  /** `nextDeadline()` has been reached. */
  | { readonly type: 'timer' }
  /** The answer to `find-room`. */
  | { readonly type: 'room'; readonly answer: RoomAnswer }
  /**
   * The answer to `admit`, and to `enter` when that failed. `waitMs`: so long the verdict is kept from the
   * caller [S52].
   */
  | {
      readonly type: 'admission';
      readonly result: Result<{ readonly role: Role }, DoorRefusal>;
      readonly waitMs: number;
    }
  /** In the room: the conference speaks to this party, or plays it music. */
  | { readonly type: 'say'; readonly announcement: Announcement; readonly language: Language }
  | { readonly type: 'music'; readonly on: boolean }
  /** The conference has let this party go: one last announcement, then the call is over. */
  | {
      readonly type: 'farewell';
      readonly announcement: Announcement;
      readonly language: Language;
      readonly reason: ReleaseReason;
    }
  /** The answer to `measure`; undefined: could not be measured. */
  | {
      readonly type: 'measured';
      readonly roundTripMs: number | undefined;
      readonly bufferMs: number | undefined;
    }
  /** The test loop has its second caller, or has lost it. */
  | { readonly type: 'paired' }
  | { readonly type: 'unpaired' };

/** What a flow wants done, in order. */
export type FlowEffect =
  /** Replaces what is playing. Numbers rise over a call, so that a late `play-done` is known as such. */
  | {
      readonly type: 'play';
      readonly play: number;
      readonly prompts: readonly Prompt[];
      readonly loop: boolean;
    }
  | { readonly type: 'stop' }
  | { readonly type: 'find-room'; readonly roomNumber: string }
  /** `password` undefined: a `direct` call, which is asked none. */
  | { readonly type: 'admit'; readonly roomNumber: string; readonly password: string | undefined }
  | { readonly type: 'enter'; readonly roomNumber: string; readonly role: Role }
  /** A command to the conference, asked by this participant. */
  | { readonly type: 'command'; readonly command: CommandBody }
  | { readonly type: 'echo'; readonly on: boolean }
  | { readonly type: 'measure' }
  /** Join this call with the next one that asks the same. */
  | { readonly type: 'pair' }
  | { readonly type: 'release'; readonly reason: ReleaseReason | 'entry-failed' };

/** A dialogue with one caller: pure, it has no clock and hears of time by its inputs. */
export interface Flow {
  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[];
  /** When it wants a `timer` input at the latest. */
  nextDeadline(): MonotonicMs | undefined;
  describe(): string;
}

/** Numbers the plays of one call; all its flows share it. */
export class PlayNumbers {
  #last = 0;

  next(): number {
    return ++this.#last;
  }
}
