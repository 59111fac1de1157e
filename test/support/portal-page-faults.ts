import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import type { PortalLanguage } from '../../src/portal/words/languages.js';
import { barriersOf } from './barriers.js';
import { PORTAL_SIZES, PortalBrowser, type PortalSize } from './portal-browser.js';
import { PortalOffice } from './portal-office.js';
import { TOUR_ROLES, tourOf } from './portal-tour.js';

/** The tests that look at every page in one size and language, a test for each role. */
export function testPages(size: PortalSize, language: PortalLanguage): void {
  const test = suite(`every page of the portal on a ${size}, in ${language}`);
  let office: PortalOffice;
  let browser: Browser;
  test.before(async () => {
    [office, browser] = await Promise.all([PortalOffice.open(), PortalBrowser.launch()]);
  });
  test.after(async () => {
    await browser?.close();
    await office?.close();
  });
  for (const role of TOUR_ROLES) {
    test(`what ${role} sees fails nowhere, stays within its edges and shuts nobody out`, async () => {
      const faults: string[] = [];
      await tourOf({ browser, office, size, language, role }, async ({ name }, tab, complaints) => {
        const width = await tab.evaluate<number>('document.documentElement.scrollWidth');
        if (width > PORTAL_SIZES[size].width) faults.push(`${name}: ${width} px wide`);
        faults.push(...complaints.map((complaint) => `${name}: ${complaint}`));
        faults.push(...(await barriersOf(tab)).map((barrier) => `${name}: ${barrier}`));
      });
      assert.equal(faults, []);
    });
  }
  test.run();
}
