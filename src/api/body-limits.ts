import { createMiddleware } from 'hono/factory';
import { bodyLimit } from 'hono/body-limit';
import { IMPORT_LIMITS } from '../contacts/import-row.js';
import type { ApiEnv } from './context.js';
import { Problem } from './problem.js';

/** Two minutes of a prompt, 10,000 prices, or some 100,000 numbers. */
const ADMIN_FILE_BYTES_MAX = 2 * 1_048_576;

/** Paths that take files. */
const FILE_BYTES_MAX: readonly (readonly [RegExp, number])[] = [
  [/^\/api\/v1\/contact-imports$/, IMPORT_LIMITS.bytesMax],
  [
    /^\/api\/v1\/admin\/(listed-numbers\/imports|tariffs|prompts\/[^/]+\/[^/]+\/audio)$/,
    ADMIN_FILE_BYTES_MAX,
  ],
];

/** What has no body; only to look for one costs as much as some answers. */
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

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
  const ofFiles = FILE_BYTES_MAX.map(([path, bytes]) => ({ path, limit: limitOf(bytes) }));
  return createMiddleware<ApiEnv>((c, next) => {
    if (WITHOUT_BODY.has(c.req.method)) return next();
    const ofFile = ofFiles.find(({ path }) => path.test(c.req.path))?.limit;
    return (ofFile ?? usual)(c, next);
  });
}
