import * as assert from 'uvu/assert';
import type { LegId } from '../../../src/base/ids.js';
import type { LegEndReason } from '../../../src/billing/leg-record.js';
import type { SimVoice } from '../voice.js';
import type { StoryWorld } from './story-world.js';

/** A telephone, whichever side has called. */
export interface StoryPhone {
  readonly call: { readonly callId: string };
  readonly voice: SimVoice;
  readonly state: string;
  press(keys: string): void;
}

export interface PartyFacts {
  readonly name: string;
  readonly number: string;
  readonly toneHz: number;
  readonly hangUp: (cause?: number) => void;
}

const HEAR_MS_MAX = 20_000;
const END_MS_MAX = 30_000;

/** One person of a story: presses keys, and hears line after line what is played to its leg. */
export class Party {
  readonly name: string;
  /** As it is written within the country. */
  readonly number: string;
  readonly toneHz: number;
  readonly phone: StoryPhone;
  readonly #world: StoryWorld;
  readonly #hangUp: (cause?: number) => void;
  #read = 0;
  #leg: LegId | undefined;

  constructor(world: StoryWorld, phone: StoryPhone, how: PartyFacts) {
    this.#world = world;
    this.phone = phone;
    this.name = how.name;
    this.number = how.number;
    this.toneHz = how.toneHz;
    this.#hangUp = how.hangUp;
  }

  /** Undefined until its record is opened. */
  get leg(): LegId | undefined {
    this.#leg ??= this.#world.legOf(this.phone.call.callId);
    return this.#leg;
  }

  get isUp(): boolean {
    return this.phone.state === 'up';
  }

  get isOver(): boolean {
    return this.phone.state === 'over';
  }

  /** These are the next lines, each of the ids of one announcement, and nothing lies between them. */
  hears(...lines: readonly string[]): this {
    for (const line of lines) this.hearsWithin(HEAR_MS_MAX, line);
    return this;
  }

  hearsWithin(limitMs: number, line: string): this {
    const reached = this.#world.until(() => this.#lines.length > this.#read, limitMs);
    const heard = this.#lines.join(' | ');
    assert.ok(reached, `${this.name} does not hear "${line}" within ${limitMs} ms, only: ${heard}`);
    assert.is(this.#lines[this.#read], line, `${this.name} heard: ${heard}`);
    this.#read += 1;
    return this;
  }

  /** The last line of all. */
  heardAtLast(line: string): this {
    assert.is(this.#lines.at(-1), line, `${this.name} heard: ${this.#lines.join(' | ')}`);
    return this.skips();
  }

  /** Whatever was played until now is not what the story is about. */
  skips(): this {
    this.#read = this.#lines.length;
    return this;
  }

  hearsNothing(forMs: number): this {
    const before = this.#lines.length;
    assert.is(before, this.#read, `${this.name} has heard: ${this.#lines.join(' | ')}`);
    this.#world.pass(forMs);
    const more = this.#lines.slice(before).join(' | ');
    assert.is(more, '', `${this.name} hears nothing for ${forMs} ms`);
    return this;
  }

  /** Returns when the last key is released. */
  keys(keys: string): this {
    this.phone.press(keys);
    const sent = this.#world.until(() => !this.phone.voice.keysWaiting, 500 * keys.length + 1_000);
    assert.ok(sent, `${this.name} presses ${keys}`);
    return this;
  }

  /** Presses while the world goes on. */
  beginsKeys(keys: string): this {
    this.phone.press(keys);
    return this;
  }

  answers(): this {
    assert.ok(
      this.#world.until(() => this.isUp, HEAR_MS_MAX),
      `${this.name} is connected`,
    );
    return this;
  }

  /** With a cause other than 16 it did not want to leave. */
  hangsUp(cause?: number): this {
    this.#hangUp(cause);
    return this;
  }

  /** Its call comes to its end, and its record says why. */
  isGone(reason?: LegEndReason): this {
    const reached = this.#world.until(() => this.isOver, END_MS_MAX);
    assert.ok(reached, `${this.name} is over; it has heard: ${this.#lines.join(' | ')}`);
    if (reason === undefined) return this;
    const closed = this.#world.until(() => this.#closed !== undefined, END_MS_MAX);
    assert.ok(closed, `the record of ${this.name} is closed`);
    assert.is(this.#closed, reason, `why ${this.name} is gone`);
    return this;
  }

  get #closed(): LegEndReason | undefined {
    const { leg } = this;
    return leg && this.#world.ledger.legs.get(leg)?.closed[0]?.reason;
  }

  get #lines(): readonly string[] {
    const { leg } = this;
    return leg === undefined ? [] : this.#world.transcripts.of(leg);
  }
}
