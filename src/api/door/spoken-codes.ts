import type { Language } from '../../accounts/account.js';
import { Verifications, type CodeError } from '../../accounts/verification.js';
import type { AccountId } from '../../base/ids.js';
import type { CodePurpose } from '../../ivr/flows/spoken-code.js';
import { Problem, type ProblemCode } from '../problem.js';
import type { ApiServices } from '../services.js';

/** How the call with a code stands. */
export interface CodeProgress {
  readonly state: 'calling' | 'code-spoken' | 'call-failed';
  /** Why it failed: a word like `busy` or, when we do not call it at all, a code like `OPTED_OUT`. */
  readonly failure: string | null;
}

export interface CodeRequest {
  readonly e164: string;
  readonly purpose: CodePurpose;
  /** What the code is good for; another subject needs another code. */
  readonly subject: string;
  readonly account: AccountId | undefined;
  readonly language: Language;
  /** A phone that is busy is called again for so long: its owner is still on the line with us. */
  readonly busyMs?: number;
}

const BUSY_AGAIN_MS = 5_000;

type SpokenCodesServices = Pick<ApiServices, 'random' | 'clock' | 'door'>;

/** Proves by a spoken code that somebody has a phone at hand [S26] [S32] [S38]. */
export class SpokenCodes {
  readonly #services: SpokenCodesServices;
  readonly #codes: Verifications;
  readonly #busyAgainMs: number;

  constructor(services: SpokenCodesServices, busyAgainMs = BUSY_AGAIN_MS) {
    this.#busyAgainMs = busyAgainMs;
    this.#services = services;
    this.#codes = new Verifications(services.random);
  }

  /** Calls the phone; `progress` is told until the code was spoken or the call has failed. */
  call(request: CodeRequest, progress: (progress: CodeProgress) => void): void {
    const { e164, subject } = request;
    const code = this.#codes.begin(e164, subject, this.#services.clock.now());
    if (!code.ok) throw new Problem(code.error.code);
    progress({ state: 'calling', failure: null });
    this.#ring(request, code.value, this.#services.clock.now() + (request.busyMs ?? 0), progress);
  }

  /** Throws unless it is the code that was spoken. */
  check(e164: string, subject: string, code: string): void {
    const checked = this.#codes.check(e164, subject, code, this.#services.clock.now());
    if (!checked.ok) throw new Problem(checked.error.code satisfies CodeError['code'] & ProblemCode);
  }

  #ring(
    request: CodeRequest,
    code: string,
    busyUntilMs: number,
    progress: (progress: CodeProgress) => void,
  ): void {
    const { e164, purpose, account, language } = request;
    const { door, clock } = this.#services;
    door.callWithCode({ account, called: { e164 }, purpose, code, language }, (result) => {
      if (result.spoken) return progress({ state: 'code-spoken', failure: null });
      const { failure } = result;
      if (failure.result === 'busy' && clock.now() < busyUntilMs) {
        setTimeout(() => this.#ring(request, code, busyUntilMs, progress), this.#busyAgainMs).unref();
        return undefined;
      }
      return progress({ state: 'call-failed', failure: failure.bar ?? failure.result });
    });
  }
}
