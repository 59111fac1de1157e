import { join } from 'node:path';
import { IdMaker, type AccountId, type RoomId } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { below, seededRandom } from '../../src/base/random.js';
import { utcMs } from '../../src/base/units.js';
import { createClient, done, once, type HuitongClient, type WebhookCreate } from '../../src/client/index.js';
import { AccountNumberRepository } from '../../src/store/repositories/account-number-repository.js';
import { openStore } from '../../src/store/open-store.js';
import { unit } from '../../src/store/statement.js';
import { Caller } from './caller.js';
import { keepBooks } from './office-books.js';
import { storeRecording, type OfficeRecording } from './office-recordings.js';
import { administer, lastCall, waitForHelp } from './office-administration.js';
import { ServerProcess } from './server-process.js';
import { addUser, sessionClient } from './session-client.js';
import { storeCall } from './stored-calls.js';

const SEED = 7;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HISTORY_DAYS = 45;
const PASSWORD = 'a-long-password';
const YUAN = 1_000_000;

/** Those who dial into the conference that runs: number, tone, whether they talk. */
const CALLERS = [
  { caller: '13800138001', toneHz: 400, talks: true },
  { caller: '13900139002', toneHz: 600, talks: false },
  { caller: '13700137003', toneHz: 800, talks: false },
  { caller: '13600136004', toneHz: 900, talks: false },
] as const;
const PEOPLE =
  '王建国 李晓明 张红梅 刘志强 陈静 杨帆 赵雪 黄伟 周婷 吴昊 徐丽 孙磊 胡敏 朱军 高洁 林涛 何芳 郭鹏 马超 罗兰'.split(
    ' ',
  );
const GROUPS = ['产品部', '华东销售', '董事会'];
const PHONES = [
  { e164: '+8613800138000', kind: 'registered' },
  { e164: '+861062345678', kind: 'linked' },
  { e164: '+8613900139009', kind: 'bound' },
] as const;
/** Of the last conferences; the long one has no waveform unasked. */
const RECORDED = [
  { durationMs: 95_000, tracks: 3 },
  { durationMs: 2_400_000, tracks: 0 },
  { durationMs: 61_000, tracks: 0 },
] as const;
const WEBHOOK: WebhookCreate = {
  url: 'https://oa.example.com/huitong',
  description: '办公系统',
  events: ['conference.opened', 'conference.closed', 'recording.finished'],
};
const HELPED_ROOM = { number: '620012', chairPassword: '246811', attendeePassword: '' };
/** Longer than all pictures take. */
const HELP_MS = 3_600_000;
const LIVE_ROOM = { number: '620011', chair: '246810', attendee: '13579' };

export type OfficeRole = 'customer' | 'operator' | 'admin';

/** A running server with an office that has used it for a while, and a conference that is going on. */
export class PortalOffice {
  readonly server: ServerProcess;
  /** The room of the conference that runs. */
  liveRoom = '';
  /** One that repeats. */
  weeklyRoom = '';
  /** One of contacts. */
  group = '';
  /** Of the customer. */
  account = '';
  /** One that came in. */
  call = '';
  /** Where whoever has the link listens. */
  sharedRecording = '';
  readonly #callers: Caller[] = [];

  private constructor(server: ServerProcess) {
    this.server = server;
  }

