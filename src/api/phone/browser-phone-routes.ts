import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { ParticipantId } from '../../base/ids.js';
import { access } from '../access.js';
import type { BrowserRight } from '../../call/browser-line.js';
import type { ApiEnv } from '../context.js';
import { OperatorDesk } from '../operator/operator-desk.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { RoomDesk } from '../rooms/room-desk.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import {
  browserPhoneTokenBody,
  browserPhoneTokenSchema,
  roomPhoneTokenSchema,
  type BrowserPhoneTokenView,
} from './browser-phone-schema.js';
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
    201: { description: 'A token for one call', content: jsonOf(roomPhoneTokenSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const createSeat = createRoute({
  ...access('operator'),
  method: 'post',
  path: '/operator/browser-phone-tokens',
  tags: ['operator'],
  description: 'Over its connection your browser is called instead of your telephone, as long as it stands.',
  responses: {
    201: { description: 'A token for one connection', content: jsonOf(browserPhoneTokenSchema) },
    ...problemResponses(401, 403, 404, 409, 503),
  },
});

/** 「用电脑加入」: a browser's right to one call [S47]; and an operator's to be called in its browser [S44]. */
export function browserPhoneRoutes(
  app: OpenAPIHono<ApiEnv>,
  services: ApiServices,
  tokens: BrowserPhoneTokens,
): void {
  const rooms = new RoomDesk(services);
  const operators = new OperatorDesk(services);
  const { browserPhone, clock, ids } = services;

  const issued = (right: BrowserRight, user: string): BrowserPhoneTokenView => {
    const token = browserPhone.available ? tokens.issue(right, clock.now()) : undefined;
    if (token === undefined) throw new Problem('BROWSER_PHONE_UNAVAILABLE');
    browserPhone.prepare();
    const expiresMs = clock.utcNow() + BROWSER_PHONE_TOKEN_MS;
    const uri = `sip:${user}@${browserPhone.host}`;
    return { token, expiresMs, uri, webSocketPath: BROWSER_PHONE_PATH };
  };

  app.openapi(create, async (c) => {
    const { account } = c.get('principal');
    const wanted = c.req.valid('json');
    const { number: roomNumber, language } = await rooms.find(wanted.room, account);
    const participant = ids.next<ParticipantId>();
    const line = { participant, roomNumber, role: wanted.role, name: wanted.name ?? account.name, language };
    return c.json({ ...issued(line, roomNumber), participantId: participant }, 201);
  });

  app.openapi(createSeat, async (c) => {
    const { id: operator, enabled } = await operators.own(c.get('principal'));
    if (!enabled) throw new Problem('OPERATOR_BUSY');
    return c.json(issued({ operator }, browserPhone.seatUser), 201);
  });
}
