import type { ConferenceId, LegId } from '../base/ids.js';
import type { MonotonicMs } from '../base/units.js';

/**
 * The contract between the main thread and the media side. The main thread sends commands and hears events;
 * it never touches a sample. Commands to one leg or room take effect in the order they are sent.
 */

/** G.711 names of RFC 3551. More codecs come behind the same word. */
export type Codec = 'PCMA' | 'PCMU';

/** A mix is made per room; a room lives in one worker. Conferences and test loops are rooms. */
export type RoomKey = ConferenceId;

/** What offer and answer agreed on for one leg's audio stream. */
export interface LegMedia {
  /** Where we send: numeric address without brackets. Undefined while on hold with c=0.0.0.0. */
  readonly remote: { readonly address: string; readonly port: number } | undefined;
  readonly codec: Codec;
  /** Payload types can differ by direction (RFC 3264 §5.1): what we send, and what the peer sends. */
  readonly sendPayloadType: number;
  readonly receivePayloadType: number;
  /** Packet time we send with, in ms: 10, 20, 30, 40, 50 or 60. */
  readonly ptimeMs: number;
  /** telephone-event: what we send and what the peer sends; undefined when not negotiated. */
  readonly sendEventPayloadType?: number;
  readonly receiveEventPayloadType?: number;
  /** Our direction. On sendonly or inactive nothing the peer sends is heard. */
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /**
   * The trunk's media networks, such as '10.1.0.0/16': from there another source may be learnt [C29].
   * At most four; without any, only the remote itself is heard.
   */
  readonly learnFrom?: readonly string[];
}

/** A prompt by its id in the prompt table, or a tone; the language picks the rendering. */
export interface PromptRef {
  readonly id: string;
  readonly language: string;
}

export type MixerCommand =
  /** Takes a port, opens a socket, sends silence from now on. Answered by leg-opened or leg-refused. */
  | { readonly type: 'open-leg'; readonly leg: LegId; readonly media: LegMedia | undefined }
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
  /** The leg is gone because its worker failed; leg-closed follows with what is known. */
  | { readonly type: 'leg-failed'; readonly leg: LegId; readonly code: 'WORKER_LOST' | 'LEG_FAULT' };

/** Real: workers over shared memory. In the simulation: the same engine stepped in virtual time. */
export interface Mixer {
  send(command: MixerCommand): void;
}
