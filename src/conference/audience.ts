import type { LegId } from '../base/ids.js';
import { isGuest, type ConferenceState } from './conference-state.js';

/** `chairs`: to all when there is none [S12]; `everywhere`: also who has left the mix for a while. */
export type Audience = LegId | 'all' | 'chairs' | 'chairs-alone' | 'everywhere';

/** Whom an announcement is played to: the whole mix, or single legs. */
export function listenersOf(state: ConferenceState, to: Audience): readonly (LegId | 'all')[] {
  const { participants } = state;
  if (participants.size === 0) return [];
  switch (to) {
    case 'everywhere': {
      const away = [...participants.values()].filter((party) => party.place !== 'room' && !isGuest(party));
      return ['all', ...away.map(({ leg }) => leg)];
    }
    case 'chairs':
    case 'chairs-alone': {
      const chairs = [...participants.values()].filter(({ role }) => role === 'chair');
      return to === 'chairs' && chairs.length === 0 ? ['all'] : chairs.map(({ leg }) => leg);
    }
    default:
      return [to];
  }
}
