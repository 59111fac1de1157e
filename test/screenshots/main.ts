import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { projectRoot } from '../../src/base/project-root.js';
import { PORTAL_LANGUAGES, type PortalLanguage } from '../../src/portal/words/languages.js';
import { PortalBrowser } from '../support/portal-browser.js';
import { PortalOffice } from '../support/portal-office.js';
import { PORTAL_PAGES, type PortalPage } from '../support/portal-pages.js';

/** Pictures of every page of the portal, in both sizes and languages, with an office that is at work in it. */
const USAGE = `usage: npm run screenshots -- [options]
  --out docs/screenshots   where the pictures go, as <page>-<size>-<language>.png
  --only rooms             pages whose name begins so`;

const SIZES = { desktop: { width: 1_440, height: 900 }, phone: { width: 360, height: 740 } } as const;
/** Until charts have grown and lights have gone on. */
const SETTLE_MS = 700;

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
  const pages = PORTAL_PAGES.filter(({ name }) => name.startsWith(only));
  console.log('opening the office …');
  const office = await PortalOffice.open();
  const browser = await PortalBrowser.launch();
  try {
    for (const language of Object.keys(PORTAL_LANGUAGES) as PortalLanguage[])
      for (const size of ['desktop', 'phone'] as const)
        for (const role of ['nobody', 'customer', 'operator', 'admin'] as const) {
          const shown = pages.filter((page) => page.role === role);
          if (shown.length > 0) await takeSome({ browser, office, folder, language, size }, role, shown);
        }
  } finally {
    await browser.close();
    await office.close();
  }
}

interface Studio {
  readonly browser: Browser;
  readonly office: PortalOffice;
  readonly folder: string;
  readonly language: PortalLanguage;
  readonly size: keyof typeof SIZES;
}

async function takeSome(
  studio: Studio,
  role: PortalPage['role'],
  pages: readonly PortalPage[],
): Promise<void> {
  const { browser, office, folder, language, size } = studio;
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: language,
    baseURL: office.origin,
  });
  await context.addInitScript(`localStorage.setItem('huitong.language', '${language}')`);
  if (role !== 'nobody') await logIn(context, office, role);
  const tab = await context.newPage();
  for (const { name, path } of pages) {
    await tab.goto(typeof path === 'string' ? path : path(office));
    await tab.waitForTimeout(SETTLE_MS);
    await tab.screenshot({ path: join(folder, `${name}-${size}-${language}.png`), fullPage: true });
    console.log(`${name} ${size} ${language}`);
  }
  await context.close();
}

async function logIn(
  context: BrowserContext,
  office: PortalOffice,
  role: Exclude<PortalPage['role'], 'nobody'>,
): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    data: office.loginOf(role),
    headers: { 'x-requested-with': 'portal' },
  });
  if (!answer.ok()) throw new Error(`${role} cannot log in: ${answer.status()} ${await answer.text()}`);
}
