import { Inviter, SessionState, UserAgent } from 'sip.js';
import { CallSound, pressKeys, type CallSoundOptions } from './call-sound.js';
import { newUserAgent, stopUserAgent, type BrowserPhoneToken } from './user-agent.js';

export type BrowserPhoneState = 'idle' | 'connecting' | 'joined' | 'ended';

/** Why a call did not come about, or ended against the will of its user. */
export type BrowserPhoneFailure =
  /** No connection to the server, or none any more. */
  | 'connection-lost'
  /** The server has refused the call. */
  | 'refused'
  /** The network does not let the voice through. */
  | 'media-lost';

export interface BrowserPhoneEvents {
  onState(state: BrowserPhoneState, failure?: BrowserPhoneFailure): void;
}

/** 「用电脑加入」: one call of this page to one room. Every call needs a token and a phone of its own. */
export class BrowserPhone {
  readonly #events: BrowserPhoneEvents;
  #state: BrowserPhoneState = 'idle';
  #userAgent: UserAgent | undefined;
  #session: Inviter | undefined;
  #sound: CallSound | undefined;

  constructor(events: BrowserPhoneEvents) {
    this.#events = events;
  }

  get state(): BrowserPhoneState {
    return this.#state;
  }

  get muted(): boolean {
    return this.#sound?.muted ?? false;
  }

  /** How loud the microphone is now, muted or not: 0 to 1. */
  get level(): number {
    return this.#isOver() ? 0 : (this.#sound?.level ?? 0);
  }

  /** Resolved when the call is on its way; what becomes of it comes by `onState`. */
  async join(token: BrowserPhoneToken, options: CallSoundOptions): Promise<void> {
    if (this.#state !== 'idle') throw new Error('a browser phone makes one call');
    this.#sound = new CallSound(options);
    this.#go('connecting');
    try {
      const userAgent = await this.#connect(token);
      if (this.#isOver()) return await userAgent.stop();
      await this.#invite(userAgent, token.uri, this.#sound);
    } catch {
      // What the libraries throw says no more than that.
      await this.#over('connection-lost');
    }
  }

  mute(on: boolean): void {
    this.#sound?.mute(on);
  }

  press(keys: string): void {
    pressKeys(this.#session, keys);
  }

  async hangUp(): Promise<void> {
    await this.#over();
  }

  async #connect(token: BrowserPhoneToken): Promise<UserAgent> {
    const userAgent = newUserAgent({
      token,
      own: token.uri.replace(/^sip:[^@]*/, 'sip:browser'),
      microphone: () => this.#sound?.microphone,
      delegate: { onDisconnect: () => void this.#over('connection-lost') },
    });
    this.#userAgent = userAgent;
    await userAgent.start();
    return userAgent;
  }

  async #invite(userAgent: UserAgent, uri: string, sound: CallSound): Promise<void> {
    const target = UserAgent.makeURI(uri);
    if (target === undefined) throw new Error(`no SIP URI: ${uri}`);
    const session = new Inviter(userAgent, target);
    this.#session = session;
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#answered(session, sound);
      if (state === SessionState.Terminated)
        void this.#over(this.#state === 'joined' ? undefined : 'refused');
    });
    await session.invite({ requestDelegate: { onReject: () => void this.#over('refused') } });
  }

  #answered(session: Inviter, sound: CallSound): void {
    sound.follow(session, {
      connected: () => {
        if (this.#state === 'connecting') this.#go('joined');
      },
      lost: () => void this.#over('media-lost'),
    });
  }

  /** Said once, with the first reason; a call that stands is hung up. */
  async #over(failure?: BrowserPhoneFailure): Promise<void> {
    if (this.#isOver()) return;
    this.#go('ended', failure);
    this.#sound?.close();
    await stopUserAgent(this.#userAgent);
  }

  #isOver(): boolean {
    return this.#state === 'ended';
  }

  #go(state: BrowserPhoneState, failure?: BrowserPhoneFailure): void {
    this.#state = state;
    this.#events.onState(state, failure);
  }
}
