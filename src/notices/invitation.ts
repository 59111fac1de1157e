import type { UtcMs } from '../base/units.js';
import type { Document } from './document.js';
import type { Guest, Told } from './meeting.js';
import { dialRows, meetingRows, occurrenceRows, startToCome } from './meeting-rows.js';
import type { GuestNotice, OrganiserNotice } from './notice.js';
import { dateText, WORDS } from './words.js';

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
    rows: [
      ...(type === 'reminder' ? occurrenceRows(notice, notice.occurrenceMs) : meetingRows(notice, nowMs)),
      ...(type === 'cancellation' ? [] : dialRows(notice)),
    ],
    closing: over ? [] : [words.howTo],
  };
}

/** To the owner alone: with the chair's password. */
export function organiserDocument(notice: OrganiserNotice, nowMs: number): Document {
  const words = WORDS[notice.language];
  return {
    title: `${words.organiserCopy}: ${notice.meeting.name}`,
    paragraphs: [words.organiserIntro(notice.guests)],
    rows: [
      ...meetingRows(notice, nowMs),
      ...dialRows(notice),
      { label: words.chairPassword, value: notice.chairPassword },
    ],
    closing: [words.howTo],
  };
}

/** To be copied by who invites in another way. */
export const invitationDocument = (told: Told, nowMs: number): Document =>
  guestDocument({ ...told, type: 'invitation', guest: NOBODY, replyTo: '' }, nowMs);

/** Short enough for two text messages. */
export function smsText(notice: GuestNotice, nowMs: number): string {
  const { meeting, language } = notice;
  const { name, roomNumber, attendeePassword, accessNumbers, timeZone } = meeting;
  const words = WORDS[language];
  const starts = startsOf(notice, nowMs).map((startMs) => dateText(startMs, timeZone, language));
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
function startsOf(notice: GuestNotice, nowMs: number): readonly UtcMs[] {
  switch (notice.type) {
    case 'occurrences-cancelled':
      return notice.startsMs;
    case 'reminder':
      return [notice.occurrenceMs];
    default:
      return [startToCome(notice.meeting, nowMs)];
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
        notice.startsMs.map((startMs) => dateText(startMs, meeting.timeZone, language)).join('; '),
      );
    case 'reminder':
      return words.starts(Math.max(0, Math.round((notice.occurrenceMs - nowMs) / MINUTE_MS)));
  }
}
