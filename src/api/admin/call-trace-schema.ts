import { z } from '@hono/zod-openapi';
import { idSchema, pageQuery, STORABLE, utcMsSchema } from '../schema-parts.js';
import { TRACE_RESULTS } from './call-traces.js';

const count = z.number().int();
/** As the peers make them up; longer ones are known by their beginning. */
export const callIdSchema = z.string().min(1).max(256).regex(STORABLE);

export const callTraceSchema = z
  .object({
    callId: z.string().openapi({ description: 'Call-ID of its dialog' }),
    leg: idSchema.nullable().openapi({ description: 'null: it was refused before it became one' }),
    conference: idSchema.nullable(),
    endReason: z.string().nullable().openapi({ description: 'Of the leg; null: up, or never answered' }),
    described: z.string().nullable().openapi({ description: 'While it is up: state and dialogue in a line' }),
    direction: z.enum(['in', 'out']),
    trunk: z.string().nullable(),
    peer: z.string(),
    from: z.string().openapi({ description: 'Masked' }),
    to: z.string().openapi({ description: 'Masked' }),
    beganMs: utcMsSchema,
    endedMs: utcMsSchema.nullable(),
    result: z.enum(TRACE_RESULTS),
    status: count.openapi({ description: 'The final answer to the INVITE; 0: none' }),
    messages: count,
    leftOut: count.openapi({ description: 'Messages from the middle that were too many to keep' }),
  })
  .openapi('CallTrace');

export const callTraceListSchema = z
  .object({ items: z.array(callTraceSchema), next: z.string().nullable() })
  .openapi('CallTraceList');

export const callTraceQuery = pageQuery.extend({
  after: callIdSchema.optional().openapi({ description: 'The `next` of the page before' }),
  number: z
    .string()
    .max(32)
    .regex(/^[\d\s()+.-]*\d[\d\s()+.-]*$/)
    .optional()
    .openapi({ description: "Part of a party's number" }),
  trunk: idSchema.optional(),
  leg: idSchema.optional().openapi({ description: 'All attempts of this leg' }),
  result: z.enum(TRACE_RESULTS).optional(),
});

export const sipLadderSchema = z
  .object({
    call: callTraceSchema,
    items: z.array(
      z.object({
        atMs: utcMsSchema,
        direction: z.enum(['received', 'sent']),
        peer: z.string(),
        transport: z.string().nullable().openapi({ description: 'As in the Via: UDP, WS …' }),
        startLine: z.string(),
        text: z
          .string()
          .openapi({ description: 'Without credentials and keyed digits, with numbers masked' }),
        cut: z.boolean().openapi({ description: 'The message was longer than what is kept' }),
      }),
    ),
  })
  .openapi('SipLadder');

export type CallTraceView = z.infer<typeof callTraceSchema>;
export type CallTraceListView = z.infer<typeof callTraceListSchema>;
export type SipLadderView = z.infer<typeof sipLadderSchema>;
