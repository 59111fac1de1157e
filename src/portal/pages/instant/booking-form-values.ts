import type { Booking, BookingChange, BookingCreate } from '../../../client/index.js';
import { microYuanOf, yuanOf } from '../../components/money-text.js';
import { numberText } from '../../components/number-text.js';
import { partiesToCall, typedText, type PartyEntry } from '../../components/party-values.js';
import { NO_RECURRENCE, type RecurrenceValues } from '../../components/recurrence-values.js';
import { dateFieldOf, msOfEditedField } from '../../components/time-text.js';
import type { CallFormValues } from './call-form-values.js';

/** 预约会议 as it is filled in [S37]. */
export interface BookingFormValues extends CallFormValues {
  readonly name: string;
  /** By the account's clock. */
  readonly start: string;
  readonly recurrence: RecurrenceValues;
}

const HOUR_MS = 3_600_000;

/** The next full hour that lies far enough ahead. */
export const proposedStartMs = (nowMs: number): number =>
  Math.ceil((nowMs + HOUR_MS / 2) / HOUR_MS) * HOUR_MS;

export const proposedBooking = (
  host: string | undefined,
  nowMs: number,
  timeZone: string,
): BookingFormValues => ({
  name: '',
  start: dateFieldOf(proposedStartMs(nowMs), timeZone),
  host,
  others: [],
  costLimitYuan: null,
  recurrence: NO_RECURRENCE,
});

export const bookingValuesOf = (booking: Booking, timeZone: string): BookingFormValues => ({
  name: booking.name,
  start: dateFieldOf(booking.startMs, timeZone),
  host: booking.host.number,
  others: booking.parties.map(partyEntry),
  costLimitYuan: booking.costLimitMicroYuan === null ? null : yuanOf(booking.costLimitMicroYuan),
  recurrence: NO_RECURRENCE,
});

const partyEntry = ({ number, extension, name }: Booking['parties'][number]): PartyEntry =>
  typedText({
    ...(name === null ? {} : { name }),
    number: numberText(number, extension),
  });

export function bookingOf(values: BookingFormValues, startMs: number): BookingCreate {
  const { name, host, others, costLimitYuan } = values;
  return {
    name: name.trim(),
    startMs,
    ...(host === undefined ? {} : { host }),
    ...partiesToCall(others),
    costLimitMicroYuan: costLimitYuan === null ? null : microYuanOf(costLimitYuan),
  };
}

/** People who were not touched are not sent: their names and extensions stay as they were booked. */
export function bookingChangeOf(
  values: BookingFormValues,
  booking: Booking,
  timeZone: string,
): BookingChange {
  const before = bookingValuesOf(booking, timeZone);
  const startMs = msOfEditedField(values.start, booking.startMs, timeZone);
  const { contacts, groups, parties, ...rest } = bookingOf(values, startMs);
  const samePeople = JSON.stringify(values.others) === JSON.stringify(before.others);
  return {
    ...rest,
    ...(samePeople ? {} : { contacts: contacts ?? [], groups: groups ?? [], parties: parties ?? [] }),
    version: booking.version,
  };
}