  static async open(): Promise<PortalOffice> {
    const server = await ServerProcess.prepare({
      config: {
        trunks: [{ id: 'carrier-a', addresses: ['127.0.0.0/8'], screened: true }],
        serviceNumbers: [
          { number: '4006701018', service: 'bridge', language: 'zh-CN' },
          { number: '4006766678', service: 'quick', language: 'zh-CN' },
          { number: '116323', service: 'instant', language: 'zh-CN' },
        ],
        conference: { operatorWaitMs: HELP_MS },
        chargeFiles: { periods: ['hour', 'day'] },
        webhooks: { allowPrivate: ['127.0.0.1/32'] },
      },
      environment: { HUITONG_ADMIN_PASSWORD: PASSWORD },
    });
    const office = new PortalOffice(server);
    try {
      await server.launch();
      const account = await office.#furnish();
      await server.stop();
      await writeHistory(server, account, office.liveRoom as RoomId);
      await server.launch();
      await office.#book();
      await office.#convene();
    } catch (thrown) {
      await office.close();
      throw thrown;
    }
    return office;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.server.httpPort}`;
  }

  loginOf(role: OfficeRole): { readonly login: string; readonly password: string } {
    const login = { customer: '13800138000', operator: 'operator', admin: 'admin' }[role];
    return { login, password: PASSWORD };
  }

  async close(): Promise<void> {
    for (const caller of this.#callers) caller.close();
    await this.server.dispose();
  }

  /** Accounts, money, rooms and contacts, all by the API. */
  async #furnish(): Promise<AccountId> {
    const admin = createClient({ baseUrl: this.origin, apiKey: this.server.apiKey });
    const { id: accountId } = await done(
      admin.POST('/admin/accounts', { headers: once(), body: { name: '华创科技有限公司', tier: 'vip' } }),
    );
    const path = { accountId };
    for (const [amount, method] of [
      [500, 'transfer'],
      [200, 'cash'],
    ] as const) {
      const body = { amountMicroYuan: amount * YUAN, method, note: `${amount} 元` };
      await admin.POST('/accounts/{accountId}/recharges', { headers: once(), params: { path }, body });
    }
    const { login, password } = this.loginOf('customer');
    const customer = await addUser(admin, this.origin, accountId, { login, password });
    const desk = await done(
      admin.POST('/admin/accounts', { headers: once(), body: { name: '客服中心', role: 'operator' } }),
    );
    const operator = await addUser(admin, this.origin, desk.id, {
      ...this.loginOf('operator'),
      role: 'operator',
    });
    await administer(admin, desk.id);
    this.account = accountId;
    const administrator = await sessionClient(this.origin, 'admin', password);
    await Promise.all([customer, operator, administrator].map(answerHelpQuestion));
    const groups = await addContacts(customer);
    [this.liveRoom, this.weeklyRoom] = await addRooms(customer, groups);
    await customer.POST('/webhooks', { body: WEBHOOK });
    this.group = groups[0] ?? '';
    return accountId as AccountId;
  }

  async #book(): Promise<void> {
    const { login, password } = this.loginOf('customer');
    const customer = await sessionClient(this.origin, login, password);
    const { items: groups } = await done(customer.GET('/contact-groups'));
    for (const [index, { id }] of groups.entries()) {
      const startMs = nextHourMs() + (index + 1) * 5 * HOUR_MS;
      const body = { name: `${GROUPS[index] ?? ''}电话会`, startMs, groups: [id] };
      await customer.POST('/bookings', { headers: once(), body });
    }
    this.sharedRecording = await shareRecording(customer);
  }

  async #convene(): Promise<void> {
    const { number, chair, attendee } = LIVE_ROOM;
    for (const [index, { talks, ...who }] of CALLERS.entries()) {
      const caller = await Caller.call({ server: this.server.address, ...who });
      this.#callers.push(caller);
      caller.press(`${number}#${index === 0 ? chair : attendee}#`);
      caller.talk(talks);
    }
    const { login, password } = this.loginOf('operator');
    const operator = await sessionClient(this.origin, login, password);
    const options = { server: this.server.address, caller: '13500135005', toneHz: 700 };
    this.#callers.push(await waitForHelp(operator, HELPED_ROOM, options));
    this.call = await lastCall(createClient({ baseUrl: this.origin, apiKey: this.server.apiKey }));
  }
}

/** Whoever has used the portal for a while was asked long ago. */
async function answerHelpQuestion(person: HuitongClient): Promise<void> {
  const { version } = await done(person.GET('/profile'));
  await person.PATCH('/profile', { body: { helpSeen: true, version } });
}

async function addContacts(customer: HuitongClient): Promise<readonly string[]> {
  const groups: string[] = [];
  for (const name of GROUPS) {
    groups.push((await done(customer.POST('/contact-groups', { body: { name } }))).id);
  }
  for (const [index, name] of PEOPLE.entries()) {
    const number = CALLERS[index]?.caller ?? `1381000${String(1_000 + index)}`;
    await customer.POST('/contacts', {
      body: {
        name,
        email: index % 3 === 0 ? `user${index}@example.com` : '',
        numbers: [
          { number },
          ...(index % 4 === 0 ? [{ number: `010-6234${1_000 + index}*80${index}` }] : []),
        ],
        groupIds: [groups[index % groups.length]!],
      },
    });
  }
  return groups;
}

