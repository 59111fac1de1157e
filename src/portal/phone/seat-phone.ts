import { SessionState, type Invitation, type UserAgent } from 'sip.js';
import { CallSound, type CallSoundOptions } from './call-sound.js';
import { newUserAgent, stopUserAgent, type BrowserPhoneToken } from './user-agent.js';

export type SeatPhoneState =
  | 'connecting'
  /** Nobody calls. */
  | 'ready'
  | 'ringing'
  | 'answering'
  | 'talking'
  /** The connection is gone; another one needs another phone. */
  | 'lost';

export type SeatPhoneFailure =
  /** The network does not let the voice through. */
  'media-lost';

export interface SeatPhoneEvents {
  onState(state: SeatPhoneState, failure?: SeatPhoneFailure): void;
}

/** RFC 3261 §21.6.2: the next operator is called. */
const DECLINE = 603;
const BUSY = 486;

/** The phone of an operator: it is called over its connection, one call after the other. */
export class SeatPhone {
  readonly #events: SeatPhoneEvents;
  #state: SeatPhoneState = 'connecting';
  #userAgent: UserAgent | undefined;
  #session: Invitation | undefined;
  #sound: CallSound | undefined;

  constructor(events: SeatPhoneEvents) {
    this.#events = events;
  }

  get state(): SeatPhoneState {
    return this.#state;
  }

  /** How loud the microphone is now, muted or not: 0 to 1; nothing between the calls. */
  get level(): number {
    return this.#sound?.level ?? 0;
  }

  /** Resolved when it can be called, or never can. */
  async connect(token: BrowserPhoneToken): Promise<void> {
    const userAgent = newUserAgent({
      token,
      own: token.uri,
      microphone: () => this.#sound?.microphone,
      delegate: {
        onDisconnect: () => this.#lost(),
        onInvite: (invitation) => this.#called(invitation),
      },
    });
    this.#userAgent = userAgent;
    try {
      await userAgent.start();
    } catch {
      return this.#lost();
    }
    if (this.#isLost()) await stopUserAgent(userAgent);
    else this.#go('ready');
  }

  /** The microphone belongs to the call from here on, or is stopped at once when nobody calls any more. */
  async answer(options: CallSoundOptions): Promise<void> {
    const sound = new CallSound(options);
    const session = this.#session;
    if (this.#state !== 'ringing' || session === undefined) return sound.close();
    this.#sound = sound;
    this.#go('answering');
    try {
      await session.accept();
    } catch {
      // It was given up in this moment, or the browser cannot take the offer.
      this.#over(session, 'media-lost');
    }
  }

  decline(): void {
    const session = this.#session;
    if (this.#state !== 'ringing' || session === undefined) return;
    void session.reject({ statusCode: DECLINE }).catch(() => undefined);
    this.#over(session);
  }

  mute(on: boolean): void {
    this.#sound?.mute(on);
  }

  hangUp(): void {
    const session = this.#session;
    if (session === undefined) return;
    if (session.state === SessionState.Established) void session.bye().catch(() => undefined);
    // Before it stands, its acceptance is on the way: it ends by the end of the library's session.
    else void session.dispose().catch(() => undefined);
    this.#over(session);
  }

  /** Ends its call, too. */
  async close(): Promise<void> {
    this.#lost();
    await stopUserAgent(this.#userAgent);
  }

  #called(invitation: Invitation): void {
    if (this.#state !== 'ready') {
      void invitation.reject({ statusCode: BUSY }).catch(() => undefined);
      return;
    }
    this.#session = invitation;
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#answered(invitation);
      if (state === SessionState.Terminated) this.#over(invitation);
    });
    this.#go('ringing');
  }

  #answered(session: Invitation): void {
    if (this.#session !== session) return;
    this.#sound?.follow(session, {
      connected: () => {
        if (this.#state === 'answering') this.#go('talking');
      },
      lost: () => {
        if (this.#session !== session) return;
        void session.bye().catch(() => undefined);
        this.#over(session, 'media-lost');
      },
    });
  }

  #over(session: Invitation, failure?: SeatPhoneFailure): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#silence();
    if (!this.#isLost()) this.#go('ready', failure);
  }

  /** Said once. */
  #lost(): void {
    if (this.#isLost()) return;
    this.#session = undefined;
    this.#silence();
    this.#go('lost');
  }

  #isLost(): boolean {
    return this.#state === 'lost';
  }

  #silence(): void {
    this.#sound?.close();
    this.#sound = undefined;
  }

  #go(state: SeatPhoneState, failure?: SeatPhoneFailure): void {
    this.#state = state;
    this.#events.onState(state, failure);
  }
}
