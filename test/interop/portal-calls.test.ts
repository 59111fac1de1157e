import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { createClient } from '../../src/client/index.js';
import { spokenDigits } from '../../src/ivr/spoken-number.js';
import type { Caller } from '../support/caller.js';
import { untilHears } from '../support/listening.js';
import { PortalBrowser } from '../support/portal-browser.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { INSTANT, QUICK, ServiceWorld } from '../support/service-world.js';
import { addUser } from '../support/session-client.js';

const test = suite('calls begun from the portal, over HTTP and UDP');

const LOGIN = '13800138000';
const PASSWORD = 'a-long-password';
const HOST = { typed: '138 0013 8001', sent: '013800138001', toneHz: 500 };
const OTHER = { typed: '李四 13900139002', sent: '013900139002', toneHz: 900 };
/** Long enough for the slowest browser to show it. */
const RINGS_MS = 4_000;
const DAY_MS = 86_400_000;
const TOO_FAR = '预约时间太远,请选择一年以内的时间';
const TONES = [HOST.toneHz, OTHER.toneHz];
const chinese = new PromptRecognizer('zh-CN');

let world: ServiceWorld;
let browser: Browser;
let desktop: PortalBrowser;

test.before(async () => {
  [world, browser] = await Promise.all([ServiceWorld.start(), PortalBrowser.launch()]);
  const origin = `http://127.0.0.1:${world.server.httpPort}`;
  const admin = createClient({ baseUrl: origin, apiKey: world.server.apiKey });
  await addUser(admin, origin, world.account, { login: LOGIN, password: PASSWORD });
  desktop = await PortalBrowser.open(browser, 'desktop', origin, '/instant');
  await desktop.logIn(LOGIN, PASSWORD);
});

test.after(async () => {
  await browser?.close();
  await world?.stop();
});

/** Listens to the call with the code and writes the code down. */
async function writtenDown(phone: Caller): Promise<string> {
  await phone.hear(chinese, 'code-again');
  phone.device.hangUp();
  // The name of the key C sounds like a seven.
  const spoken = await chinese.all(phone.heardLast(16_000), (id) => !id.startsWith('key-'));
  const digitOf = new Map(Array.from('0123456789', (digit) => [spokenDigits(digit, 'zh-CN')[0], digit]));
  return spoken
    .flatMap(({ id }) => digitOf.get(id) ?? [])
    .slice(0, 6)
    .join('');
}

test('[S38] a host phone is added by the code that it hears', async () => {
  const { page } = desktop;
  await page.getByText('还没有可用的主持人电话').waitFor();
  await page.getByRole('button', { name: '新增主持人电话' }).click();
  await page.getByText(`拨打 ${INSTANT}`).waitFor();
  await page.getByText(`拨打 ${QUICK}`).waitFor();
  await page.getByRole('button', { name: '新增主持人电话' }).click();
  await page.getByLabel('电话号码').fill('62345678');
  await page.getByRole('button', { name: '呼叫并获取校验码' }).click();
  await page.getByText('固定电话请加区号').waitFor();

  world.phone(HOST.sent, { answersAfterMs: RINGS_MS });
  await page.getByLabel('电话号码').fill(HOST.typed);
  await page.getByRole('button', { name: '呼叫并获取校验码' }).click();
  await page.getByText(`正在呼叫 ${HOST.typed}`).waitFor();
  const code = await writtenDown(await world.carrier.called(HOST.sent));
  assert.match(code, /^\d{6}$/);
  // The page learns by itself that the code was spoken.
  await page.getByText('校验码已播报').waitFor();
  await page.getByLabel('校验码').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await page.getByText('校验码不正确').waitFor();
  await page.getByLabel('校验码').fill(code);
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await page.getByRole('listitem').filter({ hasText: HOST.typed }).getByText('已验证').waitFor();
  await desktop.isSound('numbers');
});

/** Also when the one that hears its code was not added. */
function hostIsThere(): void {
  const { hosts } = world.one<{ hosts: number }>('select count(*) as hosts from account_numbers');
  if (hosts === 0) world.bind('+8613800138001', 'linked');
}

