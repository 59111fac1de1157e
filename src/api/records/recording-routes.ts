import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { RecordingId } from '../../base/ids.js';
import { RecordedFiles } from '../../store/recorded-files.js';
import { RecordingRepository, type ListedRecording } from '../../store/repositories/recording-repository.js';
import { access } from '../access.js';
import { commitOrThrow } from '../commit.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { isOwner } from '../door/principal.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { rangeOf } from './record-query.js';
import { signedLink } from './recording-link.js';
import {
  linkCreateSchema,
  linkSchema,
  recordingListQuery,
  recordingListSchema,
  recordingSchema,
  recordingView,
} from './recording-schema.js';
import { cursorOf, timePage } from './time-cursor.js';

/** Long enough to listen to a conference once. */
const LINK_MS = 600_000;

const params = z.object({ recordingId: idSchema });

const list = createRoute({
  method: 'get',
  path: '/recordings',
  tags: ['recordings'],
  ...access('recordings:read'),
  request: { query: recordingListQuery },
  responses: {
    200: {
      description: 'The recordings of the account, the newest first',
      content: jsonOf(recordingListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: '/recordings/{recordingId}',
  tags: ['recordings'],
  ...access('recordings:read'),
  request: { params },
  responses: {
    200: { description: 'The recording', content: jsonOf(recordingSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const link = createRoute({
  method: 'post',
  path: '/recordings/{recordingId}/links',
  tags: ['recordings'],
  ...access('recordings:read'),
  request: { params, body: jsonBody(linkCreateSchema) },
  responses: {
    201: { description: 'A link to its sound, for some minutes', content: jsonOf(linkSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/recordings/{recordingId}',
  tags: ['recordings'],
  ...access('recordings:write'),
  request: { params },
  responses: {
    204: { description: 'Deleted with its files' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function recordingRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { store, reads, clock } = services;
  const { recordingsFolder, recordingKeepMs, linkSecret } = services.records;
  const listed = new RecordingRepository(reads);
  const recordings = new RecordingRepository(store);
  const files = new RecordedFiles(recordingsFolder);

  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { account } = c.get('principal');
    const range = rangeOf(query, account, clock.utcNow());
    const page = { limit: query.limit + 1, before: cursorOf(query.after) };
    const found = await listed.list(account.id, range, page);
    return c.json(
      timePage(found, query.limit, (recording) => recordingView(recording, recordingKeepMs), cursor),
      200,
    );
  });

  app.openapi(read, async (c) => {
    const recording = await ownRecording(c, recordings, c.req.valid('param').recordingId);
    return c.json(recordingView(recording, recordingKeepMs), 200);
  });

  app.openapi(link, async (c) => {
    const recording = await ownRecording(c, recordings, c.req.valid('param').recordingId);
    if (recording.running) throw new Problem('RECORDING_NOT_READY');
    const file = c.req.valid('json').track ?? 0;
    if (recording.files[file] === undefined) throw new Problem('RECORDING_NOT_FOUND');
    const expiresMs = clock.utcNow() + LINK_MS;
    const token = signedLink({ recording: recording.id, file, expiresMs }, linkSecret);
    return c.json({ url: `/api/v1/recording-files/${token}`, expiresMs }, 201);
  });

  app.openapi(remove, async (c) => {
    const { id, running } = await ownRecording(c, recordings, c.req.valid('param').recordingId);
    if (running) throw new Problem('RECORDING_NOT_READY');
    // The row goes last: should the files stay, retention finds it and tries again.
    await files.remove(id);
    await commitOrThrow(store, ...recordings.removed(id));
    return c.body(null, 204);
  });
}

/** For the owner alone: not even an administrator listens [S53a]. */
export async function ownRecording(
  c: ApiContext,
  recordings: RecordingRepository,
  id: string,
): Promise<ListedRecording> {
  const recording = await recordings.find(id as RecordingId);
  if (recording === undefined || !isOwner(c.get('principal'), recording.account)) {
    throw new Problem('RECORDING_NOT_FOUND');
  }
  return recording;
}

const cursor = ({ startedMs, id }: ListedRecording) => ({ atMs: startedMs, id });
