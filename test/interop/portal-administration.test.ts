import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Browser } from 'playwright-core';
import { createClient, done, once, type AccountChange, type HuitongClient } from '../../src/client/index.js';
import { untilHears } from '../support/listening.js';
import { holds, PortalBrowser } from '../support/portal-browser.js';
import { PromptRecognizer } from '../support/prompt-recognizer.js';
import { createRoom, isWelcomed, type TestRoom } from '../support/room-maker.js';
import { ServiceWorld } from '../support/service-world.js';
import { addUser, sessionClient } from '../support/session-client.js';

const test = suite('administrators and operators in Chromium, with telephones');

const PASSWORD = 'a-long-password';
const chinese = new PromptRecognizer('zh-CN');
const OWN_PASSWORD = 'a password of my own';
const CUSTOMER = '远航贸易有限公司';
/** The operator's own telephone, and that of another one who does not pick up. */
const [SEAT, OTHER_SEAT] = ['013911112222', '013911113333'] as const;

let world: ServiceWorld;
let browser: Browser;
let desktop: PortalBrowser;
let admin: HuitongClient;
let customer: string;
let room: TestRoom;
let origin: string;

test.before(async () => {
  [world, browser] = await Promise.all([
    ServiceWorld.start({}, { HUITONG_ADMIN_PASSWORD: PASSWORD }),
    PortalBrowser.launch(),
  ]);
  origin = `http://127.0.0.1:${world.server.httpPort}`;
  admin = createClient({ baseUrl: origin, apiKey: world.server.apiKey });
  ({ id: customer } = await done(
    admin.POST('/admin/accounts', { headers: once(), body: { name: CUSTOMER } }),
  ));
  room = await createRoom(world.server, { name: '客户答疑会' });
  desktop = await PortalBrowser.open(browser, 'desktop', origin, '/admin/accounts');
  await desktop.logIn('admin', PASSWORD);
});

test.after(async () => {
  await browser?.close();
  await world?.stop();
});

test('[S45] an account is opened, its user gets a password that is shown once, and it is recharged', async () => {
  const { page } = desktop;
  const drawer = page.getByRole('dialog');
  await page.getByRole('button', { name: '新增账户' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填写此项').waitFor();
  await drawer.getByLabel('名称').fill('星海物流有限公司');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '星海物流有限公司' }).waitFor();

  await page.getByRole('button', { name: '新增用户' }).click();
  await drawer.getByLabel('用户名').fill('admin');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('此用户名已被使用,请换一个').waitFor();
  await drawer.getByLabel('用户名').fill('xinghai');
  await page.getByRole('button', { name: '保存' }).click();
  const password = await page.getByLabel('一次性密码').innerText();
  await desktop.isSound('admin-one-time-password');
  await page.getByRole('button', { name: '我已记下' }).click();
  await page.getByText('xinghai').first().waitFor();
  await page.reload();
  await page.getByText('xinghai').first().waitFor();
  assert.is(await page.getByText(password).count(), 0, 'nobody sees it again');

  await page.getByRole('button', { name: '充值' }).click();
  await drawer.getByLabel('金额(元)').fill('88.5');
  await drawer.getByRole('button', { name: '充值' }).click();
  await page.getByText('¥88.50', { exact: true }).waitFor();
  await desktop.isSound('admin-account');

  const user = await PortalBrowser.open(browser, 'phone', origin, '/admin');
  await user.logIn('xinghai', password);
  await user.page.getByLabel('临时密码').waitFor();
  await user.page.context().close();
});

test('[S45] whose password was made by somebody else changes it before anything else, once', async () => {
  const login = 'yuanhang';
  const { password } = await done(
    admin.POST('/admin/accounts/{accountId}/users', {
      params: { path: { accountId: customer } },
      body: { login, role: 'customer' },
    }),
  );
  const user = await PortalBrowser.open(browser, 'phone', origin, '/records');
  const { page } = user;
  const change = async (old: string, again = OWN_PASSWORD): Promise<void> => {
    await page.getByLabel('临时密码').fill(old);
    await page.getByLabel('新密码', { exact: true }).fill(OWN_PASSWORD);
    await page.getByLabel('再次输入新密码').fill(again);
    await page.getByRole('button', { name: '保存并继续' }).click();
  };
  await user.logIn(login, password);
  // Every address leads there.
  for (const path of ['/records', '/', '/rooms/new']) {
    await page.goto(path);
    await page.getByLabel('临时密码').waitFor();
  }
  await user.isSound('new-password');
  await change(password, 'something else');
  await page.getByText('两次输入的密码不一致').waitFor();
  await change('not the password');
  await page.getByText('原密码不正确').waitFor();
  await change(password);
  await page.getByLabel('会议名').waitFor();
  await page.context().close();

  const again = await PortalBrowser.open(browser, 'phone', origin, '/records');
  await again.logIn(login, password);
  await again.page.getByText('用户名或密码不正确').waitFor();
  await again.logIn(login, OWN_PASSWORD);
  await again.page.getByText('还没有通话记录').waitFor();
  await again.page.context().close();
});

