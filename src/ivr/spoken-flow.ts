import type { MonotonicMs } from '../base/units.js';
import { Conversation, type ConversationOptions } from './conversation.js';
import type { Flow, FlowEffect, FlowInput, Key } from './flow.js';

/** A flow that is one conversation from its first prompt to its last. */
export abstract class SpokenFlow implements Flow {
  protected readonly talk: Conversation;

  constructor(options: ConversationOptions) {
    this.talk = new Conversation(options, () => this.begin());
  }

  protected abstract begin(): void;

  abstract describe(): string;

  get state(): string {
    return this.talk.state;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    return this.talk.handle(input, nowMs);
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.talk.deadline;
  }

  takeEarly(): readonly Key[] {
    return this.talk.takeEarly();
  }
}
