import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { RecordedFiles } from '../../store/recorded-files.js';
import { RecordingRepository, type ListedRecording } from '../../store/repositories/recording-repository.js';
import {
  RecordingShareRepository,
  type RecordingShare,
} from '../../store/repositories/recording-share-repository.js';
import { PUBLIC } from '../access.js';
import type { ApiEnv } from '../context.js';
import type { AuditLog } from '../door/audit-log.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { verifiedShare } from './recording-link.js';
import { sharedRecordingSchema } from './recording-schema.js';
import { sendSound, soundResponses } from './recording-sound.js';

const tags = ['recordings'];
const path = '/public/shared-recording';
// Not in the path: that stands in the access log, and whoever has a link may listen.
const query = z.object({
  link: z.string().max(200).openapi({ description: 'As the page `/listen` has it' }),
});

const read = createRoute({
  method: 'get',
  path,
  tags,
  ...PUBLIC,
  request: { query },
  responses: {
    200: { description: 'What the link leads to', content: jsonOf(sharedRecordingSchema) },
    ...problemResponses(400, 404, 429, 503),
  },
});

const sound = createRoute({
  method: 'get',
  path: `${path}/sound`,
  tags,
  ...PUBLIC,
  request: { query },
  responses: { ...soundResponses, ...problemResponses(400, 404, 416, 429, 503) },
});

interface Shared {
  readonly share: RecordingShare;
  readonly recording: ListedRecording;
}

/** For who was sent a link, without a login [S4]: the mix of that one recording and nothing else. */
export function sharedRecordingRoutes(
  app: OpenAPIHono<ApiEnv>,
  services: ApiServices,
  audit: Pick<AuditLog, 'add'>,
): void {
  const { reads, clock } = services;
  const { recordingsFolder, linkSecret } = services.records;
  const shares = new RecordingShareRepository(reads);
  const recordings = new RecordingRepository(reads);
  const files = new RecordedFiles(recordingsFolder);

  const shared = async (link: string): Promise<Shared> => {
    const id = verifiedShare(link, linkSecret);
    const share = id && (await shares.findOpen(id, clock.utcNow()));
    const recording = share && (await recordings.find(share.recording));
    if (share === undefined || recording === undefined) throw new Problem('RECORDING_SHARE_NOT_FOUND');
    return { share, recording };
  };

  app.openapi(read, async (c) => {
    const { share, recording } = await shared(c.req.valid('query').link);
    const { startedMs, durationMs } = recording;
    return c.json({ startedMs, durationMs: durationMs ?? 0, expiresMs: share.expiresMs }, 200);
  });

  app.openapi(sound, async (c) => {
    const { share, recording } = await shared(c.req.valid('query').link);
    const file = await files.open(recording.files[0] ?? '');
    if (file === undefined) throw new Problem('RECORDING_SHARE_NOT_FOUND');
    void audit.add(c, {
      account: share.account,
      actorKind: 'unknown',
      actor: share.id,
      actorName: 'shared-link',
      action: 'GET /public/shared-recording/sound',
      objects: JSON.stringify({ recording: recording.id }),
      detail: JSON.stringify({ range: c.req.header('range')?.slice(0, 100) ?? '' }),
    });
    c.header('content-disposition', `attachment; filename="${nameOf(recording)}"`);
    return sendSound(c, file);
  });
}

/** As `recording-2026-11-22.wav`: a stranger does not learn the number of the room. */
const nameOf = ({ startedMs }: ListedRecording): string =>
  `recording-${new Date(startedMs).toISOString().slice(0, 10)}.wav`;
