import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Locator } from 'playwright-core';
import { percentile } from '../../bench/percentile.js';
import { eventually } from '../support/eventually.js';
import { PortalBrowser } from '../support/portal-browser.js';
import { ServerApi } from '../support/server-api.js';
import { ServiceWorld } from '../support/service-world.js';

const test = suite('the live page in Chromium, with telephones that it calls');

const PASSWORD = 'a-long-password';
const ROOM = { name: '销售周会', number: '620021', chairPassword: '246810', attendeePassword: '13579' };
const [ANSWERS, BUSY, SILENT] = ['13900000061', '13900000062', '13900000063'] as const;
/** From a party's entry to its row; of several, since a busy machine may be late once. */
const SEEN_MS_MAX = 500;
const ENTERING = ['13900000066', '13900000067', '13900000068'] as const;
/** Who dial in; the first one is a contact, whose name is text and nothing else. */
const [KNOWN, UNKNOWN] = ['13900000071', '13900000072'] as const;
const CONTACT = '<b>韩梅梅</b> שלום 🦊';
/** Long enough for the slowest browser to show it. */
const RINGS_MS = 4_000;

let world: ServiceWorld;
let api: ServerApi;
let browser: Browser;
let desktop: PortalBrowser;
let phone: PortalBrowser;
let room: string;

test.before(async () => {
  [world, browser] = await Promise.all([
    ServiceWorld.start({}, { HUITONG_ADMIN_PASSWORD: PASSWORD }),
    PortalBrowser.launch(),
  ]);
  api = new ServerApi(world.server);
  world.phone(`0${ANSWERS}`, { answersAfterMs: RINGS_MS, toneHz: 500 });
  world.phone(`0${BUSY}`, { answersAfterMs: 200, refusesWith: 486 });
  world.phone(`0${SILENT}`, {});
  room = (await api.post('/rooms', ROOM)).body.id;
  const origin = `http://127.0.0.1:${world.server.httpPort}`;
  desktop = await PortalBrowser.open(browser, 'desktop', origin, `/rooms/${room}`);
  await desktop.logIn('admin', PASSWORD);
  phone = await PortalBrowser.open(browser, 'phone', origin, `/rooms/${room}`);
  await phone.logIn('admin', PASSWORD);
});

test.after(async () => {
  await browser?.close();
  await world?.stop();
});

const section = (name: string): Locator => desktop.page.getByRole('region', { name });
const button = (name: string): Locator => desktop.page.getByRole('button', { name });
const party = (number: string): Locator => desktop.page.locator(`[data-party][data-number$="${number}"]`);

test('[S24] an empty room is begun from the page: 发起单人邀请 rings, and whoever answers is in', async () => {
  const { page } = desktop;
  await page.getByText('还没有人进入会议').waitFor();
  await desktop.isSound('live-empty-room');
  await button('发起单人邀请').click();
  await page.getByLabel('号码').fill('139 0000 0061');
  await page.getByLabel('姓名').fill('李雷');
  await page.getByText(/呼叫 1 人,每分钟约 ¥/).waitFor();
  await desktop.isSound('live-invite-one');
  await button('发起呼叫').click();
  await section('正在呼叫').getByText('振铃中').waitFor();
  await desktop.participant(ANSWERS).getByText('李雷').waitFor();
});

test('[S24] whoever enters is seen within 500 ms', async () => {
  const seenMs: number[] = [];
  for (const number of ENTERING) {
    world.phone(`0${number}`, { answersAfterMs: 100 });
    const { conference } = (await api.post(`/rooms/${room}/invitations`, { parties: [{ number }] })).body;
    await desktop.participant(number).waitFor();
    const nowMs = Date.now();
    const { participants } = (await api.get(`/conferences/${conference.id}`)).body;
    const { enteredMs } = participants.find((one: { number: string }) => one.number.endsWith(number));
    seenMs.push(nowMs - enteredMs);
    await (await world.carrier.called(`0${number}`)).hangUp();
    await desktop.participant(number).waitFor({ state: 'detached' });
  }
  assert.ok(percentile(seenMs, 0.5) <= SEEN_MS_MAX, `seen ${seenMs.join(', ')} ms after the entry`);
});

test('[S24] [S39] whoever dials in is shown by the name of its contact, and by that of one who is added meanwhile', async () => {
  const addContact = async (name: string, ...numbers: readonly string[]): Promise<void> => {
    const body = { name, numbers: numbers.map((number) => ({ number })) };
    assert.is((await api.post('/contacts', body)).status, 201);
  };
  await addContact(CONTACT, '010-62345678', KNOWN);
  for (const caller of [KNOWN, UNKNOWN]) await world.enter(ROOM, 'attendee', { caller });
  await desktop.participant(KNOWN).getByText(CONTACT).waitFor();
  await desktop.participant(KNOWN).getByText('139 0000 0071').waitFor();
  await section('会议动态').getByText(CONTACT).first().waitFor();
  await desktop.participant(UNKNOWN).getByText('139 0000 0072').waitFor();
  await addContact('后来者', UNKNOWN);
  for (const view of [desktop, phone]) await view.participant(UNKNOWN).getByText('后来者').waitFor();
  await desktop.isSound('live-contacts');
  await phone.isSound('live-contacts');
  for (const number of [KNOWN, UNKNOWN]) {
    await desktop.participant(number).getByRole('button', { name: '挂断' }).click();
    await desktop.page.getByRole('dialog').getByRole('button', { name: '挂断' }).click();
    await desktop.participant(number).waitFor({ state: 'detached' });
  }
  await section('离线').getByText('后来者').waitFor();
});

