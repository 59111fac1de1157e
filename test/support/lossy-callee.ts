import { below, fraction, type Random } from '../../src/base/random.js';
import type { HostPort, SipRequest, SipResponse } from '../../src/sip/message.js';
import { Callee } from './sip-callee.js';
import { answerTo, nameOf, requestOf, toTagOf, type Sent } from './sip-peer.js';

/** What a target does with a call. Times count from the first INVITE that arrives. */
export interface CalleePlan {
  /** Each fork answers for itself. */
  readonly forks: readonly ForkPlan[];
  /** Undefined: no 100. */
  readonly tryingAtMs: number | undefined;
}

export interface ForkPlan {
  readonly ringAtMs: number | undefined;
  /** Undefined: it never answers by itself. */
  readonly final: { readonly atMs: number; readonly status: number } | undefined;
  /** After its answer was acknowledged. */
  readonly hangUpAfterMs: number | undefined;
}

const T1_MS = 500;
const T2_MS = 4000;
const GIVE_UP_MS = 64 * T1_MS;

interface Repeated {
  readonly text: string;
  readonly untilMs: number;
  nextAtMs: number;
  intervalMs: number;
}

/** One fork of a user agent server behind one target, as strict as RFC 3261 wants it. */
class ForkState {
  readonly callee: Callee;
  readonly plan: ForkPlan;
  answered: 'no' | 'accepted' | 'refused' = 'no';
  acknowledged = false;
  hungUp = false;
  rang = false;
  repeated: Repeated | undefined;
  hangUpAtMs: number | undefined;

  constructor(callee: Callee, plan: ForkPlan) {
    this.callee = callee;
    this.plan = plan;
  }
}

/**
 * A target with its forks, in virtual time: repeats its finals until the ACK, obeys CANCEL, answers BYE. The
 * link is the caller's business: `send` may lose what it is given.
 */
export class LossyTarget {
  readonly address: HostPort;
  readonly #plan: CalleePlan;
  readonly #send: (text: string, source: HostPort) => void;
  #forks: ForkState[] = [];
  #invite: SipRequest | undefined;
  #invitedAtMs = 0;
  #cancelled = false;
  /** BYEs and ACKs that nobody should have sent. */
  readonly faults: string[] = [];

  constructor(address: HostPort, plan: CalleePlan, send: (text: string, source: HostPort) => void) {
    this.address = address;
    this.#plan = plan;
    this.#send = send;
  }

  /** Forks whose 200 was sent and that nobody has hung up: a call that somebody would be charged for. */
  get talking(): number {
    return this.#forks.filter(({ answered, hungUp }) => answered === 'accepted' && !hungUp).length;
  }

  get ringing(): number {
    return this.#forks.filter(({ rang, answered }) => rang && answered === 'no').length;
  }

  receive(sent: Sent, nowMs: number): void {
    if (sent.message.kind === 'response') {
      this.#responded(sent.message);
      return;
    }
    const request = requestOf(sent);
    switch (request.method) {
      case 'INVITE':
        this.#invited(request, nowMs);
        break;
      case 'ACK':
        this.#acked(request, nowMs);
        break;
      case 'CANCEL':
        this.#reply(answerTo(request, this.#invite === undefined ? 481 : 200));
        if (this.#invite !== undefined && !this.#cancelled) this.#cancel(nowMs);
        break;
      default:
        this.#inDialog(request);
    }
  }

  advance(nowMs: number): void {
    if (this.#invite === undefined) return;
    const { tryingAtMs } = this.#plan;
    const sinceMs = nowMs - this.#invitedAtMs;
    if (tryingAtMs !== undefined && sinceMs === tryingAtMs) this.#reply(answerTo(this.#invite, 100));
    for (const fork of this.#forks) this.#advance(fork, sinceMs, nowMs);
  }

  #advance(fork: ForkState, sinceMs: number, nowMs: number): void {
    const { ringAtMs, final } = fork.plan;
    if (fork.answered === 'no' && ringAtMs !== undefined && sinceMs === ringAtMs) {
      fork.rang = true;
      this.#reply(fork.callee.answer(180));
    }
    if (fork.answered === 'no' && final !== undefined && sinceMs >= final.atMs)
      this.#final(fork, final.status, nowMs);
    const { repeated } = fork;
    if (repeated !== undefined && nowMs >= repeated.nextAtMs) {
      if (nowMs >= repeated.untilMs) this.#unacknowledged(fork, nowMs);
      else {
        this.#reply(repeated.text);
        repeated.intervalMs = Math.min(2 * repeated.intervalMs, T2_MS);
        repeated.nextAtMs = nowMs + repeated.intervalMs;
      }
    }
    if (fork.hangUpAtMs !== undefined && nowMs >= fork.hangUpAtMs && !fork.hungUp) this.#hangUp(fork, nowMs);
  }

  /** Its BYE is repeated like a 200, until it is answered. */
  #hangUp(fork: ForkState, nowMs: number): void {
    fork.hungUp = true;
    this.#repeat(fork, fork.callee.request('BYE'), nowMs);
  }

  #responded(response: SipResponse): void {
    if (nameOf(response).endsWith('BYE')) {
      const fromTag = /;tag=([^;]+)/.exec(response.headers.first('from') ?? '')?.[1];
      const fork = this.#forks.find(({ callee }) => callee.tag === fromTag);
      if (fork !== undefined) fork.repeated = undefined;
    }
  }

