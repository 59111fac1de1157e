import type { Invitation, Participant } from '../../../client/index.js';
import type { Known } from '../../live/known-name.js';
import type { live } from './words-zh.js';

export type StateWord = keyof typeof live.state;

/** A word of a party's state; the tone only repeats in colour what word and icon say. */
export interface StateMark {
  readonly word: StateWord;
  readonly tone: 'good' | 'muted' | 'waiting' | 'calling' | 'off';
}

const CONNECTED: StateMark = { word: 'connected', tone: 'good' };

/** Why it is not heard, or is not in the room; all that holds at once. */
export function marksOf({ place, mutes }: Pick<Participant, 'place' | 'mutes'>): readonly StateMark[] {
  switch (place) {
    case 'held':
      return [CONNECTED, { word: 'onHold', tone: 'waiting' }];
    case 'operator':
      return [CONNECTED, { word: 'withOperator', tone: 'waiting' }];
    case 'aside':
    case 'consult':
      return [CONNECTED, { word: 'consulting', tone: 'waiting' }];
    case 'room':
      return [CONNECTED, ...muteMarks(mutes)];
  }
}

function muteMarks({ own, byChair, byRoom, waiting }: Participant['mutes']): readonly StateMark[] {
  const marks: StateMark[] = [];
  if (waiting) marks.push({ word: 'waiting', tone: 'waiting' });
  if (byRoom) marks.push({ word: 'mutedByRoom', tone: 'muted' });
  if (byChair) marks.push({ word: 'mutedByChair', tone: 'muted' });
  if (own) marks.push({ word: 'mutedOwn', tone: 'muted' });
  return marks;
}

const PROGRESS: Record<Invitation['progress'], StateMark> = {
  waiting: { word: 'queued', tone: 'calling' },
  dialling: { word: 'dialling', tone: 'calling' },
  ringing: { word: 'ringing', tone: 'calling' },
  answered: { word: 'answered', tone: 'calling' },
  'given-up': { word: 'givenUp', tone: 'off' },
};

export const markOfInvitation = ({ progress }: Invitation): StateMark => PROGRESS[progress];

/** Lifting one party's mute also lets it speak while all others are muted. */
export const isMutedByOthers = ({ mutes }: Pick<Participant, 'mutes'>): boolean =>
  mutes.byChair || mutes.byRoom;

/** Who waits to speak, the first in front [S23]. */
export const raisedHands = (participants: readonly Participant[]): readonly Participant[] =>
  participants
    .filter(({ handRaised }) => handRaised)
    .sort((one, other) => (one.handOrder ?? 0) - (other.handOrder ?? 0));

/** Before whom a hand has to stand to be at `to` among the others; null: behind all. */
export function beforeAt(
  hands: readonly Pick<Participant, 'id'>[],
  moved: string,
  to: number,
): string | null {
  const others = hands.filter(({ id }) => id !== moved);
  return others[Math.max(0, to)]?.id ?? null;
}

/** By a part of a name, or by digits of the number however they are grouped. */
export function isFound({ name, contactName, number }: Known, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const digits = wanted.replace(/[\s-]/g, '');
  const names = [name, contactName].map((one) => (one ?? '').toLowerCase());
  return names.some((one) => one.includes(wanted)) || (number ?? '').includes(digits);
}
