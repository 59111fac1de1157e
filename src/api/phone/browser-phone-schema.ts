import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE } from '../schema-parts.js';

const NAME_CHARS_MAX = 50;

export const browserPhoneTokenBody = z
  .strictObject({
    room: idSchema.openapi({ description: 'One of the own rooms' }),
    role: z.enum(['chair', 'attendee']).default('chair').openapi({ description: '主席 or 参会者' }),
    name: z
      .string()
      .trim()
      .min(1)
      .max(NAME_CHARS_MAX)
      .regex(STORABLE)
      .optional()
      .openapi({ description: 'As the others see it; the name of the account when left out' }),
  })
  .openapi('BrowserPhoneTokenCreate');

export const browserPhoneTokenSchema = z
  .object({
    token: z.string().openapi({ description: 'Opens one connection, once: `<webSocketPath>?token=<token>`' }),
    expiresMs: z.number().int().openapi({ description: 'UTC, milliseconds since 1970' }),
    uri: z.string().openapi({
      description: 'Whom to call; of an operator: as whom it is called',
      example: 'sip:1001@198.51.100.1',
    }),
    webSocketPath: z.string().openapi({ description: 'SIP over WebSocket (RFC 7118)', example: '/sip' }),
  })
  .openapi('BrowserPhoneToken');

export const roomPhoneTokenSchema = browserPhoneTokenSchema
  .extend({ participantId: idSchema.openapi({ description: 'Who it will be in the conference' }) })
  .openapi('RoomPhoneToken');

export type BrowserPhoneTokenBody = z.input<typeof browserPhoneTokenBody>;
export type BrowserPhoneTokenView = z.infer<typeof browserPhoneTokenSchema>;
