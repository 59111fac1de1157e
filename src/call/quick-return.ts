import type { Clock } from '../base/clock.js';
import type { LegId } from '../base/ids.js';
import type { Caller } from '../conference/participant.js';
import type { LostConference } from '../ivr/desk.js';
import type { ConferenceRunner } from './conference-runner.js';
import type { Desk } from './ports.js';
import type { ReturnMemory } from './return-memory.js';
import type { Seat } from './seat.js';

export interface QuickReturnAround {
  readonly clock: Clock;
  readonly returns: ReturnMemory;
  readonly conferences: ConferenceRunner;
  readonly desk: Desk;
}

/** The way back of one caller into the conference that it was lost from [S13]. */
export class QuickReturn {
  readonly #caller: Caller;
  readonly #around: QuickReturnAround;

  constructor(caller: Caller, around: QuickReturnAround) {
    this.#caller = caller;
    this.#around = around;
  }

  /** The conferences of this node know who was lost; the desk knows whose number it is. */
  find(done: (found: LostConference | undefined) => void): void {
    const { returns, conferences, desk, clock } = this.#around;
    const lost = returns.find(this.#caller, clock.now());
    const definition = lost && conferences.service.state(lost.conference)?.definition;
    if (lost === undefined || definition === undefined) return done(undefined);
    const { room, roomNumber, account } = definition;
    // Where there is no chair password to ask for, nobody comes back as chair by keys.
    if (lost.role !== 'chair' || room === undefined)
      return done({ ...lost, role: 'attendee', roomNumber, asksPassword: false });
    desk.ask({ type: 'convener' }, this.#caller, (answer) => {
      const verified = answer.type === 'payer' && answer.result.ok && answer.result.value.account === account;
      done({ ...lost, roomNumber, asksPassword: !verified });
    });
  }

  /** It is being lost now; not when it was let go before. */
  remember(leg: LegId, { conference, role }: Seat): void {
    const { conferences, returns, clock } = this.#around;
    if (conferences.service.state(conference)?.byLeg.has(leg) === true)
      returns.lost(this.#caller, { conference, role }, clock.now());
  }
}
