import type { Dialog } from './dialog.js';
import { ChallengedRequest, type DigestClient } from './digest-client.js';
import type { SessionId } from './endpoint-api.js';
import type { HeaderField } from './headers.js';
import {
  NO_USER_EFFECTS,
  type DialogRequest,
  type NoResponse,
  type Outcome,
  type UserEffect,
} from './transaction-user.js';

/** How a request of ours ended: the status of its final response, or why there is none. */
export type RequestOutcome = NoResponse | number;

export interface InDialogRequestOptions {
  readonly dialog: Dialog;
  readonly method: 'BYE' | 'INFO' | 'OPTIONS';
  readonly headers?: readonly HeaderField[];
  readonly body?: string;
  /** Answers challenges [C15]; undefined: there are no credentials. */
  readonly digest: DigestClient | undefined;
  readonly session?: SessionId;
  /** Undefined: nobody waits for the outcome. */
  readonly done?: (outcome: RequestOutcome) => readonly UserEffect[];
}

/** A request of ours in a dialog, until its last response: a challenge is answered by sending it again. */
export class InDialogRequest implements DialogRequest {
  readonly dialog: Dialog;
  readonly method: string;
  readonly body: string | undefined;
  readonly session: SessionId | undefined;
  readonly #options: InDialogRequestOptions;
  readonly #challenged: ChallengedRequest;

  constructor(options: InDialogRequestOptions) {
    this.dialog = options.dialog;
    this.method = options.method;
    this.body = options.body;
    this.session = options.session;
    this.#options = options;
    this.#challenged = new ChallengedRequest(options.digest);
  }

  headers(): readonly HeaderField[] {
    const { headers = [] } = this.#options;
    return [...this.#challenged.headers(this.method, this.dialog.requestUri), ...headers];
  }

  handle(outcome: Outcome): readonly UserEffect[] {
    if (typeof outcome === 'string') return this.#done(outcome);
    if (outcome.status < 200) return NO_USER_EFFECTS;
    if (this.#challenged.takes(outcome)) return [{ type: 'request', request: this }];
    const done = this.#done(outcome.status);
    return this.#isRefusedBye(outcome.status) ? [{ type: 'count', counter: 'byesFailed' }, ...done] : done;
  }

  /** Challenged and not let through: its peer has kept the call. */
  #isRefusedBye(status: number): boolean {
    return this.method === 'BYE' && (status === 401 || status === 407);
  }

  #done(outcome: RequestOutcome): readonly UserEffect[] {
    return this.#options.done?.(outcome) ?? NO_USER_EFFECTS;
  }
}
