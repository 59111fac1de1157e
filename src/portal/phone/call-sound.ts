import { type Session } from 'sip.js';
import { SessionDescriptionHandler } from 'sip.js/lib/platform/web';
import { InputLevel } from './input-level.js';

export interface CallSoundOptions {
  /** Open; it belongs to the call now, which stops it at its end. */
  readonly microphone: MediaStream;
  /** Where the other end is heard. */
  readonly speaker: HTMLAudioElement;
}

export interface CallSoundEvents {
  /** Both ends can be heard. */
  readonly connected: () => void;
  /** The network does not let the voice through, or not any more. */
  readonly lost: () => void;
}

const KEY_MS = 160;
const KEY_GAP_MS = 70;

/** What is spoken and heard in one call. */
export class CallSound {
  readonly microphone: MediaStream;
  readonly #speaker: HTMLAudioElement;
  readonly #level: InputLevel;
  #muted = false;

  constructor({ microphone, speaker }: CallSoundOptions) {
    this.microphone = microphone;
    this.#speaker = speaker;
    this.#level = new InputLevel(microphone);
  }

  get muted(): boolean {
    return this.#muted;
  }

  /** How loud the microphone is now, muted or not: 0 to 1. */
  get level(): number {
    return this.#level.read();
  }

  /** At once and on this side: nothing is sent that the microphone hears. */
  mute(on: boolean): void {
    this.#muted = on;
    for (const track of this.microphone.getAudioTracks()) track.enabled = !on;
  }

  /** The call was answered. */
  follow(session: Session, { connected, lost }: CallSoundEvents): void {
    const handler = handlerOf(session);
    const connection = handler?.peerConnection;
    if (handler === undefined || connection === undefined) return lost();
    this.#speaker.srcObject = handler.remoteMediaStream;
    void this.#speaker.play();
    const follow = (): void => {
      if (connection.connectionState === 'failed') lost();
      else if (connection.connectionState === 'connected') connected();
    };
    connection.addEventListener('connectionstatechange', follow);
    follow();
  }

  close(): void {
    this.#level.close();
    for (const track of this.microphone.getTracks()) track.stop();
  }
}

/** Keys of the telephone: 0–9, * and #; behind those that are still on their way. */
export function pressKeys(session: Session | undefined, keys: string): void {
  const dtmf = handlerOf(session)
    ?.peerConnection?.getSenders()
    .find(({ track }) => track?.kind === 'audio')?.dtmf;
  dtmf?.insertDTMF(dtmf.toneBuffer + keys, KEY_MS, KEY_GAP_MS);
}

function handlerOf(session: Session | undefined): SessionDescriptionHandler | undefined {
  const handler = session?.sessionDescriptionHandler;
  return handler instanceof SessionDescriptionHandler ? handler : undefined;
}
