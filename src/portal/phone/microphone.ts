/** Why the page does not hear its user. */
export type MicrophoneFailure =
  /** Browsers give a microphone to nobody over plain HTTP, but on the machine itself. */
  | 'not-secure'
  /** The user, or the browser's settings, do not let the page hear it. */
  | 'microphone-refused'
  | 'microphone-missing'
  /** Another program has it, or it gives no sound. */
  | 'microphone-busy';

/** One of `microphones()`, or the browser's own choice. */
export async function openMicrophone(deviceId: string | undefined): Promise<MediaStream | MicrophoneFailure> {
  if (!window.isSecureContext) return 'not-secure';
  const audio = deviceId === undefined ? true : { deviceId: { exact: deviceId } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio, video: false });
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** With their names once the user has let the page hear one. */
export async function microphones(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'audioinput');
}

/** Media Capture and Streams §10.2. */
function failureOf(thrown: unknown): MicrophoneFailure {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'microphone-refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'microphone-missing';
    default:
      return 'microphone-busy';
  }
}
