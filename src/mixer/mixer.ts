import type { ClipId, ConferenceId, LegId, LineId, RecordingId } from '../base/ids.js';
import type { MonotonicMs } from '../base/units.js';

/**
 * The contract between the main thread and the media side. The main thread sends commands and hears events;
 * it never touches a sample. Commands to one leg or room take effect in the order they are sent.
 */

/** G.711 names of RFC 3551. More codecs come behind the same word. */
export type Codec = 'PCMA' | 'PCMU';

/** A mix is made per room; a room lives in one worker. Conferences, private lines and test loops are rooms. */
export type RoomKey = ConferenceId | LineId;

/** What offer and answer agreed on for one leg's audio stream. */
export interface LegMedia {
  /** Where we send: numeric address without brackets. Undefined while on hold with c=0.0.0.0. */
  readonly remote: { readonly address: string; readonly port: number } | undefined;
  readonly codec: Codec;
  /** Payload types can differ by direction (RFC 3264 §5.1): what we send, and what the peer sends. */
  readonly sendPayloadType: number;
  readonly receivePayloadType: number;
  /** The other law of G.711, which the peer kept as well and may send at any time; undefined when it did not. */
  readonly receiveOtherLawPayloadType?: number;
  /** Packet time we send with, in ms: 10, 20, 30, 40, 50 or 60. */
  readonly ptimeMs: number;
  /** telephone-event: what we send and what the peer sends; undefined when not negotiated. */
  readonly sendEventPayloadType?: number;
  readonly receiveEventPayloadType?: number;
  /** Our direction. On sendonly or inactive nothing the peer sends is heard. */
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /** Where reports go: beside the audio on one port (RFC 5761), or a=rtcp (RFC 3605); else the remote's port + 1. */
  readonly rtcp?: { readonly address: string; readonly port: number } | 'mux';
  /**
   * The trunk's media networks, such as '10.1.0.0/16': from there another source may be learnt [C29].
   * At most four; without any, only the remote itself is heard.
   */
  readonly learnFrom?: readonly string[];
}

/**
 * A prompt by its id in the prompt table, or a tone; the language picks the rendering. `clip:` and a clip's
 * id is what a caller has spoken, whichever worker it was recorded in; an unknown clip is skipped, counted.
 */
export interface PromptRef {
  readonly id: string;
  readonly language: string;
}

export type MixerCommand =
  /**
   * Takes a port, opens a socket, sends silence from now on. Answered by leg-opened or leg-refused. Opened `near`
   * a room, it can join that room, and the lines of those who are in it, without moving to another worker.
   */
  | {
      readonly type: 'open-leg';
      readonly leg: LegId;
      readonly media: LegMedia | undefined;
      readonly near?: RoomKey;
    }
  /** Sets or changes what was negotiated; a changed remote restarts source learning [C29]. */
  | { readonly type: 'update-leg'; readonly leg: LegId; readonly media: LegMedia }
  /** Answered by leg-closed with the final statistics, always and exactly once. */
  | { readonly type: 'close-leg'; readonly leg: LegId }
  | { readonly type: 'join-room'; readonly leg: LegId; readonly room: RoomKey; readonly heard: boolean }
  /** Back to private prompts only. */
  | { readonly type: 'leave-room'; readonly leg: LegId }
  | { readonly type: 'set-heard'; readonly leg: LegId; readonly heard: boolean }
  /**
   * Plays prompts one after another to this leg alone, replacing what it was hearing; with `loop` from the
   * beginning again. play-done comes when the last one has been sent, not when it is stopped or replaced.
   */
  | {
      readonly type: 'play';
      readonly leg: LegId;
      readonly play: number;
      readonly prompts: readonly PromptRef[];
      readonly loop?: boolean;
    }
  | { readonly type: 'stop-play'; readonly leg: LegId }
  /** Plays to everybody in the room, mixed with the talk; queued behind what the room is playing. */
  | { readonly type: 'play-room'; readonly room: RoomKey; readonly prompts: readonly PromptRef[] }
  /** RFC 4733 events to the peer, one after another [C27]; answered by digits-sent. `,` is a pause of 2 s. */
  | {
      readonly type: 'send-digits';
      readonly leg: LegId;
      readonly digits: string;
      readonly onMs: number;
      readonly offMs: number;
    }
  /**
   * A beep, then what this leg says is kept as a clip: until stop-clip, `maxMs`, or the end of the leg.
   * Answered by clip-recorded. Leading and trailing silence is cut.
   */
  | { readonly type: 'record-clip'; readonly leg: LegId; readonly clip: ClipId; readonly maxMs: number }
  | { readonly type: 'stop-clip'; readonly leg: LegId }
  /** Freed as soon as nothing that was sent before plays it. */
  | { readonly type: 'forget-clip'; readonly clip: ClipId }
  /**
   * Writes the room's mix, and with `tracks` each leg's own sound too, sample-aligned, to WAV files below
   * the recordings' folder [S4]. Goes on when the room is empty for a while; ends with stop-recording.
   */
  | {
      readonly type: 'start-recording';
      readonly recording: RecordingId;
      readonly room: RoomKey;
      readonly tracks: boolean;
    }
  /** Answered by recording-written when the files are complete. */
  | { readonly type: 'stop-recording'; readonly recording: RecordingId }
  /** Answered by measured: what RTCP and the jitter buffer know of this leg now [S38b]. */
  | { readonly type: 'measure'; readonly leg: LegId }
  /** Copies the packets of the leg, both ways, for a capture of this number; 0: no more [S45]. */
  | { readonly type: 'capture-packets'; readonly leg: LegId; readonly capture: number }
  /** Sends a leg its own sound back, through the jitter buffer [S38b]. */
  | { readonly type: 'echo'; readonly leg: LegId; readonly on: boolean };

