import type { Duplex } from 'node:stream';
import { Counters } from '../../base/counters.js';
import { clientAddress } from '../door/client.js';
import { isOwnOrigin } from '../door/same-origin.js';
import type { ApiServices } from '../services.js';
import { BROWSER_PHONE_PATH } from './browser-phone-routes.js';
import type { BrowserPhoneTokens } from './browser-phone-tokens.js';
import type { Upgrade } from './services.js';

/** RFC 7118 §4. */
const SUBPROTOCOL = 'sip';

/** Only the path counts. */
const BASE = 'http://localhost';

const REFUSALS = {
  notFound: '404 Not Found',
  crossSite: '403 Forbidden',
  notSip: '400 Bad Request',
  tokenRefused: '401 Unauthorized',
  unavailable: '503 Service Unavailable',
} as const;
type Refusal = keyof typeof REFUSALS;

/** Who may have a WebSocket: a page of ours, once for each token. */
export class BrowserPhoneDoor {
  readonly counters = new Counters<'opened' | Refusal>([
    'opened',
    'notFound',
    'crossSite',
    'notSip',
    'tokenRefused',
    'unavailable',
  ]);
  readonly #services: ApiServices;
  readonly #tokens: BrowserPhoneTokens;

  constructor(services: ApiServices, tokens: BrowserPhoneTokens) {
    this.#services = services;
    this.#tokens = tokens;
  }

  readonly onUpgrade = (upgrade: Upgrade): void => {
    // It may be reset before it is anybody's: unheard, that would end the process.
    upgrade.socket.on('error', () => upgrade.socket.destroy());
    const refusal = this.#take(upgrade);
    if (refusal === undefined) return;
    this.counters.add(refusal);
    refuse(upgrade.socket, REFUSALS[refusal]);
  };

  close(): void {
    this.#services.browserPhone.close();
  }

  #take(upgrade: Upgrade): Refusal | undefined {
    const { browserPhone, clock, door, notReady } = this.#services;
    const { headers, url = '', socket } = upgrade.request;
    const asked = URL.canParse(url, BASE) ? new URL(url, BASE) : undefined;
    if (asked?.pathname !== BROWSER_PHONE_PATH) return 'notFound';
    if (!browserPhone.available || notReady().length > 0) return 'unavailable';
    // RFC 6455 §10.2: a browser always says whose page it is; a page of another site has no business here.
    if (!isOwnOrigin(headers.origin, headers.host)) return 'crossSite';
    const protocols = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim());
    if (protocols?.includes(SUBPROTOCOL) !== true) return 'notSip';
    const right = this.#tokens.use(asked.searchParams.get('token') ?? '', clock.now());
    if (right === undefined) return 'tokenRefused';
    this.counters.add('opened');
    const forwarded = headers['x-forwarded-for'];
    const hops = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    browserPhone.open(upgrade, clientAddress(socket.remoteAddress ?? '', hops, door.trustedProxies), right);
    return undefined;
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
