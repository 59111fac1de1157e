import { Readable } from 'node:stream';
import type { RecordedFile } from '../../store/recorded-files.js';
import { byteRange, type ByteRange } from '../byte-range.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';

const sound = (description: string) => ({
  description,
  content: { 'audio/wav': { schema: { type: 'string' as const, format: 'binary' } } },
});

export const soundResponses = {
  200: sound('The sound, 16-bit linear, 8 kHz'),
  206: sound('The bytes that Range asks for'),
};

/** The file, or the part of it that is asked for. */
export async function sendSound(
  c: ApiContext,
  { handle, bytes, changedMs }: RecordedFile,
): Promise<Response> {
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
