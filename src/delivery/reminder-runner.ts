import type { Clock } from '../base/clock.js';
import { Counters } from '../base/counters.js';
import { messageOf } from '../base/errors.js';
import type { IdMaker, RoomId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { utcMs, type UtcMs } from '../base/units.js';
import type { GuestNotice } from '../notices/notice.js';
import { nextReminder } from '../notices/room-invitations.js';
import { meetingOf } from '../notices/room-notices.js';
import { mailItems, smsItems } from '../notices/room-outbox.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { OutboxRepository } from '../store/repositories/outbox-repository.js';
import { RoomInvitationRepository } from '../store/repositories/room-invitation-repository.js';
import { RoomRepository } from '../store/repositories/room-repository.js';
import { UserRepository } from '../store/repositories/user-repository.js';
import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';

export interface ReminderRunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly log: Log;
  /** What callers dial, at this moment. */
  readonly accessNumbers: () => readonly string[];
  /** Whether there is a gateway for text messages. */
  readonly sendsSms: boolean;
}

const ROOMS_AT_ONCE = 50;

/**
 * Reminds the guests of rooms before each start [S9]. The row says when the next one is due, and the unit that
 * writes the mails moves it on: of several nodes one reminds, and once.
 */
export class ReminderRunner {
  readonly counters = new Counters(['reminded', 'faults']);
  readonly #options: ReminderRunnerOptions;
  readonly #invitations: RoomInvitationRepository;
  readonly #outbox: OutboxRepository;
  #round: Promise<void> | undefined;

  constructor(options: ReminderRunnerOptions) {
    this.#options = options;
    this.#invitations = new RoomInvitationRepository(options.store);
    this.#outbox = new OutboxRepository(options.store);
  }

  /** Call every few seconds. */
  tick(): Promise<void> {
    this.#round ??= this.#remindDue().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #remindDue(): Promise<void> {
    try {
      const nowMs = this.#options.clock.utcNow();
      const due = await this.#invitations.remindersDue(nowMs, ROOMS_AT_ONCE);
      for (const { room, dueMs } of due) await this.#remindOrLog(room, dueMs, nowMs);
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.warn({ error: messageOf(thrown) }, 'reminders could not be looked up');
    }
  }

  /** A room that fails does not hold up the reminders of the others. */
  async #remindOrLog(room: RoomId, dueMs: UtcMs, nowMs: UtcMs): Promise<void> {
    try {
      await this.#remind(room, dueMs, nowMs);
    } catch (thrown) {
      this.counters.add('faults');
      this.#options.log.warn({ room, error: messageOf(thrown) }, 'nobody could be reminded');
    }
  }

  async #remind(id: RoomId, dueMs: UtcMs, nowMs: UtcMs): Promise<void> {
    const { store } = this.#options;
    const outcome = await store.commit(unit(...(await this.#statements(id, dueMs, nowMs))));
    if (outcome.ok) this.counters.add('reminded');
    else if (outcome.error.code !== 'CONFLICT') throw new Error(outcome.error.message);
  }

  async #statements(id: RoomId, dueMs: UtcMs, nowMs: UtcMs): Promise<readonly Statement[]> {
    const { store, ids, accessNumbers, sendsSms } = this.#options;
    const room = await new RoomRepository(store).find(id);
    const account = room && (await new AccountRepository(store).find(room.account));
    const invitations = await this.#invitations.find(id);
    if (room === undefined || account?.status !== 'active' || invitations === undefined)
      return [this.#invitations.reminded(id, dueMs, undefined)];
    const { timeZone, language } = account;
    // What became due while nobody was there is told as long as its start is to come.
    const toComeMs = utcMs(Math.max(dueMs - 1, nowMs - invitations.reminderMs));
    const current = nextReminder(room, invitations, timeZone, toComeMs);
    // In a new time zone of the account the start may lie later than it did when this was written down.
    const isDue = current !== undefined && current.atMs <= nowMs;
    const next = isDue ? nextReminder(room, invitations, timeZone, current.atMs) : current;
    const moved = this.#invitations.reminded(id, dueMs, next?.atMs);
    if (!isDue) return [moved];
    const [replyTo = ''] = await new UserRepository(store).emailsOfAccount(account.id, 1);
    const meeting = meetingOf(room, timeZone, accessNumbers());
    const { occurrenceMs } = current;
    const notices = invitations.guests.map((guest): GuestNotice => ({
      type: 'reminder',
      meeting,
      language,
      guest,
      replyTo,
      occurrenceMs,
    }));
    const around = { account: account.id, nextId: () => ids.next<never>(), nowMs };
    const items = [
      ...(invitations.notify ? mailItems(notices, around) : []),
      ...(sendsSms && invitations.notifyBySms ? smsItems(notices, around) : []),
    ];
    return [moved, ...this.#outbox.add(items)];
  }
}
