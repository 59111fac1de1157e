import type { Language } from '../accounts/account.js';
import type { AccountId, ClipId, ConferenceId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { MonotonicMs } from '../base/units.js';
import type { Admitted, DoorRefusal, RoomAnswer } from '../conference/admission.js';
import type { CommandBody, CommandReply } from '../conference/commands.js';
import type { Announcement } from '../conference/effects.js';
import type { ReleaseReason } from '../conference/leave-reason.js';
import type { Place, Role } from '../conference/participant.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { Answer, Question } from './desk.js';
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
  /** A prompt of the table, or a name that a caller has spoken. */
  readonly id: PromptId | ClipPromptId;
  readonly language: Language;
}

export type ClipPromptId = `clip:${ClipId}`;

export const toPrompts = (ids: readonly (PromptId | ClipPromptId)[], language: Language): readonly Prompt[] =>
  ids.map((id) => ({ id, language }));

/** What happens to a call that a flow leads. A flow ignores what is not for it. */
export type FlowInput =
  /** The caller can hear; to the dialogue in a conference: it has entered. */
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
   * The answer to `admit`, and to `enter`, `return`, `convene` and `accept-invitation` when they failed: else
   * the dialogue in the room follows. `waitMs`: so long the verdict is kept from the caller [S52].
   */
  | {
      readonly type: 'admission';
      readonly result: Result<Admitted, DoorRefusal>;
      readonly waitMs: number;
    }
  /** The answer to `ask`. */
  | { readonly type: 'answer'; readonly answer: Answer }
  /** The answer to `consult`. */
  | { readonly type: 'reply'; readonly reply: CommandReply }
  /** The end of `record-name`; undefined: nothing was said. */
  | { readonly type: 'name-recorded'; readonly name: ClipId | undefined }
  /** Where the conference has put this party; `connected`: somebody is on its private line. */
  | { readonly type: 'place'; readonly place: Place; readonly connected: boolean }
  | { readonly type: 'ringback'; readonly on: boolean }
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

/** What a party does first in its conference: talks, keys a number at once [S28], or waits for an operator. */
export type Opening = 'talk' | 'invite' | 'operator';

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
  /** `password` undefined: a `direct` call, which is asked none, or a role that is `proven` [S2]. */
  | {
      readonly type: 'admit';
      readonly roomNumber: string;
      readonly password: string | undefined;
      readonly proven?: Role;
    }
  | {
      readonly type: 'enter';
      readonly roomNumber: string;
      readonly role: Role;
      readonly spokenName?: ClipId;
    }
  /** Back into the conference that the caller was lost from [S13]. */
  | { readonly type: 'return'; readonly conference: ConferenceId; readonly role: Role }
  /** Opens a conference of the payer's and enters it as its chair: `quick` [S28] and `instant` [S31]. */
  | {
      readonly type: 'convene';
      readonly kind: 'quick' | 'instant';
      readonly account: AccountId;
      readonly parties: readonly CalledParty[];
      /** The convener included. */
      readonly partiesMax: number;
      readonly opening: Opening;
    }
  /** A called party has confirmed, or need not: it enters the conference it was called into. */
  | { readonly type: 'accept-invitation' }
  /** Answered by `answer`. */
  | { readonly type: 'ask'; readonly question: Question }
  /** Records what the caller says, after a beep, for at most so long; `stop-name` ends it sooner [S3]. */
  | { readonly type: 'record-name'; readonly maxMs: number }
  | { readonly type: 'stop-name' }
  /** Calls this number onto the private line of the caller, who has stepped out [S20]. */
  | { readonly type: 'consult'; readonly called: CalledParty }
  /** Starts or stops the recording [S18]; who performs it names the file. */
  | { readonly type: 'toggle-recording' }
  /** A command to the conference, asked by this participant. */
  | { readonly type: 'command'; readonly command: CommandBody }
  | { readonly type: 'echo'; readonly on: boolean }
  | { readonly type: 'measure' }
  /** Join this call with the next one that asks the same. */
  | { readonly type: 'pair' }
  | { readonly type: 'release'; readonly reason: ReleaseReason | 'entry-failed' | 'not-confirmed' };

/** A dialogue with one caller: pure, it has no clock and hears of time by its inputs. */
export interface Flow {
  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[];
  /** When it wants a `timer` input at the latest. */
  nextDeadline(): MonotonicMs | undefined;
  /** Keys that it has kept for later steps, handed over to the flow that follows. */
  takeEarly?(): readonly Key[];
  /** The state's name, as docs/flows.md has it. */
  readonly state: string;
  describe(): string;
}

/** Numbers the plays of one call; all its flows share it. */
export class PlayNumbers {
  #last = 0;

  next(): number {
    return ++this.#last;
  }
}
