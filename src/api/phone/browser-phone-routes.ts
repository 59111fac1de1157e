import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { RoomDesk } from '../rooms/room-desk.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { browserPhoneTokenBody, browserPhoneTokenSchema } from './browser-phone-schema.js';
import { BROWSER_PHONE_TOKEN_MS, type BrowserPhoneTokens } from './browser-phone-tokens.js';

/** Where the connections of browser phones are opened. */
export const BROWSER_PHONE_PATH = '/sip';

const create = createRoute({
  ...access('conferences:write'),
  method: 'post',
  path: '/browser-phone-tokens',
  tags: ['conferences'],
  request: { body: jsonBody(browserPhoneTokenBody) },
  responses: {
    201: { description: 'A token for one call', content: jsonOf(browserPhoneTokenSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

/** 「用电脑加入」: a browser's right to one call [S47]. */
export function browserPhoneRoutes(
  app: OpenAPIHono<ApiEnv>,
  services: ApiServices,
  tokens: BrowserPhoneTokens,
): void {
  const desk = new RoomDesk(services);
  const { browserPhone, clock } = services;
  app.openapi(create, async (c) => {
    if (!browserPhone.available) throw new Problem('BROWSER_PHONE_UNAVAILABLE');
    const { account } = c.get('principal');
    const wanted = c.req.valid('json');
    const { number: roomNumber, language } = await desk.find(wanted.room, account);
    const line = { roomNumber, role: wanted.role, name: wanted.name ?? account.name, language };
    const token = tokens.issue(line, clock.now());
    if (token === undefined) throw new Problem('BROWSER_PHONE_UNAVAILABLE');
    browserPhone.prepare();
    const expiresMs = clock.utcNow() + BROWSER_PHONE_TOKEN_MS;
    const uri = `sip:${roomNumber}@${browserPhone.host}`;
    return c.json({ token, expiresMs, uri, webSocketPath: BROWSER_PHONE_PATH }, 201);
  });
}