test('[S24] 发起多人邀请: who is busy is shown 离线 with why, and redialled; who rings is not called any more', async () => {
  const { page } = desktop;
  await button('发起多人邀请').click();
  const field = page.getByLabel('邀请谁');
  await field.fill(BUSY);
  await field.press('Enter');
  await field.fill(SILENT);
  await field.press('Enter');
  await page.getByText(/呼叫 2 人,每分钟约 ¥/).waitFor();
  await desktop.isSound('live-invite-many');
  await button('发起呼叫').click();
  await section('离线').getByText('占线').waitFor();
  await party(SILENT).getByText('振铃中').waitFor();
  await desktop.isSound('live-calling');
  await party(SILENT).getByRole('button', { name: '取消呼叫' }).click();
  await section('离线').getByText('呼叫已取消').waitFor();
  await party(BUSY).getByRole('button', { name: '重拨' }).click();
  await section('会议动态')
    .getByText(/呼叫 139 0000 0062/)
    .nth(1)
    .waitFor();
  await section('离线').getByText('占线').waitFor();
});

test('[S24] the keyboard chooses a row, holds and mutes it, and another browser shows it', async () => {
  const seen = async (text: string, state: 'visible' | 'detached'): Promise<void> => {
    for (const view of [phone, desktop]) await view.participant(ANSWERS).getByText(text).waitFor({ state });
  };
  await desktop.participant(ANSWERS).focus();
  for (const [key, text] of [
    ['h', '保持中'],
    ['m', '被主席禁言'],
  ] as const) {
    await desktop.page.keyboard.press(key);
    await seen(text, 'visible');
    await desktop.page.keyboard.press(key);
    await seen(text, 'detached');
  }
  await desktop.page.keyboard.press('ArrowDown');
  await eventually(
    'the row below has the focus',
    () => desktop.page.evaluate<string>('document.activeElement.dataset.number'),
    (focused) => !focused.endsWith(ANSWERS),
  );
});

test('[S23] raised hands stand in order, are moved, and 请发言 takes one down', async () => {
  for (const number of ['13900000064', '13900000065']) {
    world.phone(`0${number}`, { answersAfterMs: 100 });
    await api.post(`/rooms/${room}/invitations`, { parties: [{ number }] });
    await desktop.participant(number).waitFor();
    const called = await world.carrier.called(`0${number}`);
    called.press('*9');
    await desktop.participant(number).getByText('举手').waitFor();
  }
  const hands = section('举手').getByRole('listitem');
  const order = async (): Promise<readonly string[]> =>
    (await hands.allInnerTexts()).map((text) => /139 0000 006\d/.exec(text)![0]);
  await hands.nth(1).waitFor();
  assert.equal(await order(), ['139 0000 0064', '139 0000 0065']);
  await section('举手').getByRole('button', { name: '上移:139 0000 0065' }).click();
  await hands.first().getByText('139 0000 0065').waitFor();
  assert.equal(await order(), ['139 0000 0065', '139 0000 0064']);
  await section('举手').getByRole('button', { name: '请发言:139 0000 0065' }).click();
  await hands.nth(1).waitFor({ state: 'detached' });
  assert.equal(await order(), ['139 0000 0064']);
});

test('[S24] record, extend and cost limit are said by the page', async () => {
  const { page } = desktop;
  await desktop.page.getByRole('button', { name: '录音', exact: true }).click();
  await phone.page.getByText('录音中', { exact: true }).waitFor();
  await button('停止录音').click();
  await phone.page.getByText('录音中', { exact: true }).waitFor({ state: 'detached' });
  await button('更多').click();
  await page.getByRole('menuitem', { name: '延长 30 分钟' }).click();
  await section('会议动态').getByText('会议延长').waitFor();
  await button('更多').click();
  await page.getByRole('menuitem', { name: '费用上限' }).click();
  await page.getByLabel('上限(元)').fill('50');
  await button('保存').click();
  await page.getByText('上限 ¥50.00').waitFor();
  await desktop.isSound('live-running');
  await phone.isSound('live-running');
});

test('two tabs of one browser have one stream', async () => {
  const streams = async (): Promise<number> => {
    const text = await (await api.stream('/../../metrics')).text();
    return Number(/^huitong_api_streams(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1]);
  };
  const before = await streams();
  const tab = await desktop.page.context().newPage();
  await tab.goto(`/rooms/${room}`);
  await tab.locator(`[data-participant][data-number$="${ANSWERS}"]`).waitFor();
  assert.is(await streams(), before);
  await tab.close();
});

test('[S24] the end says 通话结束,谢谢使用, with time and cost', async () => {
  await button('结束会议').click();
  await desktop.page.getByRole('dialog').getByRole('button', { name: '结束会议' }).click();
  for (const { page } of [desktop, phone]) await page.getByText('通话结束,谢谢使用').waitFor();
  await desktop.page.getByText(/会议时长 .*,费用 ¥/).waitFor();
  await desktop.isSound('live-ended');
});

test('a server that is gone is said, and what it shows comes back by itself', async () => {
  await button('发起单人邀请').click();
  await desktop.page.getByLabel('姓名').fill('还在');
  await world.server.stop();
  await desktop.page.getByText('正在重新连接').waitFor();
  await desktop.isSound('live-lost');
  await world.server.launch();
  await desktop.page.getByText('正在重新连接').waitFor({ state: 'detached', timeout: 20_000 });
  assert.is(await desktop.page.getByLabel('姓名').inputValue(), '还在', 'what was typed is kept');
});

test.run();
