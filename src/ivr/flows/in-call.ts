import type { Language } from '../../accounts/account.js';
import type { ParticipantId } from '../../base/ids.js';
import { later, type MonotonicMs } from '../../base/units.js';
import type { CommandBody } from '../../conference/commands.js';
import type { ReleaseReason } from '../../conference/leave-reason.js';
import type { Role } from '../../conference/participant.js';
import { promptsOf } from '../announcements.js';
import {
  toPrompts,
  type Flow,
  type FlowEffect,
  type FlowInput,
  type Key,
  type PlayNumbers,
  type Prompt,
} from '../flow.js';
import { InCallKeys, type KeyMeaning } from '../in-call-keys.js';
import type { PromptId } from '../prompt-id.js';

/** Announcements that wait for one party; beyond that the oldest is dropped. */
const WAITING_MAX = 8;
/** No menu and no farewell lasts so long: its end has been lost. */
const SPEECH_MS_MAX = 60_000;

const CHAIR_MENU: readonly PromptId[] = ['menu-0', 'menu-1', 'menu-2', 'menu-3', 'menu-6', 'menu-8'];
/** Chair-only items only to a chair. */
const ATTENDEE_MENU: readonly PromptId[] = ['menu-0', 'menu-1', 'menu-6', 'menu-8'];

export interface InCallOptions {
  readonly participant: ParticipantId;
  readonly role: Role;
  /** The room's: it counts from the entry on [S10]. */
  readonly language: Language;
  readonly plays: PlayNumbers;
}

/**
 * One party in the room: its keys become commands, and what the conference says to it alone, its menu and
 * its music share the one private voice it has.
 */
export class InCall implements Flow {
  readonly #options: InCallOptions;
  readonly #keys = new InCallKeys();
  #waiting: (readonly Prompt[])[] = [];
  #dropped = 0;
  #playing: { readonly play: number; readonly what: 'speech' | 'menu' | 'music' } | undefined;
  /** When a speech that has not ended by then is taken as ended. */
  #speechOverAtMs: MonotonicMs | undefined;
  #music = false;
  #leaving: ReleaseReason | undefined;
  #effects: FlowEffect[] = [];

  constructor(options: InCallOptions) {
    this.#options = options;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    if (this.#leaving === undefined) this.#inRoom(input, nowMs);
    else if (input.type === 'play-done' || input.type === 'timer') this.#onSpeechInput(input, nowMs);
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    const keys = this.#leaving === undefined ? this.#keys.nextDeadline() : undefined;
    const speech = this.#speechOverAtMs;
    if (keys === undefined || speech === undefined) return keys ?? speech;
    return keys < speech ? keys : speech;
  }

  get state(): string {
    return this.#leaving === undefined ? this.#keys.describe() : 'leaving';
  }

  describe(): string {
    const { participant, role } = this.#options;
    const voice = `${this.#playing?.what ?? 'quiet'} ${this.#waiting.length} waiting ${this.#dropped} dropped`;
    return `in-call ${role} ${participant} ${this.#leaving ?? this.#keys.describe()} ${voice}`;
  }

  #inRoom(input: FlowInput, nowMs: MonotonicMs): void {
    switch (input.type) {
      case 'key':
        this.#onKey(input.key, nowMs);
        break;
      case 'timer':
        this.#onMeaning(this.#keys.expire(nowMs), nowMs);
        this.#onSpeechInput(input, nowMs);
        break;
      case 'play-done':
        this.#onSpeechInput(input, nowMs);
        break;
      case 'say':
        this.#enqueue(promptsOf(input.announcement, input.language), nowMs);
        break;
      case 'music':
        this.#music = input.on;
        if (!input.on && this.#playing?.what === 'music') this.#stop();
        this.#playNext(nowMs);
        break;
      case 'farewell':
        this.#leaving = input.reason;
        this.#play('speech', promptsOf(input.announcement, input.language), nowMs);
        break;
      case 'start':
      case 'key-end':
      case 'room':
      case 'admission':
      case 'measured':
      case 'paired':
      case 'unpaired':
        break;
    }
  }

