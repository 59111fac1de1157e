import type { Account } from '../../accounts/account.js';
import type { Room } from '../../accounts/room.js';
import { occurrencesOf } from '../../booking/occurrences.js';
import { mailAddress, mobileNumber, type AddressOf, type Told } from '../../notices/meeting.js';
import type { OutboxKind } from '../../notices/outbox-item.js';
import {
  DEFAULT_INVITATIONS,
  isOver,
  nextReminder,
  type RoomInvitations,
} from '../../notices/room-invitations.js';
import { meetingOf, roomNotices } from '../../notices/room-notices.js';
import { mailItems, organiserItem, smsItems } from '../../notices/room-outbox.js';
import { superseding } from '../../notices/superseded.js';
import { OutboxRepository } from '../../store/repositories/outbox-repository.js';
import { RoomInvitationRepository } from '../../store/repositories/room-invitation-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import type { Statement } from '../../store/store.js';
import { guestListOf, type GuestList, type WantedInvitee } from '../contacts/guest-list.js';
import type { ApiServices } from '../services.js';

/** What a form says of invitees; what is left out stays as it was. */
export interface WantedInvitations {
  readonly invitees?: readonly WantedInvitee[] | undefined;
  readonly notify?: boolean | undefined;
  readonly notifyBySms?: boolean | undefined;
  readonly reminderMs?: number | undefined;
}

type Services = Pick<ApiServices, 'store' | 'clock' | 'ids' | 'serviceNumbers'> & {
  readonly notices: Pick<ApiServices['notices'], 'sendsSms'>;
};

/** A room with its invitations, as it was or as it is to be. */
export interface InvitedRoom {
  readonly room: Room;
  readonly invitations: RoomInvitations;
}

/** Invitees of rooms: who they are, and what goes out to them in the unit that changes the room [S9]. */
export class RoomTelling {
  readonly invitations: RoomInvitationRepository;
  readonly #services: Services;
  readonly #outbox: OutboxRepository;
  readonly #users: UserRepository;

  constructor(services: Services) {
    this.#services = services;
    this.invitations = new RoomInvitationRepository(services.store);
    this.#outbox = new OutboxRepository(services.store);
    this.#users = new UserRepository(services.store);
  }

  /** Undefined: the form does not name invitees. */
  async guestList(wanted: WantedInvitations, account: Account): Promise<GuestList | undefined> {
    return wanted.invitees && guestListOf(this.#services.store, account.id, wanted.invitees);
  }

  async of(room: Room): Promise<RoomInvitations> {
    return (await this.invitations.find(room.id)) ?? DEFAULT_INVITATIONS;
  }

  /** What is stored and told when `before` becomes `after`; undefined: there is none. */
  async statements(
    before: InvitedRoom | undefined,
    after: InvitedRoom | undefined,
    account: Account,
    list?: GuestList,
  ): Promise<readonly Statement[]> {
    const nowMs = this.#services.clock.utcNow();
    const stored = after === undefined ? [] : this.#stored(after, account, list);
    const last = after ?? before;
    // The date that was taken away may have been the last to come: whoever was to come to it must hear that.
    const isToCome = [before, after].some((of) => of && !isOver(of.room, account.timeZone, nowMs));
    if (last === undefined || !isToCome) return stored;
    const around = { account: account.id, nextId: () => this.#services.ids.next<never>(), nowMs };
    const waiting = before === undefined ? [] : await this.#outbox.waitingOf(before.room.id, nowMs);
    const [replyTo = ''] = await this.#users.emailsOfAccount(account.id, 1);
    const occurrences = after === undefined ? [] : occurrencesOf(after.room, account.timeZone);
    const starts = new Set(occurrences.map(({ startMs }) => startMs));
    const noticesOn = (kind: OutboxKind, addressOf: AddressOf, isOn: (of: RoomInvitations) => boolean) => {
      // Whom nobody has told of the room yet is invited, not told of a change.
      const invited = [before, after].map((of) => this.#invited(of, account, isOn));
      const notices = isOn(last.invitations) ? roomNotices(invited[0], invited[1], replyTo, addressOf) : [];
      return superseding(waiting, kind, { notices, addressOf, starts });
    };
    const { sendsSms } = this.#services.notices;
    const byMail = noticesOn('mail', mailAddress, ({ notify }) => notify);
    const bySms = noticesOn('sms', mobileNumber, ({ notifyBySms }) => sendsSms && notifyBySms);
    const outdated = [...byMail.outdated, ...bySms.outdated];
    const items = [
      ...mailItems(byMail.notices, around),
      ...smsItems(bySms.notices, around),
      ...this.#organiserNotices(before, after, account).map((notice) => organiserItem(notice, around)),
    ];
    return [...stored, ...this.#outbox.takeBack(outdated), ...this.#outbox.add(items)];
  }

  told(room: Room, { language, timeZone }: Account): Told {
    const bridges = this.#services.serviceNumbers().filter(({ service }) => service === 'bridge');
    return {
      meeting: meetingOf(
        room,
        timeZone,
        bridges.map(({ number }) => number),
      ),
      language,
    };
  }

  #stored({ room, invitations }: InvitedRoom, { timeZone }: Account, list?: GuestList): readonly Statement[] {
    const reminder = nextReminder(room, invitations, timeZone, this.#services.clock.utcNow());
    return [
      this.invitations.put(room.id, invitations, reminder?.atMs),
      ...(list === undefined ? [] : this.invitations.putNumbers(room.id, list.numbers)),
    ];
  }

  #invited(
    of: InvitedRoom | undefined,
    account: Account,
    isOn: (invitations: RoomInvitations) => boolean,
  ): Parameters<typeof roomNotices>[0] {
    if (of === undefined) return undefined;
    const { room, invitations } = of;
    return { told: this.told(room, account), guests: isOn(invitations) ? invitations.guests : [] };
  }

  /** The owner is told of a new room, and of what has changed for its chairs. */
  #organiserNotices(before: InvitedRoom | undefined, after: InvitedRoom | undefined, account: Account) {
    if (after === undefined || !after.invitations.notify) return [];
    const told = this.told(after.room, account);
    const { chairPassword } = after.room;
    const text = (of: InvitedRoom): string =>
      JSON.stringify([{ ...this.told(of.room, account).meeting, sequence: 0 }, of.room.chairPassword]);
    if (before !== undefined && text(before) === text(after)) return [];
    const guests = after.invitations.guests.length;
    return [{ ...told, type: 'organiser' as const, account: account.id, chairPassword, guests }];
  }
}

/** The invitations that a form asks for, over those that were. */
export function invitationsOf(
  old: RoomInvitations,
  { notify, notifyBySms, reminderMs }: WantedInvitations,
  list: GuestList | undefined,
): RoomInvitations {
  return {
    invitees: list?.invitees ?? old.invitees,
    guests: list?.guests ?? old.guests,
    notify: notify ?? old.notify,
    notifyBySms: notifyBySms ?? old.notifyBySms,
    reminderMs: reminderMs ?? old.reminderMs,
  };
}
