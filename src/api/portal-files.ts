import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createMiddleware } from 'hono/factory';
import type { ApiContext, ApiEnv } from './context.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.map', '.svg', '.txt', '.webmanifest']);
const PAGE = '/index.html';
/** As vite.config.ts has it written into the page. */
const NONCE_PLACE = '__CSP_NONCE__';

interface PortalFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly gzipped: Uint8Array<ArrayBuffer> | undefined;
  readonly etag: string;
}

/**
 * The built portal, served from memory: a few files that do not change while the server runs. Only names
 * that were found at the start are served, so no path leads out of the folder. Undefined: it is not built.
 */
export function portalFiles(folder: string) {
  const names = namesIn(folder);
  if (!names.has(PAGE)) return undefined;
  const files = new Map<string, Promise<PortalFile>>();
  const load = (name: string): Promise<PortalFile> => {
    const known = files.get(name) ?? read(join(folder, name));
    files.set(name, known);
    return known;
  };
  return createMiddleware<ApiEnv>(async (c, next) => {
    const name = names.has(c.req.path) ? c.req.path : pageFor(c);
    if (name === undefined || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return next();
    const file = await load(name);
    return name === PAGE ? answerPage(c, file) : answer(c, name, file);
  });
}

/** The portal's own paths, like /rooms/1, all lead to its page; what looks like a file does not. */
const pageFor = (c: ApiContext): string | undefined =>
  extname(c.req.path) === '' && !/^\/api(\/|$)/.test(c.req.path) ? PAGE : undefined;

function namesIn(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return new Set(
      files.map(
        ({ parentPath, name }) => `/${relative(folder, join(parentPath, name)).split(sep).join('/')}`,
      ),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw error;
  }
}

async function read(file: string): Promise<PortalFile> {
  const content = new Uint8Array(await readFile(file));
  const gzipped = COMPRESSIBLE.has(extname(file))
    ? new Uint8Array(await promisify(gzip)(content))
    : undefined;
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return { content, gzipped, etag: `W/"${hash}"` };
}

/** Kept by nobody: it carries the nonce of this answer. */
function answerPage(c: ApiContext, { content }: PortalFile): Response {
  const page = new TextDecoder().decode(content);
  c.header('cache-control', 'no-store');
  return c.html(page.replaceAll(NONCE_PLACE, c.get('secureHeadersNonce') ?? ''), 200);
}

function answer(c: ApiContext, name: string, { content, gzipped, etag }: PortalFile): Response {
  c.header('etag', etag);
  // The names of the assets carry a hash of their content; the page names the assets.
  c.header('cache-control', name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
  const takesGzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  if (gzipped === undefined || !takesGzip) return c.body(content, 200);
  c.header('content-encoding', 'gzip');
  return c.body(gzipped, 200);
}
