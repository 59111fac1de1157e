import { z } from '@hono/zod-openapi';
import { VOICES } from './prompt-shelf.js';

const voice = z.enum(VOICES).openapi({ description: '`tones`: sounds, the same in every language' });

export const promptParams = z.object({ voice, promptId: z.string().max(60) });

export const promptSchema = z
  .object({
    id: z.string(),
    voice,
    text: z.string().nullable().openapi({ description: 'null: a sound, not spoken' }),
    context: z.string().openapi({ description: 'When it is heard' }),
    replaced: z.boolean().openapi({ description: 'By a recording of your own' }),
  })
  .openapi('Prompt');

export const promptListSchema = z.object({ items: z.array(promptSchema) }).openapi('PromptList');

export const promptUploadQuery = z.object({
  normalise: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: 'Bring it to −20 dBm0 instead of refusing what is louder or softer' }),
});

export const promptChangedSchema = promptSchema
  .extend({
    levelDbm0: z.number().nullable().openapi({ description: 'Without its pauses' }),
    durationMs: z.number().int().nullable(),
    effective: z
      .enum(['now', 'next-start'])
      .openapi({ description: 'For what is played from now on, or only after a restart' }),
  })
  .openapi('PromptChanged');

export const scriptQuery = z.object({
  format: z.enum(['csv', 'html']).default('html'),
  voice: z.enum(['zh-CN', 'en']).default('zh-CN'),
});

export type PromptView = z.infer<typeof promptSchema>;
export type PromptListView = z.infer<typeof promptListSchema>;
export type PromptChangedView = z.infer<typeof promptChangedSchema>;
