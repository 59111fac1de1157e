import type { LegId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { LegOpened } from '../billing/leg-record.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import type { LegMedia } from '../mixer/mixer.js';
import type { DialogFacts, IncomingInvite } from '../sip/endpoint-api.js';
import type { CallRoute } from './call-router.js';

interface Leg {
  readonly leg: LegId;
  readonly node: string;
  readonly epoch: number;
}

interface Times {
  readonly ringMs: UtcMs;
  readonly answerMs: UtcMs;
}

/** The opening row of a call that came in [S50]. */
export const openedIn = (
  { leg, node, epoch, invite, route }: Leg & { readonly invite: IncomingInvite; readonly route: CallRoute },
  media: LegMedia | undefined,
  times: Times,
): LegOpened => ({
  leg,
  node,
  epoch,
  trunk: route.trunk,
  direction: 'in',
  callingNumber: route.caller.delivered,
  callingE164: route.caller.e164,
  calledNumber: route.called.delivered,
  calledE164: route.called.e164,
  service: route.service.service,
  ...dialogRow(invite.dialog),
  ...times,
  ...mediaRow(media),
});

/** The opening row of a call of ours. */
export const openedOut = (
  { leg, node, epoch, called, service }: Leg & { readonly called: CalledParty; readonly service: string },
  plan: OutboundPlan,
  dialog: DialogFacts,
  media: LegMedia | undefined,
  times: Times,
): LegOpened => ({
  leg,
  node,
  epoch,
  trunk: plan.trunk.id,
  direction: 'out',
  callingNumber: plan.callerNumber,
  callingE164: plan.callerE164,
  calledNumber: plan.calledNumber,
  calledE164: called.e164,
  service,
  ...dialogRow(dialog),
  ...times,
  ...mediaRow(media),
});

const dialogRow = (dialog: DialogFacts): Pick<LegOpened, 'sipCallId' | 'dialog'> => ({
  sipCallId: dialog.callId,
  dialog: JSON.stringify(dialog),
});

const mediaRow = (media: LegMedia | undefined): Pick<LegOpened, 'codec' | 'ptimeMs'> => ({
  codec: media?.codec ?? '',
  ptimeMs: media?.ptimeMs ?? 0,
});