export type DtmfKey =
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

/** Counted from open to close of a leg; the media part of a leg record [S51]. */
export interface LegStats {
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  readonly packetsLate: number;
  readonly packetsDuplicate: number;
  readonly packetsForeign: number;
  /** 20 ms frames that had to be concealed. */
  readonly framesConcealed: number;
  /** Interarrival jitter, RFC 3550 §6.4.1, in ms. */
  readonly jitterMs: number;
  /** How much faster the peer's clock runs than ours; 0: not known. */
  readonly driftPpm: number;
  /** From RTCP; undefined: the peer sent no reports. */
  readonly roundTripMs: number | undefined;
  /** What the peer lost of ours, by its last report; undefined as above. */
  readonly remoteLost: number | undefined;
  /** Listening quality by ITU-T G.107, 1 to 4.5. */
  readonly mos: number;
}

export interface RecordedFile {
  readonly name: string;
  /** Undefined: the mix. */
  readonly leg: LegId | undefined;
  readonly bytes: number;
}

export type MixerEvent =
  | { readonly type: 'leg-opened'; readonly leg: LegId; readonly address: string; readonly port: number }
  | {
      readonly type: 'leg-refused';
      readonly leg: LegId;
      readonly code: 'NO_RTP_PORTS' | 'LEG_LIMIT' | 'SOCKET_FAILED';
    }
  | { readonly type: 'leg-closed'; readonly leg: LegId; readonly stats: LegStats }
  /** One key press, however many packets carried it [C26]; said at the first packet of the event. */
  | { readonly type: 'digit'; readonly leg: LegId; readonly key: DtmfKey; readonly atMs: MonotonicMs }
  /** The key of the last `digit` was released after `durationMs`. */
  | { readonly type: 'digit-end'; readonly leg: LegId; readonly key: DtmfKey; readonly durationMs: number }
  | { readonly type: 'play-done'; readonly leg: LegId; readonly play: number }
  | { readonly type: 'talking'; readonly leg: LegId; readonly talking: boolean }
  /** Nothing was received for `silentMs` while not on hold [C30]; said again every further period. */
  | { readonly type: 'media-silent'; readonly leg: LegId; readonly silentMs: number }
  /** After a `media-silent` something was received again, be it a report; said once. */
  | { readonly type: 'media-heard'; readonly leg: LegId }
  /** The first packet of the peer that is heard: it speaks, or its network does [C23]. */
  | { readonly type: 'media-started'; readonly leg: LegId }
  | { readonly type: 'digits-sent'; readonly leg: LegId }
  /** `durationMs` 0: nothing was said, and there is no clip. */
  | {
      readonly type: 'clip-recorded';
      readonly leg: LegId;
      readonly clip: ClipId;
      readonly durationMs: number;
    }
  | {
      readonly type: 'measured';
      readonly leg: LegId;
      readonly roundTripMs: number | undefined;
      readonly bufferMs: number | undefined;
    }
  /** `files` below the recordings' folder, the mix first. `complete`: false when something was lost. */
  | {
      readonly type: 'recording-written';
      readonly recording: RecordingId;
      readonly files: readonly RecordedFile[];
      readonly durationMs: number;
      readonly complete: boolean;
    }
  /** The leg is gone because its worker failed; leg-closed follows with what is known. */
  | { readonly type: 'leg-failed'; readonly leg: LegId; readonly code: 'WORKER_LOST' | 'LEG_FAULT' };

/** Real: workers over shared memory. In the simulation: the same engine stepped in virtual time. */
export interface Mixer {
  send(command: MixerCommand): void;
}
