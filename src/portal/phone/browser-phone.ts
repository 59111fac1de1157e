import { Inviter, SessionState, UserAgent, UserAgentState, type URI } from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web';
import { InputLevel } from './input-level.js';

export type BrowserPhoneState = 'idle' | 'connecting' | 'joined' | 'ended';

/** Why a call did not come about, or ended against the will of its user. */
export type BrowserPhoneFailure =
  /** The user, or the browser, does not let the page hear the microphone. */
  | 'microphone-refused'
  | 'microphone-missing'
  /** No connection to the server, or none any more. */
  | 'connection-lost'
  /** The server has refused the call. */
  | 'refused';

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
  /** Of `BrowserPhone.microphones()`; the browser's own choice when left out. */
  readonly microphone?: string | undefined;
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
  #level: InputLevel | undefined;
  #muted = false;

  constructor(events: BrowserPhoneEvents) {
    this.#events = events;
  }

  /** With their names once the user has let the page hear one. */
  static async microphones(): Promise<readonly MediaDeviceInfo[]> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind === 'audioinput');
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
  async join(token: BrowserPhoneToken, options: JoinOptions): Promise<void> {
    if (this.#state !== 'idle') throw new Error('a browser phone makes one call');
    this.#go('connecting');
    try {
      await this.#connect(token);
      await this.#invite(token.uri, options);
    } catch (thrown) {
      this.#over(failureOf(thrown));
    }
  }

  /** At once and on this side: nothing is sent that the microphone hears. */
  mute(on: boolean): void {
    this.#muted = on;
    for (const track of this.#handler?.localMediaStream.getAudioTracks() ?? []) track.enabled = !on;
  }

  /** Keys of the telephone: 0–9, * and #; behind those that are still on their way. */
  press(keys: string): void {
    const dtmf = this.#handler?.peerConnection
      ?.getSenders()
      .find(({ track }) => track?.kind === 'audio')?.dtmf;
    dtmf?.insertDTMF(dtmf.toneBuffer + keys, KEY_MS, KEY_GAP_MS);
  }

  async hangUp(): Promise<void> {
    const session = this.#session;
    if (session?.state === SessionState.Established) await session.bye();
    else if (session?.state === SessionState.Establishing) await session.cancel();
    this.#over();
  }

  get #handler(): SessionDescriptionHandler | undefined {
    const handler = this.#session?.sessionDescriptionHandler;
    return handler instanceof SessionDescriptionHandler ? handler : undefined;
  }

  async #connect({ token, uri, webSocketPath }: BrowserPhoneToken): Promise<void> {
    const server = new URL(`${webSocketPath}?token=${token}`, location.href);
    server.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#userAgent = new UserAgent({
      ...ownUri(uri),
      transportOptions: { server: server.href },
      // A token opens one connection: a second one needs another.
      reconnectionAttempts: 0,
      logLevel: 'error',
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: ICE_GATHERING_MS,
        peerConnectionConfiguration: { iceServers: [] },
      },
      delegate: { onDisconnect: () => this.#over('connection-lost') },
    });
    await this.#userAgent.start();
  }

  async #invite(uri: string, { microphone, speaker }: JoinOptions): Promise<void> {
    const target = UserAgent.makeURI(uri);
    if (this.#userAgent === undefined || target === undefined) throw new Error(`no SIP URI: ${uri}`);
    const audio = microphone === undefined ? true : { deviceId: { exact: microphone } };
    const session = new Inviter(this.#userAgent, target, {
      sessionDescriptionHandlerOptions: { constraints: { audio, video: false } },
    });
    this.#session = session;
    session.stateChange.addListener((state) => {
      if (state === SessionState.Established) this.#joined(speaker);
      if (state === SessionState.Terminated) this.#over();
    });
    await session.invite({ requestDelegate: { onReject: () => this.#over('refused') } });
  }

  #joined(speaker: HTMLAudioElement): void {
    const handler = this.#handler;
    if (handler === undefined) return;
    speaker.srcObject = handler.remoteMediaStream;
    void speaker.play();
    this.#level = new InputLevel(handler.localMediaStream);
    this.mute(this.#muted);
    this.#go('joined');
  }

  /** Said once, with the first reason. */
  #over(failure?: BrowserPhoneFailure): void {
    if (this.#state === 'ended') return;
    this.#go('ended', failure);
    this.#level?.close();
    const userAgent = this.#userAgent;
    if (userAgent !== undefined && userAgent.state === UserAgentState.Started) void userAgent.stop();
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

function failureOf(thrown: unknown): BrowserPhoneFailure {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'microphone-refused';
  if (name === 'NotFoundError' || name === 'NotReadableError' || name === 'OverconstrainedError')
    return 'microphone-missing';
  return 'connection-lost';
}
