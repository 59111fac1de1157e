import type { CallFailure } from '../dialing/call-result.js';
import { anybodyCalled, isLive, partiesOf, type ConferenceState } from './conference-state.js';
import { isConvened } from './definition.js';
import type { Fact } from './events.js';
import type { Participant } from './participant.js';
import { say, type Step } from './step.js';

/**
 * Tells the host of a conference without a room how to go on when it is left alone there: it has dialled a
 * number, maybe has no page before it, and would sit in silence [S28] [S31].
 */
export class HostGuide {
  #left = false;
  #failure: CallFailure | undefined;

  /** Before the fact is applied. */
  follow(fact: Fact, state: ConferenceState): void {
    if (fact.type === 'place-changed' && fact.participant === state.host && fact.place === 'room') {
      this.#left ||= state.participants.get(fact.participant)?.place !== 'held';
    } else if (fact.type === 'call-failed') {
      const call = state.invitations.get(fact.participant);
      // Whoever waits on a private line is told there.
      if (call === undefined || !isLive(call) || call.line !== undefined) return;
      this.#left = true;
      this.#failure = fact.failure;
    }
  }

  /** When the command is through: why the last call has failed, and what to press. */
  settle(state: ConferenceState): readonly Step[] {
    const host = this.#left && !state.closed ? lonelyHost(state) : undefined;
    const failure = this.#failure;
    this.#left = false;
    this.#failure = undefined;
    if (host === undefined) return [];
    const why = failure === undefined ? [] : [say(host.leg, { kind: 'call-failed', failure })];
    return [...why, say(host.leg, { kind: 'how-to-go-on' })];
  }
}

function lonelyHost(state: ConferenceState): Participant | undefined {
  const { definition, host, participants } = state;
  if (host === undefined || !isConvened(definition)) return undefined;
  const party = participants.get(host);
  return party?.place === 'room' && partiesOf(state) === 1 && !anybodyCalled(state) ? party : undefined;
}
