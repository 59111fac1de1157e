import type { ConversationOptions, Words } from '../conversation.js';
import { OPT_OUT, optOutOf } from '../opt-out.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

/** The question, each time followed by 10 s of silence, then the call is given up [S35]. */
const TIMES_MAX = 3;

export interface PressOneOptions extends ConversationOptions {
  readonly words: Words;
  /** 「不再接收此类来电请按9」 is offered [S41]. */
  readonly optOut: boolean;
}

/** Only `1` leads in, so that a voicemail does not: host, operator, or an invited party [S35] [S14]. */
export class PressOne extends SpokenFlow {
  readonly #options: PressOneOptions;

  constructor(options: PressOneOptions) {
    super(options);
    this.#options = options;
  }

  describe(): string {
    return `press-one ${this.state}`;
  }

  protected begin(): void {
    this.#ask(1);
  }

  #ask(time: number): void {
    const { words, optOut } = this.#options;
    const again = (): void => {
      if (time < TIMES_MAX) this.#ask(time + 1);
      else this.talk.leave(['goodbye'], 'not-confirmed');
    };
    this.talk.choose('confirming', [...words, ...(optOut ? OPT_OUT : [])], {
      keys: {
        '1': () => new RoomDoor(this.talk).pass({ type: 'accept-invitation' }),
        ...(optOut && { '9': () => optOutOf(this.talk) }),
      },
      silence: again,
    });
  }
}
