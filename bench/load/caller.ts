import type { Part } from './cast.js';
import type { Reception } from './reception.js';

/** One caller of a load, from before its call to after it. */
export interface Caller {
  readonly part: Part;
  state: 'waiting' | 'calling' | 'up' | 'ended' | 'failed';
  setupMs: number;
  failure: string;
  /** The server hung up although nobody asked it to. */
  endedEarly: boolean;
  reception: Reception | undefined;
}

/** Processor time so far. */
export interface Usage {
  readonly ownUs: number;
  readonly serverUs: number;
}
