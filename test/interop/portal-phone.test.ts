import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Locator } from 'playwright-core';
import { barriersOf } from '../support/barriers.js';
import { BrowserPhonePage } from '../support/browser-phone-page.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { holds, PortalBrowser, type PortalSize } from '../support/portal-browser.js';
import type { TestRoom } from '../support/room-maker.js';
import { ServerApi, type HttpAnswer } from '../support/server-api.js';
import { ServiceWorld } from '../support/service-world.js';

const test = suite('用电脑加入: a person with a browser and a microphone, by clicks');

const PASSWORD = 'a-long-password';
const ROOM = { name: '产品周例会', number: '620031', chairPassword: '246810', attendeePassword: '13579' };
const NAME = '李雷';
const BROWSER_HZ = 700;
const CALLER_HZ = 1_100;
const CALLER = '13800138001';
/** A microphone that is there, or why it is not. */
const WITHOUT = {
  refused:
    "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
  missing:
    "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))",
  insecure: "Object.defineProperty(window, 'isSecureContext', { value: false })",
} as const;
/** The answer names a port where nobody listens. */
const VOICE_GOES_NOWHERE = `
  const set = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
    return set.call(this, { type, sdp: sdp.replace(/(a=candidate:\\S+ \\d \\S+ \\d+ \\S+) \\d+/g, '$1 65000') });
  };`;
/** Chromium tries for so long. */
const VOICE_LOST_MS_MAX = 30_000;

let world: ServiceWorld;
let api: ServerApi;
let browser: Browser;
let folder: string;
let room: TestRoom & { readonly id: string };
let caller: Caller;
let desktop: PortalBrowser;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-portal-phone-'));
  [world, browser] = await Promise.all([
    ServiceWorld.start({}, { HUITONG_ADMIN_PASSWORD: PASSWORD }),
    BrowserPhonePage.launch(folder, BROWSER_HZ),
  ]);
  api = new ServerApi(world.server);
  room = (await api.post('/rooms', ROOM)).body;
  desktop = await open('desktop');
  caller = await world.enter(room, 'attendee', { caller: CALLER, toneHz: CALLER_HZ });
  await desktop.participant(CALLER).waitFor({ timeout: 20_000 });
});

