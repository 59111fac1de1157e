import { isGuest, type ConferenceState } from './conference-state.js';
import type { ConferenceRules } from './definition.js';
import type { ConferenceEffect } from './effects.js';
import type { Fact } from './events.js';
import type { Invitation, Participant } from './participant.js';

/** What a fact asks of the call layer: calls made and given up, operators found and sent away. */
export function effectsOf(
  fact: Fact,
  before: Participant | undefined,
  state: ConferenceState,
  rules: ConferenceRules,
): readonly ConferenceEffect[] {
  switch (fact.type) {
    case 'invited':
      return fact.invitation.progress === 'dialling' ? [dial(fact.invitation, state, rules)] : [];
    case 'call-progressed': {
      const invitation = state.invitations.get(fact.participant);
      if (fact.progress === 'given-up') return [giveUp(fact.participant, state)];
      // Who waited for the host is called now.
      return invitation !== undefined && fact.progress === 'dialling' ? [dial(invitation, state, rules)] : [];
    }
    case 'place-changed':
    case 'left':
      return operatorEffects(fact, before, state);
    default:
      return [];
  }
}

function operatorEffects(
  fact: Fact & { type: 'place-changed' | 'left' },
  before: Participant | undefined,
  state: ConferenceState,
): readonly ConferenceEffect[] {
  if (before === undefined || isGuest(before)) return [];
  const { id: conference, definition } = state;
  const { id: participant } = before;
  if (before.place === 'operator') return [{ type: 'operator-not-wanted', participant }];
  if (fact.type === 'left' || fact.place !== 'operator') return [];
  return [{ type: 'operator-wanted', conference, participant, language: definition.language }];
}

function dial(
  { id, called, name, role, greeting }: Invitation,
  { id: conference, definition }: ConferenceState,
  { hostRingMs, inviteRingMs }: ConferenceRules,
): ConferenceEffect {
  const host = greeting === 'host' || greeting === 'host-again';
  const ringMs = host ? hostRingMs : inviteRingMs;
  const { language } = definition;
  return { type: 'dial', conference, participant: id, called, name, role, greeting, ringMs, language };
}

const giveUp = (participant: Invitation['id'], { definition }: ConferenceState): ConferenceEffect => ({
  type: 'give-up',
  participant,
  language: definition.language,
  farewell: { kind: 'goodbye' },
});
