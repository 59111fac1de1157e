import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { createClient, done, once } from '../../src/client/index.js';
import { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { PortalBrowser } from '../support/portal-browser.js';
import { ServerProcess } from '../support/server-process.js';
import { addUser } from '../support/session-client.js';

const test = suite('contacts, records and recordings in Chromium');

const PASSWORD = 'a-long-password';
const LOGIN = '13800138000';
const ROOM = { name: '产品周例会', number: '620011', chairPassword: '246810', attendeePassword: '13579' };
const CHAIR = '13800138001';
const GUEST = '13900139002';
const YUAN = 1_000_000;
/** A minute for each of two who dialled in. */
const COST = '¥0.40';
const FILE = `姓名,号码,邮箱,分组
张三,${GUEST},zhang@example.com,产品部
李四,010-62345678*801,,产品部
,13800990002,,
钱多多,62345678,,
`;

let server: ServerProcess;
let browser: Browser;
let desktop: PortalBrowser;
let phone: PortalBrowser;
let folder: string;
const callers: Caller[] = [];

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-csv-'));
  [server, browser] = await Promise.all([
    ServerProcess.start({
      config: { trunks: [{ id: 'test', addresses: ['127.0.0.0/8'], screened: true }] },
      environment: { HUITONG_ADMIN_PASSWORD: PASSWORD },
    }),
    PortalBrowser.launch(),
  ]);
  const origin = `http://127.0.0.1:${server.httpPort}`;
  const admin = createClient({ baseUrl: origin, apiKey: server.apiKey });
  const { id } = await done(
    admin.POST('/admin/accounts', { headers: once(), body: { name: '华创科技', tier: 'vip' } }),
  );
  const body = { amountMicroYuan: 100 * YUAN, method: 'cash', note: '' } as const;
  const params = { path: { accountId: id } };
  await admin.POST('/accounts/{accountId}/recharges', { headers: once(), params, body });
  const customer = await addUser(admin, origin, id, { login: LOGIN, password: PASSWORD });
  await customer.POST('/rooms', {
    headers: once(),
    body: { ...ROOM, organiser: '张三', options: { chairMayRecord: true } },
  });
  desktop = await PortalBrowser.open(browser, 'desktop', origin, '/contacts');
  await desktop.logIn(LOGIN, PASSWORD);
  phone = await PortalBrowser.open(browser, 'phone', origin, '/records');
  await phone.logIn(LOGIN, PASSWORD);
});

test.after(async () => {
  for (const caller of callers) caller.close();
  await browser?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function dial(caller: string, password: string): Promise<Caller> {
  const called = await Caller.call({ server: server.address, caller, toneHz: 500 });
  callers.push(called);
  called.press(`${ROOM.number}#${password}#`);
  return called;
}

test('who has no contacts and no calls is told what to do', async () => {
  await desktop.page.getByText('通讯录还是空的').waitFor();
  await phone.page.getByText('还没有通话记录').waitFor();
  await desktop.isSound('contacts-empty');
  await phone.isSound('records-empty');
});

test('[S39] a file of contacts is shown with its mistakes by row before anything is stored', async () => {
  const { page } = desktop;
  const file = join(folder, '客户.csv');
  writeFileSync(file, FILE);
  await page.getByRole('link', { name: '导入' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('文件中共 4 行').waitFor();
  await page.getByRole('listitem').filter({ hasText: '第 4 行' }).getByText('没有姓名').waitFor();
  await page.getByRole('listitem').filter({ hasText: '第 5 行' }).getByText('固定电话没有区号').waitFor();
  await desktop.isSound('import-review');
  await page.getByRole('button', { name: '导入 2 位联系人' }).click();
  await page.getByText('新增 2 人').waitFor();
  await page.getByRole('link', { name: '查看通讯录' }).click();
  await page.getByRole('row', { name: '李四' }).getByText('010 6234 5678 * 801').waitFor();
  await page.getByRole('button', { name: '产品部 2' }).waitFor();
  await desktop.isSound('contacts');
});

test('[S39] a number that somebody has already is merged when asked for', async () => {
  const { page } = desktop;
  await page.getByRole('button', { name: '添加联系人' }).click();
  const form = page.getByRole('dialog', { name: '添加联系人' });
  await form.getByLabel('姓名').fill('张三(新)');
  await form.getByRole('textbox', { name: '号码' }).fill(GUEST);
  await form.getByRole('button', { name: '添加号码' }).click();
  await form.getByRole('textbox', { name: '号码' }).last().fill('13800138077');
  await form.getByRole('button', { name: '确定' }).click();
  const dialog = page.getByRole('dialog', { name: '此号码已在通讯录中' });
  await dialog.getByText('139 0013 9002').waitFor();
  await dialog.getByRole('button', { name: '合并' }).click();
  await page.getByText('已合并到「张三」').waitFor();
  await page.getByRole('row', { name: '张三' }).getByText('138 0013 8077').waitFor();
  assert.is(await page.getByText('张三(新)').count(), 0);
});

test('[S42] a call is recorded, and its record says what it cost', async () => {
  const { page } = desktop;
  const chair = await dial(CHAIR, ROOM.chairPassword);
  await dial(GUEST, ROOM.attendeePassword);
  await page.getByRole('link', { name: 'WEB会议' }).click();
  await page.getByRole('link', { name: ROOM.name }).click();
  for (const number of [CHAIR, GUEST]) await desktop.participant(number).waitFor({ timeout: 20_000 });
  chair.talk();
  await page.getByRole('button', { name: '录音', exact: true }).click();
  await page.getByRole('button', { name: '停止录音' }).waitFor();
  await page.waitForTimeout(3_000);
  await page.getByRole('button', { name: '停止录音' }).click();
  await page.getByRole('button', { name: '录音', exact: true }).waitFor();
  await page.getByRole('button', { name: '结束会议' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束会议' }).click();
  await page.getByText('通话结束,谢谢使用').waitFor();

  await phone.page.reload();
  const record = phone.page.getByRole('button', { name: ROOM.name });
  await record.getByText(COST).waitFor();
  await record.getByText('2 方').waitFor();
  await record.click();
  const leg = phone.page.getByRole('listitem').filter({ hasText: '139 0013 9002' }).last();
  await leg.getByText('¥0.20', { exact: true }).waitFor();
  await leg.getByText('参会者拨入').waitFor();
  await phone.isSound('record');
});

test('[S4] its recording is played, with its waveform, and deleted', async () => {
  const { page } = phone;
  await page.getByRole('link', { name: '录音' }).click();
  await page.getByRole('button', { name: `播放「${ROOM.name}」的录音` }).click();
  await page.getByRole('button', { name: '播放', exact: true }).click();
  await page.getByRole('button', { name: '暂停' }).waitFor();
  await eventually(
    'a second of it was played',
    () => page.evaluate<number>(`document.querySelector('audio').currentTime`),
    (playedS) => playedS >= 1,
  );
  await page
    .getByLabel('播放位置')
    .and(page.locator('[aria-valuetext^="00:0"]:not([aria-valuetext^="00:00"])'))
    .waitFor();
  await phone.isSound('recording');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^recording-620011-\d{8}-\d{4}-mix\.wav$/);

  await page.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await page.getByText('还没有录音').waitFor();
});

test('[S39] a contact is called from the book', async () => {
  const { page } = desktop;
  await page.getByRole('link', { name: '通讯录' }).click();
  await page.getByRole('button', { name: '呼叫「张三」' }).click();
  await page.getByRole('heading', { name: '我的即时通话' }).waitFor();
  assert.is(new URL(page.url()).pathname, '/instant');
  await desktop.isSound('instant');
});

test.run();
