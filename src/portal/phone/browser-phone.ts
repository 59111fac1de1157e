import { Inviter, SessionState, UserAgent, UserAgentState, type URI } from 'sip.js';
import { defaultSessionDescriptionHandlerFactory, SessionDescriptionHandler } from 'sip.js/lib/platform/web';
import { InputLevel } from './input-level.js';

export type BrowserPhoneState = 'idle' | 'connecting' | 'joined' | 'ended';

/** Why a call did not come about, or ended against the will of its user. */
export type BrowserPhoneFailure =
  /** No connection to the server, or none any more. */
  | 'connection-lost'
  /** The server has refused the call. */
  | 'refused'
  /** The network does not let the voice through. */
  | 'media-lost';

/** As POST /browser-phone-tokens answers it. */
export interface BrowserPhoneToken {
  readonly token: string;
  readonly uri: string;
  readonly webSocketPath: string;
}

export interface BrowserPhoneEvents {
  onState(state: BrowserPhoneState, failure?: BrowserPhoneFailure): void;
}

export interface JoinOptions {
  /** Open; it belongs to the phone now, which stops it at the end of the call. */
  readonly microphone: MediaStream;
  /** Where the others are heard. */
  readonly speaker: HTMLAudioElement;
}

/** Host candidates come at once; a browser without a network must not keep its user waiting. */
const ICE_GATHERING_MS = 1_000;
const KEY_MS = 160;
const KEY_GAP_MS = 70;

/** 「用电脑加入」: one call of this page to one room. Every call needs a token and a phone of its own. */
export class BrowserPhone {
  readonly #events: BrowserPhoneEvents;
  #state: BrowserPhoneState = 'idle';
  #userAgent: UserAgent | undefined;
  #session: Inviter | undefined;
  #microphone: MediaStream | undefined;
  #level: InputLevel | undefined;
  #muted = false;

  constructor(events: BrowserPhoneEvents) {
    this.#events = events;
  }

  get state(): BrowserPhoneState {
    return this.#state;
  }

  get muted(): boolean {
    return this.#muted;
  }

  /** How loud the microphone is now, muted or not: 0 to 1. */
  get level(): number {
    return this.#level?.read() ?? 0;
  }

  /** Resolved when the call is on its way; what becomes of it comes by `onState`. */
  async join(token: BrowserPhoneToken, { microphone, speaker }: JoinOptions): Promise<void> {
    if (this.#state !== 'idle') throw new Error('a browser phone makes one call');
    this.#microphone = microphone;
    this.#level = new InputLevel(microphone);
    this.#go('connecting');
    try {
      const userAgent = await this.#connect(token);
      if (this.#isOver()) return await userAgent.stop();
      await this.#invite(userAgent, token.uri, speaker);
    } catch {
      // What the libraries throw says no more than that.
      await this.#over('connection-lost');
    }
  }

  /** At once and on this side: nothing is sent that the microphone hears. */
  mute(on: boolean): void {
    this.#muted = on;
    for (const track of this.#microphone?.getAudioTracks() ?? []) track.enabled = !on;
  }

  /** Keys of the telephone: 0–9, * and #; behind those that are still on their way. */
  press(keys: string): void {
    const dtmf = this.#handler?.peerConnection
      ?.getSenders()
      .find(({ track }) => track?.kind === 'audio')?.dtmf;
    dtmf?.insertDTMF(dtmf.toneBuffer + keys, KEY_MS, KEY_GAP_MS);
  }

  async hangUp(): Promise<void> {
    await this.#over();
  }

  get #handler(): SessionDescriptionHandler | undefined {
    const handler = this.#session?.sessionDescriptionHandler;
    return handler instanceof SessionDescriptionHandler ? handler : undefined;
  }

  async #connect({ token, uri, webSocketPath }: BrowserPhoneToken): Promise<UserAgent> {
    const server = new URL(`${webSocketPath}?token=${token}`, location.href);
    server.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const userAgent = new UserAgent({
      ...ownUri(uri),
      transportOptions: { server: server.href },
      // A token opens one connection: a second one needs another.
      reconnectionAttempts: 0,
      logLevel: 'error',
      sessionDescriptionHandlerFactory: defaultSessionDescriptionHandlerFactory(() =>
        Promise.resolve(this.#microphone ?? new MediaStream()),
      ),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: ICE_GATHERING_MS,
        peerConnectionConfiguration: { iceServers: [] },
      },
      delegate: { onDisconnect: () => void this.#over('connection-lost') },
    });
    this.#userAgent = userAgent;
    await userAgent.start();
    return userAgent;
  }

  async #invite(userAgent: UserAgent, uri: string, speaker: HTMLAudioElement): Promise<void> {
    const target = UserAgent.makeURI(uri);
    if (target === undefined) throw new Error(`no SIP URI: ${uri}`);
    const session = new Inviter(userAgent, target);
    this.#session = session;
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#answered(speaker);
      if (state === SessionState.Terminated)
        void this.#over(this.#state === 'joined' ? undefined : 'refused');
    });
    await session.invite({ requestDelegate: { onReject: () => void this.#over('refused') } });
  }

  #answered(speaker: HTMLAudioElement): void {
    const handler = this.#handler;
    if (handler === undefined) return;
    speaker.srcObject = handler.remoteMediaStream;
    void speaker.play();
    const connection = handler.peerConnection;
    const follow = (): void => {
      if (connection?.connectionState === 'failed') void this.#over('media-lost');
      else if (connection?.connectionState === 'connected' && this.#state === 'connecting')
        this.#go('joined');
    };
    connection?.addEventListener('connectionstatechange', follow);
    follow();
  }

  /** Said once, with the first reason; a call that stands is hung up. */
  async #over(failure?: BrowserPhoneFailure): Promise<void> {
    if (this.#isOver()) return;
    this.#go('ended', failure);
    this.#level?.close();
    for (const track of this.#microphone?.getTracks() ?? []) track.stop();
    const userAgent = this.#userAgent;
    if (userAgent !== undefined && userAgent.state === UserAgentState.Started) await userAgent.stop();
  }

  #isOver(): boolean {
    return this.#state === 'ended';
  }

  #go(state: BrowserPhoneState, failure?: BrowserPhoneFailure): void {
    this.#state = state;
    this.#events.onState(state, failure);
  }
}

/** From: whoever it is, the token has said. */
function ownUri(called: string): { uri?: URI } {
  const uri = UserAgent.makeURI(called.replace(/^sip:[^@]*/, 'sip:browser'));
  return uri === undefined ? {} : { uri };
}
