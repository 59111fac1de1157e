import type { Conversation, Words } from './conversation.js';

/** What a called stranger is offered [S41]. */
export const OPT_OUT: Words = ['opt-out'];

/** Takes the called party's number off: it is called no more. */
export function optOutOf(talk: Conversation): void {
  talk.ask('opting-out', { type: 'opt-out' }, ({ type }) =>
    talk.leave([type === 'opted-out' ? 'opted-out' : 'action-refused', 'goodbye'], 'not-confirmed'),
  );
}
