import { Counters } from '../base/counters.js';
import type { Log } from '../base/log.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { IncomingInvite, SessionId, SipCommand, SipEvent } from '../sip/endpoint-api.js';
import type { HostPort } from '../sip/message.js';
import type { BrowserMedia, OpenedPeer } from '../webrtc/browser-media.js';
import {
  browserAnswer,
  plainOffer,
  readBrowserOffer,
  type BrowserOffer,
  type OutsideAddress,
} from '../webrtc/browser-sdp.js';
import { BROWSER_TRUNK, type BrowserLine } from './browser-line.js';
import type { SipPort } from './ports.js';

/** Who takes the calls, once they are calls like all others. */
export interface BrowserCalls {
  onSip(event: SipEvent): void;
  onBrowser(session: SessionId, invite: IncomingInvite, line: BrowserLine): void;
  endSession(session: SessionId, reason: LegEndReason): void;
}

export interface BrowserGatewayOptions {
  readonly sip: SipPort;
  /** Undefined: this server has no browser phones. */
  readonly media: Pick<BrowserMedia, 'open' | 'join' | 'close'> | undefined;
  /** Where browsers send their media to. */
  readonly outside: OutsideAddress;
  readonly log: Log;
}

interface BrowserCall {
  readonly source: HostPort;
  readonly offer: BrowserOffer;
  /** Undefined: its media is being opened, and nobody has heard of the call. */
  opened: OpenedPeer | undefined;
}

type Incoming = Extract<SipEvent, { type: 'incoming' }>;
type Accept = Extract<SipCommand, { type: 'accept' }>;

/**
 * Stands between signalling and calls, and makes the call of a browser one like all others: DTLS-SRTP and ICE end
 * beside it, and what the call layer sees is plain RTP of this machine.
 */
export class BrowserGateway implements SipPort {
  readonly counters = new Counters(['offered', 'strangers', 'busy', 'offerRefused', 'mediaFailed']);
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

  /** A connection was opened by somebody who may reach this. */
  connected(source: HostPort, line: BrowserLine): void {
    this.#lines.set(keyOf(source), line);
  }

  disconnected(source: HostPort): void {
    this.#lines.delete(keyOf(source));
  }

  onSip(event: SipEvent): void {
    if (event.type === 'incoming' && event.invite.trunk.id === BROWSER_TRUNK.id) return this.#invited(event);
    const call = 'session' in event ? this.#calls.get(event.session) : undefined;
    if (call === undefined) return this.#served?.onSip(event);
    if (event.type === 'reinvite') return this.#keep(event.session);
    if (event.type === 'ended') this.#forget(event.session);
    if (call.opened !== undefined) this.#served?.onSip(event);
  }

  command(command: SipCommand): void {
    const call = command.type === 'accept' ? this.#calls.get(command.session) : undefined;
    if (command.type === 'accept' && call !== undefined) this.#accept(command, call);
    else this.#options.sip.command(command);
  }

  #invited({ session, invite }: Incoming): void {
    this.counters.add('offered');
    const { media, sip, log } = this.#options;
    const line = this.#lines.get(keyOf(invite.source));
    if (line === undefined || media === undefined) {
      this.counters.add('strangers');
      return sip.command({ type: 'reject', session, status: 403, cause: { cause: 21 } });
    }
    if ([...this.#calls.values()].some(({ source }) => keyOf(source) === keyOf(invite.source))) {
      this.counters.add('busy');
      return sip.command({ type: 'reject', session, status: 486, cause: { cause: 17 } });
    }
    const offer = readBrowserOffer(invite.sdp ?? '');
    if (!offer.ok) {
      this.counters.add('offerRefused');
      log.info({ sipCallId: invite.callId, code: offer.error.code }, 'the offer of a browser was refused');
      return sip.command({ type: 'reject', session, status: 488, cause: { cause: 65 } });
    }
    const call: BrowserCall = { source: invite.source, offer: offer.value, opened: undefined };
    this.#calls.set(session, call);
    const { ufrag, fingerprint } = offer.value;
    media.open(
      session,
      { ufrag, fingerprint },
      {
        opened: (opened) => {
          // It may have been cancelled meanwhile.
          if (this.#calls.get(session) !== call) return;
          call.opened = opened;
          const sdp = plainOffer(offer.value, opened.inside);
          this.#served?.onBrowser(session, { ...invite, sdp }, line);
        },
        failed: (reason) => this.#failed(session, call, reason),
      },
    );
  }

  /** The answer to the browser says how to reach us; the plain one says where the mixer is. */
  #accept(command: Accept, { offer, opened }: BrowserCall): void {
    const { sip, media, outside } = this.#options;
    const { session } = command;
    const answer = opened && browserAnswer(offer, command.sdp, opened, outside);
    if (answer === undefined) return sip.command({ type: 'bye', session, cause: { cause: 41 } });
    media?.join(session, answer.mixerPort);
    sip.command({ ...command, sdp: answer.sdp });
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
    else this.#options.sip.command({ type: 'reject', session, status: 503, cause: { cause: 41 } });
  }

  #forget(session: SessionId): void {
    this.#calls.delete(session);
    this.#options.media?.close(session);
  }
}

const keyOf = ({ host, port }: HostPort): string => `${host} ${port}`;
