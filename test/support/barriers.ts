import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const GRAVE = new Set(['serious', 'critical']);

/** What axe finds that keeps somebody from using the page. */
export async function barriersOf(tab: Page): Promise<readonly string[]> {
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ''))
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
