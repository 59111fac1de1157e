import type { AccountId, BookingId, Id, RecordingId, ConferenceId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { LegCharge } from '../billing/charge.js';
import type { LegClosed } from '../billing/leg-record.js';
import type { ConferenceEvent } from '../conference/events.js';

/** What a webhook can be told of; docs/webhooks.md shows each. */
export const WEBHOOK_EVENTS = [
  'conference.opened',
  'conference.closed',
  'participant.entered',
  'participant.left',
  'invitation.failed',
  'recording.started',
  'recording.finished',
  'booking.changed',
  'numbers.changed',
  'balance.low',
  'record.closed',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** All of them, also those that a later version adds. */
export const ALL_EVENTS = '*';
export type WebhookSubscription = WebhookEventType | typeof ALL_EVENTS;

/** Rises when a field changes its meaning or goes; new fields come without it. */
export const WEBHOOK_SCHEMA_VERSION = 1;

export type WebhookEventId = Id<'WebhookEventId'>;

/** What has happened to an account, for those of its webhooks that want to hear of it. */
export interface WebhookEvent {
  readonly id: WebhookEventId;
  readonly account: AccountId;
  readonly type: WebhookEventType;
  readonly atMs: UtcMs;
  readonly payload: string;
}

/** Type and data; the rest follows from where it happened. */
export interface WebhookNews {
  readonly type: WebhookEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

export const webhookEvent = (
  { type, data }: WebhookNews,
  { id, account, atMs }: Pick<WebhookEvent, 'id' | 'account' | 'atMs'>,
): WebhookEvent => ({ id, account, type, atMs, payload: payloadOf(type, atMs, data) });

/** Written once, at the event: every try and every receiver gets these bytes. */
const payloadOf = (type: string, atMs: UtcMs, data: WebhookNews['data']): string =>
  JSON.stringify({
    type,
    timestamp: new Date(atMs).toISOString(),
    schemaVersion: WEBHOOK_SCHEMA_VERSION,
    data,
  });

/** To see whether an endpoint listens: sent to one webhook, whatever it is subscribed to. */
export const testPayload = (atMs: UtcMs, webhookId: string): string =>
  payloadOf('webhook.test', atMs, { webhookId });

/** The type of a payload that we have written. */
export const typeOfPayload = (payload: string): string => (JSON.parse(payload) as { type: string }).type;

/** Of a fact that the owner of a conference is told: numbers in full, for they are the owner's [S53a]. */
export function newsOfConference({ conference, fact }: ConferenceEvent): WebhookNews | undefined {
  const conferenceId = conference;
  switch (fact.type) {
    case 'opened': {
      const { room, roomNumber } = fact.definition;
      return { type: 'conference.opened', data: { conferenceId, roomId: room ?? null, roomNumber } };
    }
    case 'closed':
      return { type: 'conference.closed', data: { conferenceId, reason: fact.reason } };
    case 'entered': {
      const { participant: participantId, role, name = null, caller } = fact;
      const number = caller.number ?? null;
      return { type: 'participant.entered', data: { conferenceId, participantId, role, name, number } };
    }
    case 'left': {
      const { participant: participantId, reason } = fact;
      return { type: 'participant.left', data: { conferenceId, participantId, reason } };
    }
    case 'call-failed': {
      const { participant: participantId, failure } = fact;
      return { type: 'invitation.failed', data: { conferenceId, participantId, failure } };
    }
    case 'recording-changed': {
      const { recording: recordingId } = fact;
      // Its end is told when the file is there.
      if (recordingId === undefined) return undefined;
      return { type: 'recording.started', data: { conferenceId, recordingId } };
    }
    case 'balance-low':
      return { type: 'balance.low', data: { conferenceId, minutesLeft: fact.minutes } };
    default:
      return undefined;
  }
}

export const newsOfRecording = (
  recordingId: RecordingId,
  conferenceId: ConferenceId,
  { durationMs, complete }: { readonly durationMs: number; readonly complete: boolean },
): WebhookNews => ({
  type: 'recording.finished',
  data: { recordingId, conferenceId, durationMs, complete },
});

/** The record of a leg that somebody pays for, or that is free to its account. */
export const newsOfRecord = (
  { leg: callRecordId, endMs, durationMs, reason }: LegClosed,
  { conference: conferenceId, service, kind, rate, chargedS, amount }: LegCharge,
): WebhookNews => ({
  type: 'record.closed',
  data: {
    callRecordId,
    conferenceId,
    service,
    kind,
    endMs,
    durationMs,
    chargedS,
    amountMicroYuan: amount,
    tariffVersion: rate.tariffVersion,
    reason,
  },
});

export const newsOfBooking = (bookingId: BookingId): WebhookNews => ({
  type: 'booking.changed',
  data: { bookingId },
});

export const NUMBERS_CHANGED: WebhookNews = { type: 'numbers.changed', data: {} };
