import type { Departed, Invitation, Participant } from '../../../client/index.js';
import type { Known } from '../../live/known-name.js';

/** What the buttons and keys of a row do; the same object all the time. */
export interface RowHandlers {
  readonly onMute: (participant: Pick<Participant, 'id' | 'mutes'>) => void;
  readonly onHold: (participant: Pick<Participant, 'id' | 'place'>) => void;
  readonly onHangUp: (participant: Pick<Participant, 'id'> & Known) => void;
  readonly onStopCalling: (invitation: Invitation) => void;
  readonly onRedial: (departed: Departed) => void;
}

export interface RowProps<Party> {
  readonly party: Party;
  /** Something that was asked for is under way. */
  readonly busy: boolean;
  /** The one that the keyboard is at. */
  readonly isCurrent: boolean;
  readonly handlers: RowHandlers;
}
