import type { Flow, FlowEffect, FlowInput, PlayNumbers } from '../flow.js';

/** A 1004 Hz tone at -16 dBm0 without end, or nothing at all: what a carrier's engineer measures [S38b]. */
export class TestSound implements Flow {
  readonly #kind: 'tone' | 'silence';
  readonly #plays: PlayNumbers;

  constructor(kind: 'tone' | 'silence', { plays }: { readonly plays: PlayNumbers }) {
    this.#kind = kind;
    this.#plays = plays;
  }

  handle(input: FlowInput): readonly FlowEffect[] {
    if (input.type !== 'start' || this.#kind === 'silence') return [];
    const prompts = [{ id: 'tone-1004', language: 'en' }] as const;
    return [{ type: 'play', play: this.#plays.next(), prompts, loop: true }];
  }

  nextDeadline(): undefined {
    return undefined;
  }

  get state(): string {
    return this.#kind;
  }

  describe(): string {
    return `test-${this.#kind}`;
  }
}
