import { unreachable } from '../base/errors.js';
import type { Greeting } from '../conference/participant.js';
import type { ConversationOptions } from './conversation.js';
import type { Flow } from './flow.js';
import { InvitedGreeting } from './flows/invited-greeting.js';
import { PressOne } from './flows/press-one.js';

export interface GreetingOptions extends ConversationOptions {
  /** 「不再接收此类来电请按9」 is offered to who is invited [S41]. */
  readonly optOut: boolean;
  /** Whoever answers has clicked for it: there is no voicemail to tell it from. */
  readonly answeredByHand?: boolean;
}

/** What a called party goes through between its answer and the conference. */
export function greetingFlow(greeting: Greeting, options: GreetingOptions): Flow {
  switch (greeting) {
    case 'invited':
      return new InvitedGreeting({ ...options, words: ['invited'] });
    case 'press-1':
      return new PressOne({ ...options, words: ['invited', 'press-1-to-join'] });
    case 'host':
      return new PressOne({ ...options, words: ['host-confirm'], optOut: false });
    case 'operator':
      return options.answeredByHand === true
        ? new InvitedGreeting({ ...options, words: [], optOut: false })
        : new PressOne({ ...options, words: ['operator-offer'], optOut: false });
    case 'host-again':
    case 'consult':
      return new InvitedGreeting({ ...options, words: [], optOut: false });
    default:
      return unreachable(greeting);
  }
}
