import { partiesOf, type ConferenceState } from './conference-state.js';
import { isConvened, type ConferenceRules } from './definition.js';
import type { Announcement } from './effects.js';
import type { Participant } from './participant.js';
import { say, type Step } from './step.js';

/** Above this nobody hears tones, and only chairs hear names [S3]. */
const TONES_PARTIES_MAX = 30;

/** What the others hear when a party has come into the room or is gone from the conference. */
export function newsOf(
  state: ConferenceState,
  what: 'entered' | 'left',
  { id, spokenName }: Participant,
  rules: ConferenceRules,
): readonly Step[] {
  const { participants, definition, host } = state;
  if (definition.kind === 'instant') {
    const listener = host === undefined || host === id ? undefined : participants.get(host);
    const kind = what === 'entered' ? 'member-joined' : 'member-left';
    return listener?.place === 'room' ? [say(listener.leg, { kind })] : [];
  }
  const crowded = partiesOf(state) > TONES_PARTIES_MAX;
  if (spokenName === undefined && (crowded || !rules.tones)) return [];
  const news: Announcement =
    spokenName === undefined
      ? { kind: what === 'entered' ? 'party-entered' : 'party-left' }
      : { kind: what === 'entered' ? 'name-entered' : 'name-left', name: spokenName };
  // To each one alone, after what it is being told: nobody hears two voices at once, nor its own name.
  return [...participants.values()]
    .filter((other) => other.place === 'room' && other.id !== id && (!crowded || other.role === 'chair'))
    .map(({ leg }) => say(leg, news));
}

/** What a party hears that has just come into the room, in order; `counted`: it came by itself. */
export function welcomeOf(
  state: ConferenceState,
  { leg, mutes }: Participant,
  rules: ConferenceRules,
  counted: boolean,
): readonly Step[] {
  const { definition, recording } = state;
  const steps: Step[] = [];
  if (recording !== undefined) steps.push(say(leg, { kind: 'recording-running' }));
  if (counted && rules.announcements && !isConvened(definition))
    steps.push(say(leg, { kind: 'welcome-count', parties: partiesOf(state) }));
  if (mutes.waiting) steps.push(say(leg, { kind: 'chair-absent' }));
  return steps;
}
