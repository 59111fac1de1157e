import type { Mutes } from '../../client/index.js';

/** Whether the others hear this page, as its bar says it; `silenced`: the chair does not want it heard now. */
export type OwnVoice = 'joined' | 'muted' | 'silenced';

interface Muting {
  /** The microphone of this page gives nothing. */
  readonly closed: boolean;
  /** What was pressed, as long as the server has not followed. */
  readonly pressed: boolean | undefined;
  /** As the server has it; undefined: it is not in yet. */
  readonly mutes: Mutes | undefined;
}

export function voiceOf({ closed, pressed, mutes }: Muting): OwnVoice {
  if (mutes !== undefined && isSilenced(mutes)) return 'silenced';
  return closed || (pressed ?? mutes?.own ?? false) ? 'muted' : 'joined';
}

/** The server has what was pressed: there is nothing to tell it, or nothing any more. */
export const isTold = (pressed: boolean, mutes: Mutes): boolean =>
  pressed ? mutes.own : !mutes.own && !isSilenced(mutes);

const isSilenced = ({ byChair, byRoom, waiting }: Mutes): boolean => byChair || byRoom || waiting;
