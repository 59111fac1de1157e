import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import type { Random } from '../base/random.js';
import { BROWSER_TRUNK } from '../call/browser-line.js';
import { digestCredentials } from '../call/outgoing-invite.js';
import type { TrunkTable } from '../call/trunk-table.js';
import type { Config } from '../config/schema.js';
import { openSecrets } from '../config/secrets.js';
import type { SipEvent, SocketId } from '../sip/endpoint-api.js';
import { hostPortText } from '../sip/dialog.js';
import { SipEndpoint } from '../sip/endpoint.js';
import { MessageMemory } from '../sip/io/message-memory.js';
import { SipRunner } from '../sip/io/sip-runner.js';
import { DEFAULT_WS_LIMITS } from '../sip/io/ws-transport.js';
import type { LocalAddress } from '../sip/message.js';
import { StartError } from './start-error.js';

interface SignallingAround {
  readonly trunks: TrunkTable;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: SipEvent) => void;
}

export interface Signalling {
  readonly endpoint: SipEndpoint;
  readonly runner: SipRunner;
  readonly messages: MessageMemory;
}

const USER_AGENT = 'Huitong';
/** A carrier that asks again after this finds us restarted. */
const DRAIN_RETRY_AFTER_S = 30;

/** The socket of the browsers: the runner numbers it after those that are bound. */
export const BROWSER_SOCKET = 1 as SocketId;

/** By socket number. */
function advertisedSockets({ bind, advertise, sip, http }: Config): readonly LocalAddress[] {
  const host = advertise ?? bind;
  const transport = http.tls === undefined ? 'WS' : 'WSS';
  return [
    { host, port: sip.port },
    { host, port: http.port, transport },
  ];
}

/** Opens the SIP socket in front of the endpoint. */
export async function startSignalling(config: Config, around: SignallingAround): Promise<Signalling> {
  const { trunks, random, clock, log, onEvent } = around;
  const { port, timers, limits } = config.sip;
  const messageBytesMax = Math.min(limits.messageBytesMax, DEFAULT_WS_LIMITS.messageBytesMax);
  const sockets = advertisedSockets(config);
  const { secrets } = openSecrets(config.secrets, process.env);
  const endpoint = new SipEndpoint({
    random,
    timers,
    limits,
    log,
    credentialsOf: ({ id }) => {
      const trunk = trunks.byId(id);
      const secret = trunk?.outbound.credentials?.secret;
      if (trunk === undefined || secret === undefined) return undefined;
      return digestCredentials(trunk, secrets.get(secret));
    },
    trunksOf: (source, socket) => (socket === BROWSER_SOCKET ? [BROWSER_TRUNK] : trunks.trunksOf(source)),
    advertised: (socket) => sockets[socket],
    userAgent: USER_AGENT,
    drainRetryAfterS: DRAIN_RETRY_AFTER_S,
  });
  const messages = new MessageMemory(() => clock.utcNow());
  try {
    const runner = await SipRunner.start({
      endpoint,
      bind: [{ host: config.bind, port }],
      webSocket: config.browserPhones.enabled ? { ...DEFAULT_WS_LIMITS, messageBytesMax } : undefined,
      clock,
      log,
      onEvent,
      messages,
    });
    return { endpoint, runner, messages };
  } catch (thrown) {
    throw new StartError(
      `SIP cannot listen on ${hostPortText({ host: config.bind, port })}: ${messageOf(thrown)}. Set HUITONG_BIND or HUITONG_SIP_PORT.`,
    );
  }
}
