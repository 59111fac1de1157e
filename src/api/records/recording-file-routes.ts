import { Readable } from 'node:stream';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { LocalTime } from '../../billing/local-time.js';
import { RecordedFiles, type RecordedFile } from '../../store/recorded-files.js';
import { RecordingRepository, type ListedRecording } from '../../store/repositories/recording-repository.js';
import { access } from '../access.js';
import { byteRange, type ByteRange } from '../byte-range.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { auditRead } from '../door/audit-log.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import type { ApiServices } from '../services.js';
import { verifiedLink } from './recording-link.js';
import { ownRecording } from './recording-routes.js';

const sound = (description: string) => ({
  description,
  content: { 'audio/wav': { schema: { type: 'string' as const, format: 'binary' } } },
});

const read = createRoute({
  method: 'get',
  path: '/recording-files/{token}',
  tags: ['recordings'],
  ...access('recordings:read'),
  request: { params: z.object({ token: z.string().max(200) }) },
  responses: {
    200: sound('The sound, 16-bit linear, 8 kHz'),
    206: sound('The bytes that Range asks for'),
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
    return send(c, file);
  });
}

async function send(c: ApiContext, { handle, bytes, changedMs }: RecordedFile): Promise<Response> {
  const etag = `"${bytes.toString(36)}-${changedMs.toString(36)}"`;
  c.header('etag', etag);
  c.header('accept-ranges', 'bytes');
  c.header('content-type', 'audio/wav');
  // A range of a file that has changed meanwhile would not fit what the client has (RFC 9110 §13.1.5).
  const condition = c.req.header('if-range');
  const header = condition === undefined || condition === etag ? c.req.header('range') : undefined;
  const range = byteRange(header, bytes);
  if (range === 'unsatisfiable') {
    await handle.close();
    c.header('content-range', `bytes */${bytes}`);
    throw new Problem('RANGE_NOT_SATISFIABLE');
  }
  const { first, last }: ByteRange = range ?? { first: 0, last: bytes - 1 };
  c.header('content-length', String(last - first + 1));
  if (range !== undefined) c.header('content-range', `bytes ${first}-${last}/${bytes}`);
  const status = range === undefined ? 200 : 206;
  if (c.req.method === 'HEAD' || last < first) {
    await handle.close();
    return c.body(null, status);
  }
  // The stream closes the file, also when the client goes away.
  const stream = handle.createReadStream({ start: first, end: last });
  return c.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, status);
}

/** As `recording-1234567-20261122-0805-mix.wav`: nothing of it comes from the network but the digits of the room. */
function nameOf({ roomNumber, startedMs }: ListedRecording, file: number, timeZone: string): string {
  const room = roomNumber.replaceAll(/\D/g, '') || 'room';
  const [date = '', time = ''] = new LocalTime(timeZone).textOf(startedMs).split(' ');
  const at = `${date.replaceAll('-', '')}-${time.replaceAll(':', '').slice(0, 4)}`;
  return `recording-${room}-${at}-${file === 0 ? 'mix' : `track-${file}`}.wav`;
}
