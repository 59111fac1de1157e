import type { BrowserPhoneServices } from '../../api/phone/services.js';
import type { WebAround } from './web-around.js';

export function browserPhoneServices({ config, sip, browsers }: WebAround): BrowserPhoneServices {
  const { gateway, media } = browsers;
  return {
    available: media !== undefined && sip.webSocket !== undefined,
    host: config.advertise ?? config.bind,
    prepare: () => media?.prepare(),
    open: (upgrade, client, line) =>
      sip.webSocket?.open(upgrade, client, {
        opened: (source) => gateway.connected(source, line),
        closed: (source) => gateway.disconnected(source),
      }),
    close: () => sip.webSocket?.close(),
  };
}
