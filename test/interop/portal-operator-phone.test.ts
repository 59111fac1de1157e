import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser, Locator } from 'playwright-core';
import { createClient, done, type HuitongClient } from '../../src/client/index.js';
import { BrowserPhonePage } from '../support/browser-phone-page.js';
import { barriersOf } from '../support/barriers.js';
import { pause, type Caller } from '../support/caller.js';
import { EAR, tonesOfPage } from '../support/ear-of-page.js';
import { PortalBrowser, type PortalSize } from '../support/portal-browser.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom, isWelcomed, type TestRoom } from '../support/room-maker.js';
import { ServiceWorld } from '../support/service-world.js';
import { addUser } from '../support/session-client.js';

const test = suite('[S44] an operator answers in the browser');

const PASSWORD = 'a-long-password';
const chinese = new PromptRecognizer('zh-CN');
/** The telephone of the one in the browser, and of the next, who has only that. */
const [OWN, NEXT] = ['013911112222', '013911113333'] as const;
const OPERATOR_HZ = 700;
const CALLER_HZ = 1_100;
const NEXT_HZ = 1_500;
const LOOKS_MAX = 100;
const LOOK_MS = 100;
/** As long as a name may be, without a place to break. */
const HOSTILE = `<img/src=x/onerror=alert(1)>${'会'.repeat(20)}`;

let world: ServiceWorld;
let admin: HuitongClient;
let browser: Browser;
let folder: string;
let room: TestRoom;
let origin: string;
let seat: PortalBrowser;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-operator-phone-'));
  [world, browser] = await Promise.all([
    ServiceWorld.start({}, { HUITONG_ADMIN_PASSWORD: PASSWORD }),
    BrowserPhonePage.launch(folder, OPERATOR_HZ),
  ]);
  origin = `http://127.0.0.1:${world.server.httpPort}`;
  admin = createClient({ baseUrl: origin, apiKey: world.server.apiKey });
  room = await createRoom(world.server, { name: HOSTILE });
  await seatOf('seat-1', OWN);
  // Of the other one only the telephone is needed: it is put on duty where it lies, and counts with the next change.
  world.run('update operators set on_duty = 1 where id = ?', await seatOf('seat-2', NEXT));
  await admin.PUT('/admin/operator-hours', { body: { hours: null, timeZone: 'Asia/Shanghai' } });
  world.phone(OWN, { answersAfterMs: 60_000 });
  world.phone(NEXT, { answersAfterMs: 200, toneHz: NEXT_HZ });
  seat = await open('desktop');
});

// Whom the next request rings is looked for among those who were rung since.
test.after.each(() => world.carrier.forget());

test.after(async () => {
  await browser?.close();
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A user who is an operator, with this telephone. */
async function seatOf(login: string, number: string): Promise<string> {
  const accountId = (await done(admin.GET('/admin/accounts'))).items[0]!.id;
  await addUser(admin, origin, accountId, { login, password: PASSWORD, role: 'operator' });
  const path = { accountId };
  const users = await done(admin.GET('/admin/accounts/{accountId}/users', { params: { path } }));
  const user = users.items.find((one) => one.login === login)!.id;
  return (await done(admin.POST('/admin/operators', { body: { user, number } }))).id;
}

async function open(size: PortalSize): Promise<PortalBrowser> {
  const view = await PortalBrowser.open(browser, size, origin, '/operator', EAR);
  await view.logIn('seat-1', PASSWORD);
  await view.page.getByRole('heading', { name: '求助队列' }).waitFor();
  return view;
}

const bar = ({ page }: PortalBrowser): Locator => page.getByRole('region', { name: '求助来电' });
const inBar = (view: PortalBrowser, name: string): Locator => bar(view).getByRole('button', { name });
const card = ({ page }: PortalBrowser): Locator => page.getByRole('region', { name: '我的接听电话' });

async function goOnDuty(view: PortalBrowser): Promise<void> {
  await view.page.getByRole('button', { name: '上班' }).click();
  await card(view).getByText('值班中').waitFor();
}

async function answerByComputer(view: PortalBrowser): Promise<void> {
  await card(view).getByRole('button', { name: '用电脑接听' }).click();
  await view.page.getByText('麦克风工作正常').waitFor();
  await view.page.getByRole('button', { name: '开始接听' }).click();
  await card(view).getByText('在此电脑接听').waitFor();
}

/** Somebody in the room who presses *0. */
async function askForHelp(): Promise<Caller> {
  const caller = await world.enter(room, 'chair', { toneHz: CALLER_HZ });
  await isWelcomed(caller, chinese);
  caller.press('*0');
  return caller;
}

async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let looks = 1; !(await look()); looks++) {
    if (looks === LOOKS_MAX) throw new Error(`not so: ${what}`);
    await pause(LOOK_MS);
  }
}

/** The telephone of the next operator has rung for the request that was made last. */
async function nextIsRung(): Promise<Caller> {
  const next = await world.carrier.called(NEXT);
  await next.hear(chinese, 'operator-offer');
  return next;
}

