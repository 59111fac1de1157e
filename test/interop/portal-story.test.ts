import { suite } from 'uvu';
import type { Browser } from 'playwright-core';
import { createClient, once } from '../../src/client/index.js';
import type { Caller } from '../support/caller.js';
import { untilHears } from '../support/listening.js';
import { PortalBrowser } from '../support/portal-browser.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { BRIDGE, INSTANT, ServiceWorld } from '../support/service-world.js';
import { sessionClient } from '../support/session-client.js';
import { codeHeardBy } from '../support/spoken-code.js';

const test = suite('one organiser, from the registration to the bill');

const chinese = new PromptRecognizer('zh-CN');
const PHONE = '13800000091';
const PASSWORD = 'a password of mine';
const ROOM = { name: '新品发布筹备会', number: '620091', chair: '246810', attendee: '13579' };
const CHAIR_HZ = 500;
const GUESTS = [
  { number: '13900000092', name: '李晓明', toneHz: 700 },
  { number: '13900000093', name: '陈静', toneHz: 900 },
] as const;
const TONES = [CHAIR_HZ, ...GUESTS.map(({ toneHz }) => toneHz)];
const YUAN = 1_000_000;
const SPOKEN_MS = 60_000;
const RECORDED_MS = 3_000;
/** A second of it, or more. */
const PLAYED = '[aria-valuetext^="00:0"]:not([aria-valuetext^="00:00"])';
/** A minute each: one dialled in, two were called. */
const COST = '¥0.60';

let world: ServiceWorld;
let browser: Browser;
let desktop: PortalBrowser;
let chair: Caller;
let guests: readonly Caller[];

test.before(async () => {
  [world, browser] = await Promise.all([ServiceWorld.start(), PortalBrowser.launch()]);
});

test.after(async () => {
  await browser?.close();
  await world?.stop();
});

const origin = (): string => `http://127.0.0.1:${world.server.httpPort}`;

test('[S1] [S32] registers, hears the code from the own telephone, and one login leads to both modules', async () => {
  desktop = await PortalBrowser.open(browser, 'desktop', origin(), '/register');
  const { page } = desktop;
  await page.getByLabel('电话号码').fill(PHONE);
  await page.getByLabel('姓名或单位名称').fill('王先生');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('再次输入密码').fill(PASSWORD);
  await page.getByRole('button', { name: '同意条款立即注册' }).click();
  await page.getByText('请在 2 分钟内').waitFor();
  world.phone(`0${PHONE}`);
  const activation = await world.call({ called: INSTANT, caller: PHONE });
  await activation.hear(chinese, 'number-activated');
  await activation.hangUp();
  await page.getByRole('heading', { name: '校验码已播报' }).waitFor({ timeout: SPOKEN_MS });
  await page.getByLabel('校验码').fill(await codeHeardBy(chinese, await world.carrier.called(`0${PHONE}`)));
  await page.getByRole('button', { name: '立即确认激活' }).click();
  await page.getByRole('main').getByRole('link', { name: '进入控制台' }).click();
  await page.getByText('您是第一次使用').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  // The answer is kept before the page is left.
  await page.getByText('您是第一次使用').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: '可用余额' }).waitFor();
  for (const name of ['WEB会议', '我的即时通话']) await page.getByRole('menuitem', { name }).waitFor();
});

