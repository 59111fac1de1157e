import type { MixerCommand, PromptRef } from '../mixer.js';
import type { PromptBank } from '../prompt-bank.js';
import { COMMAND_STOP_PLAY } from '../shared/command-ring.js';
import { PLAYLIST_MAX, ROOM_PLAY_MAX } from '../shared/layout.js';
import type { Clips } from './clips.js';
import type { FrontCore, FrontLeg } from './core.js';

/** Turns what is to be played into numbers of prompts and clips. */
export class Playlists {
  readonly #core: FrontCore;
  readonly #prompts: PromptBank;
  readonly #clips: Clips;

  constructor(core: FrontCore, prompts: PromptBank, clips: Clips) {
    this.#core = core;
    this.#prompts = prompts;
    this.#clips = clips;
  }

  toLeg(leg: FrontLeg, { play, prompts, loop = false }: Extract<MixerCommand, { type: 'play' }>): void {
    const writer = this.#core.commands[leg.worker]!;
    const numbers = this.#numbersOf(prompts, PLAYLIST_MAX);
    if (numbers.length > 0) return writer.play(leg.slot, play, loop, numbers);
    // Nothing of it exists: whoever waits for its end must not wait for ever.
    writer.plain(COMMAND_STOP_PLAY, leg.slot);
    if (!loop) this.#core.owe({ type: 'play-done', leg: leg.id, play });
  }

  toRoom({ room: key, prompts }: Extract<MixerCommand, { type: 'play-room' }>): void {
    const room = this.#core.placement.room(key);
    const numbers = this.#numbersOf(prompts, ROOM_PLAY_MAX);
    if (room === undefined || numbers.length === 0) return;
    this.#core.commands[room.worker]!.playRoom(room.index, numbers);
  }

  #numbersOf(prompts: readonly PromptRef[], limit: number): number[] {
    const { counters } = this.#core;
    const known = prompts
      .map((prompt) => this.#clips.lookup(prompt.id) ?? this.#prompts.lookup(prompt))
      .filter((number) => number !== undefined);
    counters.add('promptsUnknown', prompts.length - known.length);
    counters.add('promptsCut', Math.max(0, known.length - limit));
    return known.slice(0, limit);
  }
}
