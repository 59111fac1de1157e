import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Locator } from 'playwright-core';
import { barriersOf } from '../support/barriers.js';
import { holds, PortalBrowser } from '../support/portal-browser.js';
import { ServerApi } from '../support/server-api.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('what is typed outlives session and server, in Chromium');

const PASSWORD = 'a-long-password';
/** Markup, a script from right to left, and an emoji: text as any other. */
const NAME = '<img src=x onerror=alert(1)> اجتماع 🦊';
const ROOM = { number: '620055', chair: '246810', attendee: '7890' };
const RESTORED = '已恢复未保存的内容';
const LOST = '与服务器的连接中断,正在重新连接';

let server: ServerProcess;
let browser: Browser;
let view: PortalBrowser;

test.before(async () => {
  [server, browser] = await Promise.all([
    ServerProcess.start({ environment: { HUITONG_ADMIN_PASSWORD: PASSWORD } }),
    PortalBrowser.launch(),
  ]);
  view = await PortalBrowser.open(browser, 'phone', `http://127.0.0.1:${server.httpPort}`);
  await view.logIn('admin', PASSWORD);
});

test.after(async () => {
  await browser?.close();
  await server?.dispose();
});

const field = (label: string): Locator => view.page.getByLabel(label, { exact: true });
const button = (name: string): Locator => view.page.getByRole('button', { name, exact: true });
/** Where there is no contact yet, it stands below as well. */
const addContact = (): Locator => view.page.getByRole('button', { name: '添加联系人' }).first();
const restored = (): Locator => view.page.getByText(RESTORED);

async function fillRoom(name = NAME): Promise<void> {
  await field('会议名').fill(name);
  await field('会议室号').fill(ROOM.number);
  await field('主席密码').fill(ROOM.chair);
  await field('参会者密码').fill(ROOM.attendee);
}

/** As an administrator ends it, or its time: the page hears of it by its next request. */
async function endSession(): Promise<void> {
  const ended = await view.page.context().request.delete('/api/v1/session', {
    headers: { 'x-requested-with': 'test' },
  });
  assert.is(ended.status(), 204);
}

async function logInAgain(): Promise<void> {
  await button('登录').waitFor();
  await view.logIn('admin', PASSWORD);
  await restored().waitFor();
}

test('a session that ends under a form leads to the login and back to the form as it was; saving works', async () => {
  const { page } = view;
  await page.goto('/rooms/new');
  await fillRoom();
  await endSession();
  await button('保存').click();
  await logInAgain();
  assert.is(new URL(page.url()).pathname, '/rooms/new');
  await holds(field('会议名'), NAME);
  await holds(field('主席密码'), ROOM.chair);
  await view.isSound('draft-restored');
  assert.equal(await barriersOf(page), []);
  await button('保存').click();
  await page.getByText('还没有人进入会议').waitFor();
  const { body } = await new ServerApi(server).get('/rooms');
  assert.ok(
    body.items.some(({ name, number }: Record<string, string>) => name === NAME && number === ROOM.number),
  );
  await page.goto('/rooms/new');
  await holds(field('会议室号'), '');
  assert.is(await restored().count(), 0, 'what is saved is no draft');
});

test('a dialog is opened again with what was typed into it; discarded, it is as at first', async () => {
  const { page } = view;
  await page.goto('/contacts');
  await addContact().click();
  await field('姓名').fill(NAME);
  await endSession();
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await logInAgain();
  await holds(field('姓名'), NAME);
  await view.isSound('draft-dialog');
  await button('放弃').click();
  await holds(field('姓名'), '');
  await restored().waitFor({ state: 'detached' });
  await page.reload();
  await addContact().waitFor();
  assert.is(await page.getByRole('dialog').count(), 0);
});

test('who logs out leaves nothing behind', async () => {
  const { page } = view;
  await page.goto('/profile');
  await field('姓名或单位名称').fill('typed and left');
  await page.getByRole('button', { name: '用户菜单' }).click();
  await page.getByText('退出登录').click();
  await page.getByText('立即使用').first().waitFor();
  const left = await page.evaluate<string[]>('Object.keys(sessionStorage)');
  assert.equal(
    left.filter((key) => key.startsWith('huitong draft')),
    [],
  );
  await page.goto('/rooms');
  await view.logIn('admin', PASSWORD);
});

test('a server that is gone is told by a banner; the text stays, and all goes on by itself when it is back', async () => {
  const { page } = view;
  await page.goto('/rooms/new');
  await fillRoom('after the outage');
  await field('会议室号').fill('620056');
  await server.kill();
  await page.getByText(LOST).waitFor();
  await button('保存').click();
  await page.getByText('无法连接服务器').first().waitFor();
  await holds(field('会议名'), 'after the outage');
  await view.isSound('outage');
  await server.launch();
  await page.getByText(LOST).waitFor({ state: 'detached' });
  await holds(field('会议名'), 'after the outage');
  await button('保存').click();
  await page.getByText('还没有人进入会议').waitFor();
});

test.run();