test('[S45] who saves an account that others have changed meanwhile sees their change first, and keeps it', async () => {
  const { page } = desktop;
  const drawer = page.getByRole('dialog');
  const stop = drawer.getByRole('switch', { name: '禁止所有呼出' });
  const { id: accountId } = await done(
    admin.POST('/admin/accounts', { headers: once(), body: { name: '速达快递有限公司' } }),
  );
  const path = { accountId };
  const account = () => done(admin.GET('/admin/accounts/{accountId}', { params: { path } }));
  const elsewhere = async (change: AccountChange) => {
    const { version } = await account();
    await done(
      admin.PATCH('/admin/accounts/{accountId}', { params: { path }, body: { ...change, version } }),
    );
  };
  await page.goto(`/admin/accounts/${accountId}`);
  await page.getByRole('button', { name: '编辑' }).click();
  await drawer.getByLabel('名称').fill('typed before');
  await elsewhere({ outgoing: { stopped: true } });
  // The page behind the form has it already, as after a look at another window.
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  await page.locator('dt:has-text("禁止所有呼出") + dd', { hasText: '是' }).waitFor();

  await drawer.getByRole('button', { name: '保存' }).click();
  await page.getByText('已载入最新内容').waitFor();
  assert.ok(await stop.isChecked(), 'the message is true: it is loaded');
  await holds(drawer.getByLabel('名称'), '速达快递有限公司');
  assert.equal([(await account()).outgoing.stopped, (await account()).name], [true, '速达快递有限公司']);

  // Somebody is faster once more.
  await elsewhere({ timeZone: 'Asia/Tokyo' });
  await drawer.getByRole('button', { name: '保存' }).click();
  await holds(drawer.getByLabel('时区'), 'Asia/Tokyo');
  await drawer.getByLabel('名称').fill('速达快运有限公司');
  await drawer.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '速达快运有限公司' }).waitFor();
  const { name, outgoing, timeZone } = await account();
  assert.equal([name, outgoing.stopped, timeZone], ['速达快运有限公司', true, 'Asia/Tokyo']);
});

test('[S45] the audit log has who recharged an account, and its chain is whole', async () => {
  const { page } = desktop;
  const administrator = await sessionClient(origin, 'admin', PASSWORD);
  await administrator.POST('/accounts/{accountId}/recharges', {
    headers: once(),
    params: { path: { accountId: customer } },
    body: { amountMicroYuan: 1_000_000, method: 'cash', note: '' },
  });
  await page.goto('/admin/audit-log');
  // The newest comes first.
  const entry = page.getByRole('row', { name: '充值' }).first();
  await entry.getByText(customer).waitFor();
  await entry.getByRole('button', { name: 'admin' }).waitFor();
  await page.getByRole('button', { name: '校验完整性' }).click();
  await page.getByText(/日志完整/).waitFor();
  await desktop.isSound('admin-audit');
});

test('[S45] the ladder of a call shows its messages, and their texts without the numbers', async () => {
  const { page } = desktop;
  const caller = await world.enter(room, 'chair', {});
  await isWelcomed(caller, chinese);
  await page.goto('/admin/calls');
  await page.getByRole('link', { name: '信令图' }).first().click();
  await page.getByText('200 OK').waitFor();
  await page.getByRole('button', { name: /INVITE/ }).click();
  const text = await page.locator('.ladder-text').innerText();
  assert.match(text, /^INVITE sip:/);
  assert.match(text, /\*{4}/);
  await desktop.isSound('admin-ladder');
  await caller.hangUp();
  await page.getByRole('button', { name: /BYE/ }).waitFor();
});