test.after(async () => {
  await browser?.close();
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The live page of the room; with a browser that is changed before any page of it is opened. */
async function open(size: PortalSize, change?: string): Promise<PortalBrowser> {
  const origin = `http://127.0.0.1:${world.server.httpPort}`;
  const view = await PortalBrowser.open(browser, size, origin, `/rooms/${room.id}`, change);
  await view.logIn('admin', PASSWORD);
  return view;
}

const dialog = ({ page }: PortalBrowser): Locator => page.getByRole('dialog', { name: '用电脑加入' });
const bar = ({ page }: PortalBrowser): Locator => page.getByRole('region', { name: '电脑通话' });
const inBar = (view: PortalBrowser, name: string): Locator => bar(view).getByRole('button', { name });
const row = ({ page }: PortalBrowser): Locator => page.locator('[data-participant]', { hasText: NAME });

const absent = ({ page }: PortalBrowser): Locator => page.getByRole('region', { name: '离线' });

async function joinBy(view: PortalBrowser, name = NAME): Promise<void> {
  await view.page.getByRole('button', { name: '用电脑加入' }).click();
  await dialog(view).getByText('麦克风工作正常').waitFor();
  await dialog(view).getByLabel('姓名').fill(name);
  await dialog(view).getByRole('button', { name: '加入会议' }).click();
  await bar(view).getByText('通话中').waitFor();
}

const isHeardBy = (meter: Locator): Promise<unknown> =>
  eventually(
    'the microphone has a level',
    () => meter.getAttribute('aria-valuenow'),
    (level) => Number(level) > 30,
  );
const hears = (): Promise<void> =>
  caller.until(() => caller.hearsToneIn(400, BROWSER_HZ) > 0.3, 'the telephone hears the browser');
const hearsNothing = (): Promise<void> =>
  caller.until(() => caller.hearsToneIn(400, BROWSER_HZ) === 0, 'the telephone hears silence');

test('the dialog shows that the microphone works and asks for a name; the telephone hears it then', async () => {
  const { page } = desktop;
  await page.getByRole('button', { name: '用电脑加入' }).click();
  await dialog(desktop).getByText('麦克风工作正常').waitFor();
  await isHeardBy(dialog(desktop).getByRole('meter', { name: '麦克风音量' }));
  await dialog(desktop).getByLabel('姓名').fill(' ');
  await dialog(desktop).getByRole('button', { name: '加入会议' }).click();
  await dialog(desktop).getByText('请填写姓名').waitFor();
  await dialog(desktop).getByLabel('姓名').fill(NAME);
  await desktop.isSound('phone-dialog');
  assert.equal(await barriersOf(desktop.page), []);
  await dialog(desktop).getByRole('button', { name: '加入会议' }).click();
  await bar(desktop).getByText('通话中').waitFor();
  await row(desktop).getByText('浏览器').waitFor();
  await hears();
  await desktop.isSound('phone-bar');
  assert.equal(await barriersOf(desktop.page), []);
});

test('muted by a click it is silent; Alt+M lifts it, and the level moves all the time', async () => {
  await inBar(desktop, '静音').click();
  await bar(desktop).getByText('静音中').waitFor();
  await hearsNothing();
  await isHeardBy(bar(desktop).getByRole('meter'));
  await desktop.isSound('phone-muted');
  await desktop.page.keyboard.press('Alt+m');
  await bar(desktop).getByText('通话中').waitFor();
  await hears();
});

test('its mute is seen by the others, and that of the chair by its page, which cannot lift it', async () => {
  await inBar(desktop, '静音').click();
  await row(desktop).getByText('自行静音').waitFor();
  await inBar(desktop, '取消静音').click();
  await row(desktop).getByText('自行静音').waitFor({ state: 'detached' });
  await hears();
  await row(desktop).getByRole('button', { name: '禁言' }).click();
  await bar(desktop).getByText('已被禁言').waitFor();
  await hearsNothing();
  await desktop.isSound('phone-silenced');
  assert.equal(await barriersOf(desktop.page), []);
  await inBar(desktop, '取消静音').click();
  await desktop.page.getByText('要发言请按 *9 举手').waitFor();
  await row(desktop).getByRole('button', { name: '取消禁言' }).click();
  // Refused is not forgotten: it stays closed until its own user opens it.
  await bar(desktop).getByText('静音中').waitFor();
  await hearsNothing();
  await inBar(desktop, '取消静音').click();
  await bar(desktop).getByText('通话中').waitFor();
  await hears();
});

test('its keys are those of a telephone: *1 by clicks mutes, and by the keyboard lifts it', async () => {
  await inBar(desktop, '拨号键盘').click();
  const pad = desktop.page.getByRole('dialog', { name: '拨号键盘' });
  await pad.getByRole('button', { name: '按键 *' }).click();
  await pad.getByRole('button', { name: '按键 1' }).click();
  await row(desktop).getByText('自行静音').waitFor();
  await desktop.isSound('phone-keys');
  assert.equal(await barriersOf(desktop.page), []);
  await desktop.page.keyboard.press('*');
  await desktop.page.keyboard.press('1');
  await row(desktop).getByText('自行静音').waitFor({ state: 'detached' });
  await desktop.page.keyboard.press('Escape');
  await pad.waitFor({ state: 'detached' });
  await hears();
});

test('the call goes on on other pages, and the browser asks before it is closed', async () => {
  const { page } = desktop;
  await page.getByRole('link', { name: '通讯录' }).click();
  await page.getByRole('heading', { name: '通讯录' }).waitFor();
  await bar(desktop).getByText('通话中').waitFor();
  await hears();
  await desktop.isSound('phone-elsewhere');
  const [question] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  assert.is(question.type(), 'beforeunload');
  await question.dismiss();
  await bar(desktop).getByRole('link', { name: ROOM.name }).click();
  await row(desktop).waitFor();
});

test('it hangs up: the leg is gone, and was free', async () => {
  await inBar(desktop, '挂断').click();
  await bar(desktop).waitFor({ state: 'detached' });
  await row(desktop).waitFor({ state: 'detached' });
  const record = await eventually('its record is closed', async () => {
    const records: HttpAnswer['body'][] = (await api.get('/call-records')).body.items;
    return records.find(({ endMs }) => endMs !== null);
  });
  assert.equal([record.charge.kind, record.charge.free, record.endReason], ['browser', true, 'hung-up']);
});

test('on a telephone too; and whom the chair hangs up can join again', async () => {
  const phone = await open('phone');
  await phone.page.getByRole('button', { name: '用电脑加入' }).click();
  await dialog(phone).getByText('麦克风工作正常').waitFor();
  await phone.isSound('phone-dialog');
  await dialog(phone).getByRole('button', { name: '取消' }).click();
  await joinBy(phone);
  await phone.isSound('phone-bar');
  await phone.page.keyboard.press('Alt+m');
  await bar(phone).getByText('静音中').waitFor();
  await phone.isSound('phone-muted');
  await row(desktop).getByRole('button', { name: '挂断' }).click();
  await desktop.page.getByRole('dialog').getByRole('button', { name: '挂断' }).click();
  await bar(phone).getByText('通话已结束').waitFor();
  await phone.isSound('phone-ended');
  await inBar(phone, '重新加入').click();
  await holds(dialog(phone).getByLabel('姓名'), NAME);
  await dialog(phone).getByRole('button', { name: '加入会议' }).click();
  await hears();
  await phone.page.context().close();
  await row(desktop).waitFor({ state: 'detached' });
  await absent(desktop).getByText('浏览器').first().waitFor();
});

for (const [why, words] of [
  ['refused', '请点击地址栏左侧的图标'],
  ['missing', '没有找到麦克风'],
  ['insecure', '请用 https:// 开头的地址'],
] as const) {
  test(`a microphone that is ${why} is told with what to do, and nobody joins without`, async () => {
    const view = await open('phone', WITHOUT[why]);
    await view.page.getByRole('button', { name: '用电脑加入' }).click();
    await dialog(view).getByText(words).waitFor();
    assert.ok(await dialog(view).getByRole('button', { name: '加入会议' }).isDisabled());
    await view.isSound(`phone-${why}`);
    await view.page.context().close();
  });
}

test('in English it keeps within the edges of a telephone too', async () => {
  const view = await open('phone');
  await view.page.getByRole('button', { name: 'English' }).click();
  await view.page.getByRole('button', { name: 'Join by computer' }).click();
  await view.page.getByText('The microphone works').waitFor();
  await view.isSound('phone-dialog-en');
  await view.page.getByRole('button', { name: 'Join', exact: true }).click();
  await view.page.getByText('In the conference').waitFor();
  await view.isSound('phone-bar-en');
  await view.page.getByRole('button', { name: 'Hang up', exact: true }).click();
  await view.page.context().close();
});

test('a network that lets no voice through ends the call, and so the bar says', async () => {
  const view = await open('phone', VOICE_GOES_NOWHERE);
  await view.page.getByRole('button', { name: '用电脑加入' }).click();
  await dialog(view).getByRole('button', { name: '加入会议' }).click();
  await bar(view).getByText('正在接入').waitFor();
  await bar(view).getByText('声音无法通过您的网络').waitFor({ timeout: VOICE_LOST_MS_MAX });
  await view.isSound('phone-no-voice');
  await view.page.context().close();
});

test('a connection that is lost ends the call, and the bar says so', async () => {
  await joinBy(desktop);
  await world.server.kill();
  await bar(desktop).getByText('与服务器的连接中断,通话已结束').waitFor();
  await desktop.isSound('phone-lost');
});

test.run();
