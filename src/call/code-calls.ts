import type { Language } from '../accounts/account.js';
import type { AccountId } from '../base/ids.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { KeyTimes } from '../ivr/digit-collector.js';
import { SpokenCode, type CodePurpose } from '../ivr/flows/spoken-code.js';
import type { OutgoingCalls } from './outgoing-calls.js';
import type { Outbound } from './ports.js';

/** [S38] */
const RING_MS = 45_000;

export interface CodeCall {
  /** Whose limits count; undefined: nobody's yet, as at a registration. */
  readonly account: AccountId | undefined;
  readonly called: CalledParty;
  readonly purpose: CodePurpose;
  readonly code: string;
  readonly language: Language;
}

/** Whether somebody has picked up and hears the code, or why not. */
export type CodeCallResult =
  | { readonly spoken: true }
  | { readonly spoken: false; readonly failure: CallFailure };

/** Calls a phone to speak a code to it: whoever hears it owns the number [S26] [S32] [S38]. */
export class CodeCalls {
  readonly #outbound: Outbound;
  readonly #calls: OutgoingCalls;
  readonly #keyTimes: KeyTimes;

  constructor(outbound: Outbound, calls: OutgoingCalls, keyTimes: KeyTimes) {
    this.#outbound = outbound;
    this.#calls = calls;
    this.#keyTimes = keyTimes;
  }

  call(request: CodeCall, done: (result: CodeCallResult) => void): void {
    const { account, called, purpose, code, language } = request;
    this.#outbound.plan({ account, conference: undefined, called, purpose: 'verification' }, (plans) => {
      if (!plans.ok) {
        const { code: bar } = plans.error;
        const result = bar === 'NO_TRUNK' ? 'congested' : 'barred';
        return done({ spoken: false, failure: { result, sipStatus: 0, q850Cause: 0, bar } });
      }
      let spoken = false;
      this.#calls.place(
        {
          called,
          outbound: plans.value,
          service: 'verification',
          ringMs: RING_MS,
          language,
          invited: undefined,
          flowOf: (plays) => new SpokenCode({ purpose, code, language, keyTimes: this.#keyTimes, plays }),
        },
        {
          ringing: () => undefined,
          // Told at once: whoever listens wants to type the code while the call is still up.
          ready: () => {
            spoken = true;
            done({ spoken });
          },
          seated: () => undefined,
          over: (failure) => {
            if (!spoken) done({ spoken, failure });
          },
        },
      );
    });
  }
}
