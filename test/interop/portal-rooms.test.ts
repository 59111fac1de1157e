import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { holds, PortalBrowser } from '../support/portal-browser.js';
import { ServerApi } from '../support/server-api.js';
import { ServerProcess } from '../support/server-process.js';

const test = suite('rooms that repeat, and their invitations, in Chromium');

const PASSWORD = 'a-long-password';
/** Markup and emoji: shown, and nothing else. */
const NAME = '<b>晨会</b> 🎉';
const ROOM = { number: '620077', chair: '246810', attendee: '7890' };
/** One that is there already: 9:00 in Shanghai on three last days of a month. */
const DATED = {
  name: '月度例会',
  number: '620078',
  chairPassword: '246810',
  attendeePassword: '7890',
  startMs: Date.UTC(2030, 0, 31, 1),
  durationMs: 5_400_000,
  recurrence: { every: 'month', count: 3 },
};
const ONE_TAP = 'tel:4006701018,,620077%23,,7890%23';

let server: ServerProcess;
let browser: Browser;
let phone: PortalBrowser;

test.before(async () => {
  [server, browser] = await Promise.all([
    ServerProcess.start({ environment: { HUITONG_ADMIN_PASSWORD: PASSWORD } }),
    PortalBrowser.launch(),
  ]);
  assert.is((await new ServerApi(server).post('/rooms', DATED)).status, 201);
  phone = await PortalBrowser.open(browser, 'phone', `http://127.0.0.1:${server.httpPort}`, '/rooms/new');
  await phone.logIn('admin', PASSWORD);
});

test.after(async () => {
  await browser?.close();
  await server?.dispose();
});

async function fillRoom(): Promise<void> {
  const { page } = phone;
  await page.goto('/rooms/new');
  await page.getByLabel('会议名').fill(NAME);
  await page.getByLabel('会议室号').fill(ROOM.number);
  await page.getByLabel('主席密码', { exact: true }).fill(ROOM.chair);
  await page.getByLabel('参会者密码').fill(ROOM.attendee);
}

const card = () => phone.page.getByRole('article').filter({ hasText: DATED.number });

test('[S2] [S8] a form shows the next dates, and says why a rule cannot be', async () => {
  const { page } = phone;
  await fillRoom();
  await page.getByLabel('开始时间').fill('2030-01-31T09:00');
  await page.getByLabel('循环').click();
  await page.getByTitle('每月').click();
  await page.getByRole('spinbutton', { name: '次数' }).fill('3');
  // A room of 2000 hours is still open when the next month begins.
  await page.getByText('前后会重叠').waitFor();
  await page.getByLabel('时长(小时)').fill('1.5');
  // April has no 31st.
  for (const date of ['2030年1月31日', '2030年3月31日', '2030年5月31日'])
    await page.getByText(date).waitFor();
  await phone.isSound('room-form');
});

test('[S2] [S9] invitees are typed, and the invitation is made for them', async () => {
  const { page } = phone;
  await fillRoom();
  const invitees = page.getByRole('combobox', { name: '与会者' });
  await invitees.fill('没有邮箱的人');
  await invitees.press('Enter');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const refused = page.getByText('「没有邮箱的人」中没有邮箱或号码');
  await refused.waitFor();
  await page.locator('.ant-select-selection-item-remove').click();
  await refused.waitFor({ state: 'detached' });
  await invitees.fill('李四 li4@example.com');
  await invitees.press('Enter');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.waitForURL(/\/rooms\/(?!new$)[^/]+$/);
  await page.goto(`${new URL(page.url()).pathname}/invitation`);
  await page.getByText(NAME, { exact: true }).waitFor();
  assert.is(await page.getByRole('link', { name: '一键拨入' }).getAttribute('href'), ONE_TAP);
  assert.is(await page.getByRole('link', { name: '只拨打' }).getAttribute('href'), 'tel:4006701018');
  await page.getByRole('img', { name: '二维码' }).waitFor();
  await page.getByText('李四 li4@example.com').waitFor();
  assert.not.match(
    (await page.locator('pre').textContent()) ?? '',
    ROOM.chair,
    "the chair's password is not told",
  );
  await phone.isSound('invitation');
});

test('[S8] one date is cancelled alone, and put back', async () => {
  const { page } = phone;
  await page.goto('/rooms?window=planned');
  await card().getByText('每月').click();
  const second = page.getByRole('listitem').filter({ hasText: '2030年3月31日' });
  await second.getByRole('button', { name: '取消此次' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '取消此次' }).click();
  await second.getByText('已取消').waitFor();
  assert.is(await page.getByText('按计划').count(), 2);
  await phone.isSound('dates');
  await second.getByRole('button', { name: '恢复' }).click();
  await second.getByText('按计划').waitFor();
});

test('[S2] a form is kept as a template, which fills in another', async () => {
  const { page } = phone;
  await page.goto('/rooms?window=planned');
  await card().getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('link', { name: '修改' }).click();
  await page.getByRole('button', { name: '存为模板' }).click();
  await page.getByLabel('模板名').fill('每月晨会');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByText('已存为模板').waitFor();
  await page.goto('/rooms/new');
  await page.getByRole('button', { name: '从模板填写' }).click();
  await page.getByRole('menuitem', { name: '每月晨会' }).click();
  await holds(page.getByLabel('会议名'), DATED.name);
  await holds(page.getByLabel('会议室号'), '');
  await holds(page.getByRole('spinbutton', { name: '次数' }), '3');
});

test.run();
