import { DRIFT_INTS } from '../../rtp/clock-drift.js';
import { DTMF_INTS } from '../../rtp/dtmf-event.js';
import { DIGITS_INTS } from '../../rtp/dtmf-sender.js';
import { JITTER_INTS, RING_TICKS } from '../../rtp/jitter-buffer.js';
import { FRAME_TICKS } from '../../rtp/packet.js';
import { PACKETIZER_INTS, QUEUE_BYTES } from '../../rtp/packetizer.js';
import { RTCP_INTS } from '../../rtp/rtcp-session.js';
import { LOCK_INTS } from '../../rtp/source-lock.js';
import { SOURCE_INTS } from '../../rtp/source.js';
import { CONCEALMENT_INTS, HISTORY_SAMPLES } from '../concealment.js';

/**
 * Every field of the memory that the main thread and the media workers share, named once. All fields are
 * 32-bit integers of one array unless said otherwise. Each has one writer: of a leg, a room and a control
 * block the worker that owns it; of a ring's head its producer, of its tail its consumer; of the prompt table
 * the main thread before the workers start; of a clip the main thread while nobody plays it; of a tap and of a ring of captured packets as they say.
 */

/** A beat is one frame; it has phases, so that not everything is sent at once. Phases are counted from the start. */
export const BEAT_MS = 20;
export const PHASES = 4;
export const PHASE_MS = BEAT_MS / PHASES;
export const PHASE_TICKS = FRAME_TICKS / PHASES;

// Control block of a worker.
/** Rises with every phase: stands still when the worker hangs. */
export const CONTROL_HEARTBEAT = 0;
/** 1 when the worker is to end by itself. */
export const CONTROL_STOP = 1;
/** The last COMMAND_FENCE that was performed: every command sent before it has been, too. */
export const CONTROL_FENCE = 2;
/** MIXER_COUNTERS in their order. */
export const CONTROL_COUNTERS = 3;

/** What a worker counts beside the statistics of its legs. */
export const MIXER_COUNTERS = [
  /** Phases that began more than half a phase after their deadline. */
  'phasesLate',
  /** Phases that were left out after a stall. */
  'phasesSkipped',
  /** Packets for a leg that is closed or not of this worker. */
  'packetsClosedLeg',
  'packetsNotRtp',
  'packetsRtcp',
  /** RTCP that is malformed or not from the leg's peer. */
  'packetsRtcpRefused',
  'packetsOtherPayload',
  'packetsRefused',
  'eventsDropped',
  'kernelRowsSkipped',
  'legFaults',
  /** Announcements for which the room's queue had no place. */
  'roomPromptsDropped',
  /** Frames of recordings that found the ring to the writer full. */
  'recordingFramesLost',
  'sendsShort',
  /** Packets of captured legs that found the ring to the capture writer full. */
  'capturePacketsLost',
] as const;
export type MixerCounter = (typeof MIXER_COUNTERS)[number];

/** Phases by how far behind their deadline they began: one count for each limit, and one for those beyond. */
export const CONTROL_LATE = CONTROL_COUNTERS + MIXER_COUNTERS.length;
export const LATE_LIMITS_US = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 60_000] as const;
/** What their lateness adds up to, in whole ms. */
export const CONTROL_LATE_MS = CONTROL_LATE + LATE_LIMITS_US.length + 1;
const CONTROL_END = CONTROL_LATE_MS + 1;
/** Whole cache lines, so that two workers never write to the same one. */
export const CONTROL_INTS = Math.ceil(CONTROL_END / 16) * 16;

// A ring of messages: header, then `capacity` data words. A message is a length word and so many words.
export const RING_HEAD = 0;
/** In another cache line than the head. */
export const RING_TAIL = 16;
/** Rung with Atomics.notify by the producer; counts up. */
export const RING_BELL = 32;
export const RING_DATA = 48;

