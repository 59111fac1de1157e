import { z } from '@hono/zod-openapi';

/** 接入号: what a caller dials. */
export const serviceNumberSchema = z
  .object({
    number: z.string(),
    service: z.enum(['bridge', 'quick', 'instant', 'direct', 'test']),
    language: z.enum(['zh-CN', 'en', 'both']),
  })
  .openapi('ServiceNumber');

export const serviceNumberListSchema = z
  .object({ items: z.array(serviceNumberSchema) })
  .openapi('ServiceNumberList');

export type ServiceNumberView = z.infer<typeof serviceNumberSchema>;
export type ServiceNumberListView = z.infer<typeof serviceNumberListSchema>;
