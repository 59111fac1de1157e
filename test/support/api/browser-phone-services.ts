import type { BrowserPhoneServices } from '../../../src/api/phone/services.js';
import type { BrowserRight } from '../../../src/call/browser-line.js';

/** Takes connections and lets them go again; what they may reach is written down. */
export class BrowserPhoneStage implements BrowserPhoneServices {
  available = true;
  readonly host = '198.51.100.1';
  readonly seatUser = 'operator';
  readonly opened: { readonly client: string; readonly right: BrowserRight }[] = [];
  readonly prepare = (): void => undefined;
  readonly close = (): void => undefined;

  readonly open: BrowserPhoneServices['open'] = ({ socket }, client, right) => {
    this.opened.push({ client, right });
    socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  };
}

/** As the API world has them. */
export const browserPhoneServices = (): BrowserPhoneStage => new BrowserPhoneStage();
