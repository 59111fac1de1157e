import type { Invitee, Room, RoomChange, RoomOptions, RoomTemplateFields } from '../../../client/index.js';
import {
  contactEntry,
  groupEntry,
  readParties,
  typedText,
  type PartyEntry,
} from '../../components/party-values.js';
import { numberText } from '../../components/number-text.js';
import {
  NO_RECURRENCE,
  recurrenceOf,
  recurrenceValuesOf,
  type RecurrenceValues,
} from '../../components/recurrence-values.js';
import { dateFieldOf, hoursOf, msOfDateField, msOfHours } from '../../components/time-text.js';
import type { PortalLanguage } from '../../words/languages.js';

/** The form as it is filled in: text and hours, where the API has milliseconds. */
export interface RoomFormValues {
  readonly name: string;
  readonly organiser: string;
  readonly number: string;
  readonly chairPassword: string;
  readonly attendeePassword: string;
  /** By the account's clock; empty: now. */
  readonly start: string;
  readonly hours: number | null;
  readonly language: PortalLanguage;
  readonly options: RoomOptions;
  readonly recurrence: RecurrenceValues;
  readonly invitees: readonly PartyEntry[];
  /** 「发送邮件通知」 */
  readonly notify: boolean;
  readonly reminderMs: number;
}

/** Rooms of 2000 hours are normal [S2]. */
const HOURS_PROPOSED = 2_000;
/** [S9] */
const REMINDER_PROPOSED_MS = 900_000;

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
  recurrence: NO_RECURRENCE,
  invitees: [],
  notify: true,
  reminderMs: REMINDER_PROPOSED_MS,
});

export const valuesOf = (room: Room, timeZone: string): RoomFormValues => ({
  name: room.name,
  organiser: room.organiser,
  number: room.number,
  chairPassword: room.chairPassword,
  attendeePassword: room.attendeePassword,
  start: dateFieldOf(room.startMs, timeZone),
  hours: hoursOf(room.durationMs),
  language: room.language,
  options: room.options,
  recurrence: recurrenceValuesOf(room.recurrence),
  invitees: room.invitees.map(entryOf),
  notify: room.notify,
  reminderMs: room.reminderMs,
});

/** The form with what a template says; what it leaves out stays as it was typed. */
export function valuesAfterTemplate(values: RoomFormValues, fields: RoomTemplateFields): RoomFormValues {
  const { durationMs, recurrence, invitees, options, notifyBySms: _notifyBySms, ...rest } = fields;
  return {
    ...values,
    ...rest,
    options: { ...values.options, ...options },
    ...(durationMs === undefined ? {} : { hours: hoursOf(durationMs) }),
    ...(recurrence === undefined ? {} : { recurrence: recurrenceValuesOf(recurrence) }),
    ...(invitees === undefined ? {} : { invitees: invitees.map(entryOf) }),
  };
}

/** What the form would begin another room with: all but the number and the start, which are one room's alone. */
export function templateFieldsOf(values: RoomFormValues): RoomTemplateFields {
  const { number: _number, start: _start, ...rest } = values;
  return commonFields(rest, []);
}

interface Form {
  readonly room: Room | undefined;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** What is left empty in a new room is left out: the server gives a number, and now as the start. */
export function fieldsOf(values: RoomFormValues, { room, nowMs, timeZone }: Form) {
  const { number, start, ...rest } = values;
  const exceptions = room !== undefined && keepsDates(values, room, timeZone) ? exceptionsOf(room) : [];
  return {
    ...commonFields(rest, exceptions),
    ...(number === '' && room === undefined ? {} : { number }),
    ...startField(start, { room, nowMs, timeZone }),
  } satisfies RoomChange;
}

function commonFields(
  values: Omit<RoomFormValues, 'number' | 'start'>,
  exceptions: ReturnType<typeof exceptionsOf>,
) {
  const { hours, recurrence, invitees, ...rest } = values;
  return {
    ...rest,
    ...(hours === null ? {} : { durationMs: msOfHours(hours) }),
    recurrence: recurrenceOf(recurrence, exceptions),
    invitees: inviteesOf(invitees),
  } satisfies RoomTemplateFields;
}

/** Dates that were cancelled or moved alone; they go when the rule or its start changes. */
export const exceptionsOf = (room: Pick<Room, 'recurrence'>) => room.recurrence?.exceptions ?? [];

/** The dates of the room stay what they are: none that was cancelled or moved alone is lost. */
export function keepsDates(
  { start, recurrence }: Pick<RoomFormValues, 'start' | 'recurrence'>,
  room: Pick<Room, 'startMs' | 'recurrence'>,
  timeZone: string,
): boolean {
  const rule = (values: RecurrenceValues): string => JSON.stringify(recurrenceOf(values));
  return (
    start === dateFieldOf(room.startMs, timeZone) &&
    rule(recurrence) === rule(recurrenceValuesOf(room.recurrence))
  );
}

/** The field shows whole minutes: what was not touched keeps its seconds. */
function startField(start: string, { room, nowMs, timeZone }: Form): { startMs?: number } {
  if (start === '') return room === undefined ? {} : { startMs: nowMs };
  const untouched = room !== undefined && start === dateFieldOf(room.startMs, timeZone);
  return untouched ? {} : { startMs: msOfDateField(start, timeZone) };
}

/** Whether anybody hears of a change from the server. */
export const tellsInvitees = ({
  notify,
  notifyBySms,
  invitees,
}: Pick<Room, 'notify' | 'notifyBySms' | 'invitees'>): boolean =>
  invitees.length > 0 && (notify || notifyBySms);

export function entryOf(invitee: Invitee): PartyEntry {
  if ('contactId' in invitee) return contactEntry(invitee.contactId);
  if ('groupId' in invitee) return groupEntry(invitee.groupId);
  const { number = '' } = invitee;
  return typedText({ ...invitee, number: numberText(number) });
}

function inviteesOf(entries: readonly PartyEntry[]): Invitee[] {
  const { contacts, groups, typed } = readParties(entries);
  return [
    ...contacts.map((contactId) => ({ contactId })),
    ...groups.map((groupId) => ({ groupId })),
    ...typed,
  ];
}

/** The API's field names in the form's words. */
export function formFieldOf(field: string): (string | number)[] {
  if (field === 'startMs') return ['start'];
  if (field === 'durationMs') return ['hours'];
  const [first, ...rest] = field.split('.');
  if (first === 'recurrence') return ['recurrence', 'every'];
  // One field for all of them.
  if (first === 'invitees') return ['invitees'];
  return [first ?? '', ...rest];
}
