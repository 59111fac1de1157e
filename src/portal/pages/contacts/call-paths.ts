import type { Conference } from '../../../client/index.js';
import type { PartyEntry } from '../../components/party-values.js';

/** 我的即时通话, with them in its field. */
export const startingPath = (entries: readonly PartyEntry[]): string =>
  `/instant?${queryOf('with', entries)}`;

/** The live page of a conference, with the invitation of them open. */
export const invitingPath = (
  { id, room }: Pick<Conference, 'id' | 'room'>,
  entries: readonly PartyEntry[],
): string => `${room === null ? `/conferences/${id}` : `/rooms/${room}`}?${queryOf('invite', entries)}`;

const queryOf = (name: string, entries: readonly PartyEntry[]): string =>
  entries.map((entry) => `${name}=${encodeURIComponent(entry)}`).join('&');
