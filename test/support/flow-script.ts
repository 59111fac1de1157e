import * as assert from 'uvu/assert';
import { later, monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import type { CalledParty } from '../../src/dialing/called-party.js';
import type { Flow, FlowEffect, FlowInput, Key } from '../../src/ivr/flow.js';

/** A deadline that is due again at once so often is never served. */
const INPUTS_AT_ONCE_MAX = 1_000;
/** Nothing waits longer for a caller. */
const SILENCE_MS_MAX = 120_000;
/** How long every prompt lasts here. */
export const PROMPT_MS = 2_000;

/**
 * One caller's side of a flow in virtual time: presses keys, is silent, and writes down in one line each
 * what it hears and what the flow asks for. Prompts end by themselves after PROMPT_MS each.
 */
export class FlowScript {
  nowMs: MonotonicMs = monotonicMs(1_000);
  #lines: string[] = [];
  #playing: { play: number; overMs: MonotonicMs } | undefined;
  readonly #flow: Flow;
  readonly #answer: (effect: FlowEffect) => FlowInput | undefined;
  readonly #unwritten: readonly string[];

  /** `unwritten`: beginnings of lines that the test is not about. */
  constructor(
    flow: Flow,
    answer: (effect: FlowEffect) => FlowInput | undefined = () => undefined,
    unwritten: readonly string[] = [],
  ) {
    this.#flow = flow;
    this.#answer = answer;
    this.#unwritten = unwritten;
  }

  get state(): string {
    return this.#flow.state;
  }

  get isPlaying(): boolean {
    return this.#playing !== undefined;
  }

  /** The lines since the last call. */
  heard(): string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  input(input: FlowInput): this {
    for (const effect of this.#flow.handle(input, this.nowMs)) this.#perform(effect);
    return this;
  }

  start(): this {
    return this.input({ type: 'start' });
  }

  /** 100 ms between keys. */
  keys(keys: string): this {
    for (const key of keys) {
      this.wait(100);
      this.input({ type: 'key', key: key as Key });
    }
    return this;
  }

  /** Says nothing until something comes of it. */
  silence(): this {
    const { state } = this;
    const lines = this.#lines.length;
    for (let waitedMs = 0; waitedMs < SILENCE_MS_MAX; waitedMs += 1_000) {
      this.wait(1_000);
      if (this.#lines.length > lines || this.state !== state) break;
    }
    return this;
  }

  /** Until what is playing has ended. */
  listen(): this {
    while (this.#playing !== undefined) this.wait(this.#playing.overMs - this.nowMs);
    return this;
  }

  wait(durationMs: number): this {
    const untilMs = later(this.nowMs, durationMs);
    let atOnce = 0;
    for (;;) {
      const deadlineMs = this.#flow.nextDeadline() ?? monotonicMs(Infinity);
      const overMs = this.#playing?.overMs ?? monotonicMs(Infinity);
      const nextMs = deadlineMs < overMs ? deadlineMs : overMs;
      if (nextMs > untilMs) break;
      atOnce = nextMs > this.nowMs ? 0 : atOnce + 1;
      assert.ok(atOnce < INPUTS_AT_ONCE_MAX, `a deadline that is never served: ${this.#flow.describe()}`);
      if (nextMs > this.nowMs) this.nowMs = nextMs;
      if (overMs <= deadlineMs && this.#playing !== undefined) {
        const { play } = this.#playing;
        this.#playing = undefined;
        this.input({ type: 'play-done', play });
      } else this.input({ type: 'timer' });
    }
    this.nowMs = untilMs;
    return this;
  }

  #perform(effect: FlowEffect): void {
    const line = lineOf(effect);
    if (!this.#unwritten.some((start) => line.startsWith(start))) this.#lines.push(line);
    if (effect.type === 'stop') this.#playing = undefined;
    if (effect.type === 'play') {
      this.#playing = effect.loop
        ? undefined
        : { play: effect.play, overMs: later(this.nowMs, effect.prompts.length * PROMPT_MS) };
    }
    const answer = this.#answer(effect);
    if (answer !== undefined) this.input(answer);
  }
}

const numberOf = ({ e164, extension }: CalledParty): string =>
  extension === undefined ? e164 : `${e164}*${extension}`;

function lineOf(effect: FlowEffect): string {
  switch (effect.type) {
    case 'play': {
      const languages = [...new Set(effect.prompts.map(({ language }) => language))].join('+');
      return `${effect.loop ? 'loop' : 'hear'} ${languages}: ${effect.prompts.map(({ id }) => id).join(' ')}`;
    }
    case 'find-room':
      return `find ${effect.roomNumber}`;
    case 'admit':
      return `admit ${effect.roomNumber}/${effect.password ?? effect.proven ?? 'no password'}`;
    case 'enter':
      return `enter ${effect.roomNumber} as ${effect.role}${effect.spokenName === undefined ? '' : ' named'}`;
    case 'return':
      return `return to ${effect.conference} as ${effect.role}`;
    case 'convene':
      return [
        'convene',
        effect.kind,
        'for',
        effect.account,
        'to',
        effect.opening,
        ...effect.parties.map(numberOf),
      ].join(' ');
    case 'ask': {
      const { type, ...asked } = effect.question;
      return `ask ${type} ${JSON.stringify(asked)}`.replace(' {}', '');
    }
    case 'record-name':
      return `record-name ${effect.maxMs}`;
    case 'consult':
      return `consult ${numberOf(effect.called)}`;
    case 'command':
      return `command ${JSON.stringify(effect.command)}`;
    case 'echo':
      return `echo ${effect.on}`;
    case 'release':
      return `release ${effect.reason}`;
    case 'stop':
    case 'stop-name':
    case 'accept-invitation':
    case 'toggle-recording':
    case 'measure':
    case 'pair':
      return effect.type;
  }
}
