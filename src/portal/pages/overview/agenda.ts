import type { Booking, Room } from '../../../client/index.js';

/** A conference that is to come, or goes on today. */
export interface Appointment {
  readonly key: string;
  readonly kind: 'room' | 'booking';
  readonly name: string;
  readonly startMs: number;
  /** Null: it has no end. */
  readonly endMs: number | null;
  readonly isRunning: boolean;
  /** Where more is said of it. */
  readonly path: string;
}

const DAY_MS = 86_400_000;

/** Windows of rooms and bookings in the order of their starts; `sinceMs`: today's beginning. */
export function agendaOf(
  rooms: readonly Room[],
  bookings: readonly Booking[],
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): readonly Appointment[] {
  const appointments = [
    ...rooms.flatMap((room) => appointmentOfRoom(room)),
    ...bookings.map((booking) => appointmentOfBooking(booking)),
  ];
  return appointments
    .filter(({ startMs, endMs }) => startMs >= sinceMs && (endMs === null || endMs > nowMs))
    .toSorted((one, other) => one.startMs - other.startMs);
}

/** A room that is open for days is no appointment. */
function appointmentOfRoom({ id, name, occurrence, conference }: Room): Appointment[] {
  if (occurrence === null || occurrence.endMs - occurrence.startMs > DAY_MS) return [];
  const { startMs, endMs } = occurrence;
  const isRunning = conference !== null;
  return [{ key: id, kind: 'room', name, startMs, endMs, isRunning, path: `/rooms/${id}` }];
}

function appointmentOfBooking({ id, name, startMs, state, conference }: Booking): Appointment {
  const isRunning = state === 'running' || state === 'ringing';
  const path = isRunning && conference !== null ? `/conferences/${conference}` : '/bookings';
  return { key: id, kind: 'booking', name, startMs, endMs: null, isRunning, path };
}
