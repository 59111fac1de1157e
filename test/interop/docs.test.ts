import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Page } from 'playwright-core';
import { startHttp, type HttpServer } from '../../src/api/http-server.js';
import { ApiWorld } from '../support/api-world.js';
import { PortalBrowser } from '../support/portal-browser.js';

const test = suite('the page that describes the API, in Chromium');
const SIZES = { desktop: { width: 1_440, height: 900 }, phone: { width: 360, height: 740 } };
let world: ApiWorld;
let server: HttpServer;
let browser: Browser;

test.before(async () => {
  world = await ApiWorld.create();
  server = await startHttp(world.api, { host: '127.0.0.1', port: 0 });
  browser = await PortalBrowser.launch();
});
test.after(async () => {
  await browser?.close();
  await server?.stop();
  await world.close();
});

for (const [name, viewport] of Object.entries(SIZES)) {
  test(`on a ${name} it fits, opens what is asked for, needs no other host and no script`, async () => {
    const origin = `http://127.0.0.1:${server.port}`;
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    const said: string[] = [];
    const hosts = new Set<string>();
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:') hosts.add(url.origin);
    });
    await page.goto(`${origin}/docs`);
    await keep(page, `docs-${name}`);
    await page.locator('#postRooms > summary').click();
    await page.locator('#postRooms').getByText('application/json RoomCreate').click();
    assert.ok(await page.locator('#postRooms th', { hasText: 'chairPassword' }).first().isVisible());
    await keep(page, `docs-operation-${name}`);
    await page.goto(`${origin}/docs#schema-Room`);
    assert.ok(await page.locator('#schema-Room').isVisible());
    await keep(page, `docs-schema-${name}`);
    await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.is(width, viewport.width);
    assert.equal(said, []);
    assert.equal([...hosts], [origin]);
    await context.close();
  });
}

/** A picture to look at, when a folder for them is named. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.HUITONG_SCREENSHOT_DIR;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test.run();
