import type { ConferenceId } from '../../base/ids.js';
import type { ConferenceService } from '../../conference/conference-service.js';
import type { ConferenceSnapshot } from '../../conference/snapshot.js';
import { OWNER, type ConferenceViews } from './conference-view.js';
import type { MeasuresEvent } from './live-event-schema.js';

/** What was told last of a conference, so that only what is new is told. */
interface Told {
  costMicroYuan: number;
  costLimitMicroYuan: number | null;
  /** By participant, as JSON. */
  readonly lines: Map<string, string>;
}

/** Cost and line quality of conferences, which change without any event [S24]. */
export class Measures {
  readonly #service: Pick<ConferenceService, 'snapshot'>;
  readonly #views: ConferenceViews;
  readonly #told = new Map<ConferenceId, Told>();

  constructor(service: Pick<ConferenceService, 'snapshot'>, views: ConferenceViews) {
    this.#service = service;
    this.#views = views;
  }

  /** Undefined: nothing has changed since it was asked before. */
  changed(conference: ConferenceId): MeasuresEvent | undefined {
    const snapshot = this.#service.snapshot(conference);
    if (snapshot === undefined) return undefined;
    const { costMicroYuan, costLimitMicroYuan, participants } = this.#views.conference(snapshot, OWNER);
    const told = this.#told.get(conference) ?? nothingTold();
    this.#told.set(conference, told);
    const present = new Set<string>(participants.map(({ id }) => id));
    for (const id of told.lines.keys()) if (!present.has(id)) told.lines.delete(id);
    const lines = participants.flatMap(({ id: participantId, quality }) => {
      if (quality === null || told.lines.get(participantId) === JSON.stringify(quality)) return [];
      told.lines.set(participantId, JSON.stringify(quality));
      return [{ participantId, quality }];
    });
    const sameCost = told.costMicroYuan === costMicroYuan && told.costLimitMicroYuan === costLimitMicroYuan;
    if (lines.length === 0 && sameCost) return undefined;
    told.costMicroYuan = costMicroYuan;
    told.costLimitMicroYuan = costLimitMicroYuan;
    return { conferenceId: conference, costMicroYuan, costLimitMicroYuan, lines };
  }

  /** As it is now, for who has missed what was told. */
  whole(snapshot: ConferenceSnapshot): MeasuresEvent {
    const {
      id: conferenceId,
      costMicroYuan,
      costLimitMicroYuan,
      participants,
    } = this.#views.conference(snapshot, OWNER);
    const lines = participants.flatMap(({ id: participantId, quality }) =>
      quality === null ? [] : [{ participantId, quality }],
    );
    return { conferenceId, costMicroYuan, costLimitMicroYuan, lines };
  }

  forget(conference: ConferenceId): void {
    this.#told.delete(conference);
  }
}

const nothingTold = (): Told => ({ costMicroYuan: -1, costLimitMicroYuan: null, lines: new Map() });
