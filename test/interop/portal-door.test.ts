import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Page, Route } from 'playwright-core';
import { holds, PortalBrowser } from '../support/portal-browser.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { INSTANT, ServiceWorld } from '../support/service-world.js';
import { sessionClient } from '../support/session-client.js';
import { codeHeardBy } from '../support/spoken-code.js';

const test = suite('home, registration and a call without a login, in Chromium');

const chinese = new PromptRecognizer('zh-CN');
const PHONE = '13800000051';
const LATE = '13800000053';
const GUEST = '13900000052';
const PASSWORD = 'a password of mine';
const NEW_PASSWORD = 'another password of mine';
/** Prompts are spoken to their end before a call comes or a code is known. */
const SPOKEN_MS = 60_000;
/** The two minutes in which the phone is to call, and a slow browser. */
const MISSED_MS_MAX = 150_000;

let world: ServiceWorld;
let browser: Browser;
let portal: PortalBrowser;
/** Of somebody who has registered and does not call. */
let late: PortalBrowser;

test.before(async () => {
  [world, browser] = await Promise.all([ServiceWorld.start(), PortalBrowser.launch()]);
  late = await PortalBrowser.open(browser, 'phone', origin(), '/register');
  await fillRegistration(late.page, LATE);
  await late.page.getByRole('button', { name: '同意条款立即注册' }).click();
  await late.page.getByText('请在 2 分钟内用 138 0000 0053 拨打').waitFor();
});

test.after(async () => {
  await browser?.close();
  await world?.stop();
});

const origin = (): string => `http://127.0.0.1:${world.server.httpPort}`;

async function fillRegistration(page: Page, number: string): Promise<void> {
  await page.getByLabel('电话号码').fill(number);
  await page.getByLabel('姓名或单位名称').fill('王先生');
  for (const label of ['密码', '再次输入密码']) await page.getByLabel(label, { exact: true }).fill(PASSWORD);
}

test('[S32] who registers dials from the phone, hears the code and is in', async () => {
  portal = await PortalBrowser.open(browser, 'desktop', origin(), '/');
  const { page } = portal;
  await page.getByRole('heading', { name: '立即使用' }).waitFor();
  await portal.isSound('home');
  await page.getByRole('main').getByRole('link', { name: '立即注册' }).click();
  await fillRegistration(page, PHONE);
  await page.getByLabel('再次输入密码').fill('something else');
  await page.getByRole('button', { name: '同意条款立即注册' }).click();
  await page.getByText('两次输入的密码不一致').waitFor();
  await page.getByLabel('再次输入密码').fill(PASSWORD);
  await page.getByRole('button', { name: '同意条款立即注册' }).click();

  await page.getByText('请在 2 分钟内用 138 0000 0051 拨打').waitFor();
  await page.getByRole('link', { name: INSTANT }).waitFor();
  await portal.isSound('registration');
  // The first call with the code reaches nobody: what was filled in is still there.
  world.phone(`0${PHONE}`, { refusesWith: 480, answersAfterMs: 0 });
  const activation = await world.call({ called: INSTANT, caller: PHONE });
  await activation.hear(chinese, 'number-activated');
  await activation.hangUp();
  await page.getByText('未能接通 138 0000 0051').waitFor({ timeout: SPOKEN_MS });
  await page.getByRole('button', { name: '修改资料' }).click();
  await holds(page.getByLabel('电话号码'), PHONE);
  await holds(page.getByLabel('密码', { exact: true }), PASSWORD);

  world.phone(`0${PHONE}`);
  await page.getByRole('button', { name: '同意条款立即注册' }).click();
  await page.getByRole('heading', { name: '校验码已播报' }).waitFor({ timeout: SPOKEN_MS });
  const code = await codeHeardBy(chinese, await world.carrier.called(`0${PHONE}`));
  await page.getByLabel('校验码').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: '立即确认激活' }).click();
  await page.getByText('校验码不正确').waitFor();
  await page.getByLabel('校验码').fill(code);
  await page.getByRole('button', { name: '立即确认激活' }).click();
  await page.getByRole('heading', { name: '注册成功' }).waitFor();
});

test('[S33] at the first login it asks once whether help is wanted', async () => {
  const { page } = portal;
  await page.getByRole('main').getByRole('link', { name: '进入控制台' }).click();
  await page.getByText('您是第一次使用,是否需要帮助?').waitFor();
  await portal.isSound('overview-first');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByRole('heading', { name: '使用小贴士' }).waitFor();
  await page.getByText('2000 小时').waitFor();
  await page.goto('/');
  await page.getByRole('heading', { name: '可用余额' }).waitFor();
  assert.is(await page.getByText('您是第一次使用').count(), 0);
});

