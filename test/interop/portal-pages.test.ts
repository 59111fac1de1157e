import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import type { PortalLanguage } from '../../src/portal/words/languages.js';
import { barriersOf } from '../support/barriers.js';
import { PORTAL_SIZES, PortalBrowser, type PortalSize } from '../support/portal-browser.js';
import { PortalOffice } from '../support/portal-office.js';
import { tourOf } from '../support/portal-tour.js';

const test = suite('every page of the portal, as an office sees it');

let office: PortalOffice;
let browser: Browser;

test.before(async () => {
  [office, browser] = await Promise.all([PortalOffice.open(), PortalBrowser.launch()]);
});
test.after(async () => {
  await browser?.close();
  await office?.close();
});

/** Each size with each language once: layout depends on the one, words on the other. */
for (const [size, language] of [
  ['desktop', 'zh-CN'],
  ['phone', 'en'],
] as const) {
  test(`${size}, ${language}: nothing fails, hangs over the edge, or shuts anybody out`, async () => {
    const found = await faultsOf(size, language);
    assert.equal(found, []);
  });
}

async function faultsOf(size: PortalSize, language: PortalLanguage): Promise<readonly string[]> {
  const faults: string[] = [];
  await tourOf({ browser, office, size, language }, async ({ name }, tab, complaints) => {
    const width = await tab.evaluate<number>('document.documentElement.scrollWidth');
    if (width > PORTAL_SIZES[size].width) faults.push(`${name}: ${width} px wide`);
    faults.push(...complaints.map((complaint) => `${name}: ${complaint}`));
    faults.push(...(await barriersOf(tab)).map((barrier) => `${name}: ${barrier}`));
  });
  return faults;
}

test.run();
