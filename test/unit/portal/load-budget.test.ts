import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { projectRoot } from '../../../src/base/project-root.js';

const test = suite('what a browser loads of the portal, with brotli');

const LOGIN_BYTES_MAX = 200_000;
const PAGE_BYTES_MAX = 600_000;
const PORTAL = join(projectRoot, 'dist', 'portal');
const ENTRY = 'index.html';
const INSIDE = 'app/inside.tsx';

/** As Vite writes it. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly isDynamicEntry?: boolean;
}

const chunks = JSON.parse(readFileSync(join(PORTAL, '.vite', 'manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>;

/** The files of a chunk and of all that it imports. */
function filesOf(name: string, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  const chunk = chunks[name];
  if (chunk === undefined) throw new Error(`there is no chunk ${name}`);
  if (seen.has(name)) return found;
  seen.add(name);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
  for (const imported of chunk.imports ?? []) filesOf(imported, found, seen);
  return found;
}

const bytesOf = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + statSync(join(PORTAL, `${file}.br`)).size, 0);

const login = new Set([ENTRY, ...filesOf(ENTRY)]);

test(`the login takes at most ${LOGIN_BYTES_MAX} bytes`, () => {
  const bytes = bytesOf(login);
  assert.ok(bytes <= LOGIN_BYTES_MAX, `it takes ${bytes}`);
});

test('the page names all that the login needs', () => {
  const html = readFileSync(join(PORTAL, ENTRY), 'utf8');
  for (const file of login) assert.ok(file === ENTRY || html.includes(file), `${file} is fetched late`);
});

test(`no page takes more than ${PAGE_BYTES_MAX} bytes, with the login before it`, () => {
  const pages = Object.keys(chunks).filter(
    (name) => name.startsWith('pages/') && chunks[name]?.isDynamicEntry === true,
  );
  assert.ok(pages.length >= 10, `${pages.length} pages were found`);
  const sizes = pages.map((name) => ({
    name,
    bytes: bytesOf(new Set([...login, ...filesOf(INSIDE), ...filesOf(name)])),
  }));
  assert.equal(
    sizes.filter(({ bytes }) => bytes > PAGE_BYTES_MAX),
    [],
  );
});

test.run();
