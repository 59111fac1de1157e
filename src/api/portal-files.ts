import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
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
/** The build leaves compressed forms beside a file, under its name and this; the better one first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const PAGE = '/index.html';
/** Beneath it, what pages are made of; names carry a hash of their content. */
export const ASSETS = '/assets/';
/** As vite.config.ts has it written into the page. */
const NONCE_PLACE = '__CSP_NONCE__';
/** Each browser gets another page, of a few kilobytes: little work, and most of what can be saved. */
const PAGE_QUALITY = 4;

interface PortalFile {
  readonly content: Uint8Array<ArrayBuffer>;
  /** By content coding, the smallest first. */
  readonly packed: readonly (readonly [coding: string, content: Uint8Array<ArrayBuffer>])[];
  readonly etag: string;
}

/**
 * The built portal, served from memory: a few files that do not change while the server runs. Only names
 * that were found at the start are served, so no path leads out of the folder. Undefined: it is not built.
 */
export function portalFiles(folder: string) {
  const names = namesIn(folder);
  if (!names.has(PAGE)) return undefined;
  const isServed = (name: string): boolean =>
    names.has(name) && !ENCODINGS.some(([, ending]) => name.endsWith(ending));
  const files = new Map<string, Promise<PortalFile>>();
  const load = (name: string): Promise<PortalFile> => {
    const known = files.get(name) ?? read(folder, name, names);
    files.set(name, known);
    return known;
  };
  return createMiddleware<ApiEnv>(async (c, next) => {
    const name = isServed(c.req.path) ? c.req.path : pageFor(c);
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

async function read(folder: string, name: string, names: ReadonlySet<string>): Promise<PortalFile> {
  const bytes = async (file: string) => new Uint8Array(await readFile(join(folder, file)));
  const forms = ENCODINGS.filter(([, ending]) => names.has(name + ending));
  const [content, ...packed] = await Promise.all([
    bytes(name),
    ...forms.map(async ([coding, ending]) => [coding, await bytes(name + ending)] as const),
  ]);
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  return { content, packed, etag: `W/"${hash}"` };
}

/** Kept by nobody: it carries the nonce of this answer. */
function answerPage(c: ApiContext, { content }: PortalFile): Response {
  const text = new TextDecoder().decode(content);
  const page = text.replaceAll(NONCE_PLACE, c.get('secureHeadersNonce') ?? '');
  c.header('cache-control', 'no-store');
  c.header('vary', 'accept-encoding');
  if (!codingsTaken(c).has('br')) return c.html(page, 200);
  c.header('content-encoding', 'br');
  c.header('content-type', TYPES['.html']);
  const params = { [constants.BROTLI_PARAM_QUALITY]: PAGE_QUALITY };
  return c.body(new Uint8Array(brotliCompressSync(page, { params })), 200);
}

function answer(c: ApiContext, name: string, { content, packed, etag }: PortalFile): Response {
  c.header('etag', etag);
  c.header('cache-control', name.startsWith(ASSETS) ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
  const taken = codingsTaken(c);
  const form = packed.find(([coding]) => taken.has(coding));
  if (form === undefined) return c.body(content, 200);
  c.header('content-encoding', form[0]);
  return c.body(form[1], 200);
}

const codingsTaken = (c: ApiContext): ReadonlySet<string> =>
  new Set((c.req.header('accept-encoding') ?? '').split(',').map(codingOf));

/** Of `br;q=1.0`: `br`; nothing of one that is refused by `q=0` (RFC 9110 §12.5.3). */
const codingOf = (entry: string): string => {
  const [coding = '', weight = ''] = entry
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  return /^q=0(\.0*)?$/.test(weight) ? '' : coding;
};
