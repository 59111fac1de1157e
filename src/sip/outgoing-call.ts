import type { Random } from '../base/random.js';
import { later, type MonotonicMs } from '../base/units.js';
import { ChallengedRequest, DigestClient } from './digest-client.js';
import { ended, type EndDetails, type EndedBy } from './ended.js';
import type { OutgoingInvite, Q850Cause, SessionId, SipTimers, SipTrunk } from './endpoint-api.js';
import type { Fork } from './fork.js';
import type { HeaderField } from './headers.js';
import { InviteAttempt, type AttemptOwner } from './invite-attempt.js';
import type { InviteParts } from './invite-request.js';
import type { SipResponse } from './message.js';
import { toTagOf } from './name-addr.js';
import { q850Cause } from './reason-header.js';
import { Session } from './session.js';
import { sessionDescription } from './session-description.js';
import { isDue } from './timers.js';
import { NO_USER_EFFECTS, say, type NoResponse, type UserEffect } from './transaction-user.js';

export interface OutgoingCallOptions {
  readonly id: SessionId;
  readonly invite: OutgoingInvite;
  /** Our identity in the call, the same at every target. */
  readonly parts: Omit<InviteParts, 'branch' | 'credentials' | 'cseqNumber'>;
  readonly timers: SipTimers;
  readonly random: Random;
  /** What goes into our responses in the dialog. */
  readonly dialogHeaders: readonly HeaderField[];
}

/** Whose 18x are kept apart: beyond that their early descriptions are not remembered. */
const EARLY_DIALOGS_MAX = 8;

/**
 * calling: nobody rings yet, so that the next target may be tried. ringing: an 18x came. cancelling: our
 * CANCEL, or the wish for one. over: `ended` was said. answered: the call lives on as a session.
 */
type State = 'calling' | 'ringing' | 'cancelling' | 'answered' | 'over';

/** A call of ours until its first 2xx: one INVITE after the other, to target after target [C4]. */
export class OutgoingCall implements AttemptOwner {
  readonly id: SessionId;
  readonly #options: OutgoingCallOptions;
  readonly #digest: DigestClient | undefined;
  #state: State = 'calling';
  #attempt: InviteAttempt | undefined;
  #targetIndex = -1;
  #cseqNumber = 1;
  #challenged: ChallengedRequest;
  /** No response at all until then: the next target. */
  #firstAnswerAtMs: MonotonicMs | undefined;
  /** The last description of each early dialog, by To tag. */
  readonly #early = new Map<string, string>();
  #session: Session | undefined;

  constructor(options: OutgoingCallOptions) {
    const { credentials } = options.invite;
    this.id = options.id;
    this.#options = options;
    this.#digest = credentials === undefined ? undefined : new DigestClient(credentials, options.random);
    this.#challenged = new ChallengedRequest(this.#digest);
  }

