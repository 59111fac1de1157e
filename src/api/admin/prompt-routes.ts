import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { readRecording } from '../../ivr/prompt-recording.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { csvAnswer } from '../csv.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import {
  promptChangedSchema,
  promptListSchema,
  promptParams,
  promptUploadQuery,
  scriptQuery,
  type PromptView,
} from './prompt-schema.js';
import type { ShelvedPrompt, Voice } from './prompt-shelf.js';
import { SCRIPT_HEADER, scriptLine, scriptPage } from './recording-script.js';

const WAV = { 'audio/wav': { schema: z.string().openapi({ format: 'binary' }) } };

const list = createRoute({
  method: 'get',
  path: '/admin/prompts',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: { description: 'Every prompt in each of its voices', content: jsonOf(promptListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: '/admin/prompts/{voice}/{promptId}/audio',
  tags: ['admin'],
  ...access('admin'),
  request: { params: promptParams },
  responses: {
    200: { description: 'What callers hear', content: WAV },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const upload = createRoute({
  method: 'put',
  path: '/admin/prompts/{voice}/{promptId}/audio',
  tags: ['admin'],
  ...access('admin'),
  request: {
    params: promptParams,
    query: promptUploadQuery,
    body: { required: true, content: WAV },
  },
  responses: {
    200: { description: 'Callers hear the recording', content: jsonOf(promptChangedSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const restore = createRoute({
  method: 'delete',
  path: '/admin/prompts/{voice}/{promptId}/audio',
  tags: ['admin'],
  ...access('admin'),
  request: { params: promptParams },
  responses: {
    200: { description: 'Callers hear the shipped one again', content: jsonOf(promptChangedSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const script = createRoute({
  method: 'get',
  path: '/admin/recording-script',
  tags: ['admin'],
  ...access('admin'),
  request: { query: scriptQuery },
  responses: {
    200: {
      description: '录音稿: what a studio records',
      content: { 'text/html': { schema: z.string() }, 'text/csv': { schema: z.string() } },
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

/** Recordings of the prompts [S45]. Their names are those of the table, so no path can be made of them. */
export function promptRoutes(app: OpenAPIHono<ApiEnv>, { admin: { prompts: shelf } }: ApiServices): void {
  const find = ({ voice, promptId }: { voice: Voice; promptId: string }): ShelvedPrompt => {
    const prompt = shelf.prompts.find((one) => one.voice === voice && one.id === promptId);
    if (prompt === undefined) throw new Problem('PROMPT_NOT_FOUND');
    return prompt;
  };
  const view = (prompt: ShelvedPrompt): PromptView => ({
    id: prompt.id,
    voice: prompt.voice,
    text: prompt.text ?? null,
    context: prompt.context,
    replaced: shelf.isReplaced(prompt),
  });

  app.openapi(list, (c) => c.json({ items: shelf.prompts.map(view) }, 200));

  app.openapi(read, async (c) => {
    const file = await shelf.read(find(c.req.valid('param')));
    if (file === undefined) throw new Problem('PROMPT_NOT_FOUND');
    return c.body(Uint8Array.from(file), 200, { 'content-type': 'audio/wav' });
  });

  app.openapi(upload, async (c) => {
    const prompt = find(c.req.valid('param'));
    const file = new Uint8Array(await c.req.arrayBuffer());
    const recording = readRecording(file, c.req.valid('query').normalise === 'true');
    if (!recording.ok) throw fieldInvalid('body', recording.error.code, recording.error.message);
    const { samples, durationMs } = recording.value;
    const effective = await shelf.replace(prompt, samples);
    const levelDbm0 = Math.round(recording.value.levelDbm0 * 10) / 10;
    return c.json({ ...view(prompt), levelDbm0, durationMs, effective }, 200);
  });

  app.openapi(restore, async (c) => {
    const prompt = find(c.req.valid('param'));
    const effective = await shelf.restore(prompt);
    return c.json({ ...view(prompt), levelDbm0: null, durationMs: null, effective }, 200);
  });

  app.openapi(script, (c) => {
    const { format, voice } = c.req.valid('query');
    const spoken = shelf.prompts.filter((prompt) => prompt.voice === voice);
    if (format === 'csv')
      return csvAnswer(c, `recording-script-${voice}.csv`, SCRIPT_HEADER, pageOfLines(spoken));
    return c.html(scriptPage(spoken), 200);
  });
}

// oxlint-disable-next-line typescript/require-await -- one page, in the form of many
async function* pageOfLines(prompts: readonly ShelvedPrompt[]) {
  yield prompts.map(scriptLine);
}
