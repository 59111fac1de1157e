import type { UtcMs } from '../base/units.js';
import { htmlOf, plainOf, type Document } from './document.js';
import { guestDocument, organiserDocument } from './invitation.js';
import { cancelPart, requestPart, type CalendarPart } from './meeting-calendar.js';
import type { GuestNotice, OrganiserNotice } from './notice.js';

/** A mail as it is handed to the transport, which writes its headers. */
export interface MailMessage {
  /** The same however often it is tried: a mail that arrives twice is one mail. */
  readonly messageId: string;
  readonly to: readonly MailAddress[];
  /** Empty: whoever answers, answers to the sender. */
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar: CalendarPart | undefined;
}

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

export interface MailAround {
  /** Of the item in the outbox. */
  readonly id: string;
  /** The address that sends. */
  readonly from: string;
  readonly nowMs: UtcMs;
  /** When it was caused. */
  readonly stampMs: UtcMs;
}

/** Subjects are one line, whatever a name holds. */
const SUBJECT_CHARS_MAX = 200;

export function mailOf(
  document: Document,
  to: readonly MailAddress[],
  { id, from }: Pick<MailAround, 'id' | 'from'>,
  extra: Partial<Pick<MailMessage, 'replyTo' | 'calendar'>> = {},
): MailMessage {
  return {
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    to: to.map(({ name, address }) => ({ name: oneLine(name), address })),
    replyTo: extra.replyTo ?? '',
    subject: oneLine(document.title).slice(0, SUBJECT_CHARS_MAX),
    text: plainOf(document),
    html: htmlOf(document),
    calendar: extra.calendar,
  };
}

export function guestMail(notice: GuestNotice, around: MailAround): MailMessage {
  const { guest, meeting, replyTo } = notice;
  const document = guestDocument(notice, around.nowMs);
  const to = [{ name: guest.name, address: guest.email }];
  const description = plainOf({ ...document, title: meeting.name, paragraphs: [] });
  const about = { meeting, guest, from: around.from, description, stampMs: around.stampMs };
  return mailOf(document, to, around, { replyTo, calendar: calendarOf(notice, about) });
}

export function organiserMail(
  notice: OrganiserNotice,
  to: readonly MailAddress[],
  around: MailAround,
): MailMessage {
  return mailOf(organiserDocument(notice, around.nowMs), to, around);
}

function calendarOf(notice: GuestNotice, about: Parameters<typeof requestPart>[0]): CalendarPart | undefined {
  switch (notice.type) {
    case 'invitation':
    case 'update':
      return requestPart(about);
    case 'cancellation':
      return cancelPart(about, undefined);
    case 'occurrences-cancelled':
      return cancelPart(about, notice.plannedStartsMs);
    case 'reminder':
      return undefined;
  }
}

const oneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