/** Gives the page of the link. */
async function shareRecording(customer: HuitongClient): Promise<string> {
  const [recording] = (await done(customer.GET('/recordings'))).items;
  const params = { path: { recordingId: recording!.id } };
  return (await done(customer.POST('/recordings/{recordingId}/shares', { params, body: { days: 7 } }))).url;
}

/** Gives the room that the callers dial into, and one that repeats. */
async function addRooms(customer: HuitongClient, groups: readonly string[]): Promise<[string, string]> {
  const tomorrow = nextHourMs() + DAY_MS;
  const add = async (room: Parameters<typeof roomBody>[0]): Promise<string> =>
    (await done(customer.POST('/rooms', { headers: once(), body: roomBody(room) }))).id;
  const live = await add({
    name: '产品周例会',
    number: LIVE_ROOM.number,
    chairPassword: LIVE_ROOM.chair,
    attendeePassword: LIVE_ROOM.attendee,
    options: { chairMayRecord: true },
  });
  await add({ name: '客户支持热线会', ...HELPED_ROOM });
  await add({
    name: '季度经营分析会',
    number: '620013',
    startMs: tomorrow,
    durationMs: 2 * HOUR_MS,
    recurrence: { every: 'month', count: 12 },
    invitees: [{ groupId: groups[2]! }],
  });
  const weekly = await add({
    name: '华东区销售晨会',
    number: '620014',
    startMs: tomorrow - 2 * HOUR_MS,
    durationMs: HOUR_MS,
    recurrence: { every: 'week', count: 26 },
    invitees: [{ groupId: groups[1]! }],
  });
  return [live, weekly];
}

const roomBody = (room: {
  readonly name: string;
  readonly number: string;
  readonly chairPassword?: string;
  readonly attendeePassword?: string;
  readonly [other: string]: unknown;
}) => ({ chairPassword: '246811', attendeePassword: '13570', organiser: '王建国', ...room });

const nextHourMs = (): number => HOUR_MS * Math.ceil(Date.now() / HOUR_MS);

/** Conferences of the last weeks, with their legs and charges; and the office's own phones. */
async function writeHistory(server: ServerProcess, account: AccountId, room: RoomId): Promise<void> {
  const opened = await openStore({ kind: 'sqlite', file: server.databaseFile }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const numbers = new AccountNumberRepository(opened.value);
  const verifiedMs = utcMs(Date.now() - HISTORY_DAYS * DAY_MS);
  const verified = PHONES.map((phone) => numbers.verified({ ...phone, account, verifiedMs }));
  const committed = await opened.value.commit(unit(...verified));
  if (!committed.ok) throw new Error(committed.error.code);
  const random = seededRandom(SEED);
  const ids = new IdMaker(random, () => utcMs(Date.now()));
  // Nine in Shanghai.
  const morningMs = DAY_MS * Math.floor(Date.now() / DAY_MS) + HOUR_MS;
  const last: Pick<OfficeRecording, 'conference' | 'account' | 'startedMs'>[] = [];
  for (let day = HISTORY_DAYS; day > 0; day--) {
    for (let held = below(random, 3); held > 0; held--) {
      const parties = 3 + below(random, 6);
      const durationS = 300 + below(random, 4_000);
      const startedMs = utcMs(morningMs - day * DAY_MS + below(random, 8 * HOUR_MS));
      const conference = await storeCall(opened.value, ids, {
        account,
        startedMs,
        room,
        roomNumber: LIVE_ROOM.number,
        numbers: Array.from({ length: parties }, (_, index) => `+861381000${1_000 + index}`),
        names: PEOPLE.slice(0, parties),
        durationS,
        amount: Math.ceil(durationS / 60) * 200_000,
      });
      last.unshift({ conference, account, startedMs });
    }
  }
  const folder = join(server.dataDir, 'recordings');
  for (const [index, sound] of RECORDED.entries())
    await storeRecording(opened.value, ids, folder, { ...last[index]!, ...sound });
  await keepBooks(opened.value, ids, account, join(server.dataDir, 'charges'));
  await opened.value.close();
}