// A leg's block.
export const LEG_STATE = 0;
export const LEG_FREE = 0;
/** The socket is being opened. */
export const LEG_OPENING = 1;
export const LEG_OPEN = 2;
/** The worker that processes it. */
export const LEG_OWNER = 1;
/** Rooms are lists of legs; a leg is always in exactly one, the lobby of its phase while it is in none. */
export const LEG_ROOM = 2;
export const LEG_NEXT = 3;
export const LEG_PREVIOUS = 4;
/** The phase at which its next frame is due. */
export const LEG_DUE = 5;
/** What happens after the frame that fades it out. */
export const LEG_EXIT = 6;
export const EXIT_NONE = 0;
export const EXIT_ROOM = 1;
export const EXIT_CLOSE = 2;
export const LEG_HEARD = 7;
/** Whether it was heard in its last frame: on a change the frame is ramped. */
export const LEG_WAS_HEARD = 8;
export const LEG_ECHO = 9;
/** What it hears next is ramped: RAMP_IN after entering, RAMP_OUT before leaving. */
export const LEG_RAMP = 10;
export const RAMP_NONE = 0;
export const RAMP_IN = 1;
export const RAMP_OUT = 2;
export const LEG_LIMITER = 11;
/** Number of the current frame in the leg's history of samples. */
export const LEG_FRAME = 12;
/** 1 when the current frame has sound. */
export const LEG_SOUNDS = 13;
/** Energy of the last whole frame, as the kernel gives it. */
export const LEG_ENERGY = 14;
/** What the jitter buffer gave, and the decode row it became, between pull and mix. */
export const LEG_PULLED = 15;
export const LEG_MASK = 16;
export const LEG_HUSH = 17;
export const LEG_DECODE_ROW = 18;
/** Sample offset of the frame that this leg alone hears, or NO_FRAME. */
export const LEG_PRIVATE = 19;
export const LEG_TALKING = 20;
/** Frames towards the next change of LEG_TALKING. */
export const LEG_TALK_RUN = 21;
/** Phase of the last packet, and how often its silence was told since. */
export const LEG_PACKET_AT = 22;
export const LEG_SILENCE_TOLD = 23;
// What was negotiated.
export const LEG_HAS_MEDIA = 24;
export const LEG_LAW = 25;
export const LEG_PTIME_TICKS = 26;
export const LEG_SEND_TYPE = 27;
export const LEG_RECEIVE_TYPE = 28;
/** −1 when not negotiated. */
export const LEG_SEND_EVENT_TYPE = 29;
export const LEG_RECEIVE_EVENT_TYPE = 30;
/** The law that is not LEG_LAW, which the peer may send as well; −1 when it may not. */
export const LEG_RECEIVE_OTHER_LAW_TYPE = 31;
export const LEG_SENDS = 32;
export const LEG_RECEIVES = 33;
/** Networks from which another source may be learnt: four address words and a prefix length each. */
export const LEG_LEARN_COUNT = 34;
export const LEG_LEARN = 35;
export const LEARN_MAX = 4;
export const LEARN_INTS = 5;
/** The address and port that were negotiated, whatever was learnt since. */
export const LEG_REMOTE = LEG_LEARN + LEARN_MAX * LEARN_INTS;
export const REMOTE_INTS = 5;
/** 1 when the current frame is one of its room's talkers. */
export const LEG_IN_MIX = LEG_REMOTE + REMOTE_INTS;
/** Where reports go, as negotiated and as heard since: address, port, and 1 when they leave by the RTP socket. */
export const LEG_RTCP_REMOTE = LEG_IN_MIX + 1;
export const RTCP_REMOTE_INTS = 6;
export const LEG_RTCP_TO = LEG_RTCP_REMOTE + RTCP_REMOTE_INTS;
export const RTCP_TO_PORT = 4;
export const RTCP_TO_MUXED = 5;
// Statistics.
export const LEG_PACKETS_RECEIVED = LEG_RTCP_TO + RTCP_REMOTE_INTS;
export const LEG_PACKETS_SENT = LEG_PACKETS_RECEIVED + 1;
/** Of payload. */
export const LEG_OCTETS_SENT = LEG_PACKETS_SENT + 1;
export const LEG_PACKETS_FOREIGN = LEG_OCTETS_SENT + 1;
export const LEG_FRAMES_CONCEALED = LEG_PACKETS_FOREIGN + 1;
// The playlist.
export const LEG_PLAY = LEG_FRAMES_CONCEALED + 1;
export const LEG_PLAY_COUNT = LEG_PLAY + 1;
export const LEG_PLAY_INDEX = LEG_PLAY + 2;
/** Frames of the current prompt that were played. */
export const LEG_PLAY_FRAME = LEG_PLAY + 3;
export const LEG_PLAY_MODE = LEG_PLAY + 4;
export const PLAY_ONCE = 0;
export const PLAY_LOOP = 1;
/** Once, and nobody hears of its end. */
export const PLAY_UNTOLD = 2;
/** Sample offset of a frame that is to be faded out because its prompt was stopped, or NO_FRAME. */
export const LEG_PLAY_CUT = LEG_PLAY + 5;
export const LEG_PLAY_LIST = LEG_PLAY + 6;
export const PLAYLIST_MAX = 48;
/** What is kept of what the leg says: the clip's index, where it stands, and the frames of it so far. */
export const LEG_CLIP = LEG_PLAY_LIST + PLAYLIST_MAX;
export const LEG_CLIP_STAGE = LEG_CLIP + 1;
export const CLIP_OFF = 0;
export const CLIP_BEEP = 1;
export const CLIP_ON = 2;
/** Its end is still to be told. */
export const CLIP_ENDING = 3;
export const LEG_CLIP_FRAMES = LEG_CLIP + 2;
export const LEG_CLIP_FRAMES_MAX = LEG_CLIP + 3;
/** The first and the last frame of it with sound; NONE while there was none. */
export const LEG_CLIP_FIRST = LEG_CLIP + 4;
export const LEG_CLIP_LAST = LEG_CLIP + 5;
/** 1 while a key is pressed, which is not kept. */
export const LEG_CLIP_HUSHED = LEG_CLIP + 6;
/** 1 when the peer has been heard since its address was negotiated. */
export const LEG_STARTED = LEG_CLIP + 7;
/** Its track in the recording of its room; 0: none. */
export const LEG_TRACK = LEG_CLIP + 8;
/** The number of the capture that its packets are copied into; 0: none. */
export const LEG_CAPTURE = LEG_TRACK + 1;
// The parts that the RTP functions own.
export const LEG_LOCK = LEG_CAPTURE + 1;
export const LEG_SOURCE = LEG_LOCK + LOCK_INTS;
export const LEG_JITTER = LEG_SOURCE + SOURCE_INTS;
export const LEG_DTMF = LEG_JITTER + JITTER_INTS;
export const LEG_PACKETIZER = LEG_DTMF + DTMF_INTS;
export const LEG_DIGITS = LEG_PACKETIZER + PACKETIZER_INTS;
export const LEG_CONCEALMENT = LEG_DIGITS + DIGITS_INTS;
export const LEG_RTCP = LEG_CONCEALMENT + CONCEALMENT_INTS;
export const LEG_DRIFT = LEG_RTCP + RTCP_INTS;
const LEG_END = LEG_DRIFT + DRIFT_INTS;
/** Whole cache lines, so that two workers never write to the same one. */
export const LEG_INTS = Math.ceil(LEG_END / 16) * 16;

