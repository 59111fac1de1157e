import type { LiveEvent } from '../../client/index.js';

/** What comes over the line to a page: the server's events, how the line itself stands, and what was missed. */
export type LiveMessage =
  | ServerMessage
  /** The connection is gone; it is being made again. */
  | { readonly name: 'lost' }
  | { readonly name: 'returned' }
  /** The server answered, and gave no stream. */
  | { readonly name: 'refused' };

export type ServerMessage = {
  readonly [Name in LiveEvent['name']]: {
    readonly name: Name;
    readonly data: Extract<LiveEvent, { name: Name }>['data'];
  };
}[LiveEvent['name']];

/** Where live messages come from. */
export interface LiveLine<Message = LiveMessage> {
  start(receive: (message: Message) => void): void;
  stop(): void;
}
