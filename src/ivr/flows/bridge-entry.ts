import type { Language } from '../../accounts/account.js';
import type { Result } from '../../base/result.js';
import { later, type MonotonicMs } from '../../base/units.js';
import { isWrongTry, type DoorRefusal, type RoomAnswer } from '../../conference/admission.js';
import type { Role } from '../../conference/participant.js';
import { refusedEntryPrompts } from '../announcements.js';
import { DigitCollector, type KeyTimes } from '../digit-collector.js';
import {
  toPrompts,
  type Flow,
  type FlowEffect,
  type FlowInput,
  type Key,
  type PlayNumbers,
  type Prompt,
} from '../flow.js';
import type { PromptId } from '../prompt-id.js';

const TRIES_MAX = 3;
/** Silence after the language question: Chinese. */
const LANGUAGE_WAIT_MS = 5_000;
/** The door answers at once or not at all. */
const ANSWER_WAIT_MS = 15_000;
/** No prompt lasts so long: the end of this one has been lost. */
const PROMPT_MS_MAX = 60_000;

type State =
  | 'new'
  | 'language'
  | 'room'
  | 'finding'
  | 'password'
  | 'admitting'
  /** The verdict is there and is kept from a caller who has guessed too often. */
  | 'holding'
  | 'entering'
  | 'leaving'
  | 'over';

export interface BridgeEntryOptions {
  readonly language: Language | 'both';
  readonly keyTimes: KeyTimes;
  readonly plays: PlayNumbers;
}

/** From the welcome to the room's door [S10]: language, room number, password. */
export class BridgeEntry implements Flow {
  readonly #plays: PlayNumbers;
  readonly #collector: DigitCollector;
  readonly #asksLanguage: boolean;
  #language: Language;
  #state: State = 'new';
  #play: number | undefined;
  #deadline: MonotonicMs | undefined;
  #roomNumber = '';
  #attendeesNeedPassword = true;
  #roomTries = 0;
  #passwordTries = 0;
  #verdict: Result<{ readonly role: Role }, DoorRefusal> | undefined;
  #effects: FlowEffect[] = [];

