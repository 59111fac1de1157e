import type { BrowserPhoneServices } from '../../api/phone/services.js';
import { isSeat } from '../../call/browser-line.js';
import { SEAT_USER } from '../../call/browser-seats.js';
import type { WebAround } from './web-around.js';

export function browserPhoneServices({ config, sip, browsers }: WebAround): BrowserPhoneServices {
  const { gateway, media } = browsers;
  return {
    available: media !== undefined && sip.webSocket !== undefined,
    host: config.advertise ?? config.bind,
    prepare: () => media?.prepare(),
    seatUser: SEAT_USER,
    open: (upgrade, client, right) =>
      sip.webSocket?.open(upgrade, client, {
        awaitsCalls: isSeat(right),
        opened: (source) => gateway.connected(source, right),
        closed: (source) => gateway.disconnected(source, right),
      }),
    close: () => sip.webSocket?.close(),
  };
}
