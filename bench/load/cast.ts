import { TONE_COUNT, toneHz } from './tones.js';

/** Who sits in which room, who speaks with which tone, and what each must and must not hear. */
export interface Part {
  readonly caller: number;
  readonly room: number;
  /** What this caller says; undefined for a silent listener. */
  readonly ownHz: number | undefined;
  /** The tones of its room-mates: all must be heard. */
  readonly mateHz: readonly number[];
  /** Tones of callers in other rooms: none may be heard. */
  readonly foreignHz: readonly number[];
}

export interface CastOptions {
  readonly callers: number;
  readonly roomSize: number;
  /** How many of each room speak; the others send silence. */
  readonly talkers: number;
}

/** More tones than this in one mix would reach the limiter, and the levels would say nothing. */
export const TALKERS_MAX = 8;
const FOREIGN_TONES = 2;

export function castParts({ callers, roomSize, talkers }: CastOptions): readonly Part[] {
  const speaks = (caller: number): boolean => caller % roomSize < talkers;
  return Array.from({ length: callers }, (_, caller) => {
    const room = Math.floor(caller / roomSize);
    const first = room * roomSize;
    const mates = range(first, Math.min(first + roomSize, callers)).filter(
      (mate) => mate !== caller && speaks(mate),
    );
    const ownHz = speaks(caller) ? toneHz(caller) : undefined;
    const mateHz = mates.map(toneHz);
    return { caller, room, ownHz, mateHz, foreignHz: foreignTones(first, roomSize, [ownHz, ...mateHz]) };
  });
}

/** Tones of the callers just before and just after the room, where a mistaken slot or port would lead. */
function foreignTones(first: number, roomSize: number, inRoom: readonly (number | undefined)[]): number[] {
  const neighbours = [
    first + TONE_COUNT - roomSize,
    first + roomSize,
    first + TONE_COUNT - 1,
    first + roomSize + 1,
  ];
  const tones = new Set(neighbours.map(toneHz).filter((hz) => !inRoom.includes(hz)));
  return [...tones].slice(0, FOREIGN_TONES);
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
