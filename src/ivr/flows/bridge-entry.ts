import type { Language } from '../../accounts/account.js';
import type { DoorRefusal, RoomAnswer } from '../../conference/admission.js';
import type { Role } from '../../conference/participant.js';
import { Tries, type Words } from '../conversation.js';
import type { LostConference } from '../desk.js';
import { DigitCollector, type KeyTimes } from '../digit-collector.js';
import type { FlowInput, Key, PlayNumbers } from '../flow.js';
import type { PromptId } from '../prompt-id.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

/** Silence after the language question: Chinese. */
const LANGUAGE_WAIT_MS = 5_000;
/** Nobody waits longer for an answer that only spares keys. */
const SHORT_CUT_WAIT_MS = 2_000;

export interface BridgeEntryOptions {
  readonly language: Language | 'both';
  readonly keyTimes: KeyTimes;
  readonly plays: PlayNumbers;
}

/** From the welcome to the room's door [S10]: language, quick return [S13], room number, password. */
export class BridgeEntry extends SpokenFlow {
  readonly #asksLanguage: boolean;
  readonly #door = new RoomDoor(this.talk);
  #roomNumber = '';
  #room: Omit<RoomAnswer, 'known'> = { attendeesNeedPassword: true, concealed: false };
  readonly #roomTries = new Tries();
  readonly #passwordTries = new Tries();

  constructor({ language, keyTimes, plays }: BridgeEntryOptions) {
    super({ language: language === 'both' ? 'zh-CN' : language, keyTimes, plays });
    this.#asksLanguage = language === 'both';
  }

  describe(): string {
    return `bridge-entry ${this.state} ${this.talk.language} room ${this.#roomNumber || '-'}`;
  }

  protected begin(): void {
    if (!this.#asksLanguage) return this.#recall();
    const choose = (language: Language) => (): void => {
      this.talk.language = language;
      this.#recall();
    };
    const words: Words = [
      { id: 'language-zh', language: 'zh-CN' },
      { id: 'language-en', language: 'en' },
    ];
    this.talk.choose('language', words, {
      keys: { '1': choose('zh-CN'), '2': choose('en') },
      silence: choose('zh-CN'),
      silenceMs: LANGUAGE_WAIT_MS,
    });
  }

  /** Was this caller lost from a conference a moment ago [S13]? */
  #recall(): void {
    const take = (found: LostConference | undefined): void => {
      // Who keys ahead wants a room of its own choice.
      if (found === undefined || this.talk.keyedAhead) this.#askRoom(['welcome']);
      else this.#askReturn(found);
    };
    this.talk.ask(
      'recalling',
      { type: 'lost-conference' },
      (answer) => take(answer.type === 'lost-conference' ? answer.found : undefined),
      SHORT_CUT_WAIT_MS,
    );
  }

  #askReturn(lost: LostConference): void {
    const other = (): void => this.#askRoom([]);
    this.talk.choose('return', ['welcome', 'return-question'], {
      keys: { '1': () => this.#return(lost), '2': other },
      other: (key: Key) => {
        // A digit is the first of a room number.
        if (key !== '#') this.talk.keepForNext(key);
        other();
      },
      silence: other,
    });
  }

  #return({ conference, role, roomNumber, asksPassword }: LostConference): void {
    if (!asksPassword) return this.#door.pass({ type: 'return', conference, role });
    this.#roomNumber = roomNumber;
    this.#askPassword([]);
  }

  #askRoom(before: readonly PromptId[]): void {
    const take = (roomNumber: string): void => {
      if (roomNumber === '') return this.#retryRoom([]);
      this.#roomNumber = roomNumber;
      this.#findRoom();
    };
    this.talk.enter('room', [...before, 'ask-room'], new DigitCollector(), take);
  }

  #findRoom(): void {
    const input = (answer: FlowInput): void => {
      if (answer.type !== 'room') return;
      const { known, ...room } = answer.answer;
      if (!known) return this.#retryRoom(['room-unknown']);
      this.#room = room;
      // An invitee is asked no password, but no caller over the limit learns that the room is one [S52].
      if (room.concealed) this.#askPassword([]);
      else this.#askKeyless();
    };
    const effect = { type: 'find-room', roomNumber: this.#roomNumber } as const;
    this.talk.expect('finding', effect, { input, late: this.#door.unreachable });
  }

  /** Does the number prove an invitee [S2]? */
  #askKeyless(): void {
    const take = (role: Role | undefined): void => {
      if (role === undefined) this.#askPassword([]);
      else this.#door.admit(this.#roomNumber, { proven: role }, this.#onWrong);
    };
    this.talk.ask(
      'recognising',
      { type: 'keyless', roomNumber: this.#roomNumber },
      (answer) => take(answer.type === 'keyless' ? answer.role : undefined),
      SHORT_CUT_WAIT_MS,
    );
  }

  #askPassword(before: readonly PromptId[]): void {
    const { attendeesNeedPassword, concealed } = this.#room;
    const take = (password: string): void => {
      // Where attendees have no password, the empty entry is theirs [S10].
      if (password === '' && attendeesNeedPassword && !concealed) this.#retryPassword([]);
      else this.#door.admit(this.#roomNumber, { password }, this.#onWrong);
    };
    const prompt = attendeesNeedPassword ? 'ask-password' : 'ask-chair-password';
    this.talk.enter('password', [...before, prompt], new DigitCollector(), take);
  }

  readonly #onWrong = ({ code }: DoorRefusal): void => {
    if (code === 'PASSWORD_WRONG') return this.#retryPassword(['password-wrong']);
    // Either may have been wrong, so both are asked again; the try counts as a password's [S52].
    this.talk.forgetEarly();
    if (this.#passwordTries.again()) this.#askRoom(['entry-wrong']);
    else this.#sayGoodbye(['entry-wrong']);
  };

  #retryRoom(error: readonly PromptId[]): void {
    if (error.length > 0) this.talk.forgetEarly();
    if (this.#roomTries.again()) this.#askRoom(error);
    else this.#sayGoodbye(error);
  }

  #retryPassword(error: readonly PromptId[]): void {
    if (error.length > 0) this.talk.forgetEarly();
    if (this.#passwordTries.again()) this.#askPassword(error);
    else this.#sayGoodbye(error);
  }

  #sayGoodbye(before: readonly PromptId[]): void {
    this.talk.leave([...before, 'goodbye'], 'entry-failed');
  }
}
