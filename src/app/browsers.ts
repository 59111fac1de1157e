import { isIPv4 } from 'node:net';
import type { Clock } from '../base/clock.js';
import type { Log } from '../base/log.js';
import { BrowserGateway } from '../call/browser-gateway.js';
import type { SipPort } from '../call/ports.js';
import type { Config } from '../config/schema.js';
import type { PortPool } from '../mixer/io/port-pool.js';
import { BrowserMedia } from '../webrtc/browser-media.js';
import { BROWSER_SOCKET } from './signalling.js';

export interface Browsers {
  readonly gateway: BrowserGateway;
  /** Undefined: this server has no browser phones. */
  readonly media: BrowserMedia | undefined;
}

interface BrowsersAround {
  readonly ports: PortPool;
  readonly sip: SipPort;
  readonly clock: Clock;
  readonly log: Log;
}

/** Browsers that join by their own microphone, or are called: their media on one of the ports that callers' media may use. */
export function connectBrowsers(config: Config, { ports, sip, clock, log }: BrowsersAround): Browsers {
  const { bind, advertise, browserPhones } = config;
  const address = advertise ?? bind;
  const gatewayOf = (media: BrowserMedia | undefined, outsidePort: number): BrowserGateway =>
    new BrowserGateway({
      sip,
      socket: BROWSER_SOCKET,
      media,
      outside: { address, port: outsidePort },
      opusMax: browserPhones.opusMax,
      log,
    });
  const port = browserPhones.enabled && isIPv4(address) ? ports.take(clock.now()) : undefined;
  if (port === undefined) {
    return { gateway: gatewayOf(undefined, 0), media: undefined };
  }
  const inside = bind === '0.0.0.0' ? '127.0.0.1' : bind;
  const media = new BrowserMedia({ bind, port, inside, log });
  return { gateway: gatewayOf(media, port), media };
}
