import { OPT_OUT, optOutOf } from '../opt-out.js';
import type { ConversationOptions, Words } from '../conversation.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

export interface InvitedGreetingOptions extends ConversationOptions {
  /** Empty: in at once [S20] [S36]. */
  readonly words: Words;
  /** 「不再接收此类来电请按9」 is offered [S41]. */
  readonly optOut: boolean;
}

/** A called party is greeted and is in, whatever it does [S35]. */
export class InvitedGreeting extends SpokenFlow {
  readonly #options: InvitedGreetingOptions;

  constructor(options: InvitedGreetingOptions) {
    super(options);
    this.#options = options;
  }

  describe(): string {
    return `invited-greeting ${this.state}`;
  }

  protected begin(): void {
    const { words, optOut } = this.#options;
    const accept = (): void => new RoomDoor(this.talk).pass({ type: 'accept-invitation' });
    this.talk.choose('greeting', [...words, ...(optOut ? OPT_OUT : [])], {
      keys: { '1': accept, ...(optOut && { '9': () => optOutOf(this.talk) }) },
      silence: accept,
      silenceMs: 0,
    });
  }
}
