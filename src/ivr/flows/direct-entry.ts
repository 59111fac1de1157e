import type { Role } from '../../conference/participant.js';
import type { ConversationOptions } from '../conversation.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

export interface DirectEntryOptions extends ConversationOptions {
  readonly roomNumber: string;
  /** Undefined: who calls the number is an attendee. */
  readonly proven?: Role | undefined;
}

/** A `direct` number leads straight to a room's door, without keys [S38a]. */
export class DirectEntry extends SpokenFlow {
  readonly #roomNumber: string;
  readonly #proven: Role | undefined;

  constructor({ roomNumber, proven, ...options }: DirectEntryOptions) {
    super(options);
    this.#roomNumber = roomNumber;
    this.#proven = proven;
  }

  describe(): string {
    return `direct-entry ${this.state} room ${this.#roomNumber}`;
  }

  protected begin(): void {
    const door = new RoomDoor(this.talk);
    const claim = this.#proven === undefined ? {} : { proven: this.#proven };
    door.admit(this.#roomNumber, claim, door.refuse);
  }
}
