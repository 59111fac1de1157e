import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { LocalTime } from '../../billing/local-time.js';
import { RecordedFiles } from '../../store/recorded-files.js';
import { RecordingRepository, type ListedRecording } from '../../store/repositories/recording-repository.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { auditRead } from '../door/audit-log.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import type { ApiServices } from '../services.js';
import { verifiedLink } from './recording-link.js';
import { ownRecording } from './recording-routes.js';
import { sendSound, soundResponses } from './recording-sound.js';

const read = createRoute({
  method: 'get',
  path: '/recording-files/{token}',
  tags: ['recordings'],
  ...access('recordings:read'),
  request: { params: z.object({ token: z.string().max(200) }) },
  responses: {
    ...soundResponses,
    ...problemResponses(401, 403, 404, 416, 503),
  },
});

/** The sound itself. A link is not enough: whoever uses it has to be the owner, and is written down [S53a]. */
export function recordingFileRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { store, clock } = services;
  const { recordingsFolder, linkSecret } = services.records;
  const recordings = new RecordingRepository(store);
  const files = new RecordedFiles(recordingsFolder);

  app.openapi(read, async (c) => {
    const link = verifiedLink(c.req.valid('param').token, linkSecret, clock.utcNow());
    if (link === undefined) throw new Problem('RECORDING_NOT_FOUND');
    const recording = await ownRecording(c, recordings, link.recording);
    const file = await files.open(recording.files[link.file] ?? '');
    if (file === undefined) throw new Problem('RECORDING_NOT_FOUND');
    auditRead(c, {
      recording: recording.id,
      file: link.file,
      range: c.req.header('range')?.slice(0, 100) ?? '',
    });
    const { timeZone } = c.get('principal').account;
    c.header('content-disposition', `attachment; filename="${nameOf(recording, link.file, timeZone)}"`);
    return sendSound(c, file);
  });
}

/** As `recording-1234567-20261122-0805-mix.wav`: nothing of it comes from the network but the digits of the room. */
function nameOf({ roomNumber, startedMs }: ListedRecording, file: number, timeZone: string): string {
  const room = roomNumber.replaceAll(/\D/g, '') || 'room';
  const [date = '', time = ''] = new LocalTime(timeZone).textOf(startedMs).split(' ');
  const at = `${date.replaceAll('-', '')}-${time.replaceAll(':', '').slice(0, 4)}`;
  return `recording-${room}-${at}-${file === 0 ? 'mix' : `track-${file}`}.wav`;
}
