import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { statementPage } from '../../../src/api/records/statement-page.js';
import type { AccountId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { rechargeEntry, type LedgerEntry } from '../../../src/billing/ledger-entry.js';
import { microYuan } from '../../../src/billing/money.js';
import { monthRange } from '../../../src/billing/statement.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import { ApiWorld, type Party } from '../../support/api-world.js';
import { recordsServices } from '../../support/api/records-services.js';
import { chargedLeg } from '../../support/charged-leg.js';
import { NOW_MS, sampleRecharge } from '../../support/store-samples.js';

const test = suite('money');
const API = '/api/v1';

let world: ApiWorld;
let warned: AccountId[];
test.before.each(async () => {
  warned = [];
  const folder = '/nowhere';
  const records = {
    ...recordsServices({ folder }),
    recharged: (account: AccountId) => void warned.push(account),
  };
  world = await ApiWorld.create({}, { records });
});
test.after.each(() => world.close());

const recharge = (body: object, key: string | undefined, party: Party = 'admin', to: Party = 'mine') =>
  world.ask(
    party,
    'POST',
    `${API}/accounts/${world.accounts[to].id}/recharges`,
    body,
    key === undefined ? {} : { 'idempotency-key': key },
  );
const TEN = { amountMicroYuan: 10_000_000, method: 'gateway', note: 'Bestellung 7' };
const get = (path: string, party: Party = 'mine') => world.ask(party, 'GET', `${API}/${path}`);
const balance = async (party: Party = 'mine'): Promise<number> =>
  (await get('balance', party)).body.balanceMicroYuan;

/** The lines of the table under a heading, without the names of its columns. */
function rowsOf(text: string, heading: string): readonly (readonly string[])[] {
  const [, below = ''] = text.split(`<h2>${heading}</h2>`);
  const [table = ''] = below.split('</table>');
  const rows = table
    .split('<tr>')
    .map((row) => [...row.matchAll(/<td[^>]*>([^<]*)</g)].map(([, cell = '']) => cell));
  return rows.filter(({ length }) => length > 0);
}

test('[S43] a payment gateway that repeats itself is booked once, and the account is told', async () => {
  const first = await recharge(TEN, 'pay-1');
  assert.is(first.status, 201);
  const again = await recharge(TEN, 'pay-1');
  assert.equal([again.status, again.body.id], [201, first.body.id]);
  assert.is(await balance(), 10_000_000);
  assert.equal(warned, [world.accounts.mine.id]);
  assert.is((await recharge({ ...TEN, amountMicroYuan: 1 }, 'pay-1')).status, 409);
  assert.is((await recharge(TEN, 'pay-2')).status, 201);
  assert.is(await balance(), 20_000_000);
  assert.is(await balance('other'), 0);
});

test('[S43] a key of a payment is remembered for ever, by the books themselves', async () => {
  const first = await recharge(TEN, 'pay-1');
  world.wait(30 * 86_400_000);
  await world.api.tidy();
  const again = await recharge(TEN, 'pay-1');
  assert.equal(
    [again.status, again.body.id, again.headers.get('idempotency-replayed')],
    [201, first.body.id, null],
  );
  assert.is(await balance(), 10_000_000);
  assert.is(warned.length, 1);
  assert.is((await recharge({ ...TEN, amountMicroYuan: 1 }, 'pay-1')).status, 409);
});

test('[S43] operators and administrators recharge, customers do not, and none without a key', async () => {
  const refused = await recharge(TEN, 'k', 'mine');
  assert.equal([refused.status, refused.body.code], [403, 'ROLE_MISSING']);
  assert.is((await recharge(TEN, undefined)).status, 400);
  for (const amountMicroYuan of [0, -1, 1.5, 1e18]) {
    assert.is((await recharge({ ...TEN, amountMicroYuan }, 'k')).status, 400, String(amountMicroYuan));
  }
  const nobody = await world.ask('admin', 'POST', `${API}/accounts/nobody/recharges`, TEN, {
    'idempotency-key': 'k',
  });
  assert.equal([nobody.status, nobody.body.code], [404, 'ACCOUNT_NOT_FOUND']);
});

test('[S43] recharges and the ledger are listed by range and kind, by their account alone', async () => {
  await recharge(TEN, 'a');
  world.wait(1_000);
  await recharge({ ...TEN, amountMicroYuan: 5_000_000 }, 'b');
  const { body } = await get('recharges');
  assert.equal(
    body.items.map(({ amountMicroYuan, method, note }: typeof TEN) => [amountMicroYuan, method, note]),
    [
      [5_000_000, 'gateway', 'Bestellung 7'],
      [10_000_000, 'gateway', 'Bestellung 7'],
    ],
  );
  const first = (await get('ledger-entries?limit=1')).body;
  assert.is(first.items[0].amountMicroYuan, 5_000_000);
  const rest = (await get(`ledger-entries?limit=1&after=${first.next}`)).body;
  assert.equal([rest.items[0].amountMicroYuan, rest.next], [10_000_000, null]);
  assert.equal((await get('ledger-entries?kind=charge')).body.items, []);
  assert.equal((await get('ledger-entries?fromMs=0&toMs=1')).body.items, []);
  assert.equal((await get('ledger-entries', 'other')).body.items, []);
});

test('[S50] an administrator takes an entry back once, unless the money is gone', async () => {
  const entry = (await recharge(TEN, 'a')).body.id;
  const reverse = (party: Party, id: string) =>
    world.ask(party, 'POST', `${API}/admin/ledger-entries/${id}/reversal`, { note: 'Irrtum' });
  assert.is((await reverse('mine', entry)).status, 403);
  assert.equal((await reverse('admin', 'none')).body.code, 'LEDGER_ENTRY_NOT_FOUND');
  const reversed = await reverse('admin', entry);
  assert.equal(
    [reversed.status, reversed.body.amountMicroYuan, reversed.body.reverses],
    [201, -10_000_000, entry],
  );
  assert.is(await balance(), 0);
  assert.is((await reverse('admin', entry)).body.code, 'BALANCE_TOO_LOW');
  await recharge(TEN, 'b');
  assert.is((await reverse('admin', entry)).body.code, 'ALREADY_REVERSED');
  assert.is(await balance(), 10_000_000);
});

test('[S43] a balance says what is there and what new calls can use', async () => {
  await recharge(TEN, 'a');
  assert.equal((await get('balance')).body, {
    paymentMode: 'prepaid',
    balanceMicroYuan: 10_000_000,
    reservedMicroYuan: 0,
    creditLimitMicroYuan: 0,
    availableMicroYuan: 10_000_000,
    legs: 0,
    runwayMs: null,
  });
});

test('[S43] [S46] a statement of a month, as JSON and as a page to print', async () => {
  await recharge({ ...TEN, amountMicroYuan: 12_345_678, note: '<script>alert(1)</script>' }, 'a');
  const { items } = (await get('statements')).body;
  assert.equal([items.length, items[0].complete], [1, false]);
  const { month } = items[0];
  const path = `statements/${month}`;
  assert.equal((await get(path)).body, {
    month,
    complete: false,
    openingFen: 0,
    rechargedFen: 1_235,
    chargedFen: 0,
    closingFen: 1_235,
    charges: 0,
  });
  const page = await world.ask('mine', 'GET', `${API}/${path}`, undefined, { accept: 'text/html,*/*' });
  assert.match(page.headers.get('content-type')!, 'text/html');
  assert.match(page.text, '12.35');
  assert.match(page.text, '北京会通');
  assert.not.match(page.text, '<script');
  assert.is((await get(`${path}?format=html`)).text, page.text);
  assert.match((await get('statement.css')).text, '@page');
  assert.is((await get('statements/2020-01')).body.code, 'STATEMENT_NOT_FOUND');
  assert.is((await get('statements/2026-13')).status, 400);
});

test('[S43] the lines of a printed statement add up to what it says was recharged', async () => {
  await recharge({ ...TEN, note: 'stays' }, 'a');
  world.wait(1_000);
  const { id } = (await recharge({ ...TEN, amountMicroYuan: 3_000_000, method: 'cash', note: 'goes' }, 'b'))
    .body;
  world.wait(1_000);
  await world.ask('admin', 'POST', `${API}/admin/ledger-entries/${id}/reversal`, { note: '退款' });
  const { month } = (await get('statements')).body.items[0];
  assert.is((await get(`statements/${month}`)).body.rechargedFen, 1_000);
  const { text } = await get(`statements/${month}?format=html`);
  assert.equal(
    rowsOf(text, '充值记录').map((row) => row.slice(1)),
    [
      ['冲正', '退款', '-3.00'],
      ['现金', 'goes', '3.00'],
      ['在线支付', 'stays', '10.00'],
    ],
  );
});

test('[S43] the lines of a printed statement add up to what it says was called, by the time of the charge', async () => {
  const { store, ids } = world;
  const { id } = world.accounts.mine;
  await recharge(TEN, 'a');
  const { month } = (await get('statements')).body.items[0];
  const { fromMs } = monthRange(month, 'Asia/Shanghai');
  // Answered in the month before.
  await chargedLeg(store, ids, id, utcMs(fromMs + 30_000));
  const { leg: old } = await chargedLeg(store, ids, id, utcMs(fromMs + 3_600_000));
  const { leg: wrong } = await chargedLeg(store, ids, id, NOW_MS);
  await world.ask('admin', 'POST', `${API}/admin/ledger-entries/${wrong}/reversal`, { note: 'wrong' });
  const removed = await store.commit(
    unit(statement(store.queries.deleteFrom('legs').where('id', '=', old), 1)),
  );
  assert.ok(removed.ok);
  assert.is((await get(`statements/${month}`)).body.chargedFen, 40);
  const { text } = await get(`statements/${month}?format=html`);
  assert.match(text, /话费<\/td>\s*<td class="sum">-0\.40</);
  assert.equal(rowsOf(text, '话务明细'), [
    ['会议室 / 参会者拨入', '2', '2', '0.40'],
    ['其他话费(话单已过保存期)', '1', '', '0.20'],
    ['冲正', '1', '', '-0.20'],
  ]);
});

test('[S43] a printed statement says it in the words of its language, and an unknown method as it is', async () => {
  const entry = (method: string | undefined, changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
    ...rechargeEntry(sampleRecharge(world.ids, world.accounts.mine.id, microYuan(1_000_000))),
    method,
    ...changes,
  });
  const text = String(
    await statementPage({
      account: { ...world.accounts.mine, language: 'en' },
      statement: {
        month: '2026-09',
        complete: true,
        openingFen: 0,
        rechargedFen: 400,
        chargedFen: 33,
        closingFen: 367,
        charges: 1,
      },
      charges: [
        {
          type: 'legs',
          service: 'instant',
          kind: 'host-callback',
          entries: 1,
          chargedS: 100,
          amountMicroYuan: 333_333,
        },
      ],
      recharges: [
        entry('transfer'),
        entry('Alipay'),
        entry('constructor'),
        entry(undefined, { kind: 'opening' }),
      ],
      isCut: false,
    }),
  );
  assert.equal(rowsOf(text, 'Calls by kind'), [['Instant call / Host is called', '1', '1.67', '0.333333']]);
  assert.equal(
    rowsOf(text, 'Recharges').map(([, method]) => method),
    ['Transfer', 'Alipay', 'constructor', 'Opening balance'],
  );
});

test('[S43] a printed statement names every recharge of a month that has hundreds', async () => {
  const books = new LedgerRepository(world.store);
  const { id } = world.accounts.mine;
  const many = 1_020;
  for (let one = 0; one < many; one++)
    await books.recharge({ ...sampleRecharge(world.ids, id, microYuan(1_000_000)), note: `recharge ${one}` });
  const { month } = (await get('statements')).body.items[0];
  const { text } = await get(`statements/${month}?format=html`);
  const named = new Set([...text.matchAll(/<td>(recharge \d+)<\/td>/g)].map(([, note]) => note));
  assert.is(named.size, many);
  assert.not.match(text, '仅列出最近的部分');
});

test.run();