  get trunk(): SipTrunk {
    return this.#options.invite.trunk;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** What the call has become by its answer. */
  get session(): Session | undefined {
    return this.#session;
  }

  get deadlineMs(): MonotonicMs | undefined {
    return this.#firstAnswerAtMs;
  }

  describe(): string {
    const { targets } = this.#options.invite;
    const { callId } = this.#options.parts;
    return `call ${this.id} ${this.#state} trunk=${this.trunk.id} target=${this.#targetIndex + 1}/${targets.length} ${callId}`;
  }

  start(nowMs: MonotonicMs): readonly UserEffect[] {
    return this.#next('transport', {}, nowMs);
  }

  /** A call that is not answered yet is cancelled; it ends when its INVITE has. */
  bye(cause: Q850Cause | undefined): readonly UserEffect[] {
    if (this.#state !== 'calling' && this.#state !== 'ringing') return NO_USER_EFFECTS;
    this.#state = 'cancelling';
    this.#firstAnswerAtMs = undefined;
    return this.#attempt?.cancel(cause) ?? [this.#end('local')];
  }

  timer(nowMs: MonotonicMs): readonly UserEffect[] {
    if (!isDue(this.#firstAnswerAtMs, nowMs)) return NO_USER_EFFECTS;
    const abandoned = this.#attempt?.abandon() ?? NO_USER_EFFECTS;
    return [...abandoned, ...this.#next('timeout', {}, nowMs)];
  }

  progressed(response: SipResponse): readonly UserEffect[] {
    // A 100 shows that the target is alive, which is what the first answer is waited for; it does not ring,
    // so a 503 behind it still leads to the next target [C4].
    this.#firstAnswerAtMs = undefined;
    const { status } = response;
    if (status === 100 || this.#state === 'cancelling') return NO_USER_EFFECTS;
    this.#state = 'ringing';
    const sdp = sessionDescription(response);
    if (sdp !== undefined) this.#rememberEarly(toTagOf(response.headers), sdp);
    return [say({ type: 'progressed', session: this.id, status, sdp })];
  }

  answered(fork: Fork, response: SipResponse, nowMs: MonotonicMs): readonly UserEffect[] {
    this.#firstAnswerAtMs = undefined;
    if (this.#state === 'cancelling') return [...fork.release(), this.#end('local')];
    this.#state = 'answered';
    const { timers, random, dialogHeaders } = this.#options;
    const session = { id: this.id, timers, random, dialogHeaders, digest: this.#digest };
    this.#session = Session.ofAnswer(session, this.trunk, fork, nowMs);
    // A 2xx may leave out what the 18x of the same peer has said (§13.2.1).
    const sdp = sessionDescription(response) ?? this.#early.get(toTagOf(response.headers));
    return [say({ type: 'answered', session: this.id, sdp, dialog: fork.dialog.facts })];
  }

  refused(response: SipResponse, nowMs: MonotonicMs): readonly UserEffect[] {
    const { status } = response;
    const details = { status, cause: q850Cause(response.headers) };
    if (this.#state === 'cancelling') return [this.#end('local', details)];
    if (this.#challenged.takes(response)) {
      // §22.2: the same request to the same target, with a higher number.
      this.#cseqNumber += 1;
      return this.#try(nowMs);
    }
    // These speak of the target, all other refusals of the call [C4].
    const isOfTarget = status === 408 || status === 503;
    return isOfTarget ? this.#next('refused', details, nowMs) : [this.#end('refused', details)];
  }

  failed(why: NoResponse, nowMs: MonotonicMs): readonly UserEffect[] {
    // §9.1: no final response within 64*T1 is as good as one.
    if (this.#state === 'cancelling') return [this.#end('local')];
    // The next target would find no more room with us.
    return why === 'no-room' ? [this.#end(why)] : this.#next(why, {}, nowMs);
  }

  /** To the next target; after the last one, and once anybody has rung, the call ends as this one did [C4]. */
  #next(by: EndedBy, details: EndDetails, nowMs: MonotonicMs): readonly UserEffect[] {
    const isLast = this.#targetIndex + 1 >= this.#options.invite.targets.length;
    if (isLast || this.#state !== 'calling') return [this.#end(by, details)];
    const isFailover = this.#targetIndex >= 0;
    this.#targetIndex += 1;
    // Another target has challenges of its own.
    this.#challenged = new ChallengedRequest(this.#digest);
    const attempt = this.#try(nowMs);
    return isFailover ? [{ type: 'count', counter: 'failovers' }, ...attempt] : attempt;
  }

  /** RFC 3263 §4.3: the same request in a new transaction. */
  #try(nowMs: MonotonicMs): readonly UserEffect[] {
    const { id: session, invite, parts, random } = this.#options;
    const target = invite.targets[this.#targetIndex]!;
    this.#attempt = new InviteAttempt(
      {
        session,
        invite,
        target,
        parts: { ...parts, cseqNumber: this.#cseqNumber },
        random,
        digest: this.#digest,
        challenged: this.#challenged,
      },
      this,
    );
    this.#firstAnswerAtMs = later(nowMs, invite.firstAnswerMs);
    return [{ type: 'invite', invite: this.#attempt }];
  }

  #rememberEarly(tag: string, sdp: string): void {
    if (this.#early.size < EARLY_DIALOGS_MAX || this.#early.has(tag)) this.#early.set(tag, sdp);
  }

  #end(by: EndedBy, details: EndDetails = {}): UserEffect {
    this.#state = 'over';
    this.#firstAnswerAtMs = undefined;
    return ended(this.id, by, details);
  }
}
