import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { chromium, type Browser, type Page } from 'playwright-core';

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
const WAIT_MS = 10_000;

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
    await context.addInitScript(change);
    const self = new PortalBrowser(await context.newPage(), size, origin);
    await self.page.goto(path);
    return self;
  }

  async logIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel('用户名').fill(login);
    await this.page.getByLabel('密码', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: '登录' }).click();
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