test('[S44] an operator takes the request of a caller who pressed *0, and returns the caller', async () => {
  const accounts = await done(admin.GET('/admin/accounts'));
  const accountId = accounts.items[0]!.id;
  await addUser(admin, origin, accountId, { login: 'seat-1', password: PASSWORD, role: 'operator' });
  await addUser(admin, origin, accountId, { login: 'seat-2', password: PASSWORD, role: 'operator' });
  const users = await done(
    admin.GET('/admin/accounts/{accountId}/users', { params: { path: { accountId } } }),
  );
  const seated = async (login: string, number: string): Promise<string> => {
    const user = users.items.find((one) => one.login === login)!.id;
    return (await done(admin.POST('/admin/operators', { body: { user, number } }))).id;
  };
  await seated('seat-1', SEAT);
  // Somebody else is on duty and does not pick up: the request is taken from there by hand.
  world.run('update operators set on_duty = 1 where id = ?', await seated('seat-2', OTHER_SEAT));
  await admin.PUT('/admin/operator-hours', { body: { hours: null, timeZone: 'Asia/Shanghai' } });
  world.phone(OTHER_SEAT, { answersAfterMs: 60_000 });
  world.phone(SEAT, { answersAfterMs: 200, toneHz: 1_100 });

  const operator = await PortalBrowser.open(browser, 'phone', origin, '/operator');
  await operator.logIn('seat-1', PASSWORD);
  await operator.page.getByText('没有人求助').waitFor();
  await operator.page.getByText('未值班').waitFor();
  await operator.isSound('operator-empty');

  const caller = await world.enter(room, 'chair', { toneHz: 500 });
  await isWelcomed(caller, chinese);
  caller.press('*0');
  await operator.page.getByText('客户答疑会').waitFor();
  await operator.isSound('operator-waiting');
  await operator.page.getByRole('button', { name: '接听', exact: true }).click();
  const seat = await world.carrier.called(SEAT);
  await seat.until(() => seat.isUp, 'the operator has picked up');
  await seat.hear(chinese, 'operator-offer');
  seat.press('1');
  await operator.page.getByText('通话中').waitFor();
  seat.talk();
  await untilHears(caller, [1_100], [1_100]);
  await operator.isSound('operator-speaking');
  await operator.page.getByRole('button', { name: '送回会议' }).click();
  await operator.page.getByText('没有人求助').waitFor();
  await seat.until(() => seat.isOver, 'the operator is let go');
  assert.ok(caller.isUp);
  await caller.hangUp();
});

test('[S44] a room of a customer: what it is to be told stands at the end', async () => {
  const { page } = desktop;
  await page.goto('/operator/customers');
  const wanted = page.getByRole('row', { name: CUSTOMER });
  const other = page.getByRole('row', { name: '演示账户' });
  for (const row of [wanted, other]) await row.waitFor();
  await page.getByLabel('账户号、名称或电话号码').fill(CUSTOMER);
  await other.waitFor({ state: 'detached' });
  await wanted.getByRole('button', { name: '添加会议' }).click();
  await page.getByLabel('会议名称').fill('季度对账会');
  await page.getByLabel('主席密码').fill('12');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('位数不足').waitFor();
  await page.getByLabel('主席密码').fill('246810');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('主席密码:246810#').waitFor();
  await desktop.isSound('operator-room-told');
});

test('[S43] an operator recharges the account of a customer', async () => {
  const path = { accountId: customer };
  const balance = async () =>
    (await done(admin.GET('/admin/accounts/{accountId}', { params: { path } }))).balanceMicroYuan;
  const { id: staff } = (await done(admin.GET('/admin/accounts'))).items[0]!;
  await addUser(admin, origin, staff, { login: 'counter', password: PASSWORD, role: 'operator' });
  const operator = await PortalBrowser.open(browser, 'phone', origin, '/operator/customers');
  await operator.logIn('counter', PASSWORD);
  const { page } = operator;
  const drawer = page.getByRole('dialog');
  const before = await balance();
  await page.getByRole('article').filter({ hasText: CUSTOMER }).getByRole('button', { name: '充值' }).click();
  await drawer.getByText(`为「${CUSTOMER}」充值`).waitFor();
  await drawer.getByLabel('金额(元)').fill('20.5');
  await operator.isSound('operator-recharge');
  await drawer.getByRole('button', { name: '充值' }).click();
  await page.getByText('已充值 ¥20.50').waitFor();
  assert.is(await balance(), before + 20_500_000);
  await operator.isSound('operator-customers');
  await page.context().close();
});

test.run();
