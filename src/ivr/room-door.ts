import type { ClipId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import { isWrongTry, type Admitted, type DoorRefusal } from '../conference/admission.js';
import type { Role } from '../conference/participant.js';
import { refusedEntryPrompts } from './announcements.js';
import type { Conversation } from './conversation.js';
import type { FlowEffect, FlowInput } from './flow.js';

/** So long a name may be [S3]. */
const NAME_MS_MAX = 5_000;
/** Beep, name and the way to and fro: no recording takes so long. */
const NAME_WAIT_MS = 15_000;

/** What opens the door: a password, a role proven without one, or, on a `direct` number, nothing. */
export interface Claim {
  readonly password?: string;
  readonly proven?: Role;
}

/** The last steps into a room: the door's verdict, the name of who is announced, the entry. */
export class RoomDoor {
  readonly #talk: Conversation;

  constructor(talk: Conversation) {
    this.#talk = talk;
  }

  /** `wrong`: another try may follow; every other refusal is said and ends the call. */
  admit(roomNumber: string, { password, proven }: Claim, wrong: (refusal: DoorRefusal) => void): void {
    const take = (verdict: Result<Admitted, DoorRefusal>): void => {
      if (verdict.ok) this.#announce(roomNumber, verdict.value);
      else if (isWrongTry(verdict.error)) wrong(verdict.error);
      else this.refuse(verdict.error);
    };
    const input = (answer: FlowInput): void => {
      if (answer.type !== 'admission') return;
      // The verdict is there and is kept from a caller who has guessed too often [S52].
      this.#talk.pause('holding', answer.waitMs, () => take(answer.result));
    };
    const effect: FlowEffect = {
      type: 'admit',
      roomNumber,
      password,
      ...(proven !== undefined && { proven }),
    };
    this.#talk.expect('admitting', effect, { input, late: this.unreachable });
  }

  /** Enters, returns or convenes: what follows is the dialogue in the room, or a refusal. */
  pass(effect: Extract<FlowEffect, { type: 'enter' | 'return' | 'convene' | 'accept-invitation' }>): void {
    const input = (answer: FlowInput): void => {
      if (answer.type === 'admission' && !answer.result.ok) this.refuse(answer.result.error);
    };
    this.#talk.expect('entering', effect, { input, late: this.unreachable });
  }

  readonly refuse = (refusal: DoorRefusal): void =>
    this.#talk.leave(refusedEntryPrompts(refusal, this.#talk.language), 'entry-failed');

  /** A door that never answers ends the call in words. */
  readonly unreachable = (): void => this.refuse({ code: 'CANNOT_CONNECT' });

  #announce(roomNumber: string, { role, announced }: Admitted): void {
    const enter = (spokenName: ClipId | undefined): void =>
      this.pass({ type: 'enter', roomNumber, role, ...(spokenName !== undefined && { spokenName }) });
    if (!announced) return enter(undefined);
    // Keys pressed ahead cannot say a name.
    this.#talk.forgetEarly();
    const record = (): void => this.#recordName(enter);
    this.#talk.choose('asking-name', ['ask-name'], {
      keys: {},
      other: record,
      silence: record,
      silenceMs: 0,
    });
  }

  #recordName(enter: (name: ClipId | undefined) => void): void {
    const input = (answer: FlowInput): void => {
      if (answer.type === 'name-recorded') enter(answer.name);
    };
    const key = (pressed: string): void => {
      if (pressed === '#') this.#talk.do({ type: 'stop-name' });
    };
    const on = { input, key, late: (): void => enter(undefined) };
    this.#talk.expect('recording-name', { type: 'record-name', maxMs: NAME_MS_MAX }, on, NAME_WAIT_MS);
  }
}
