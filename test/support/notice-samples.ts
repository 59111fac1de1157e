import type { RoomId } from '../../src/base/ids.js';
import type { Meeting } from '../../src/notices/meeting.js';
import type { GuestNotice } from '../../src/notices/notice.js';
import type { OutboxItem } from '../../src/notices/outbox-item.js';
import { NOW_MS, sampleIds } from './store-samples.js';

const ids = sampleIds(5);

export const sampleMeeting = (changes: Partial<Meeting> = {}): Meeting => ({
  room: 'room-1' as RoomId,
  name: '周会',
  organiser: '王先生',
  roomNumber: '1234567',
  attendeePassword: '6666',
  startMs: NOW_MS,
  durationMs: 3_600_000,
  recurrence: null,
  timeZone: 'Asia/Shanghai',
  accessNumbers: ['4006701018'],
  sequence: 0,
  ...changes,
});

export const sampleInvitation = (
  meeting: Partial<Meeting> = {},
  guest: Partial<GuestNotice['guest']> = {},
): GuestNotice => ({
  type: 'invitation',
  meeting: sampleMeeting(meeting),
  language: 'zh-CN',
  guest: { name: '李雷', email: 'li@example.cn', number: '+8613800138000', ...guest },
  replyTo: 'wang@example.cn',
});

/** On its way for the first time, or again. */
export const outboxItem = (kind: OutboxItem['kind'], notice: GuestNotice, tries = 0): OutboxItem => ({
  id: ids.next(),
  kind,
  account: undefined,
  subject: 'room-1',
  dueMs: NOW_MS,
  payload: JSON.stringify(notice),
  createdMs: NOW_MS,
  tries,
  state: 'waiting',
  lastError: undefined,
  settledMs: undefined,
});
