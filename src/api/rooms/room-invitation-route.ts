import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { plainOf } from '../../notices/document.js';
import { invitationDocument } from '../../notices/invitation.js';
import { telLink } from '../../notices/meeting.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { RoomDesk } from './room-desk.js';

const invitationSchema = z
  .object({
    text: z.object({ 'zh-CN': z.string(), en: z.string() }),
    telLink: z.string().nullable().openapi({
      description: 'One tap dials and keys room number and password; null: nothing can be dialled',
      example: 'tel:4006701018,,123456%23,,7890%23',
    }),
  })
  .openapi('RoomInvitation', { description: 'To be copied; the chair password is not in it' });

const read = createRoute({
  method: 'get',
  path: '/rooms/{roomId}/invitation',
  tags: ['rooms'],
  ...access('rooms:read'),
  request: { params: z.object({ roomId: idSchema }) },
  responses: {
    200: { description: 'The invitation as text', content: jsonOf(invitationSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function roomInvitationRoute(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new RoomDesk(services);
  app.openapi(read, async (c) => {
    const { account } = c.get('principal');
    const room = await desk.find(c.req.valid('param').roomId, account);
    const { meeting } = desk.telling.told(room, account);
    const nowMs = services.clock.utcNow();
    const text = (language: 'zh-CN' | 'en') => plainOf(invitationDocument({ meeting, language }, nowMs));
    return c.json(
      { text: { 'zh-CN': text('zh-CN'), en: text('en') }, telLink: telLink(meeting) ?? null },
      200,
    );
  });
}

export type RoomInvitationView = z.infer<typeof invitationSchema>;
