import type { Language } from '../../accounts/account.js';
import type { AccountId, ParticipantId } from '../../base/ids.js';
import type { MonotonicMs } from '../../base/units.js';
import type { CommandBody } from '../../conference/commands.js';
import type { ReleaseReason } from '../../conference/leave-reason.js';
import type { Announcement } from '../../conference/effects.js';
import type { Place, Role } from '../../conference/participant.js';
import { newsMsOf, promptsOf } from '../announcements.js';
import {
  toPrompts,
  type Flow,
  type FlowEffect,
  type FlowInput,
  type Key,
  type Opening,
  type PlayNumbers,
} from '../flow.js';
import { InCallKeys, type KeyMeaning } from '../in-call-keys.js';
import { LineKeys } from '../line-keys.js';
import { NumberEntry } from '../number-entry.js';
import { PrivateVoice, type Utterance } from '../private-voice.js';
import type { PromptId } from '../prompt-id.js';

export interface InCallOptions {
  readonly participant: ParticipantId;
  readonly role: Role;
  /** The room's: it counts from the entry on [S10]. */
  readonly language: Language;
  readonly plays: PlayNumbers;
  /** 参会者可邀请, or a chair: the menu offers `*6`. */
  readonly mayInvite: boolean;
  /** Who pays for whom it invites. */
  readonly account: AccountId | undefined;
  readonly opening: Opening;
}

/**
 * One party in its conference. What its keys mean follows from where the conference has put it: in the room
 * they become commands, aside they are a number, on a private line only two pairs of them work. What the
 * conference says to it alone, its menu and its music share the one private voice it has.
 */
export class InCall implements Flow {
  readonly #options: InCallOptions;
  readonly #keys = new InCallKeys();
  readonly #lineKeys = new LineKeys();
  readonly #voice: PrivateVoice;
  readonly #number: NumberEntry;
  #place: Place = 'room';
  #leaving: ReleaseReason | undefined;
  #effects: FlowEffect[] = [];

