import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { utcMs } from '../../base/units.js';
import { atMostOfAccount } from '../../store/repositories/account-limit.js';
import { RecordingRepository } from '../../store/repositories/recording-repository.js';
import {
  RecordingShareRepository,
  type RecordingShare,
  type RecordingShareId,
} from '../../store/repositories/recording-share-repository.js';
import { access } from '../access.js';
import { commitOrRefused } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { shareToken } from './recording-link.js';
import { ownRecording } from './recording-routes.js';
import {
  shareCreateSchema,
  shareListSchema,
  shareSchema,
  type RecordingShareView,
} from './recording-schema.js';

/** Of an account, over all its recordings. */
const SHARES_MAX = 500;
const DAY_MS = 86_400_000;

const tags = ['recordings'];
const path = '/recordings/{recordingId}/shares';
const params = z.object({ recordingId: idSchema });

// Not for keys that may only read: a link opens the recording to strangers.
const scope = access('recordings:write');

const list = createRoute({
  method: 'get',
  path,
  tags,
  ...scope,
  request: { params },
  responses: {
    200: { description: 'The links that are valid, the newest first', content: jsonOf(shareListSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  ...scope,
  request: { params, body: jsonBody(shareCreateSchema) },
  responses: {
    201: {
      description: 'A link by which anybody who has it listens to the mix without a login',
      content: jsonOf(shareSchema),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: `${path}/{shareId}`,
  tags,
  ...scope,
  request: { params: params.extend({ shareId: idSchema }) },
  responses: {
    204: { description: 'The link leads nowhere any more' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

/** 分享录音 [S4]: the owner opens one recording to whoever has the link, for a time. */
export function recordingShareRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { store, clock, ids } = services;
  const { recordingKeepMs, linkSecret } = services.records;
  const recordings = new RecordingRepository(store);
  const shares = new RecordingShareRepository(store);
  const view = ({ id, createdMs, expiresMs }: RecordingShare): RecordingShareView => ({
    id,
    url: `/listen?link=${shareToken(id, linkSecret)}`,
    createdMs,
    expiresMs,
  });

  app.openapi(list, async (c) => {
    const { id } = await ownRecording(c, recordings, c.req.valid('param').recordingId);
    return c.json({ items: (await shares.list(id, clock.utcNow())).map(view) }, 200);
  });

  app.openapi(create, async (c) => {
    const recording = await ownRecording(c, recordings, c.req.valid('param').recordingId);
    if (recording.running) throw new Problem('RECORDING_NOT_READY');
    if (recording.files.length === 0) throw new Problem('RECORDING_NOT_FOUND');
    const account = c.get('principal').account.id;
    const createdMs = clock.utcNow();
    const keptMs = recording.startedMs + recordingKeepMs;
    const share: RecordingShare = {
      id: ids.next(),
      recording: recording.id,
      account,
      createdMs,
      expiresMs: utcMs(Math.min(keptMs, createdMs + c.req.valid('json').days * DAY_MS)),
    };
    const refused = await commitOrRefused(
      store,
      shares.removeExpired(account, createdMs),
      shares.create(share),
      atMostOfAccount(store, 'recording_shares', account, SHARES_MAX),
    );
    if (refused === 'CONFLICT') throw new Problem('RECORDING_SHARE_LIMIT');
    // It was deleted meanwhile.
    if (refused !== undefined) throw new Problem('RECORDING_NOT_FOUND');
    c.set('auditDetail', { share: share.id, expiresMs: share.expiresMs });
    return c.json(view(share), 201);
  });

  app.openapi(remove, async (c) => {
    const { recordingId, shareId } = c.req.valid('param');
    const { id } = await ownRecording(c, recordings, recordingId);
    const refused = await commitOrRefused(store, shares.remove(shareId as RecordingShareId, id));
    if (refused !== undefined) throw new Problem('RECORDING_SHARE_NOT_FOUND');
    return c.body(null, 204);
  });
}
