import { BlockList } from 'node:net';
import type { Language } from '../accounts/account.js';
import type { OperatorId, ParticipantId } from '../base/ids.js';
import type { Role } from '../conference/participant.js';
import type { SipTrunk } from '../sip/endpoint-api.js';
import type { OfferAnswerOptions } from './offer-answer.js';

/** Calls of browsers come from no carrier: who may make one was asked when its connection was opened. */
export const BROWSER_TRUNK: SipTrunk = { id: 'browser' };

/** What a browser sends comes out beside us, and nobody else's media is learnt [C29]. */
export const BROWSER_MEDIA: Pick<OfferAnswerOptions, 'learnFrom' | 'policy'> = {
  learnFrom: [],
  policy: { allowLoopback: true, own: new BlockList() },
};

/** What a browser may reach over the connection that it was given, and as whom: one room. */
export interface BrowserLine {
  /** Who it is in the conference, so that its page finds itself there. */
  readonly participant: ParticipantId;
  readonly roomNumber: string;
  readonly role: Role;
  /** As the others see it. */
  readonly name: string;
  readonly language: Language;
}

/** Or nothing: an operator sits there, and is called over it [S44]. */
export interface BrowserSeat {
  readonly operator: OperatorId;
}

/** What the connection of a browser was opened for. */
export type BrowserRight = BrowserLine | BrowserSeat;

export const isSeat = (right: BrowserRight): right is BrowserSeat => 'operator' in right;
