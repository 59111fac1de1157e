import { UserAgent, UserAgentState, type UserAgentDelegate, type URI } from 'sip.js';
import { defaultSessionDescriptionHandlerFactory } from 'sip.js/lib/platform/web';

/** As POST /browser-phone-tokens answers it, and as that of operators. */
export interface BrowserPhoneToken {
  readonly token: string;
  readonly uri: string;
  readonly webSocketPath: string;
}

interface ConnectionOptions {
  readonly token: BrowserPhoneToken;
  /** As whom: who it is, the token has said. */
  readonly own: string;
  /** Asked when a call begins or is answered. */
  readonly microphone: () => MediaStream | undefined;
  readonly delegate: UserAgentDelegate;
}

/** Host candidates come at once; a browser without a network must not keep its user waiting. */
const ICE_GATHERING_MS = 1_000;

/** SIP over the one connection that a token opens (RFC 7118). */
export function newUserAgent({ token, own, microphone, delegate }: ConnectionOptions): UserAgent {
  const server = new URL(`${token.webSocketPath}?token=${token.token}`, location.href);
  server.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new UserAgent({
    ...ownUri(own),
    transportOptions: { server: server.href },
    // A token opens one connection: a second one needs another.
    reconnectionAttempts: 0,
    logLevel: 'error',
    sessionDescriptionHandlerFactory: defaultSessionDescriptionHandlerFactory(() =>
      Promise.resolve(microphone() ?? new MediaStream()),
    ),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: ICE_GATHERING_MS,
      peerConnectionConfiguration: { iceServers: [] },
    },
    delegate,
  });
}

/** Ends its calls, too. */
export async function stopUserAgent(userAgent: UserAgent | undefined): Promise<void> {
  if (userAgent?.state === UserAgentState.Started) await userAgent.stop();
}

function ownUri(text: string): { uri?: URI } {
  const uri = UserAgent.makeURI(text);
  return uri === undefined ? {} : { uri };
}
