import type { LegId } from '../../../src/base/ids.js';
import type { Language } from '../../../src/accounts/account.js';
import type { MixerCommand, PromptRef, RoomKey } from '../../../src/mixer/mixer.js';
import type { ServerWatcher } from '../server-options.js';

/** Sounds that are the same in both languages may be asked for in either. */
const WITHOUT_WORDS = /^(clip|tone|hold-music|ringback)/;

/** What was played to each leg, to it alone or into its room: one line for each time, in order. */
export class Transcripts implements ServerWatcher {
  readonly #language: Language;
  readonly #lines = new Map<LegId, string[]>();
  readonly #rooms = new Map<LegId, RoomKey>();

  constructor(language: Language) {
    this.#language = language;
  }

  of(leg: LegId): readonly string[] {
    return this.#lines.get(leg) ?? [];
  }

  onMixerCommand(command: MixerCommand): void {
    switch (command.type) {
      case 'join-room':
        this.#rooms.set(command.leg, command.room);
        return;
      case 'leave-room':
      case 'close-leg':
        this.#rooms.delete(command.leg);
        return;
      case 'play':
        return this.#add(
          command.leg,
          `${command.loop === true ? 'loop ' : ''}${this.#words(command.prompts)}`,
        );
      case 'play-room':
        for (const [leg, room] of this.#rooms)
          if (room === command.room) this.#add(leg, this.#words(command.prompts));
        return;
      case 'send-digits':
        return this.#add(command.leg, `digits ${command.digits}`);
      default:
        return;
    }
  }

  #add(leg: LegId, line: string): void {
    const lines = this.#lines.get(leg);
    if (lines === undefined) this.#lines.set(leg, [line]);
    else lines.push(line);
  }

  /** A word of another language than the story's stands out. */
  #words(prompts: readonly PromptRef[]): string {
    return prompts
      .map(({ id, language }) => {
        const name = id.startsWith('clip:') ? 'clip' : id;
        return language === this.#language || WITHOUT_WORDS.test(name) ? name : `${language}/${name}`;
      })
      .join(' ');
  }
}
