import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../src/base/project-root.js';

/** What a histogram is shown as. */
const PARTS = /_(?:bucket|sum|count)$/;
const NAME = /\b(?:huitong|nodejs|process)_[a-z0-9_]+/g;

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const namesIn = (text: string): readonly string[] => text.match(NAME) ?? [];

/** Names of an exposition, from its TYPE lines: a metric has one before it has a value. */
export function typesOf(exposition: string): ReadonlyMap<string, string> {
  return new Map([...exposition.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]));
}

/** The metric that a name in an expression means. */
export const metricOf = (name: string, types: ReadonlyMap<string, string>): string =>
  types.has(name) ? name : name.replace(PARTS, '');

export function namesInAlerts(): readonly string[] {
  const { groups } = parse(read('deploy/prometheus/alerts.yml')) as {
    groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
  };
  return groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => namesIn(expr)));
}

export function namesInDashboard(): readonly string[] {
  const { panels, templating } = JSON.parse(read('deploy/grafana/huitong.json')) as {
    panels: { targets: { expr: string }[] }[];
    templating: unknown;
  };
  return [
    ...panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr))),
    ...namesIn(JSON.stringify(templating)),
  ];
}

/** The first column of the tables. */
export const namesInDocument = (): readonly string[] =>
  [...read('docs/operating/metrics.md').matchAll(/^\| `([a-z0-9_]+)/gm)].map(([, name]) => name!);
