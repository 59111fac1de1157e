import { Counters } from '../base/counters.js';
import type { Log } from '../base/log.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { IncomingInvite, SessionId, SipCommand, SipEvent, SocketId } from '../sip/endpoint-api.js';
import type { HostPort } from '../sip/message.js';
import type { BrowserMedia, OpenedPeer } from '../webrtc/browser-media.js';
import {
  browserAnswer,
  browserOffer,
  plainDescription,
  readBrowserAnswer,
  readBrowserOffer,
  type BrowserDescription,
  type OutsideAddress,
} from '../webrtc/browser-sdp.js';
import { BROWSER_TRUNK, isSeat, type BrowserLine, type BrowserRight } from './browser-line.js';
import { BrowserSeats } from './browser-seats.js';
import type { SipPort } from './ports.js';

/** Who takes the calls, once they are calls like all others. */
export interface BrowserCalls {
  onSip(event: SipEvent): void;
  onBrowser(session: SessionId, invite: IncomingInvite, line: BrowserLine): void;
  endSession(session: SessionId, reason: LegEndReason): void;
}

export interface BrowserGatewayOptions {
  readonly sip: SipPort;
  /** Of the browsers' connections. */
  readonly socket: SocketId;
  /** Undefined: this server has no browser phones. */
  readonly media: Pick<BrowserMedia, 'open' | 'meet' | 'join' | 'close'> | undefined;
  /** Where browsers send their media to. */
  readonly outside: OutsideAddress;
  /** Calls in Opus at once; the next ones speak G.711. */
  readonly opusMax: number;
  readonly log: Log;
}

/** It has called us. */
interface CallIn {
  readonly direction: 'in';
  readonly source: HostPort;
  readonly offer: BrowserDescription;
  /** Undefined: its media is being opened, and nobody has heard of the call. */
  opened: OpenedPeer | undefined;
}

/** We call it. */
interface CallOut {
  readonly direction: 'out';
  readonly source: HostPort;
  /** Undefined: its media is being opened, and no INVITE is out. */
  opened: OpenedPeer | undefined;
  /** Until its answer: whether it may be Opus. */
  opus: boolean;
  /** Where the mixer waits for it, as our offer said. */
  mixerPort: number;
}

type BrowserCall = CallIn | CallOut;
type Incoming = Extract<SipEvent, { type: 'incoming' }>;
type Answered = Extract<SipEvent, { type: 'answered' }>;
type Accept = Extract<SipCommand, { type: 'accept' }>;
type Invite = Extract<SipCommand, { type: 'invite' }>;

const COUNTS = [
  'offered',
  'called',
  'strangers',
  'busy',
  'offerRefused',
  'answerRefused',
  'mediaFailed',
  'opusFull',
] as const;

/**
 * Stands between signalling and calls, and makes the call of a browser one like all others: DTLS-SRTP and ICE end
 * beside it, and what the call layer sees is plain RTP of this machine.
 */
export class BrowserGateway implements SipPort {
  readonly counters = new Counters(COUNTS);
  /** Whom we may call. */
  readonly seats = new BrowserSeats();
  readonly #options: BrowserGatewayOptions;
  readonly #lines = new Map<string, BrowserLine>();
  readonly #calls = new Map<SessionId, BrowserCall>();
  #served: BrowserCalls | undefined;

  constructor(options: BrowserGatewayOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#calls.size;
  }

  serve(calls: BrowserCalls): void {
    this.#served = calls;
  }

  /** A connection was opened by somebody who may do this over it. */
  connected(source: HostPort, right: BrowserRight): void {
    if (isSeat(right)) this.seats.connected(source, right.operator);
    else this.#lines.set(keyOf(source), right);
  }

  disconnected(source: HostPort, right: BrowserRight): void {
    if (isSeat(right)) this.seats.disconnected(source, right.operator);
    else this.#lines.delete(keyOf(source));
  }

