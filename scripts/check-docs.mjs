// Holds the documents against the code: every error code is in docs/errors.md and every code there is in the code,
// every configuration key and environment variable is in README.md, every file that a document names is there and has
// the name it is named for.
// Needs the built schema: `node scripts/check-docs.mjs [FOLDER OF THE BUILD]`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** A file as `folder/file` or `folder/file:name`, the name being one that stands in it. */
const FILE = /`((?:src|test|scripts|bench|docs|native|examples|prompts|bin)\/[\w./-]+)(?::([\w.]+))?`/g;
/** A test may be named without its folder. */
const TEST = /(?<![\w./-])((?!test\/)[\w/-]+\.test\.ts)/g;
const LINK = /\]\((?!https?:)([^)#\s]+)/g;

const built = process.argv[2] ?? 'dist';
const load = (module) => import(pathToFileURL(resolve(built, 'src/config', module)).href);
const { configSchema } = await load('schema.js');
const { ENVIRONMENT } = await load('environment.js');

const faults = [...undocumentedCodes(), ...codesOfThePast(), ...undocumentedSettings(), ...brokenNames()];
for (const fault of faults) console.error(fault);
console.log(`${faults.length} faults in the documents`);
process.exitCode = faults.length === 0 ? 0 : 1;

function undocumentedCodes() {
  const text = readFileSync('docs/errors.md', 'utf8');
  const codes = new Set(filesBelow('src', /\.tsx?$/).flatMap(codesIn));
  return [...codes]
    .filter((code) => !text.includes(`\`${code}\``))
    .map((code) => `docs/errors.md: no ${code}`);
}

/** Codes in the first column of a table that nothing in the source can say any more. */
function codesOfThePast() {
  const source = filesBelow('src', /\.tsx?$/)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const rows = readFileSync('docs/errors.md', 'utf8').matchAll(
    /^\| (`[A-Z][A-Z_]+`(?:, `[A-Z][A-Z_]+`)*) \|/gm,
  );
  return [...rows]
    .flatMap(([, codes]) => codes.replaceAll('`', '').split(', '))
    .filter((code) => !new RegExp(`\\b${code}\\b`).test(source))
    .map((code) => `docs/errors.md: no file of src has ${code}`);
}

/** Values of `code:`, unions named …Code, …Problem or …Limit, the table of API problems, and codes made by codeOf(). */
function codesIn(file) {
  const code = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const places = [
    ...code.matchAll(/\bcode:\s*((?:\s*\|?\s*'[A-Z][A-Z_]*')+)/g),
    ...code.matchAll(/\btype \w*(?:Code|Problem|Limit)\b[^=;]*=([^;]*);/g),
    ...code.matchAll(/\bfunction codeOf\b([\s\S]*?)\n\}/g),
  ];
  const quoted = places.flatMap(([, place]) => [...place.matchAll(/'([A-Z][A-Z_]+)'/g)]);
  const problems = [...code.matchAll(/^ {2}([A-Z][A-Z_]+): \[\d{3}, /gm)];
  return [...quoted, ...problems].map(([, name]) => name).filter((name) => !name.startsWith('SQLITE_'));
}

function undocumentedSettings() {
  const text = readFileSync('README.md', 'utf8');
  const settings = [
    ...keysOf(z.toJSONSchema(configSchema, { io: 'input' }), ''),
    ...Object.keys(ENVIRONMENT),
  ];
  return settings.filter((name) => !text.includes(`\`${name}\``)).map((name) => `README.md: no ${name}`);
}

/** Dotted paths of everything that has a value; what stands in a list is under `list[]`. */
function keysOf(schema, path) {
  const forms = [schema, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const below = forms.flatMap(({ properties = {}, items }) => [
    ...Object.entries(properties).flatMap(([key, value]) =>
      keysOf(value, path === '' ? key : `${path}.${key}`),
    ),
    ...(items?.properties === undefined ? [] : keysOf(items, `${path}[]`)),
  ]);
  return below.length === 0 ? [path] : [...new Set(below)];
}

function brokenNames() {
  const tests = filesBelow('test', /\.test\.ts$/);
  const documents = ['README.md', 'CHANGELOG.md', 'native/README.md', ...filesBelow('docs', /\.md$/)];
  return documents.flatMap((document) => {
    const text = readFileSync(document, 'utf8');
    const links = [...text.matchAll(LINK)].map(([, link]) => nameFault(document, join(document, '..', link)));
    const files = [...text.matchAll(FILE)].map(([, path, name]) => nameFault(document, path, name));
    const missing = [...text.matchAll(TEST)].filter(
      ([, name]) => !tests.some((test) => test.endsWith(`/${name}`)),
    );
    return [...links, ...files, ...missing.map(([, name]) => `${document}: no test ${name}`)].flat();
  });
}

function nameFault(document, path, name) {
  if (!existsSync(path)) return [`${document}: no file ${path}`];
  if (name === undefined || name.split('.').every((part) => readFileSync(path, 'utf8').includes(part)))
    return [];
  return [`${document}: ${path} has no ${name}`];
}

function filesBelow(folder, pattern) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => pattern.test(name));
}