/** A leg's bytes: the ring of its jitter buffer with a spare frame that mirrors its start, then its send queue. */
export const LEG_RING_BYTES = RING_TICKS + FRAME_TICKS;
export const LEG_QUEUE = LEG_RING_BYTES;
export const LEG_BYTES = LEG_RING_BYTES + QUEUE_BYTES;
/** A leg's samples: its newest frames, then one frame of scratch. */
export const LEG_SCRATCH = HISTORY_SAMPLES;
export const LEG_SAMPLES = HISTORY_SAMPLES + FRAME_TICKS;

// A room's block. Rooms of one phase of one worker form a list.
export const ROOM_NEXT = 0;
export const ROOM_PREVIOUS = 1;
export const ROOM_PHASE = 2;
export const ROOM_HEAD = 3;
export const ROOM_COUNT = 4;
/** Of the mix that all silent listeners share, by law. */
export const ROOM_LIMITER = 5;
/** What is played to all: a bounded queue of prompts. */
export const ROOM_PLAY_FIRST = 7;
export const ROOM_PLAY_COUNT = 8;
export const ROOM_PLAY_FRAME = 9;
/** Sample offset of the current frame of it, or NO_FRAME. */
export const ROOM_SOUND = 10;
/** 1 in the lobby, whose legs do not hear each other. */
export const ROOM_IS_LOBBY = 11;
/** 1 + the index of the tap through which the room is recorded; 0: it is not. */
export const ROOM_TAP = 12;
export const ROOM_PLAY_LIST = 13;
export const ROOM_PLAY_MAX = 36;
const ROOM_END = ROOM_PLAY_LIST + ROOM_PLAY_MAX;
export const ROOM_INTS = Math.ceil(ROOM_END / 16) * 16;

