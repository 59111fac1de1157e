import type { Language } from '../accounts/account.js';
import type { Role } from '../conference/participant.js';
import type { SipTrunk } from '../sip/endpoint-api.js';

/** Calls of browsers come from no carrier: who may make one was asked when its connection was opened. */
export const BROWSER_TRUNK: SipTrunk = { id: 'browser' };

/** What a browser may reach over the connection that it was given, and as whom: one room. */
export interface BrowserLine {
  readonly roomNumber: string;
  readonly role: Role;
  /** As the others see it. */
  readonly name: string;
  readonly language: Language;
}