  constructor({ language, keyTimes, plays }: BridgeEntryOptions) {
    this.#asksLanguage = language === 'both';
    this.#language = language === 'both' ? 'zh-CN' : language;
    this.#collector = new DigitCollector(keyTimes);
    this.#plays = plays;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    switch (input.type) {
      case 'start':
        this.#start(nowMs);
        break;
      case 'key':
        this.#onKey(input.key, nowMs);
        break;
      case 'play-done':
        if (input.play === this.#play) this.#onPromptEnd(nowMs);
        break;
      case 'timer':
        this.#onTimer(nowMs);
        break;
      case 'room':
        if (this.#state === 'finding') this.#onRoom(input.answer, nowMs);
        break;
      case 'admission':
        this.#onAdmission(input.result, input.waitMs, nowMs);
        break;
      case 'key-end':
      case 'say':
      case 'music':
      case 'farewell':
      case 'measured':
      case 'paired':
      case 'unpaired':
        break;
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadline ?? this.#collector.nextDeadline();
  }

  get state(): string {
    return this.#state;
  }

  describe(): string {
    const tries = `${this.#roomTries}/${this.#passwordTries} tries`;
    return `bridge-entry ${this.#state} ${this.#language} room ${this.#roomNumber || '-'} ${tries}`;
  }

  #start(nowMs: MonotonicMs): void {
    if (this.#state !== 'new') return;
    if (!this.#asksLanguage) return this.#askRoom(['welcome'], nowMs);
    this.#state = 'language';
    this.#say(
      [
        { id: 'language-zh', language: 'zh-CN' },
        { id: 'language-en', language: 'en' },
      ],
      nowMs,
    );
  }

  #onKey(key: Key, nowMs: MonotonicMs): void {
    if (this.#state === 'language') {
      if (key === '1' || key === '2') this.#chooseLanguage(key === '1' ? 'zh-CN' : 'en', nowMs);
      return;
    }
    const entry = this.#collector.press(key, nowMs);
    if (this.#state !== 'room' && this.#state !== 'password') return;
    this.#interrupt();
    if (entry !== undefined) this.#onEntry(entry, nowMs);
  }

  #onPromptEnd(nowMs: MonotonicMs): void {
    this.#play = undefined;
    this.#deadline = undefined;
    if (this.#state === 'language') this.#deadline = later(nowMs, LANGUAGE_WAIT_MS);
    else if (this.#state === 'leaving') this.#release();
    else this.#collector.listen(nowMs);
  }

  #onTimer(nowMs: MonotonicMs): void {
    if (this.#deadline === undefined) {
      const entry = this.#collector.expire(nowMs);
      if (entry !== undefined) this.#onEntry(entry, nowMs);
      return;
    }
    if (nowMs < this.#deadline) return;
    if (this.#play !== undefined) return this.#onPromptEnd(nowMs);
    this.#deadline = undefined;
    if (this.#state === 'language') this.#chooseLanguage('zh-CN', nowMs);
    else if (this.#state === 'holding' && this.#verdict !== undefined) this.#onVerdict(this.#verdict, nowMs);
    else this.#leave(refusedEntryPrompts({ code: 'CANNOT_CONNECT' }, this.#language), nowMs);
  }

  #chooseLanguage(language: Language, nowMs: MonotonicMs): void {
    this.#language = language;
    this.#deadline = undefined;
    this.#interrupt();
    this.#askRoom(['welcome'], nowMs);
  }

  #askRoom(before: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#ask('room', [...before, 'ask-room'], nowMs);
  }

  #askPassword(before: readonly PromptId[], nowMs: MonotonicMs): void {
    const prompt = this.#attendeesNeedPassword ? 'ask-password' : 'ask-chair-password';
    this.#ask('password', [...before, prompt], nowMs);
  }

  /** A caller who has keyed ahead needs no prompt. */
  #ask(state: 'room' | 'password', prompts: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#state = state;
    const entry = this.#collector.begin(nowMs);
    if (entry !== undefined) this.#onEntry(entry, nowMs);
    else if (this.#collector.started) this.#interrupt();
    else this.#say(toPrompts(prompts, this.#language), nowMs);
  }

  #onEntry(entry: string, nowMs: MonotonicMs): void {
    if (this.#state === 'room') {
      if (entry === '') return this.#retryRoom([], nowMs);
      this.#roomNumber = entry;
      this.#state = 'finding';
      this.#effects.push({ type: 'find-room', roomNumber: entry });
    } else {
      // Where attendees have no password, the empty entry is theirs [S10].
      if (entry === '' && this.#attendeesNeedPassword) return this.#retryPassword([], nowMs);
      this.#state = 'admitting';
      this.#effects.push({ type: 'admit', roomNumber: this.#roomNumber, password: entry });
    }
    this.#deadline = later(nowMs, ANSWER_WAIT_MS);
  }

  #onRoom({ known, attendeesNeedPassword }: RoomAnswer, nowMs: MonotonicMs): void {
    this.#deadline = undefined;
    if (!known) return this.#retryRoom(['room-unknown'], nowMs);
    this.#attendeesNeedPassword = attendeesNeedPassword;
    this.#askPassword([], nowMs);
  }

  #onAdmission(
    verdict: Result<{ readonly role: Role }, DoorRefusal>,
    waitMs: number,
    nowMs: MonotonicMs,
  ): void {
    if (this.#state === 'entering' && !verdict.ok) return this.#onVerdict(verdict, nowMs);
    if (this.#state !== 'admitting') return;
    this.#deadline = undefined;
    if (waitMs === 0) return this.#onVerdict(verdict, nowMs);
    this.#state = 'holding';
    this.#verdict = verdict;
    this.#deadline = later(nowMs, waitMs);
  }

  #onVerdict(verdict: Result<{ readonly role: Role }, DoorRefusal>, nowMs: MonotonicMs): void {
    this.#verdict = undefined;
    if (verdict.ok) {
      this.#state = 'entering';
      this.#effects.push({ type: 'enter', roomNumber: this.#roomNumber, role: verdict.value.role });
    } else if (!isWrongTry(verdict.error)) {
      this.#leave(refusedEntryPrompts(verdict.error, this.#language), nowMs);
    } else if (verdict.error.code === 'PASSWORD_WRONG') {
      this.#retryPassword(['password-wrong'], nowMs);
    } else {
      // Either may have been wrong, so both are asked again; the try counts as a password's [S52].
      this.#passwordTries += 1;
      this.#collector.forgetEarly();
      if (this.#passwordTries === TRIES_MAX) this.#sayGoodbye(['entry-wrong'], nowMs);
      else this.#askRoom(['entry-wrong'], nowMs);
    }
  }

  #retryRoom(error: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#roomTries += 1;
    if (error.length > 0) this.#collector.forgetEarly();
    if (this.#roomTries === TRIES_MAX) this.#sayGoodbye(error, nowMs);
    else this.#askRoom(error, nowMs);
  }

  #retryPassword(error: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#passwordTries += 1;
    if (error.length > 0) this.#collector.forgetEarly();
    if (this.#passwordTries === TRIES_MAX) this.#sayGoodbye(error, nowMs);
    else this.#askPassword(error, nowMs);
  }

  #sayGoodbye(before: readonly PromptId[], nowMs: MonotonicMs): void {
    this.#leave(toPrompts([...before, 'goodbye'], this.#language), nowMs);
  }

  #leave(prompts: readonly Prompt[], nowMs: MonotonicMs): void {
    this.#state = 'leaving';
    this.#say(prompts, nowMs);
  }

  #release(): void {
    this.#state = 'over';
    this.#effects.push({ type: 'release', reason: 'entry-failed' });
  }

  #say(prompts: readonly Prompt[], nowMs: MonotonicMs): void {
    this.#play = this.#plays.next();
    this.#deadline = later(nowMs, PROMPT_MS_MAX);
    this.#effects.push({ type: 'play', play: this.#play, prompts, loop: false });
  }

  #interrupt(): void {
    if (this.#play === undefined) return;
    this.#play = undefined;
    this.#deadline = undefined;
    this.#effects.push({ type: 'stop' });
  }
}