const hears = (caller: Caller, toneHz: number): Promise<void> =>
  caller.until(() => caller.hearsToneIn(400, toneHz) > 0.3, `the caller hears ${toneHz} Hz`);

test('on duty with the page it rings there with who asks; both hear each other; the page hangs up', async () => {
  await goOnDuty(seat);
  await answerByComputer(seat);
  const caller = await askForHelp();
  await bar(seat).getByRole('alert').getByText('求助来电').waitFor();
  await bar(seat).getByText(HOSTILE).waitFor();
  assert.equal(seat.faults, [], 'a hostile name is text');
  await seat.isSound('operator-ringing');
  assert.equal(await barriersOf(seat.page), []);
  await inBar(seat, '接听').click();
  await bar(seat).getByText('单独通话中').waitFor();
  caller.talk();
  await hears(caller, OPERATOR_HZ);
  await eventually(
    'the page hears the caller, and nothing else',
    async () => String(await tonesOfPage(seat.page, [CALLER_HZ, NEXT_HZ])) === String(CALLER_HZ),
  );
  await seat.isSound('operator-talking');
  await inBar(seat, '静音').click();
  await caller.until(() => caller.hearsToneIn(400, OPERATOR_HZ) === 0, 'muted it is silent');
  await inBar(seat, '取消静音').click();
  await hears(caller, OPERATOR_HZ);
  await inBar(seat, '挂断').click();
  await bar(seat).waitFor({ state: 'detached' });
  await seat.page.getByText('没有人求助').waitFor();
  assert.ok(caller.isUp, 'it is back in the room');
  await caller.hangUp();
});

test('it rings on every page; whoever asked hangs up, and nothing rings any more', async () => {
  await seat.page.getByRole('link', { name: '客户与预约' }).click();
  const ringing = await askForHelp();
  await bar(seat).getByText('求助来电').waitFor();
  await ringing.hangUp();
  await bar(seat).waitFor({ state: 'detached' });
  const talking = await askForHelp();
  await inBar(seat, '接听').click();
  await hears(talking, OPERATOR_HZ);
  await talking.hangUp();
  await bar(seat).waitFor({ state: 'detached' });
  await seat.page.getByRole('link', { name: '求助队列' }).click();
});

test('who declines leaves the caller to the next operator, whose telephone rings', async () => {
  const caller = await askForHelp();
  await inBar(seat, '拒接').click();
  await bar(seat).waitFor({ state: 'detached' });
  const next = await nextIsRung();
  next.press('1');
  next.talk();
  await hears(caller, NEXT_HZ);
  // The one in the browser is free: a second caller rings there meanwhile.
  const second = await askForHelp();
  await inBar(seat, '接听').click();
  await hears(second, OPERATOR_HZ);
  // Both are busy: the third waits, and nothing rings over the call that stands.
  const third = await askForHelp();
  await seat.page.getByText('等候中', { exact: true }).waitFor();
  assert.is(await inBar(seat, '接听').count(), 0);
  await third.hangUp();
  for (const one of [second, caller]) await one.hangUp();
  await bar(seat).waitFor({ state: 'detached' });
});

test('a page that is closed while it rings leaves the caller to the next operator', async () => {
  const caller = await askForHelp();
  await bar(seat).getByText('求助来电').waitFor();
  await seat.page.close();
  const next = await nextIsRung();
  next.press('1');
  next.talk();
  await hears(caller, NEXT_HZ);
  await caller.hangUp();
});

test('a page that is closed while it talks gives the caller back to the room; then its telephone rings', async () => {
  seat = await open('phone');
  await answerByComputer(seat);
  const caller = await askForHelp();
  await bar(seat).getByText('求助来电').waitFor();
  await seat.isSound('operator-ringing');
  await inBar(seat, '接听').click();
  await hears(caller, OPERATOR_HZ);
  await seat.isSound('operator-talking');
  await seat.page.context().close();
  await eventually(
    'nobody speaks any more',
    async () => (await done(admin.GET('/operator/queue'))).items.length === 0,
  );
  assert.ok(caller.isUp);
  caller.press('*0');
  const own = await world.carrier.called(OWN);
  assert.ok(!own.isUp, 'it rings');
  await caller.hangUp();
});

test('who is not on duty is not rung, however long the page is open', async () => {
  seat = await open('desktop');
  await answerByComputer(seat);
  await seat.page.getByRole('button', { name: '下班' }).click();
  await card(seat).getByText('未值班').waitFor();
  const caller = await askForHelp();
  const next = await nextIsRung();
  assert.is(await bar(seat).count(), 0);
  // By hand it is taken all the same, as by telephone.
  await next.hangUp();
  await seat.page.getByRole('button', { name: '接听', exact: true }).first().click();
  await inBar(seat, '接听').click();
  await hears(caller, OPERATOR_HZ);
  await caller.hangUp();
  await bar(seat).waitFor({ state: 'detached' });
});

test('a connection that is lost is told, and made anew when the server is back', async () => {
  await world.server.kill();
  await card(seat).getByText('正在连接,求助暂时转到您的电话').waitFor();
  await world.server.launch();
  await card(seat).getByText('在此电脑接听').waitFor({ timeout: 20_000 });
});

test.run();
