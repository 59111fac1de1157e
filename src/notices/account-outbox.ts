import type { AccountId } from '../base/ids.js';
import { utcMs, type UtcMs } from '../base/units.js';
import type { ConferenceEvent } from '../conference/events.js';
import type { AccountNotice } from './notice.js';
import type { NewOutboxItem, OutboxId } from './outbox-item.js';

/** Legs that a closing conference lets go are charged within this time. */
const REPORT_AFTER_MS = 10_000;

interface ItemAround {
  readonly id: OutboxId;
  readonly nowMs: UtcMs;
  /** Of what must be told once, however often it is noticed. */
  readonly onceKey?: string;
  readonly afterMs?: number;
}

/** A mail to the people of an account; who they are and what it says is read when it goes out. */
export const accountItem = (
  notice: AccountNotice,
  { id, nowMs, onceKey, afterMs = 0 }: ItemAround,
): NewOutboxItem => ({
  id,
  kind: 'mail',
  account: notice.account,
  subject: 'conference' in notice ? notice.conference : notice.account,
  onceKey,
  dueMs: utcMs(nowMs + afterMs),
  payload: JSON.stringify(notice),
  createdMs: nowMs,
});

/** What the owner of a conference is told of its events: low balance [S49], and the report of its end. */
export function eventItems(
  { conference, sequence, atMs, fact }: ConferenceEvent,
  account: AccountId | undefined,
  nextId: () => OutboxId,
): readonly NewOutboxItem[] {
  if (account === undefined) return [];
  const around = { nowMs: atMs, onceKey: `event ${conference} ${sequence}` };
  switch (fact.type) {
    case 'balance-low': {
      const notice = { type: fact.type, account, conference, minutes: fact.minutes };
      return [accountItem(notice, { ...around, id: nextId() })];
    }
    case 'closed': {
      const notice = { type: 'meeting-report' as const, account, conference };
      return [accountItem(notice, { ...around, id: nextId(), afterMs: REPORT_AFTER_MS })];
    }
    default:
      return [];
  }
}
