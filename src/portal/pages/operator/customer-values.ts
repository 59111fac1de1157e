import type { BookingCreate, Customer, RoomCreate } from '../../../client/index.js';
import { partiesToCall, unreachable } from '../../components/party-values.js';
import { dateFieldOf, msOfDateField, msOfHours } from '../../components/time-text.js';

/** 人工预约 as it is filled in. */
export interface CustomerBookingValues {
  readonly name: string;
  /** By the customer's clock. */
  readonly start: string;
  readonly host: string;
  /** One in a line. */
  readonly others: string;
}

export interface CustomerRoomValues {
  readonly name: string;
  readonly chairPassword: string;
  readonly attendeePassword: string;
  readonly start: string;
  readonly durationHours: number;
}

const HOUR_MS = 3_600_000;
const PASSWORD_DIGITS = 6;

/** The next full hour that lies far enough ahead. */
const proposedStart = (nowMs: number, timeZone: string): string =>
  dateFieldOf(Math.ceil((nowMs + HOUR_MS / 2) / HOUR_MS) * HOUR_MS, timeZone);

export const proposedCustomerBooking = (
  { timeZone }: Pick<Customer, 'timeZone'>,
  nowMs: number,
): CustomerBookingValues => ({ name: '', start: proposedStart(nowMs, timeZone), host: '', others: '' });

const peopleOf = (others: string): readonly string[] =>
  others
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The first line that holds no number; undefined: all do. */
export const personWithoutNumber = (others: string): string | undefined =>
  unreachable(peopleOf(others), 'phone');

export function customerBookingOf(values: CustomerBookingValues, timeZone: string): BookingCreate {
  const host = values.host.trim();
  return {
    name: values.name.trim(),
    startMs: msOfDateField(values.start, timeZone),
    ...(host === '' ? {} : { host }),
    parties: partiesToCall(peopleOf(values.others)).parties,
  };
}

export const proposedCustomerRoom = (
  { timeZone }: Pick<Customer, 'timeZone'>,
  nowMs: number,
  random: () => number,
): CustomerRoomValues => ({
  name: '',
  chairPassword: somePassword(random),
  attendeePassword: '',
  start: proposedStart(nowMs, timeZone),
  durationHours: 2,
});

const somePassword = (random: () => number): string =>
  Array.from({ length: PASSWORD_DIGITS }, () => Math.floor(random() * 10)).join('');

export const customerRoomOf = (
  values: CustomerRoomValues,
  { name: organiser, language, timeZone }: Pick<Customer, 'name' | 'language' | 'timeZone'>,
): RoomCreate => ({
  name: values.name.trim(),
  organiser,
  language,
  chairPassword: values.chairPassword.trim(),
  attendeePassword: values.attendeePassword.trim(),
  startMs: msOfDateField(values.start, timeZone),
  durationMs: msOfHours(values.durationHours),
});

/** The API's names of fields. */
export function customerFieldOf(field: string): string[] {
  const [first = ''] = field.split('.');
  if (first === 'parties') return ['others'];
  if (first === 'startMs') return ['start'];
  return [first === 'durationMs' ? 'durationHours' : first];
}
