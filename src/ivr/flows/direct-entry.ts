import type { ConversationOptions } from '../conversation.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

export interface DirectEntryOptions extends ConversationOptions {
  readonly roomNumber: string;
}

/** A `direct` number leads straight to a room's door, without keys [S38a]. */
export class DirectEntry extends SpokenFlow {
  readonly #roomNumber: string;

  constructor({ roomNumber, ...options }: DirectEntryOptions) {
    super(options);
    this.#roomNumber = roomNumber;
  }

  describe(): string {
    return `direct-entry ${this.state} room ${this.#roomNumber}`;
  }

  protected begin(): void {
    const door = new RoomDoor(this.talk);
    door.admit(this.#roomNumber, {}, door.refuse);
  }
}