test('[S43] the password is changed, and only the new one leads in', async () => {
  const { page } = portal;
  await page.getByRole('link', { name: '我的资料' }).click();
  await page.getByLabel('原密码').fill('not the password');
  await page.getByLabel('新密码', { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel('再次输入新密码').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('原密码不正确').waitFor();
  await page.getByLabel('原密码').fill(PASSWORD);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByText('密码已修改').waitFor();
  await portal.isSound('profile');

  // A logout that the server has not heard of does not look done.
  const unheard = (route: Route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.fallback();
  await page.route('**/api/v1/session', unheard);
  await page.getByRole('button', { name: /用户菜单/ }).click();
  await page.getByText('退出登录').click();
  await page.locator('.ant-message-error').waitFor();
  await page.getByRole('heading', { name: '用户信息' }).waitFor();
  await page.unroute('**/api/v1/session', unheard);
  await page.getByRole('button', { name: /用户菜单/ }).click();
  await page.getByText('退出登录').click();
  await page.getByRole('heading', { name: '立即使用' }).waitFor();
  await page.goto('/profile');
  await portal.logIn(PHONE, PASSWORD);
  await page.getByText('用户名或密码不正确').waitFor();
  await portal.logIn(PHONE, NEW_PASSWORD);
  // The page that was asked for appears, not the start.
  await page.getByRole('heading', { name: '用户信息' }).waitFor();
});

async function isLoggedOut(page: Page): Promise<void> {
  // What the page could not fetch says the same before the login stands.
  await page.getByLabel('用户名').waitFor();
  await page.getByText('登录已过期').waitFor();
}

test('a session that is over leads to the login, and from there back to the same page', async () => {
  const { page } = portal;
  await page.getByRole('button', { name: '新增密钥' }).waitFor();
  // The open stream goes on: it is the click that finds out.
  await page.context().clearCookies();
  await page.getByRole('link', { name: '账户', exact: true }).click();
  await isLoggedOut(page);
  await portal.logIn(PHONE, NEW_PASSWORD);
  await page.getByRole('heading', { name: '账户' }).waitFor();
  assert.is(new URL(page.url()).pathname, '/money');
  await portal.isSound('money');

  // Ended elsewhere, it is the stream that finds out.
  const elsewhere = await sessionClient(origin(), PHONE, NEW_PASSWORD);
  await elsewhere.DELETE('/sessions');
  await isLoggedOut(page);
  await portal.logIn(PHONE, NEW_PASSWORD);
  await page.getByRole('heading', { name: '账户' }).waitFor();
});

test('[S34] 立即使用: the own phone is rung first, then the others, and this browser ends the call', async () => {
  const visitor = await PortalBrowser.open(browser, 'phone', origin(), '/');
  const { page } = visitor;
  // Whoever is called from now on, not the call with the code.
  world.carrier.forget();
  world.phone(`0${PHONE}`, { answersAfterMs: 200, toneHz: 500 });
  world.phone(`0${GUEST}`, { answersAfterMs: 200, toneHz: 900 });
  await page.getByLabel('您的号码').fill(PHONE);
  await page.getByLabel('其他与会人员号码').fill('没有号码的人');
  await page.getByRole('button', { name: '发起会议' }).click();
  await page.getByText('「没有号码的人」中没有可呼叫的号码').waitFor();
  await page.getByLabel('其他与会人员号码').fill(`李四 ${GUEST}`);
  await page.getByRole('button', { name: '发起会议' }).click();
  await page.getByText('您的电话正在响铃,请接听并按 1').waitFor();
  const host = await world.carrier.called(`0${PHONE}`);
  await host.hear(chinese, 'host-confirm');
  host.press('1');
  const guest = await world.carrier.called(`0${GUEST}`);
  await guest.hear(chinese, 'invited');
  guest.press('1');
  await page.getByText('2 人在会').waitFor({ timeout: SPOKEN_MS });
  await visitor.isSound('call');

  await page.getByRole('button', { name: '挂断', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '挂断' }).click();
  await page.getByText('通话结束,谢谢使用').waitFor();
  await host.until(() => host.isOver, 'the host is gone');
  await visitor.isSound('call-over');
});

test('[S32] who does not call in time is told so, tries again, and is called then', async () => {
  const { page } = late;
  await page.getByRole('heading', { name: '未收到您的来电,请重试' }).waitFor({ timeout: MISSED_MS_MAX });
  await page.getByText('请确认是用 138 0000 0053 拨打的').waitFor();
  assert.is(await page.getByLabel('校验码').count(), 0, 'no code was spoken that could be entered');
  await late.isSound('registration-missed');
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByText('请在 2 分钟内用 138 0000 0053 拨打').waitFor();
  world.phone(`0${LATE}`);
  const activation = await world.call({ called: INSTANT, caller: LATE });
  await activation.hear(chinese, 'number-activated');
  await activation.hangUp();
  await page.getByRole('heading', { name: '校验码已播报' }).waitFor({ timeout: SPOKEN_MS });
});

test.run();
