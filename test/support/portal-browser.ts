import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { eventually } from './eventually.js';

/** Debian's Chromium without its own errands on the network. */
export const CHROMIUM = '/usr/bin/chromium';
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const PORTAL_SIZES = {
  desktop: { width: 1_440, height: 900 },
  phone: { width: 360, height: 740 },
} as const;
export type PortalSize = keyof typeof PORTAL_SIZES;
/** For the slowest machine. */
const WAIT_MS = 20_000;
const LOGIN = /\/session$/;
/** Ant Design's buttons ignore a click while they wait for an answer: so Playwright waits until they take one. */
const WAITS_FOR_ANSWERS = `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.ant-btn-loading { pointer-events: none }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
`;

/** Waits until a field has this value: what fills it in may come a moment later. */
export async function holds(field: Locator, value: string): Promise<void> {
  await eventually(
    `the field holds ${JSON.stringify(value)}`,
    () => field.inputValue(),
    (held) => held === value,
  );
}

/** A person's browser on the portal, with a profile of its own. */
export class PortalBrowser {
  readonly page: Page;
  readonly faults: string[] = [];
  readonly #size: PortalSize;
  readonly #foreignHosts = new Set<string>();

  private constructor(page: Page, size: PortalSize, origin: string) {
    this.page = page;
    this.#size = size;
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', ({ message }) => this.faults.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.faults.push(message.text());
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== origin) this.#foreignHosts.add(url.host);
    });
  }

  static launch(): Promise<Browser> {
    return chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  }

  static async open(
    browser: Browser,
    size: PortalSize,
    origin: string,
    // `/` is the home page for who is not logged in.
    path = '/rooms',
    /** Done to the browser before it opens its first page. */
    change = '',
  ): Promise<PortalBrowser> {
    const context = await browser.newContext({
      viewport: PORTAL_SIZES[size],
      locale: 'zh-CN',
      baseURL: origin,
    });
    await context.addInitScript(WAITS_FOR_ANSWERS);
    await context.addInitScript(change);
    const self = new PortalBrowser(await context.newPage(), size, origin);
    await self.#slowDown();
    await self.page.goto(path);
    return self;
  }

  /** The page as on a machine that is so many times slower, when a number is named. */
  async #slowDown(): Promise<void> {
    const rate = Number(process.env.HUITONG_SLOW_BROWSER ?? 1);
    if (rate <= 1) return;
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Whether it was taken or refused: whoever goes to another page next has the answer. */
  async logIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel('用户名').fill(login);
    await this.page.getByLabel('密码', { exact: true }).fill(password);
    await Promise.all([
      this.page.waitForResponse((answer) => answer.request().method() === 'POST' && LOGIN.test(answer.url())),
      this.page.getByRole('button', { name: '登录' }).click(),
    ]);
  }

  /** The row or card of the participant who calls from this number. */
  participant(number: string) {
    return this.page.locator(`[data-participant][data-number$="${number}"]`);
  }

  /** Nothing hangs over the edge, nothing has failed, nothing was fetched from elsewhere. */
  async isSound(name: string): Promise<void> {
    await this.#keep(name);
    const width = await this.page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(width <= PORTAL_SIZES[this.#size].width, `${name} is ${width} wide on a ${this.#size}`);
    assert.equal(this.faults, [], `${name} has failed`);
    assert.equal([...this.#foreignHosts], [], `${name} was fetched from this server alone`);
  }

  /** A picture to look at, when a folder for them is named. */
  async #keep(name: string): Promise<void> {
    const folder = process.env.HUITONG_SCREENSHOT_DIR;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}-${this.#size}.png`), fullPage: true });
  }
}