test('[S29] [S35] 发起会议 rings the host first, then the others, and they hear each other', async () => {
  hostIsThere();
  const { page } = desktop;
  await page.goto('/instant');
  await page.getByLabel('其他与会人员号码').fill(OTHER.typed);
  await page.getByLabel('其他与会人员号码').press('Enter');
  await page.getByLabel('其他与会人员号码').fill('110');
  await page.getByLabel('其他与会人员号码').press('Enter');
  await page.getByText('紧急号码不能呼叫').waitFor();
  await page.getByText('每分钟').waitFor();
  await desktop.isSound('instant');

  // Whoever is called from now on, not the call with the code.
  world.carrier.forget();
  world.phone(HOST.sent, { answersAfterMs: 100, toneHz: HOST.toneHz });
  world.phone(OTHER.sent, { answersAfterMs: 100, toneHz: OTHER.toneHz });
  await page.getByRole('button', { name: '发起会议' }).click();
  await page.waitForURL(/\/conferences\//);
  const host = await world.carrier.called(HOST.sent);
  await host.hear(chinese, 'host-confirm');
  host.press('1');
  const other = await world.carrier.called(OTHER.sent);
  await other.until(() => other.isUp, 'the other is up');
  await page.locator('[data-participant]').nth(1).waitFor();
  await desktop.isSound('instant-live');
  await page.goto('/instant');
  const running = page.getByRole('link', { name: '会议控制' });
  await running.getByText('2 人').waitFor();
  host.talk();
  other.talk();
  await untilHears(host, TONES, [OTHER.toneHz]);
  await untilHears(other, TONES, [HOST.toneHz]);
  await host.hangUp();
  await running.waitFor({ state: 'detached' });
});

test('[S37] a booking repeats, shows its dates before, and one of them is cancelled', async () => {
  hostIsThere();
  const { page } = desktop;
  await page.goto('/bookings');
  await page.getByText('没有将要举行的预约').waitFor();
  await page.getByRole('main').getByRole('button', { name: '预约会议' }).first().click();
  await page.getByLabel('会议名(可选)').fill('晨会');
  await page.getByLabel('其他与会人员号码').fill(OTHER.typed);
  await page.getByLabel('其他与会人员号码').press('Enter');
  await page.getByLabel('循环').click();
  await page.getByTitle('每周').click();
  await page.getByRole('spinbutton', { name: '次数' }).fill('3');
  await page.getByText('共 3 次').waitFor();
  await desktop.isSound('booking-new');
  await page.getByRole('button', { name: '确定预约' }).click();
  await page.getByText('已预约 3 次会议').waitFor();
  const cards = page.getByRole('article').filter({ hasText: '晨会' });
  await cards.nth(2).waitFor();
  await cards.nth(1).getByRole('button', { name: '取消会议' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取消会议' }).click();
  await cards.nth(2).waitFor({ state: 'detached' });
  assert.is(await cards.count(), 2);
  await desktop.isSound('bookings');
});

/** Nine o'clock on this day, or on the first one after it that every month has. */
function inEachMonth(fromMs: number): string {
  const date = new Date(fromMs);
  while (date.getUTCDate() > 28) date.setTime(date.getTime() + DAY_MS);
  return `${date.toISOString().slice(0, 10)}T09:00`;
}

test('[S37] of a rule, the dates that cannot be had are told with why, and the others are booked', async () => {
  hostIsThere();
  const { page } = desktop;
  await page.goto('/bookings/new');
  await page.getByLabel('会议名(可选)').fill('月度例会');
  await page.getByLabel('开始时间').fill(inEachMonth(Date.now() + 3 * DAY_MS));
  await page.getByLabel('其他与会人员号码').fill(OTHER.typed);
  await page.getByLabel('其他与会人员号码').press('Enter');
  await page.getByLabel('循环').click();
  await page.getByTitle('每月').click();
  // The last one is more than a year ahead.
  await page.getByRole('spinbutton', { name: '次数' }).fill('13');
  await page.getByText('共 13 次').waitFor();
  await page.getByRole('button', { name: '确定预约' }).click();
  await page.getByText('已预约 12 次会议').waitFor();
  const refused = page.getByRole('alert').filter({ hasText: '以下日期未能预约' });
  await refused.getByText(TOO_FAR).waitFor();
  assert.is(await refused.getByRole('listitem').count(), 1);
  const cards = page.getByRole('article').filter({ hasText: '月度例会' });
  await cards.nth(11).waitFor();
  assert.is(await cards.count(), 12);
  await desktop.isSound('bookings-refused');
});

test.run();
