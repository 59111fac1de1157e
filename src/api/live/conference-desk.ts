import type { ConferenceId, ParticipantId } from '../../base/ids.js';
import type { Actor, CommandBody, RefusalCode } from '../../conference/commands.js';
import type { ConferenceSnapshot } from '../../conference/snapshot.js';
import { isAdmin, isOwner, maySee, type Principal } from '../door/principal.js';
import { Problem, type ProblemCode } from '../problem.js';
import type { ApiServices } from '../services.js';
import type { ConferenceView, ParticipantView } from './conference-schema.js';
import { ConferenceViews, type Viewer } from './conference-view.js';

/** The running conferences as far as somebody may see them, and what can be asked of them. */
export class ConferenceDesk {
  readonly views: ConferenceViews;
  readonly #conferences: ApiServices['conferences'];

  constructor({ conferences, live }: Pick<ApiServices, 'conferences' | 'live'>) {
    this.#conferences = conferences;
    this.views = new ConferenceViews(live);
  }

  /** In the order of opening. */
  page(principal: Principal, after: string | undefined, limit: number): readonly ConferenceSnapshot[] {
    const { service } = this.#conferences;
    const { id: account } = principal.account;
    const seesAll = isAdmin(principal);
    const following = service
      .states()
      .filter(({ id, definition }) => (seesAll || definition.account === account) && id > (after ?? ''))
      .map(({ id }) => id)
      .sort();
    return following.slice(0, limit).flatMap((id) => service.snapshot(id) ?? []);
  }

  /** One that the caller may not see does not exist [S53]. */
  find(principal: Principal, id: string): ConferenceSnapshot {
    const conference = this.#conferences.service.snapshot(id as ConferenceId);
    if (conference === undefined || !maySee(principal, conference.account))
      throw new Problem('CONFERENCE_NOT_FOUND');
    return conference;
  }

  view(principal: Principal, id: string): ConferenceView {
    const conference = this.find(principal, id);
    return this.views.conference(conference, viewerOf(principal, conference));
  }

  command(principal: Principal, id: string, body: CommandBody): void {
    const { id: conference, account } = this.find(principal, id);
    this.#dispatch(body, conference, { kind: 'owner', account });
  }

  /**
   * As the party itself does it. Whoever sits at a page is asked by that page; a telephone's own mute is its
   * holder's alone, for nobody may open the microphone of another.
   */
  muteOwn(principal: Principal, id: string, participant: ParticipantId, muted: boolean): void {
    const conference = this.find(principal, id);
    const self = conference.participants.find((one) => one.id === participant);
    if (self === undefined) throw new Problem('PARTICIPANT_NOT_FOUND');
    if (!self.browser) throw new Problem('WRONG_PLACE');
    const by: Actor = { kind: 'participant', participant, silent: true };
    this.#dispatch({ type: 'mute', participant, muted }, conference.id, by);
  }

  /** The conference after the command. */
  commanded(principal: Principal, id: string, body: CommandBody): ConferenceView {
    this.command(principal, id, body);
    return this.view(principal, id);
  }

  /** One who is in, as it is now. */
  participant(principal: Principal, id: string, whom: ParticipantId): ParticipantView {
    const conference = this.find(principal, id);
    const participant = conference.participants.find((one) => one.id === whom);
    if (participant === undefined) throw new Problem('PARTICIPANT_NOT_FOUND');
    return this.views.participant(participant, conference.id, viewerOf(principal, conference));
  }

  #dispatch(body: CommandBody, conference: ConferenceId, by: Actor): void {
    const { result } = this.#conferences.dispatch(body, conference, by);
    if (!result.ok) throw refusal(result.error.code);
  }
}

const viewerOf = (principal: Principal, { account }: ConferenceSnapshot): Viewer => ({
  masked: !isOwner(principal, account),
});

/** What an owner can meet, or the page of a participant; the rest is said by voice alone. */
const PROBLEM_OF_REFUSAL: Partial<Record<RefusalCode, ProblemCode>> = {
  CONFERENCE_NOT_FOUND: 'CONFERENCE_NOT_FOUND',
  CONFERENCE_LIMIT: 'CONFERENCE_LIMIT',
  CONFERENCE_FULL: 'CONFERENCE_FULL',
  PARTICIPANT_NOT_FOUND: 'PARTICIPANT_NOT_FOUND',
  CANNOT_UNMUTE: 'CANNOT_UNMUTE',
  NO_WINDOW_TO_EXTEND: 'NO_WINDOW_TO_EXTEND',
  INVITATION_UNAVAILABLE: 'INVITATION_UNAVAILABLE',
  WRONG_PLACE: 'WRONG_PLACE',
  NOBODY_TO_CALL: 'NOBODY_TO_CALL',
};

export const refusal = (code: RefusalCode): Problem =>
  new Problem(PROBLEM_OF_REFUSAL[code] ?? 'COMMAND_REFUSED', { detail: code });
