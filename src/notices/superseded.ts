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
  // Cancelled dates alone do not stand for the invitation.
  const whole = notices.filter(({ type }) => type !== 'occurrences-cancelled');
  const newer = new Map(whole.map(({ type, guest }) => [addressOf(guest), type]));
  const outdated = waiting
    .filter((item) => item.kind === kind)
    .flatMap(({ id, payload, isOnItsWay, tries }) => {
      const notice = JSON.parse(payload) as GuestNotice | OrganiserNotice;
      return notice.type === 'organiser' ? [] : [{ id, notice, isOnItsWay, tries }];
    })
    .filter(
      ({ notice }) =>
        standsFor(newer.get(addressOf(notice.guest)), notice, kind) ||
        (notice.type === 'reminder' && !starts.has(notice.occurrenceMs)),
    );
  // One that is on its way most likely arrives; should it fail, it is not tried again.
  const unsent = outdated.filter(({ notice, isOnItsWay }) => notice.type === 'invitation' && !isOnItsWay);
  const uninvited = new Set(unsent.map(({ notice }) => addressOf(notice.guest)));
  // A try that failed may have arrived.
  const untried = unsent.filter(({ tries }) => tries === 0);
  const unaware = new Set(untried.map(({ notice }) => addressOf(notice.guest)));
  return {
    notices: notices
      .filter(({ type, guest }) => type !== 'cancellation' || !unaware.has(addressOf(guest)))
      .map((notice) =>
        notice.type === 'update' && uninvited.has(addressOf(notice.guest))
          ? { ...notice, type: 'invitation' }
          : notice,
      ),
    outdated: outdated.map(({ id }) => id),
  };
}

/** A text of a change names the next start alone: dates that were cancelled are told beside it. */
function standsFor(newer: GuestNotice['type'] | undefined, older: GuestNotice, kind: OutboxKind): boolean {
  if (newer === undefined) return false;
  return kind === 'mail' || newer === 'cancellation' || older.type !== 'occurrences-cancelled';
}