test('makes a room, dials in, and invites a whole group by a click', async () => {
  await prepareAccount();
  const { page } = desktop;
  await page.goto('/rooms/new');
  await page.getByLabel('会议名').fill(ROOM.name);
  await page.getByLabel('会议室号').fill(ROOM.number);
  await page.getByLabel('主席密码', { exact: true }).fill(ROOM.chair);
  await page.getByLabel('参会者密码').fill(ROOM.attendee);
  await page.getByRole('switch', { name: '录音' }).first().click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('还没有人进入会议').waitFor();

  chair = await world.call({ called: BRIDGE, caller: PHONE, toneHz: CHAIR_HZ });
  chair.press(`${ROOM.number}#${ROOM.chair}#`);
  await desktop.participant(PHONE).waitFor({ timeout: SPOKEN_MS });
  await page.getByRole('button', { name: '发起多人邀请' }).click();
  await page.getByLabel('邀请谁').fill('项目组');
  await page.getByTitle('项目组(2 人)').waitFor();
  await page.getByLabel('邀请谁').press('Enter');
  await page.getByText(/呼叫 2 人/).waitFor();
  await page.getByRole('button', { name: '发起呼叫' }).click();
  guests = await Promise.all(GUESTS.map(({ number }) => world.carrier.called(`0${number}`)));
  for (const { number } of GUESTS) await desktop.participant(number).waitFor({ timeout: SPOKEN_MS });
});

test('everybody is heard, and whoever is muted by a click is not', async () => {
  for (const party of [chair, ...guests]) party.talk();
  await untilHears(chair, TONES, [700, 900]);
  const [muted] = GUESTS;
  await desktop.participant(muted.number).getByRole('button', { name: '禁言' }).click();
  await desktop.participant(muted.number).getByText('被主席禁言').waitFor();
  await untilHears(chair, TONES, [900]);
  await untilHears(guests[1]!, TONES, [CHAIR_HZ]);
  await desktop.isSound('story-live');
});

test('records some of it and ends it: all are hung up', async () => {
  const { page } = desktop;
  await page.getByRole('button', { name: '录音', exact: true }).click();
  await page.getByRole('button', { name: '停止录音' }).waitFor();
  await page.waitForTimeout(RECORDED_MS);
  await page.getByRole('button', { name: '停止录音' }).click();
  await page.getByRole('button', { name: '录音', exact: true }).waitFor();
  await page.getByRole('button', { name: '结束会议' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束会议' }).click();
  await page.getByText('通话结束,谢谢使用').waitFor();
  for (const party of [chair, ...guests]) await party.until(() => party.isOver, 'the call is over');
});

test('sees the record with its charge, and plays the recording', async () => {
  const { page } = desktop;
  await page.getByRole('link', { name: '通话记录', exact: true }).click();
  await page.getByText(ROOM.name).first().waitFor();
  await page.getByText(COST).first().waitFor();
  await desktop.isSound('story-record');
  await page.getByRole('link', { name: '录音' }).click();
  await page.getByRole('button', { name: `播放「${ROOM.name}」的录音` }).click();
  await page.getByRole('button', { name: '播放', exact: true }).click();
  await page.getByLabel('播放位置').and(page.locator(PLAYED)).waitFor();
});

test('finds the same in English on a telephone', async () => {
  const phone = await PortalBrowser.open(browser, 'phone', origin(), '/records');
  const { page } = phone;
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('User name').fill(PHONE);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: ROOM.name }).getByText(COST).waitFor();
  await phone.isSound('story-record-en');
});

/** Money, and the group 项目组: what the office has before the meeting. */
async function prepareAccount(): Promise<void> {
  const { account } = world.one<{ account: string }>(
    'select account from users where login like ?',
    `%${PHONE}`,
  );
  const admin = createClient({ baseUrl: origin(), apiKey: world.server.apiKey });
  await admin.POST('/accounts/{accountId}/recharges', {
    headers: once(),
    params: { path: { accountId: account } },
    body: { amountMicroYuan: 50 * YUAN, method: 'cash', note: '' },
  });
  const organiser = await sessionClient(origin(), PHONE, PASSWORD);
  const { data: group } = await organiser.POST('/contact-groups', { body: { name: '项目组' } });
  for (const { number, name, toneHz } of GUESTS) {
    world.phone(`0${number}`, { answersAfterMs: 300, toneHz });
    const body = { name, numbers: [{ number }], groupIds: [group!.id] };
    await organiser.POST('/contacts', { headers: once(), body });
  }
}

test.run();
