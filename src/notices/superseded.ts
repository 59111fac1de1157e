import type { UtcMs } from '../base/units.js';
import type { AddressOf } from './meeting.js';
import type { GuestNotice, OrganiserNotice } from './notice.js';
import type { OutboxId, OutboxKind, WaitingItem } from './outbox-item.js';

interface Newer {
  readonly notices: readonly GuestNotice[];
  readonly addressOf: AddressOf;
  /** The starts that the room still has. */
  readonly starts: ReadonlySet<UtcMs>;
}

interface Superseded {
  readonly notices: readonly GuestNotice[];
  /** They must not go out any more. */
  readonly outdated: readonly OutboxId[];
}

/**
 * What is told of a room now, in the place of what still waits on this way out, as when the mail server is down:
 * an older notice that came after a newer one would call people to a time or a room that is no more.
 */
export function superseding(
  waiting: readonly WaitingItem[],
  kind: OutboxKind,
  { notices, addressOf, starts }: Newer,
): Superseded {
  const anew = new Set(notices.filter(saysEverything).map(({ guest }) => addressOf(guest)));
  const outdated = waiting
    .filter((item) => item.kind === kind)
    .flatMap(({ id, payload, isOnItsWay }) => {
      const notice = JSON.parse(payload) as GuestNotice | OrganiserNotice;
      return notice.type === 'organiser' ? [] : [{ id, notice, isOnItsWay }];
    })
    .filter(
      ({ notice }) =>
        anew.has(addressOf(notice.guest)) || (notice.type === 'reminder' && !starts.has(notice.occurrenceMs)),
    );
  // One that is on its way most likely arrives; should it fail, it is not tried again.
  const unsent = outdated.filter(({ notice, isOnItsWay }) => notice.type === 'invitation' && !isOnItsWay);
  const uninvited = new Set(unsent.map(({ notice }) => addressOf(notice.guest)));
  return {
    notices: notices.map((notice) =>
      notice.type === 'update' && uninvited.has(addressOf(notice.guest))
        ? { ...notice, type: 'invitation' }
        : notice,
    ),
    outdated: outdated.map(({ id }) => id),
  };
}

/** Cancelled dates alone do not stand for the invitation. */
const saysEverything = ({ type }: GuestNotice): boolean => type !== 'occurrences-cancelled';
