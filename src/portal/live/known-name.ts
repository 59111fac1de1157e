import type { Departed } from '../../client/index.js';

/** What tells who somebody is. */
export type Known = Pick<Departed, 'name' | 'contactName' | 'number'>;

/** As somebody was named for this conference, else as the contact with that number. */
export const knownName = ({ name, contactName }: Pick<Known, 'name' | 'contactName'>): string | null =>
  name ?? contactName;
