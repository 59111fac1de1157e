import type { ConferenceId } from '../../base/ids.js';
import type {
  ConferenceSnapshot,
  DepartedSnapshot,
  InvitationSnapshot,
  ParticipantSnapshot,
} from '../../conference/snapshot.js';
import type { LegStats } from '../../mixer/mixer.js';
import type {
  ConferenceSummaryView,
  ConferenceView,
  DepartedView,
  InvitationView,
  LineQualityView,
  ParticipantView,
} from './conference-schema.js';
import { shownNumber } from '../shown-number.js';
import type { LiveServices } from './services.js';

/** Numbers are masked wherever their owner is not looking [S53a]. */
export interface Viewer {
  readonly masked: boolean;
}

export const OWNER: Viewer = { masked: false };

type ShownOf = Pick<LiveServices, 'costOf' | 'statsOf' | 'contactNames'>;

/**
 * Running conferences as they are shown, with what they cost, how their lines sound and whose numbers they are. What
 * is spread stands last: properties behind a spread cost V8 four times as much, and a hidden class for each object.
 */
export class ConferenceViews {
  readonly #live: ShownOf;

  constructor(live: ShownOf) {
    this.#live = live;
  }

  summary(conference: ConferenceSnapshot): ConferenceSummaryView {
    const cost = this.#live.costOf(conference.id);
    return {
      id: conference.id,
      kind: conference.kind,
      room: conference.room ?? null,
      roomNumber: conference.roomNumber,
      name: conference.name,
      account: conference.account ?? null,
      openedMs: conference.openedMs,
      windowEndMs: conference.windowEndMs ?? null,
      locked: conference.locked,
      muteAll: conference.muteAll,
      chairArrived: conference.chairArrived,
      host: conference.host ?? null,
      hostLost: conference.hostLost,
      recording: conference.recording ?? null,
      barred: conference.barred,
      sequence: conference.sequence,
      parties: conference.parties,
      costMicroYuan: cost?.cost ?? 0,
      costLimitMicroYuan: cost?.costMax ?? null,
    };
  }

  conference(conference: ConferenceSnapshot, viewer: Viewer): ConferenceView {
    return {
      participants: conference.participants.map((one) => this.participant(one, conference.id, viewer)),
      invitations: conference.invitations.map((one) => this.invitation(one, conference.id, viewer)),
      departed: conference.departed.map((one) => this.departed(one, conference.id, viewer)),
      ...this.summary(conference),
    };
  }

  participant(participant: ParticipantSnapshot, conference: ConferenceId, viewer: Viewer): ParticipantView {
    const { id, role, operator, browser, place, mutes, heard, talking, enteredMs } = participant;
    const { handRaised, handOrder } = participant;
    return {
      id,
      role,
      operator,
      browser,
      state: stateOf(participant),
      place,
      mutes,
      heard,
      handRaised,
      handOrder: handOrder ?? null,
      talking,
      enteredMs,
      quality: qualityOf(this.#live.statsOf(participant.leg)),
      ...this.#who(participant, conference, viewer),
    };
  }

  invitation(invitation: InvitationSnapshot, conference: ConferenceId, viewer: Viewer): InvitationView {
    const { id, role, operator, progress } = invitation;
    return { id, role, operator, progress, ...this.#who(invitation, conference, viewer) };
  }

  departed(departed: DepartedSnapshot, conference: ConferenceId, viewer: Viewer): DepartedView {
    const { id, role, browser, redialable, leftMs, why } = departed;
    return {
      id,
      role,
      browser,
      redialable,
      leftMs,
      reason: typeof why === 'string' ? why : why.result,
      bar: typeof why === 'string' ? null : (why.bar ?? null),
      ...this.#who(departed, conference, viewer),
    };
  }

  /** The contacts are the owner's own: to all others their names say as much as the numbers. */
  #who(
    { name, number }: Pick<ParticipantSnapshot, 'name' | 'number'>,
    conference: ConferenceId,
    { masked }: Viewer,
  ) {
    return {
      name: name ?? null,
      number: number === undefined ? null : shownNumber(number, masked),
      contactName: masked ? null : this.#live.contactNames.nameOf(conference, number),
    };
  }
}

/** The one word that a page shows [S24]. */
function stateOf({ place, heard }: ParticipantSnapshot): ParticipantView['state'] {
  switch (place) {
    case 'room':
      return heard ? 'connected' : 'muted';
    case 'held':
      return 'on-hold';
    case 'operator':
      return 'with-operator';
    case 'aside':
    case 'consult':
      return 'consulting';
  }
}

/** Null: nothing was received yet. */
export function qualityOf(stats: LegStats | undefined): LineQualityView | null {
  if (stats === undefined || stats.packetsReceived === 0) return null;
  const { packetsReceived, packetsLost, packetsLate, jitterMs, mos, roundTripMs } = stats;
  // What came too late was received, and as good as lost.
  const missing = Math.max(0, packetsLost) + packetsLate;
  const expected = packetsReceived + Math.max(0, packetsLost);
  return {
    mos: rounded(mos, 10),
    lossPercent: rounded((100 * missing) / expected, 10),
    jitterMs: rounded(jitterMs, 1),
    roundTripMs: roundTripMs === undefined ? null : rounded(roundTripMs, 1),
  };
}

const rounded = (value: number, steps: number): number => Math.round(value * steps) / steps;
