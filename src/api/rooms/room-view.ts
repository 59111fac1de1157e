import type { Room } from '../../accounts/room.js';
import type { ListedInvitations } from '../../store/repositories/room-list-reads.js';
import { recurrenceView } from './room-desk.js';
import type { RoomView } from './room-schema.js';

/** Field by field: a page of rooms with the unwanted fields taken out costs six times as much. */
export const roomView = (
  room: Room,
  told: ListedInvitations,
  { conference, occurrence }: Pick<RoomView, 'conference' | 'occurrence'>,
): RoomView => ({
  id: room.id,
  name: room.name,
  organiser: room.organiser,
  number: room.number,
  chairPassword: room.chairPassword,
  attendeePassword: room.attendeePassword,
  options: room.options,
  startMs: room.startMs,
  durationMs: room.durationMs,
  language: room.language,
  recurrence: room.recurrence === undefined ? null : recurrenceView(room.recurrence),
  invitees: [...told.invitees],
  notify: told.notify,
  notifyBySms: told.notifyBySms,
  reminderMs: told.reminderMs,
  version: room.version,
  createdMs: room.createdMs,
  conference,
  occurrence,
});
