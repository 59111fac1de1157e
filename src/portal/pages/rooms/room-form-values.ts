import type { RoomChange, RoomOptions, Room } from '../../../client/index.js';
import { dateFieldOf, hoursOf, msOfDateField, msOfHours } from '../../components/time-text.js';
import type { PortalLanguage } from '../../words/languages.js';

/** The form as it is filled in: text and hours, where the API has milliseconds. */
export interface RoomFormValues {
  readonly name: string;
  readonly organiser: string;
  readonly number: string;
  readonly chairPassword: string;
  readonly attendeePassword: string;
  /** Local time; empty: now. */
  readonly start: string;
  readonly hours: number | null;
  readonly language: PortalLanguage;
  readonly options: RoomOptions;
}

/** Rooms of 2000 hours are normal [S2]. */
const HOURS_PROPOSED = 2_000;

export const proposedValues = (organiser: string, language: PortalLanguage): RoomFormValues => ({
  name: '',
  organiser,
  number: '',
  chairPassword: '',
  attendeePassword: '',
  start: '',
  hours: HOURS_PROPOSED,
  language,
  options: {
    chairAnnounced: false,
    chairMayRecord: false,
    attendeeAnnounced: false,
    attendeeListenOnly: false,
    attendeeWaitsForChair: false,
    endsWithLastChair: false,
    attendeeMayUnmute: true,
    attendeeMayInvite: true,
    keylessEntry: false,
    partiesMax: null,
  },
});

export const valuesOf = (room: Room): RoomFormValues => ({
  name: room.name,
  organiser: room.organiser,
  number: room.number,
  chairPassword: room.chairPassword,
  attendeePassword: room.attendeePassword,
  start: dateFieldOf(room.startMs),
  hours: hoursOf(room.durationMs),
  language: room.language,
  options: room.options,
});

/** What is left empty in a new room is left out: the server gives a number, and now as the start. */
export function fieldsOf(values: RoomFormValues, room: Room | undefined, nowMs: number) {
  const { number, start, hours, ...rest } = values;
  return {
    ...rest,
    ...(number === '' && room === undefined ? {} : { number }),
    ...startField(start, room, nowMs),
    ...(hours === null ? {} : { durationMs: msOfHours(hours) }),
  } satisfies RoomChange;
}

/** The field shows whole minutes: what was not touched keeps its seconds. */
function startField(start: string, room: Room | undefined, nowMs: number): { startMs?: number } {
  if (start === '') return room === undefined ? {} : { startMs: nowMs };
  return room !== undefined && start === dateFieldOf(room.startMs) ? {} : { startMs: msOfDateField(start) };
}

/** The API's field names in the form's words. */
export function formFieldOf(field: string): (string | number)[] {
  if (field === 'startMs') return ['start'];
  if (field === 'durationMs') return ['hours'];
  return field.split('.');
}
