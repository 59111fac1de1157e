import type { Number as OwnNumber } from '../../../client/index.js';

export type { OwnNumber };

/** Those that a conference can be hosted from [S35]: the registered one first. */
export const hostNumbers = (numbers: readonly OwnNumber[]): readonly OwnNumber[] =>
  numbers
    .filter(({ kind, state }) => state === 'verified' && kind !== 'bound')
    .toSorted((one, other) => rank(one) - rank(other));

const rank = ({ kind }: OwnNumber): number => (kind === 'registered' ? 0 : 1);