  constructor(options: InCallOptions) {
    this.#options = options;
    const { participant, account, language, plays } = options;
    const perform = (effect: FlowEffect): void => void this.#effects.push(effect);
    // Its digit answers what is heard, not the menu from before.
    const begins = (what: Utterance): void => void (what === 'choice' && this.#keys.leaveMenu());
    this.#voice = new PrivateVoice({ language, plays, perform, begins });
    const speak =
      (what: 'speech' | 'question') =>
      (ids: readonly PromptId[], nowMs: MonotonicMs): void =>
        this.#voice.say(what, toPrompts(ids, language), nowMs);
    this.#number = new NumberEntry({
      participant,
      account,
      perform,
      ask: speak('question'),
      tell: speak('speech'),
      hush: () => this.#voice.hush(),
    });
  }

  get state(): string {
    if (this.#leaving !== undefined) return 'leaving';
    if (this.#place === 'room') return this.#keys.describe();
    return this.#place === 'aside' ? this.#number.state : this.#place;
  }

  handle(input: FlowInput, nowMs: MonotonicMs): readonly FlowEffect[] {
    if (this.#leaving === undefined) this.#inConference(input, nowMs);
    else if (input.type === 'play-done' || input.type === 'timer') this.#onVoice(input, nowMs);
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    const { deadline: speech } = this.#voice;
    if (this.#leaving !== undefined) return speech;
    const waits = [this.#keys.nextDeadline(), this.#number.deadline, speech];
    return waits.reduce((first, next) => (first === undefined || (next ?? first) < first ? next : first));
  }

  describe(): string {
    const { participant, role } = this.#options;
    return `in-call ${role} ${participant} ${this.#leaving ?? this.state} ${this.#voice.describe()}`;
  }

  #inConference(input: FlowInput, nowMs: MonotonicMs): void {
    switch (input.type) {
      case 'start':
        return this.#open();
      case 'key':
        return this.#onKey(input.key, nowMs);
      case 'timer':
        this.#onMeaning(this.#keys.expire(nowMs), nowMs);
        this.#number.expire(nowMs);
        return this.#onVoice(input, nowMs);
      case 'play-done':
        return this.#onVoice(input, nowMs);
      case 'place':
        return this.#onPlace(input.place, nowMs);
      case 'answer':
        return this.#number.onAnswer(input.answer, nowMs);
      case 'reply':
        return this.#number.onReply(input.reply);
      case 'say':
        return this.#say(input.announcement, input.language, nowMs);
      case 'music':
        return this.#voice.music(input.on, nowMs);
      case 'ringback':
        return this.#voice.ringback(input.on, nowMs);
      case 'farewell':
        this.#leaving = input.reason;
        return this.#voice.cutIn('speech', promptsOf(input.announcement, input.language), nowMs);
      default:
        return;
    }
  }

  #say(announcement: Announcement, language: Language, nowMs: MonotonicMs): void {
    const what = utteranceOf(announcement);
    // The choice is open: its digit must not be taken for the menu's.
    if (what === 'choice' && this.#keys.leaveMenu()) this.#voice.endMenu(nowMs);
    this.#voice.say(what, promptsOf(announcement, language), nowMs, newsMsOf(announcement));
  }

  #open(): void {
    const { participant, opening } = this.#options;
    if (opening === 'invite') this.#command({ type: 'step-out', participant });
    else if (opening === 'operator') this.#command({ type: 'request-operator', participant });
  }

  #onPlace(place: Place, nowMs: MonotonicMs): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#keys.reset();
    this.#lineKeys.reset();
    this.#voice.endMenu(nowMs);
    if (place === 'aside') return this.#number.open(nowMs);
    this.#number.close();
    this.#voice.forgetQuestion(nowMs);
  }

  #onKey(key: Key, nowMs: MonotonicMs): void {
    switch (this.#place) {
      case 'room':
        return this.#onRoomKey(key, nowMs);
      case 'aside':
        return this.#number.press(key, nowMs);
      case 'consult':
      case 'operator':
        return this.#onLineKeys(this.#lineKeys.press(key, nowMs));
      case 'held':
        return;
    }
  }

  /** Any key interrupts the menu; the menu is stopped first, since a command can be answered at once. */
  #onRoomKey(key: Key, nowMs: MonotonicMs): void {
    const meaning = this.#keys.press(key, nowMs);
    this.#voice.endMenu(nowMs);
    this.#onMeaning(meaning, nowMs);
  }

  #onLineKeys(keys: '**' | '*#' | undefined): void {
    const { participant } = this.#options;
    if (keys === undefined) return;
    if (this.#place === 'consult') this.#command({ type: keys === '**' ? 'merge' : 'drop', participant });
    else if (keys === '*#') this.#command({ type: 'step-in', participant });
  }

  #onMeaning(meaning: KeyMeaning | undefined, nowMs: MonotonicMs): void {
    if (meaning === undefined) return;
    if (meaning.type === 'menu') {
      return this.#voice.cutIn('menu', toPrompts(this.#menu(), this.#options.language), nowMs);
    }
    if (meaning.type === 'digit') return this.#command({ type: 'choose', key: meaning.digit });
    if (meaning.digit === '4') return void this.#effects.push({ type: 'toggle-recording' });
    const command = this.#functionOf(meaning.digit);
    if (command !== undefined) this.#command(command);
  }

  /** Chair-only items only to a chair, inviting only to who may, where somebody pays for it. */
  #menu(): readonly PromptId[] {
    const { role, mayInvite, account } = this.#options;
    return [
      'menu-0',
      'menu-1',
      ...(role === 'chair' ? (['menu-2', 'menu-3'] as const) : []),
      ...(mayInvite && account !== undefined ? (['menu-6'] as const) : []),
      'menu-8',
    ];
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

  #command(command: CommandBody): void {
    this.#effects.push({ type: 'command', command });
  }

  #onVoice(input: FlowInput & { type: 'play-done' | 'timer' }, nowMs: MonotonicMs): void {
    const heard = this.#voice.heard(input, nowMs);
    if (heard === undefined) return;
    if (this.#leaving !== undefined) {
      this.#effects.push({ type: 'release', reason: this.#leaving });
      return;
    }
    if (heard === 'menu') this.#keys.menuEnded(nowMs);
    if (heard === 'question') this.#number.heard(nowMs);
    this.#voice.next(nowMs);
  }
}

function utteranceOf({ kind }: Announcement): Utterance {
  switch (kind) {
    // Who knows the keys need not hear of them to the end.
    case 'how-to-go-on':
      return 'menu';
    case 'window-ends':
    case 'alone':
      return 'choice';
    default:
      return 'speech';
  }
}
