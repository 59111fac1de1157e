import type { Log } from '../base/log.js';
import { messageOf } from '../base/errors.js';
import type { RoomAndAccount, RoomDirectory } from '../call/ports.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { RoomRepository } from '../store/repositories/room-repository.js';
import type { Store } from '../store/store.js';

/** Rooms as the door finds them: read anew for each call, so that a changed password holds at once [S2]. */
export class StoreRooms implements RoomDirectory {
  readonly #rooms: RoomRepository;
  readonly #accounts: AccountRepository;
  readonly #log: Log;

  constructor(store: Store, log: Log) {
    this.#rooms = new RoomRepository(store);
    this.#accounts = new AccountRepository(store);
    this.#log = log;
  }

  find(number: string, done: (found: RoomAndAccount | undefined | 'unavailable') => void): void {
    this.#read(number).then(done, (thrown: unknown) => {
      this.#log.warn({ error: messageOf(thrown) }, 'a room could not be looked up');
      done('unavailable');
    });
  }

  async #read(number: string): Promise<RoomAndAccount | undefined> {
    const room = await this.#rooms.findByNumber(number);
    const account = room && (await this.#accounts.find(room.account));
    return room && account && { room, account };
  }
}
