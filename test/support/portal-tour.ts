import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PortalLanguage } from '../../src/portal/words/languages.js';
import { PORTAL_SIZES, type PortalSize } from './portal-browser.js';
import type { OfficeRole, PortalOffice } from './portal-office.js';
import { PORTAL_PAGES, type PortalPage } from './portal-pages.js';

export const TOUR_ROLES = ['nobody', 'customer', 'operator', 'admin'] as const;
/** Until charts have grown and lights have gone on. */
const SETTLE_MS = 700;

export interface Tour {
  readonly browser: Browser;
  readonly office: PortalOffice;
  readonly language: PortalLanguage;
  readonly size: PortalSize;
  /** Pages whose names begin so; empty: all. */
  readonly only?: string;
  /** Left out: all, one after another. */
  readonly role?: (typeof TOUR_ROLES)[number];
}

/** What a browser has complained of on one page. */
export type Complaints = readonly string[];

/** Opens page after page, each in the role that sees it, and shows it as it stands. */
export async function tourOf(
  { browser, office, language, size, only = '', role: oneRole }: Tour,
  look: (page: PortalPage, tab: Page, complaints: Complaints) => Promise<void>,
): Promise<void> {
  for (const role of oneRole === undefined ? TOUR_ROLES : [oneRole]) {
    const pages = PORTAL_PAGES.filter((page) => page.role === role && page.name.startsWith(only));
    if (pages.length === 0) continue;
    const viewport = PORTAL_SIZES[size];
    const context = await browser.newContext({ viewport, locale: language, baseURL: office.origin });
    await context.addInitScript(`localStorage.setItem('huitong.language', '${language}')`);
    if (role !== 'nobody') await logIn(context, office, role);
    const tab = await context.newPage();
    let complaints: string[] = [];
    tab.on('pageerror', ({ message }) => complaints.push(message));
    tab.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
    for (const page of pages) {
      complaints = [];
      await tab.goto(typeof page.path === 'string' ? page.path : page.path(office));
      await tab.getByRole('main').waitFor();
      // Whatever the page fetches is there.
      await tab.locator('.ant-spin-spinning').first().waitFor({ state: 'detached' });
      await tab.waitForTimeout(SETTLE_MS);
      await look(page, tab, complaints);
    }
    await context.close();
  }
}

async function logIn(context: BrowserContext, office: PortalOffice, role: OfficeRole): Promise<void> {
  const answer = await context.request.post('/api/v1/session', {
    data: office.loginOf(role),
    headers: { 'x-requested-with': 'portal' },
  });
  if (!answer.ok()) throw new Error(`${role} cannot log in: ${answer.status()} ${await answer.text()}`);
}