// A prompt: where its samples start, and its length in frames.
export const PROMPT_SAMPLES = 0;
export const PROMPT_FRAMES = 1;
export const PROMPT_INTS = 2;

// A clip: what is played of it, in frames, and the chunks of samples it is made of. It is numbered behind the prompts.
export const CLIP_SKIP = 0;
export const CLIP_FRAMES = 1;
export const CLIP_CHUNKS = 2;
export const CLIP_MS_MAX = 5000;
/** Half a second. */
export const CHUNK_FRAMES = 25;
export const CHUNK_SAMPLES = CHUNK_FRAMES * FRAME_TICKS;
export const CHUNKS_MAX = CLIP_MS_MAX / BEAT_MS / CHUNK_FRAMES;
export const CLIP_INTS = Math.ceil((CLIP_CHUNKS + CHUNKS_MAX) / 16) * 16;

// A tap: the ring of samples through which one room is recorded, described in recording/tap-ring.ts. It is
// written by the worker that has the room, but for its tail, which is the recording writer's.
export const TAP_HEAD = 0;
export const TAP_STATE = 1;
export const TAP_WAITING = 0;
export const TAP_RUNNING = 1;
/** Nothing more comes. */
export const TAP_ENDED = 2;
/** The phase of its first frame. */
export const TAP_START = 2;
/** Frames that found the ring full. */
export const TAP_LOST = 3;
/** In another cache line. */
export const TAP_TAIL = 16;
export const TAP_INTS = 32;
/** 16-bit samples in a tap's ring, a power of two: 30 s of a mix, or 1 s of a mix and thirty tracks. */
export const TAP_SAMPLES = 1 << 19;
/** Tracks of one recording. */
export const TRACKS_MAX = 512;

// A worker's ring of captured packets, described in capture/capture-ring.ts: counts and cells. The head is the
// worker's, the tail the capture writer's.
export const CAPTURE_HEAD = 0;
/** In another cache line. */
export const CAPTURE_TAIL = 16;
export const CAPTURE_CELLS_AT = 32;
/** A power of two: 20 s of one call, or 1 s of twenty. */
export const CAPTURE_CELLS = 2048;
export const CAPTURE_CELL_INTS = 10;
export const CAPTURE_INTS = CAPTURE_CELLS_AT + CAPTURE_CELLS * CAPTURE_CELL_INTS;
/** What is kept of a packet: 60 ms of G.711 with its header, and any report of ours. */
export const CAPTURE_BYTES = 640;

/** The end of a list of legs or rooms, nobody. */
export const NONE = -1;
