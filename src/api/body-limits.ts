import { createMiddleware } from 'hono/factory';
import { bodyLimit } from 'hono/body-limit';
import { IMPORT_LIMITS } from '../contacts/import-row.js';
import type { ApiEnv } from './context.js';
import { Problem } from './problem.js';

/** Paths that take files. */
const FILE_BYTES_MAX: Readonly<Record<string, number>> = {
  '/api/v1/contact-imports': IMPORT_LIMITS.bytesMax,
};

/** A body that is larger is not read. */
export function bodyLimits(bodyBytesMax: number) {
  const limitOf = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new Problem('BODY_TOO_LARGE', { detail: `at most ${maxSize} bytes` });
      },
    });
  const usual = limitOf(bodyBytesMax);
  const ofFiles = new Map(Object.entries(FILE_BYTES_MAX).map(([path, bytes]) => [path, limitOf(bytes)]));
  return createMiddleware<ApiEnv>((c, next) => (ofFiles.get(c.req.path) ?? usual)(c, next));
}
