import type { Language } from '../../accounts/account.js';
import { later, type MonotonicMs } from '../../base/units.js';
import type { DoorRefusal } from '../../conference/admission.js';
import { refusedEntryPrompts } from '../announcements.js';
import type { Flow, FlowEffect, FlowInput, PlayNumbers } from '../flow.js';

/** The door answers at once or not at all; no refusal takes so long to say. */
const WAIT_MS = 15_000;

export interface DirectEntryOptions {
  readonly roomNumber: string;
  readonly language: Language;
  readonly plays: PlayNumbers;
}

/** A `direct` number leads straight to a room's door, without keys [S38a]. */
export class DirectEntry implements Flow {
  readonly #options: DirectEntryOptions;
  #state: 'new' | 'admitting' | 'entering' | 'leaving' | 'over' = 'new';
  #play: number | undefined;
  #deadline: MonotonicMs | undefined;

  constructor(options: DirectEntryOptions) {
    this.#options = options;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    const { roomNumber } = this.#options;
    if (input.type === 'start' && this.#state === 'new') {
      this.#state = 'admitting';
      this.#deadline = later(nowMs, WAIT_MS);
      return [{ type: 'admit', roomNumber, password: undefined }];
    }
    if (input.type === 'admission' && (this.#state === 'admitting' || this.#state === 'entering')) {
      if (!input.result.ok) return this.#refuse(input.result.error, nowMs);
      if (this.#state === 'entering') return [];
      this.#state = 'entering';
      this.#deadline = undefined;
      return [{ type: 'enter', roomNumber, role: input.result.value.role }];
    }
    if (input.type === 'play-done' && this.#state === 'leaving' && input.play === this.#play)
      return this.#release();
    if (input.type === 'timer' && this.#deadline !== undefined && nowMs >= this.#deadline) {
      return this.#state === 'leaving' ? this.#release() : this.#refuse({ code: 'CANNOT_CONNECT' }, nowMs);
    }
    return [];
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadline;
  }

  get state(): string {
    return this.#state;
  }

  describe(): string {
    return `direct-entry ${this.#state} room ${this.#options.roomNumber}`;
  }

  #refuse(refusal: DoorRefusal, nowMs: MonotonicMs): readonly FlowEffect[] {
    const { language, plays } = this.#options;
    this.#state = 'leaving';
    this.#deadline = later(nowMs, WAIT_MS);
    this.#play = plays.next();
    return [{ type: 'play', play: this.#play, prompts: refusedEntryPrompts(refusal, language), loop: false }];
  }

  #release(): readonly FlowEffect[] {
    this.#state = 'over';
    this.#deadline = undefined;
    return [{ type: 'release', reason: 'entry-failed' }];
  }
}
