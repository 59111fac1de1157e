import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../support/eventually.js';
import { PortalBrowser } from '../support/portal-browser.js';
import { PortalOffice } from '../support/portal-office.js';
import { sessionClient } from '../support/session-client.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const test = suite('what an office hands to others, in Chromium: recordings, events, charge files');

let office: PortalOffice;
let browser: Browser;
let receiver: WebhookReceiver;
let customer: PortalBrowser;

test.before(async () => {
  [office, browser, receiver] = await Promise.all([
    PortalOffice.open(),
    PortalBrowser.launch(),
    WebhookReceiver.open(),
  ]);
  const { login, password } = office.loginOf('customer');
  customer = await PortalBrowser.open(browser, 'desktop', office.origin, '/records/recordings');
  await customer.logIn(login, password);
});

test.after(async () => {
  await browser?.close();
  await office?.close();
  await receiver?.close();
});

test('[S4] who was sent a link to a recording plays it without a login, until it is taken back', async () => {
  const { page } = customer;
  await page.getByRole('button', { name: '分享' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('30 天', { exact: true }).click();
  const [made] = await Promise.all([
    page.waitForResponse(
      (answer) => answer.url().endsWith('/shares') && answer.request().method() === 'POST',
    ),
    dialog.getByRole('button', { name: '复制分享链接' }).click(),
  ]);
  await page.getByText('分享链接已复制').waitFor();
  const { url } = (await made.json()) as { readonly url: string };
  const guest = await PortalBrowser.open(browser, 'phone', office.origin, url);
  await guest.page.getByRole('heading', { name: '会议录音' }).waitFor();
  await guest.page.evaluate(`document.querySelector('audio').play()`);
  await eventually(
    'a second of it was played',
    () => guest.page.evaluate<number>(`document.querySelector('audio').currentTime`),
    (playedS) => playedS >= 1,
  );
  await guest.isSound('listen');
  const [download] = await Promise.all([
    guest.page.waitForEvent('download'),
    guest.page.getByRole('link', { name: '下载录音' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^recording-[\d-]{10}\.wav$/);

  await dialog.getByRole('button', { name: /^收回/ }).first().click();
  await page.getByText('链接已收回').waitFor();
  await guest.page.reload();
  await guest.page.getByRole('heading', { name: '链接已失效' }).waitFor();
});

test('[S54] a test event is delivered, is found among the deliveries, and is delivered again', async () => {
  const { page } = customer;
  const { login, password } = office.loginOf('customer');
  const client = await sessionClient(office.origin, login, password);
  await client.POST('/webhooks', { body: { url: receiver.url, events: ['numbers.changed'] } });
  await page.goto('/profile/webhooks');
  await page.getByRole('button', { name: `向 ${receiver.url} 发送测试` }).click();
  await receiver.until('the test', () => receiver.received.length === 1);
  await page.getByRole('button', { name: `${receiver.url} 的投递记录` }).click();
  const delivery = page.getByRole('dialog').getByRole('listitem').filter({ hasText: '测试事件' });
  await delivery.getByText('已送达').waitFor();
  await customer.isSound('deliveries');
  await delivery.getByRole('button', { name: /^重新投递/ }).click();
  await receiver.until('it again', () => receiver.received.length === 2);
  assert.is(receiver.received[1]!.id, receiver.received[0]!.id);
  await page.locator('.ant-drawer-close').click();
});

test('[S54] a new secret is shown once, with the time until which the old one counts', async () => {
  const { page } = customer;
  await page.getByRole('button', { name: `更换密钥:${receiver.url}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click();
  const dialog = page.getByRole('dialog', { name: '签名密钥' });
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? '';
  await dialog.getByText('前仍有效').waitFor();
  await dialog.getByRole('button', { name: '我已保存' }).click();
  await page.getByText('旧密钥在').waitFor();
  assert.is(await page.getByText(secret).count(), 0);
  await page.getByRole('button', { name: `向 ${receiver.url} 发送测试` }).click();
  await receiver.until('another test', () => receiver.received.length === 3);
  const { body, headers } = receiver.received[2]!;
  assert.not.throws(() => new Webhook(secret).verify(body, headers));
});

test('[S51a] an administrator sees what a charge file says, and downloads it', async () => {
  const { login, password } = office.loginOf('admin');
  const admin = await PortalBrowser.open(browser, 'desktop', office.origin, '/admin/charge-files');
  await admin.logIn(login, password);
  const { page } = admin;
  const row = page
    .getByRole('row')
    .filter({ hasText: /¥0\.[2-9]0/ })
    .first();
  const sum = (await row.getByText(/^¥0\.\d0$/).textContent())!.replace('¥', '');
  await row.getByText('已生成').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: /^下载/ }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^huitong-(hour|day)-\d{6}-\d{14}\.csv$/);
  const [, trailer] = /\r\n(T,.*)\r\n$/.exec(readFileSync(await download.path(), 'utf8'))!;
  assert.ok(trailer!.endsWith(`,${sum}0000`), trailer);
  await page.getByText('1 处不符').waitFor();
  await admin.isSound('charge-files');
});

test.run();
