import { z } from '@hono/zod-openapi';

export const livenessSchema = z.object({ alive: z.literal(true) });

export const readinessSchema = z
  .object({
    ready: z.boolean(),
    reasons: z.array(z.string()).openapi({ description: 'Why new calls are refused, like `draining`' }),
  })
  .openapi('Readiness');

export const debugSchema = z
  .object({ components: z.record(z.string(), z.array(z.string())) })
  .openapi('Debug', { description: 'A line for each machine of each component' });

export type DebugView = z.infer<typeof debugSchema>;
