import { EventLine } from './event-line.js';
import { LiveExchange, type PageMessage } from './live-exchange.js';
import { EVENTS_URL } from './events-url.js';

/** The script of the shared worker. */
const exchange = new LiveExchange(new EventLine(EVENTS_URL));

globalThis.addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port === undefined) return;
  port.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => exchange.on(port, data));
  port.start();
});