  #repeat(fork: ForkState, text: string, nowMs: number): void {
    fork.repeated = { text, untilMs: nowMs + GIVE_UP_MS, nextAtMs: nowMs + T1_MS, intervalMs: T1_MS };
    this.#reply(text);
  }

  #final(fork: ForkState, status: number, nowMs: number): void {
    fork.answered = status < 300 ? 'accepted' : 'refused';
    const text = status < 300 ? fork.callee.ok() : fork.callee.answer(status);
    this.#repeat(fork, text, nowMs);
  }

  /** No ACK to its 200: BYE, as §13.3.1.4 says. */
  #unacknowledged(fork: ForkState, nowMs: number): void {
    fork.repeated = undefined;
    if (fork.answered === 'accepted' && !fork.hungUp) this.#hangUp(fork, nowMs);
  }

  #invited(request: SipRequest, nowMs: number): void {
    if (this.#invite !== undefined) {
      const last = this.#forks.find(({ answered, rang }) => answered === 'refused' || rang);
      if (this.#plan.tryingAtMs !== undefined && last === undefined) this.#reply(answerTo(request, 100));
      if (last?.answered === 'no') this.#reply(last.callee.answer(180));
      return;
    }
    this.#invite = request;
    this.#invitedAtMs = nowMs;
    this.#forks = this.#plan.forks.map(
      (plan, i) => new ForkState(new Callee(request, `${this.address.port}f${i}`, this.address), plan),
    );
    this.advance(nowMs);
  }

  #acked(ack: SipRequest, nowMs: number): void {
    const fork = this.#forkOf(ack);
    if (fork === undefined) {
      this.faults.push('ACK to nobody');
      return;
    }
    // A repeated ACK does not answer its BYE.
    if (!fork.hungUp) fork.repeated = undefined;
    if (fork.answered === 'accepted' && !fork.acknowledged) {
      fork.acknowledged = true;
      const { hangUpAfterMs } = fork.plan;
      if (hangUpAfterMs !== undefined) fork.hangUpAtMs = nowMs + hangUpAfterMs;
    }
  }

  /** A proxy sends one 487 for all that ring; of what has answered nothing is undone. */
  #cancel(nowMs: number): void {
    this.#cancelled = true;
    const unanswered = this.#forks.filter(({ answered }) => answered === 'no');
    for (const fork of unanswered) fork.answered = 'refused';
    const [first] = unanswered;
    if (first === undefined || unanswered.length !== this.#forks.length) return;
    first.answered = 'no';
    this.#final(first, 487, nowMs);
  }

  #inDialog(request: SipRequest): void {
    const fork = this.#forkOf(request);
    const known = fork?.answered === 'accepted';
    if (request.method === 'BYE' && fork?.answered === 'no') this.faults.push('BYE before the answer');
    if (request.method === 'BYE' && known) {
      fork.hungUp = true;
      fork.repeated = undefined;
    }
    this.#reply(answerTo(request, known ? 200 : 481));
  }

  #forkOf(request: SipRequest): ForkState | undefined {
    const tag = toTagOf(request);
    return this.#forks.find(({ callee }) => callee.tag === tag);
  }

  #reply(text: string): void {
    this.#send(text, this.address);
  }
}

/** Anything that a target may do. */
export function randomPlan(random: Random): CalleePlan {
  const maybe = (share: number): boolean => fraction(random) < share;
  // In steps of the test's clock.
  const at = (limitMs: number): number => 50 * below(random, limitMs / 50);
  const fork = (): ForkPlan => ({
    ringAtMs: maybe(0.7) ? at(3000) : undefined,
    final: maybe(0.8)
      ? { atMs: at(9000), status: maybe(0.6) ? 200 : [302, 404, 408, 486, 500, 503, 603][below(random, 7)]! }
      : undefined,
    hangUpAfterMs: maybe(0.4) ? at(6000) : undefined,
  });
  const forks = maybe(0.1) ? 0 : maybe(0.2) ? 2 + below(random, 2) : 1;
  return {
    tryingAtMs: maybe(0.7) ? at(300) : undefined,
    // Of several forks only answers reach us; a proxy keeps refusals to itself while others may answer.
    forks: Array.from({ length: forks }, fork).map((plan) =>
      forks > 1 && plan.final !== undefined && plan.final.status >= 300
        ? { ...plan, final: undefined }
        : plan,
    ),
  };
}
