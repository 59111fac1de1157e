import { SPOKEN_PROMPTS } from '../../src/ivr/prompt-id.js';
import { scriptOf, type Act, type CataloguedFlow } from './flow-catalogue.js';
import type { FlowScript } from './flow-script.js';

export interface FlowRow {
  readonly state: string;
  readonly does: string;
  /** What is heard and asked for. */
  readonly lines: readonly string[];
  readonly next: string;
}

export interface FlowWalk {
  /** What the machine does when it starts. */
  readonly first: FlowRow;
  readonly rows: readonly FlowRow[];
  readonly faults: readonly string[];
}

const TRIES = 3;
const SILENCE_AFTER = '…';

/** Finds every state that the catalogue's acts lead to, and what comes of each act there. */
export function walk(flow: CataloguedFlow): FlowWalk {
  const start = scriptOf(flow).start();
  const first = rowOf('new', 'start', start);
  const paths = new Map<string, readonly Act[]>([[start.state, []]]);
  const rows: FlowRow[] = [];
  for (const [state, path] of paths) {
    for (const act of flow.acts[state] ?? []) {
      const script = take(flow, path, act);
      const row = rowOf(state, labelOf(act), script);
      rows.push(row, ...lastTry(flow, path, act, row));
      if (!paths.has(script.state)) paths.set(script.state, [...path, act]);
    }
  }
  const states = Object.keys(flow.acts);
  const inOrder = rows.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
  return { first, rows: inOrder, faults: faultsOf(flow, new Set(paths.keys())) };
}

function take(flow: CataloguedFlow, path: readonly Act[], act: Act): FlowScript {
  const script = scriptOf(flow).start();
  for (const before of path) perform(script, before);
  script.heard();
  perform(script, act);
  return script;
}

const rowOf = (state: string, does: string, script: FlowScript): FlowRow => ({
  state,
  does,
  // A prompt that a key stops goes without saying.
  lines: script.heard().filter((line) => line !== 'stop'),
  next: script.state,
});

/** The third time may end what the first only repeated. */
function lastTry(flow: CataloguedFlow, path: readonly Act[], act: Act, row: FlowRow): readonly FlowRow[] {
  if (row.next !== row.state || row.lines.length === 0) return [];
  const before = Array.from({ length: TRIES - 1 }, () => act);
  const script = take(flow, [...path, ...before], act);
  return script.state === row.state ? [] : [rowOf(row.state, `${row.does}, the third time`, script)];
}

/** The state has to come to light, and to be in the catalogue. */
function faultsOf({ name, acts }: CataloguedFlow, reached: ReadonlySet<string>): readonly string[] {
  const listed = Object.keys(acts).filter((state) => state !== 'new');
  return [
    ...[...reached]
      .filter((state) => acts[state] === undefined)
      .map((state) => `${name}: no acts for ${state}`),
    ...listed.filter((state) => !reached.has(state)).map((state) => `${name}: ${state} is never reached`),
  ];
}

const labelOf = (act: Act): string => {
  if (typeof act !== 'string') return act.label;
  return act.endsWith(SILENCE_AFTER) ? `${act.slice(0, -1)}, then silence` : act;
};

export function perform(script: FlowScript, act: Act): void {
  if (act === 'silence') script.silence();
  else if (typeof act !== 'string') script.input(act.input);
  else if (act.endsWith(SILENCE_AFTER)) script.keys(act.slice(0, -1)).silence();
  else script.keys(act);
}

const TEXTS = new Map<string, string | undefined>(
  SPOKEN_PROMPTS.map((prompt) => [prompt.id, 'zh' in prompt ? prompt.zh : prompt.en]),
);

/** Prompts as they are spoken, and everything else as the script writes it. */
export function worded(line: string): string {
  const heard = /^(hear|loop) [^:]+: (.*)$/.exec(line);
  if (heard === null) return `\`${line}\``;
  const words = heard[2]!.split(' ').map((id) => TEXTS.get(id) ?? `(${id})`);
  return `「${words.join(' ')}」${heard[1] === 'loop' ? ' again and again' : ''}`;
}
