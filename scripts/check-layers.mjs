// Holds the imports of src against the layers of docs/ARCHITECTURE.md and looks for cycles between files.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Folder → the folders whose modules it may import, itself and base aside. */
const RULES = ['accounts', 'billing', 'booking', 'conference', 'contacts', 'dialing', 'ivr', 'notices'];
const LAYERS = {
  base: [],
  config: [],
  sip: [],
  sdp: [],
  rtp: [],
  audio: [],
  mixer: ['rtp', 'audio'],
  webrtc: ['sdp', 'rtp', 'audio'],
  accounts: ['billing'],
  billing: [],
  booking: ['accounts', 'billing', 'dialing'],
  conference: ['accounts', 'billing', 'dialing'],
  contacts: ['accounts', 'dialing'],
  dialing: ['accounts', 'billing'],
  notices: ['accounts', 'billing', 'booking', 'conference', 'dialing'],
  ivr: ['accounts', 'billing', 'booking', 'conference', 'dialing', 'audio'],
  call: ['sip', 'sdp', 'rtp', 'audio', 'mixer', 'webrtc', 'config', ...RULES],
  store: RULES,
  delivery: ['store', 'config', ...RULES],
  api: ['call', 'store', 'config', 'mixer', ...RULES],
  client: [],
  portal: ['api', 'client'],
  app: [
    'config',
    'sip',
    'sdp',
    'rtp',
    'audio',
    'mixer',
    'webrtc',
    'call',
    'store',
    'delivery',
    'api',
    ...RULES,
  ],
  '.': ['app'],
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g;

const files = readdirSync('src', { recursive: true })
  .map((name) => join('src', name))
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));

const graph = new Map(files.map((file) => [file, importsOf(file)]));
const faults = [...graph].flatMap(([file, targets]) => targets.flatMap((target) => layerFault(file, target)));
faults.push(...findCycles());
for (const fault of faults) console.error(fault);
console.log(`${files.length} files, ${faults.length} layer faults`);
process.exit(faults.length === 0 ? 0 : 1);

function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)]
    .map((match) => normalize(join(dirname(file), match[1] ?? match[2])))
    .map((target) => [
      target,
      target.replace(/\.js$/, '.ts'),
      target.replace(/\.js$/, '.tsx'),
      `${target}.ts`,
      `${target}.tsx`,
    ])
    .map((candidates) => candidates.find((candidate) => files.includes(candidate)))
    .filter((target) => target !== undefined);
}

function layerFault(file, target) {
  const from = folderOf(file);
  const to = folderOf(target);
  if (!(from in LAYERS)) return [`${file}: folder src/${from} has no layer`];
  if (to === from || to === 'base' || LAYERS[from].includes(to)) return [];
  return [`${file}: ${from} must not import ${to} (${target})`];
}

function folderOf(file) {
  const parts = file.split('/');
  return parts.length === 2 ? '.' : parts[1];
}

function findCycles() {
  const found = [];
  const state = new Map();
  const path = [];
  const visit = (file) => {
    state.set(file, 'open');
    path.push(file);
    for (const target of graph.get(file)) {
      if (state.get(target) === 'open')
        found.push(`cycle: ${[...path.slice(path.indexOf(target)), target].join(' → ')}`);
      else if (!state.has(target)) visit(target);
    }
    path.pop();
    state.set(file, 'done');
  };
  for (const file of files) if (!state.has(file)) visit(file);
  return found;
}
