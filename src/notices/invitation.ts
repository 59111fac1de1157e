import type { UtcMs } from '../base/units.js';
import type { Document, DocumentRow } from './document.js';
import { telLink, type Guest, type Meeting, type Told } from './meeting.js';
import type { GuestNotice, OrganiserNotice } from './notice.js';
import { dateText, recurrenceText, timeText, WORDS } from './words.js';

const MINUTE_MS = 60_000;
const SMS_STARTS_MAX = 4;

/** What is copied into a chat, and what a mail to a guest says [S9]. */
export function guestDocument(notice: GuestNotice, nowMs: number): Document {
  const { meeting, language } = notice;
  const words = WORDS[language];
  const { type } = notice;
  const over = type === 'cancellation' || type === 'occurrences-cancelled';
  return {
    title: `${titleOf(notice)}: ${meeting.name}`,
    paragraphs: [introOf(notice, nowMs)],
    rows: [...meetingRows(notice), ...(type === 'cancellation' ? [] : dialRows(notice))],
    closing: over ? [] : [words.howTo],
  };
}

/** To the owner alone: with the chair's password. */
export function organiserDocument(notice: OrganiserNotice): Document {
  const words = WORDS[notice.language];
  return {
    title: `${words.organiserCopy}: ${notice.meeting.name}`,
    paragraphs: [words.organiserIntro(notice.guests)],
    rows: [
      ...meetingRows(notice),
      ...dialRows(notice),
      { label: words.chairPassword, value: notice.chairPassword },
    ],
    closing: [words.howTo],
  };
}

/** To be copied by who invites in another way. */
export const invitationDocument = (told: Told): Document =>
  guestDocument({ ...told, type: 'invitation', guest: NOBODY, replyTo: '' }, 0);

/** Short enough for two text messages. */
export function smsText(notice: GuestNotice): string {
  const { meeting, language } = notice;
  const { name, roomNumber, attendeePassword, accessNumbers, timeZone } = meeting;
  const words = WORDS[language];
  const starts = startsOf(notice).map((startMs) => dateText(startMs, timeZone, language));
  const shown = starts.length > SMS_STARTS_MAX ? [...starts.slice(0, SMS_STARTS_MAX), '…'] : starts;
  const parts = [
    `${titleOf(notice)}: ${name}`,
    shown.join(', '),
    ...accessNumbers.slice(0, 1).map((number) => `${words.accessNumber} ${number}`),
    `${words.roomNumber} ${roomNumber}`,
    ...(attendeePassword === '' ? [] : [`${words.attendeePassword} ${attendeePassword}`]),
  ];
  const over = notice.type === 'cancellation' || notice.type === 'occurrences-cancelled';
  return (over ? parts.slice(0, 2) : parts).join('; ');
}

/** Those that a text is about. */
function startsOf(notice: GuestNotice): readonly UtcMs[] {
  switch (notice.type) {
    case 'occurrences-cancelled':
      return notice.plannedStartsMs;
    case 'reminder':
      return [notice.occurrenceMs];
    default:
      return [notice.meeting.startMs];
  }
}

const NOBODY: Guest = { name: '', email: '', number: '' };

function titleOf({ type, language }: Pick<GuestNotice, 'type' | 'language'>): string {
  const words = WORDS[language];
  switch (type) {
    case 'invitation':
      return words.invitation;
    case 'update':
      return words.update;
    case 'reminder':
      return words.reminder;
    case 'cancellation':
    case 'occurrences-cancelled':
      return words.cancellation;
  }
}

function introOf(notice: GuestNotice, nowMs: number): string {
  const { meeting, language, guest } = notice;
  const words = WORDS[language];
  switch (notice.type) {
    case 'invitation':
      return words.invited(guest.name, meeting.organiser);
    case 'update':
      return words.updated;
    case 'cancellation':
      return words.cancelled;
    case 'occurrences-cancelled':
      return words.occurrencesCancelled(
        notice.plannedStartsMs.map((startMs) => dateText(startMs, meeting.timeZone, language)).join('; '),
      );
    case 'reminder':
      return words.starts(Math.max(0, Math.round((notice.occurrenceMs - nowMs) / MINUTE_MS)));
  }
}

function meetingRows({ meeting, language }: Told): readonly DocumentRow[] {
  const words = WORDS[language];
  const { name, organiser, recurrence } = meeting;
  return [
    { label: words.name, value: name },
    ...(organiser === '' ? [] : [{ label: words.organiser, value: organiser }]),
    { label: words.time, value: timeText(meeting, language) },
    ...(recurrence === null
      ? []
      : [{ label: words.recurrence, value: recurrenceText(recurrence, language) }]),
  ];
}

function dialRows({ meeting, language }: Told): readonly DocumentRow[] {
  const words = WORDS[language];
  const { accessNumbers, roomNumber, attendeePassword } = meeting;
  const tap = telLink(meeting);
  return [
    ...accessNumbers.map((value) => ({ label: words.accessNumber, value, href: hrefOf(value) })),
    { label: words.roomNumber, value: roomNumber },
    {
      label: words.attendeePassword,
      value: attendeePassword === '' ? words.noPassword : attendeePassword,
    },
    ...(tap === undefined ? [] : [{ label: words.oneTap, value: tap, href: tap }]),
  ];
}

const hrefOf = (number: Meeting['accessNumbers'][number]): string => `tel:${number.replace(/[^\d+]/g, '')}`;
