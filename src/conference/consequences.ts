import { isGuest, type ConferenceState } from './conference-state.js';
import type { Announcement } from './effects.js';
import type { CloseReason } from './events.js';
import type { ReleaseReason } from './leave-reason.js';
import type { Invitation, Participant } from './participant.js';
import { fact, giveUp, moved, say, type Step } from './step.js';

/** What the legs of a conference end with when it closes. */
export const RELEASE_REASONS: Readonly<Record<CloseReason, ReleaseReason>> = {
  'ended-by-chair': 'ended-by-chair',
  'ended-by-api': 'ended-by-api',
  'window-over': 'conference-over',
  'last-chair-left': 'conference-over',
  'host-left': 'conference-over',
  'host-unreachable': 'conference-over',
  'balance-out': 'balance-out',
  'cost-limit': 'cost-limit',
  empty: 'conference-over',
  drained: 'drained',
};

export const farewellOf = (reason: ReleaseReason): Announcement => ({
  kind: reason === 'kicked' || reason === 'balance-out' ? reason : 'goodbye',
});

/** The host is in: whoever waited for it is called, all at once [S35]. */
export function afterEntering(state: ConferenceState, { id, role }: Participant): readonly Step[] {
  const steps: Step[] = [];
  for (const invitation of state.invitations.values()) {
    // Another chair, or the host by its own call, was quicker than the ringing of a lost host.
    if (invitation.greeting === 'host-again' && role === 'chair') steps.push(...giveUp(invitation));
    if (invitation.progress === 'waiting' && id === state.host) steps.push(dialNow(invitation));
  }
  return steps;
}

const dialNow = ({ id }: Invitation): Step =>
  fact({ type: 'call-progressed', participant: id, progress: 'dialling', leg: undefined });

/** How it was before a party left. */
export interface Before {
  readonly hostLost: boolean;
  readonly chairs: number;
}

export function afterLeaving(state: ConferenceState, left: Participant, before: Before): readonly Step[] {
  if (isGuest(left)) return returnOwner(state, left);
  const { definition, host, hostLost, chairs } = state;
  if (left.id === host && definition.kind === 'instant') {
    if (hostLost && !before.hostLost) return ringHostAgain(state, left);
    return [{ type: 'close', reason: 'host-left' }];
  }
  // The convener's going ends it for all [S28].
  if (left.id === host && definition.kind === 'quick') return [{ type: 'close', reason: 'host-left' }];
  const lastChairLeft = before.chairs > 0 && chairs === 0;
  return definition.options.endsWithLastChair && lastChairLeft
    ? [{ type: 'close', reason: 'last-chair-left' }]
    : [];
}

/** 「对方已挂机」: the inviter returns, if it is still there and has not returned by its own key [S20]. */
function returnOwner(state: ConferenceState, { line }: Participant): readonly Step[] {
  const owner = line === undefined ? undefined : state.participants.get(line);
  if (owner === undefined || owner.line !== owner.id) return [];
  return [moved(owner.id, 'room'), say(owner.leg, { kind: 'peer-hung-up' })];
}

/** Once; the timer ends the conference when it does not come [S36]. */
function ringHostAgain(state: ConferenceState, { id, name, role }: Participant): readonly Step[] {
  const called = state.departed.get(id)?.called;
  if (called === undefined) return [];
  return [
    fact({
      type: 'invited',
      invitation: {
        id,
        called,
        name,
        role,
        greeting: 'host-again',
        line: undefined,
        progress: 'dialling',
        leg: undefined,
      },
    }),
  ];
}
