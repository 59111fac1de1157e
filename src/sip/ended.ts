import type { Q850Cause, SessionId, SipEvent } from './endpoint-api.js';
import { say, type UserEffect } from './transaction-user.js';

export type EndedBy = Extract<SipEvent, { type: 'ended' }>['by'];

export interface EndDetails {
  readonly status?: number;
  readonly cause?: Q850Cause | undefined;
}

/** The last word about a session. */
export function ended(session: SessionId, by: EndedBy, { status, cause }: EndDetails = {}): UserEffect {
  return say({
    type: 'ended',
    session,
    by,
    ...(status === undefined ? {} : { status }),
    ...(cause === undefined ? {} : { cause }),
  });
}