  /** A connection has one call at a time. */
  isFree(source: HostPort): boolean {
    return ![...this.#calls.values()].some((call) => keyOf(call.source) === keyOf(source));
  }

  onSip(event: SipEvent): void {
    if (event.type === 'incoming' && event.invite.trunk.id === BROWSER_TRUNK.id) return this.#invited(event);
    const call = 'session' in event ? this.#calls.get(event.session) : undefined;
    if (call === undefined) return this.#served?.onSip(event);
    if (event.type === 'reinvite') return this.#keep(event.session);
    if (event.type === 'answered' && call.direction === 'out') return this.#answered(event, call);
    if (event.type === 'ended') this.#forget(event.session);
    if (call.opened !== undefined) this.#served?.onSip(event);
  }

  command(command: SipCommand): void {
    if (command.type === 'invite' && command.invite.trunk.id === BROWSER_TRUNK.id) return this.#call(command);
    if (!('session' in command)) return this.#options.sip.command(command);
    const call = this.#calls.get(command.session);
    if (call?.direction === 'in' && command.type === 'accept') return this.#accept(command, call);
    if (call?.direction === 'out' && call.opened === undefined) return this.#over(command.session, 'local');
    this.#options.sip.command(command);
  }

  #invited({ session, invite }: Incoming): void {
    this.counters.add('offered');
    const { media, sip, log } = this.#options;
    const { source } = invite;
    const line = this.#lines.get(keyOf(source));
    if (line === undefined || media === undefined) {
      this.counters.add('strangers');
      return sip.command({ type: 'reject', session, status: 403, cause: { cause: 21 } });
    }
    if (!this.isFree(source)) {
      this.counters.add('busy');
      return sip.command({ type: 'reject', session, status: 486, cause: { cause: 17 } });
    }
    const offer = readBrowserOffer(invite.sdp ?? '');
    if (!offer.ok) {
      this.counters.add('offerRefused');
      log.info({ sipCallId: invite.callId, code: offer.error.code }, 'the offer of a browser was refused');
      return sip.command({ type: 'reject', session, status: 488, cause: { cause: 65 } });
    }
    const call: CallIn = { direction: 'in', source, offer: this.#afforded(offer.value), opened: undefined };
    this.#calls.set(session, call);
    media.open(session, call.offer.remote, {
      opened: (opened) => {
        // It may have been cancelled meanwhile.
        if (this.#calls.get(session) !== call) return;
        call.opened = opened;
        const sdp = plainDescription(call.offer, opened.inside);
        this.#served?.onBrowser(session, { ...invite, sdp }, line);
      },
      failed: (reason) => this.#failed(session, call, reason),
    });
  }

  /** The INVITE waits for the media, whose ICE and fingerprint stand in its offer. */
  #call({ session, invite }: Invite): void {
    this.counters.add('called');
    const { media, sip, socket, outside } = this.#options;
    const [source] = invite.targets;
    if (media === undefined || source === undefined)
      return this.#served?.onSip({ type: 'ended', session, by: 'transport' });
    const call: CallOut = {
      direction: 'out',
      source,
      opened: undefined,
      opus: this.#canOpus(),
      mixerPort: 0,
    };
    this.#calls.set(session, call);
    media.open(session, undefined, {
      opened: (opened) => {
        // It may have been given up meanwhile.
        if (this.#calls.get(session) !== call) return;
        const offer = browserOffer(invite.sdp, call.opus, opened, outside);
        if (offer === undefined) return this.#over(session, 'transport');
        call.opened = opened;
        call.mixerPort = offer.mixerPort;
        sip.command({ type: 'invite', session, invite: { ...invite, socket, sdp: offer.sdp } });
      },
      failed: (reason) => this.#failed(session, call, reason),
    });
  }

  /** The answer to the browser says how to reach us; the plain one says where the mixer is. */
  #accept(command: Accept, { offer, opened }: CallIn): void {
    const { sip, media, outside } = this.#options;
    const { session } = command;
    const answer = opened && browserAnswer(offer, command.sdp, opened, outside);
    if (answer === undefined) return sip.command({ type: 'bye', session, cause: { cause: 41 } });
    media?.join(session, answer.mixerPort);
    sip.command({ ...command, sdp: answer.sdp });
  }

  /** Without a description that we can carry the call layer ends the call, as that of any other peer. */
  #answered(event: Answered, call: CallOut): void {
    const { media, log } = this.#options;
    const { opened, mixerPort } = call;
    const { session } = event;
    const answer = readBrowserAnswer(event.sdp ?? '');
    if (opened === undefined || !answer.ok) {
      this.counters.add('answerRefused');
      log.info({ code: answer.ok ? undefined : answer.error.code }, 'the answer of a browser was refused');
      return this.#served?.onSip({ ...event, sdp: undefined });
    }
    call.opus = answer.value.remote.opus !== undefined;
    media?.meet(session, answer.value.remote);
    media?.join(session, mixerPort);
    this.#served?.onSip({ ...event, sdp: plainDescription(answer.value, opened.inside) });
  }

  /** Whoever comes when all of Opus is taken is heard as well, in G.711. */
  #afforded(offer: BrowserDescription): BrowserDescription {
    const { remote } = offer;
    return remote.opus === undefined || this.#canOpus()
      ? offer
      : { ...offer, remote: { ...remote, opus: undefined } };
  }

  #canOpus(): boolean {
    const { opusMax } = this.#options;
    const inOpus = [...this.#calls.values()].filter((call) =>
      call.direction === 'in' ? call.offer.remote.opus !== undefined : call.opus,
    );
    const isFull = inOpus.length >= opusMax;
    if (isFull && opusMax > 0) this.counters.add('opusFull');
    return !isFull;
  }

  /** The session goes on as it is (RFC 3261 §14.1): a browser that changes networks says so by ICE. */
  #keep(session: SessionId): void {
    this.#options.sip.command({ type: 'reject-reinvite', session, status: 488 });
  }

  #failed(session: SessionId, call: BrowserCall, reason: string): void {
    if (!this.#calls.has(session)) return;
    this.counters.add('mediaFailed');
    this.#options.log.warn({ reason }, 'a browser has no media path');
    if (call.opened !== undefined) this.#served?.endSession(session, 'media-lost');
    else if (call.direction === 'out') this.#over(session, 'transport');
    else this.#options.sip.command({ type: 'reject', session, status: 503, cause: { cause: 41 } });
  }

  /** A call of ours of which signalling has not heard. */
  #over(session: SessionId, by: 'local' | 'transport'): void {
    this.#forget(session);
    this.#served?.onSip({ type: 'ended', session, by });
  }

  #forget(session: SessionId): void {
    this.#calls.delete(session);
    this.#options.media?.close(session);
  }
}

const keyOf = ({ host, port }: HostPort): string => `${host} ${port}`;
