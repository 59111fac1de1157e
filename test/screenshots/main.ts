import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../src/base/project-root.js';
import { PORTAL_LANGUAGES, type PortalLanguage } from '../../src/portal/words/languages.js';
import { PORTAL_SIZES, PortalBrowser, type PortalSize } from '../support/portal-browser.js';
import { PortalOffice } from '../support/portal-office.js';
import { tourOf } from '../support/portal-tour.js';

/** Pictures of every page of the portal, in both sizes and languages, with an office that is at work in it. */
const USAGE = `usage: npm run screenshots -- [options]
  --out docs/screenshots   where the pictures go, as <page>-<size>-<language>.png
  --only rooms             pages whose name begins so`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join('docs', 'screenshots') },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else await takeAll(join(projectRoot, values.out), values.only);

async function takeAll(folder: string, only: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  console.log('opening the office …');
  const office = await PortalOffice.open();
  const browser = await PortalBrowser.launch();
  try {
    for (const language of Object.keys(PORTAL_LANGUAGES) as PortalLanguage[])
      for (const size of Object.keys(PORTAL_SIZES) as PortalSize[])
        await tourOf({ browser, office, language, size, only }, async ({ name }, tab) => {
          await tab.screenshot({ path: join(folder, `${name}-${size}-${language}.png`), fullPage: true });
          console.log(`${name} ${size} ${language}`);
        });
  } finally {
    await browser.close();
    await office.close();
  }
}