  /** Any key interrupts the menu; the menu is stopped first, since a command can be answered at once. */
  #onKey(key: Key, nowMs: MonotonicMs): void {
    const meaning = this.#keys.press(key, nowMs);
    if (this.#playing?.what === 'menu') {
      this.#stop();
      this.#playNext(nowMs);
    }
    this.#onMeaning(meaning, nowMs);
  }

  #onMeaning(meaning: KeyMeaning | undefined, nowMs: MonotonicMs): void {
    if (meaning === undefined) return;
    if (meaning.type === 'menu') {
      const menu = this.#options.role === 'chair' ? CHAIR_MENU : ATTENDEE_MENU;
      return this.#play('menu', toPrompts(menu, this.#options.language), nowMs);
    }
    const command =
      meaning.type === 'digit'
        ? ({ type: 'choose', key: meaning.digit } as const)
        : this.#functionOf(meaning.digit);
    if (command !== undefined) this.#effects.push({ type: 'command', command });
    else if (meaning.type === 'function' && meaning.digit === '4') {
      this.#effects.push({ type: 'toggle-recording' });
    }
  }

  #functionOf(digit: string): CommandBody | undefined {
    const { participant } = this.#options;
    switch (digit) {
      case '0':
        return { type: 'request-operator', participant };
      case '1':
        return { type: 'mute', participant, muted: 'toggle' };
      case '2':
        return { type: 'lock', locked: 'toggle' };
      case '3':
        return { type: 'kick', participant: 'last' };
      case '5':
        return { type: 'count' };
      case '6':
        return { type: 'step-out', participant };
      case '7':
        return { type: 'mute-all', muted: 'toggle' };
      case '9':
        return { type: 'raise-hand', participant, raised: 'toggle' };
      default:
        // `*8` leaves the menu, and any key has done that.
        return undefined;
    }
  }

  #onSpeechInput(input: FlowInput & { type: 'play-done' | 'timer' }, nowMs: MonotonicMs): void {
    const ended =
      input.type === 'play-done'
        ? input.play === this.#playing?.play
        : this.#speechOverAtMs !== undefined && nowMs >= this.#speechOverAtMs;
    if (!ended) return;
    this.#playing = undefined;
    this.#speechOverAtMs = undefined;
    if (this.#leaving !== undefined) {
      this.#effects.push({ type: 'release', reason: this.#leaving });
      return;
    }
    this.#keys.menuEnded(nowMs);
    this.#playNext(nowMs);
  }

  #enqueue(prompts: readonly Prompt[], nowMs: MonotonicMs): void {
    this.#waiting.push(prompts);
    if (this.#waiting.length > WAITING_MAX) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    this.#playNext(nowMs);
  }

  /** Announcements one after another, then the music if it is on; nothing talks over the menu. */
  #playNext(nowMs: MonotonicMs): void {
    if (this.#playing !== undefined && this.#playing.what !== 'music') return;
    const prompts = this.#waiting.shift();
    if (prompts !== undefined) this.#play('speech', prompts, nowMs);
    else if (this.#music && this.#playing === undefined) {
      this.#play('music', toPrompts(['hold-music'], this.#options.language), nowMs);
    }
  }

  #play(what: 'speech' | 'menu' | 'music', prompts: readonly Prompt[], nowMs: MonotonicMs): void {
    const loop = what === 'music';
    this.#playing = { play: this.#options.plays.next(), what };
    this.#speechOverAtMs = loop ? undefined : later(nowMs, SPEECH_MS_MAX);
    this.#effects.push({ type: 'play', play: this.#playing.play, prompts, loop });
  }

  #stop(): void {
    this.#playing = undefined;
    this.#speechOverAtMs = undefined;
    this.#effects.push({ type: 'stop' });
  }
}
