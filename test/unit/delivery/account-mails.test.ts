import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Account } from '../../../src/accounts/account.js';
import { utcMs } from '../../../src/base/units.js';
import type { ConferenceId } from '../../../src/base/ids.js';
import type { ConferenceEvent, Fact } from '../../../src/conference/events.js';
import { EVENT_SCHEMA_VERSION } from '../../../src/conference/events.js';
import { AccountMails } from '../../../src/delivery/account-mails.js';
import { accountItem, eventItems } from '../../../src/notices/account-outbox.js';
import { plainOf } from '../../../src/notices/document.js';
import type { AccountNotice } from '../../../src/notices/notice.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { LegRepository } from '../../../src/store/repositories/leg-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Statement } from '../../../src/store/store.js';
import { DeskWorld } from '../../support/desk-world.js';
import {
  NOW_MS,
  sampleAccount,
  sampleClosed,
  sampleConference,
  sampleIds,
  sampleJoined,
  sampleLeg,
  sampleParticipant,
  sampleRecharge,
} from '../../support/store-samples.js';
import { microYuan } from '../../../src/billing/money.js';

const test = suite('mails to accounts');
const ids = sampleIds(77);
let world: DeskWorld;
let account: Account;
let mails: AccountMails;

const commit = async (...statements: readonly Statement[]): Promise<void> => {
  const outcome = await world.store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(outcome.error.message);
};

test.before(async () => {
  world = await DeskWorld.open();
  mails = new AccountMails(world.store, 'https://conf.example.cn');
  account = sampleAccount(ids, '33333333');
  const user = {
    id: ids.next<never>(),
    account: account.id,
    login: 'w',
    passwordHash: '',
    createdMs: NOW_MS,
  };
  await commit(
    new AccountRepository(world.store).create(account),
    new UserRepository(world.store).create({ ...user, role: 'customer', email: 'wang@example.cn' }),
    ...new LedgerRepository(world.store).recharged(sampleRecharge(ids, account.id, microYuan(12_345_600))),
  );
});
test.after(() => world.close());

const textOf = async (notice: AccountNotice): Promise<string> => {
  const document = await mails.document(notice);
  if (typeof document !== 'object') throw new Error(document ?? 'nothing to tell');
  return plainOf(document);
};

test('an account is told by the addresses of who logs in for it', async () => {
  assert.equal(await mails.addressesOf(account.id), ['wang@example.cn']);
  assert.equal(await mails.addressesOf(ids.next()), []);
});

test('low balance names what is left [S49]', async () => {
  const notice = {
    type: 'balance-low',
    account: account.id,
    conference: ids.next<never>(),
    minutes: 5,
  } as const;
  const text = await textOf(notice);
  assert.match(text, '5分钟');
  assert.match(text, '12.35元');
});

test('the report of a meeting waits for its charges, then lists who was there, when, and the cost', async () => {
  const conference = { ...sampleConference(ids), account: account.id, roomNumber: '7654321' };
  const participant = sampleParticipant(ids, conference.conference);
  const leg = sampleLeg(ids);
  const conferences = new ConferenceRepository(world.store);
  const legs = new LegRepository(world.store);
  await commit(
    conferences.started(conference),
    conferences.entered(participant),
    legs.opened(leg),
    legs.joined(sampleJoined(leg, participant)),
  );
  const notice = { type: 'meeting-report', account: account.id, conference: conference.conference } as const;
  assert.is(await mails.document(notice), 'not-yet');
  await commit(
    conferences.left(participant.participant, utcMs(NOW_MS + 60_000)),
    conferences.ended(conference.conference, utcMs(NOW_MS + 60_000), 'empty'),
    ...legs.closed(sampleClosed(leg)),
  );
  const text = await textOf(notice);
  assert.match(text, '会议报告: 7654321');
  assert.match(text, '+8613800138000');
  assert.match(text, '费用: 0.00元');
  assert.is(await mails.document({ ...notice, conference: ids.next<ConferenceId>() }), undefined);
});

test('a statement says what came in and what went [S43]', async () => {
  const month = new Date(NOW_MS + 8 * 3_600_000).toISOString().slice(0, 7);
  const text = await textOf({ type: 'statement', account: account.id, month });
  assert.match(text, '充值: 12.35元');
});

test('a number that was moved is told without more about where to [S30]', async () => {
  const text = await textOf({ type: 'number-moved', account: account.id, number: '+8613800138000' });
  assert.match(text, '+8613800138000');
});

test('low balance and the end of a conference are told once, with what caused them', () => {
  const conference = ids.next<ConferenceId>();
  const event = (fact: Fact): ConferenceEvent => ({
    schemaVersion: EVENT_SCHEMA_VERSION,
    conference,
    sequence: 9,
    atMs: NOW_MS,
    fact,
  });
  const nextId = () => ids.next<never>();
  const low = eventItems(event({ type: 'balance-low', minutes: 1 }), account.id, nextId);
  assert.equal(
    low.map(({ kind, onceKey }) => [kind, onceKey]),
    [['mail', `event ${conference} 9`]],
  );
  const [report] = eventItems(event({ type: 'closed', reason: 'empty' }), account.id, nextId);
  assert.ok(report!.dueMs > NOW_MS);
  assert.equal(eventItems(event({ type: 'closed', reason: 'empty' }), undefined, nextId), []);
  assert.equal(eventItems(event({ type: 'chair-arrived' }), account.id, nextId), []);
  const moved = { type: 'number-moved', account: account.id, number: '+861' } as const;
  assert.is(accountItem(moved, { id: nextId(), nowMs: NOW_MS }).subject, account.id);
});

test.run();
