import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { hashApiKey, type ApiKey } from '../../../src/accounts/api-key.js';
import { verifyPassword } from '../../../src/accounts/password-hash.js';
import type { Room } from '../../../src/accounts/room.js';
import type { User } from '../../../src/accounts/user.js';
import { silentLog } from '../../../src/base/log.js';
import type { AccountId, ConferenceId, IdMaker } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import type { LegOpened } from '../../../src/billing/leg-record.js';
import { amountOf } from '../../../src/billing/rating.js';
import { microYuan } from '../../../src/billing/money.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { ApiKeyRepository } from '../../../src/store/repositories/api-key-repository.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { EventRepository } from '../../../src/store/repositories/event-repository.js';
import { AuditRepository } from '../../../src/store/repositories/audit-repository.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { LegRepository } from '../../../src/store/repositories/leg-repository.js';
import { ReservationRepository } from '../../../src/store/repositories/reservation-repository.js';
import { RoomListReads } from '../../../src/store/repositories/room-list-reads.js';
import { RoomRepository } from '../../../src/store/repositories/room-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { DatabaseChargingStore } from '../../../src/store/charging-store.js';
import { Journal } from '../../../src/store/journal.js';
import { closeOlderEpochs } from '../../../src/store/restart.js';
import { seed } from '../../../src/store/seed.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
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
  sampleRoom,
} from '../../support/store-samples.js';
import { commit, refusalOf, withStoreOf, type Backend } from './backend.js';

async function createAccount(store: Store, ids: IdMaker, number?: string): Promise<AccountId> {
  const account = sampleAccount(ids, number);
  await commit(store, new AccountRepository(store).create(account));
  return account.id;
}

/** Everything that holds of the repositories on either database. */
export function repositoryContract(test: Test, backend: Backend): void {
  const withStore = (name: string, run: (store: Store, ids: IdMaker) => Promise<void>): void => {
    test(name, () => withStoreOf(backend, (store) => run(store, sampleIds())));
  };

  withStore(
    'an account is found by id and by number, with a balance beyond 3,000 yuan',
    async (store, ids) => {
      const accounts = new AccountRepository(store);
      const ledger = new LedgerRepository(store);
      const account = sampleAccount(ids);
      const balance = microYuan(9_000_000_000_000_001);
      await commit(
        store,
        accounts.create(account),
        ...ledger.recharged(sampleRecharge(ids, account.id, balance)),
      );
      assert.equal(await accounts.find(account.id), account);
      assert.equal(await accounts.findByNumber(account.number), account);
      assert.is(await accounts.balance(account.id), balance);
      assert.is(await accounts.findByNumber('0'), undefined);
      const twin = { ...sampleAccount(ids), number: account.number };
      assert.is(await refusalOf(store, accounts.create(twin)), 'UNIQUE accounts.number');
    },
  );

  withStore('a user is found by login and can change the password', async (store, ids) => {
    const users = new UserRepository(store);
    const account = await createAccount(store, ids);
    const user: User = {
      id: ids.next(),
      account,
      login: '王@example.cn',
      passwordHash: 'old',
      role: 'customer',
      createdMs: NOW_MS,
      email: 'wang@example.cn',
      helpSeen: false,
      passwordTemporary: false,
    };
    await commit(store, users.create(user));
    await commit(store, users.changePassword(user.id, 'new'));
    assert.equal(await users.findByLogin(user.login), { ...user, passwordHash: 'new' });
    assert.equal(await users.find(user.id), { ...user, passwordHash: 'new' });
    assert.is(
      await refusalOf(store, users.create({ ...user, email: undefined, id: ids.next() })),
      'UNIQUE users.login',
    );
    const orphan = {
      ...user,
      email: undefined,
      id: ids.next<User['id']>(),
      account: ids.next<AccountId>(),
      login: 'orphan',
    };
    assert.is(await refusalOf(store, users.create(orphan)), 'REFERENCE');
  });

  withStore('an API key is found by its hash until it is revoked by its account', async (store, ids) => {
    const keys = new ApiKeyRepository(store);
    const account = await createAccount(store, ids);
    const other = await createAccount(store, ids, '10000002');
    const key: ApiKey = {
      id: ids.next(),
      account,
      hash: hashApiKey('secret'),
      label: 'CRM',
      scopes: ['rooms:read', 'rooms:write'],
      createdMs: NOW_MS,
      lastUsedDay: undefined,
    };
    await commit(store, keys.create(key));
    await commit(store, keys.createUnlessKnown({ ...key, id: ids.next(), label: 'again' }));
    assert.equal(await keys.findByHash(hashApiKey('secret')), key);
    assert.equal(await keys.listOfAccount(account), [key]);
    assert.is(await refusalOf(store, keys.revoke(key.id, other)), 'CONFLICT');
    await commit(store, keys.revoke(key.id, account));
    assert.is(await keys.findByHash(key.hash), undefined);
  });

  withStore('a room comes back with all its fields, and its number is unique', async (store, ids) => {
    const rooms = new RoomRepository(store);
    const account = await createAccount(store, ids);
    const room = sampleRoom(ids, account, '1234567');
    await commit(store, rooms.create(room));
    assert.equal(await rooms.find(room.id), room);
    assert.equal(await rooms.findByNumber('1234567'), room);
    assert.is(await rooms.findByNumber('7654321'), undefined);
    assert.is(
      await refusalOf(store, rooms.create(sampleRoom(ids, account, '1234567'))),
      'UNIQUE rooms.number',
    );
  });

  withStore('of two changes of the same version of a room the second is refused', async (store, ids) => {
    const rooms = new RoomRepository(store);
    const account = await createAccount(store, ids);
    const room = sampleRoom(ids, account, '1234567');
    await commit(store, rooms.create(room));
    const renamed: Room = { ...room, name: '月会', options: { ...room.options, keylessEntry: true } };
    await commit(store, rooms.change(renamed));
    assert.is(await refusalOf(store, rooms.change({ ...room, name: '年会' })), 'CONFLICT');
    assert.equal(await rooms.find(room.id), { ...renamed, version: 2 });
  });

  withStore('a room is listed, changed and removed by its own account alone', async (store, ids) => {
    const rooms = new RoomRepository(store);
    const mine = await createAccount(store, ids);
    const other = await createAccount(store, ids, '10000002');
    const numbers = ['1001', '1002', '1003', '1004', '1005'];
    for (const number of numbers) await commit(store, rooms.create(sampleRoom(ids, mine, number)));
    const theirs = sampleRoom(ids, other, '2001');
    await commit(store, rooms.create(theirs));
    const lists = new RoomListReads(store);
    const first = await lists.listOfAccount(mine, { limit: 3 });
    const second = await lists.listOfAccount(mine, { after: first.at(-1)!.room.id, limit: 3 });
    assert.equal(
      [...first, ...second].map(({ room }) => room.number),
      numbers,
    );
    assert.is(await refusalOf(store, rooms.change({ ...theirs, account: mine })), 'CONFLICT');
    assert.is(await refusalOf(store, rooms.remove(theirs.id, mine)), 'CONFLICT');
    await commit(store, rooms.remove(theirs.id, other));
    assert.equal(await lists.listOfAccount(other, { limit: 3 }), []);
  });

  withStore(
    'rooms are listed by their time, and removed as the version that was read',
    async (store, ids) => {
      const rooms = new RoomRepository(store);
      const account = await createAccount(store, ids);
      const atMs = utcMs(NOW_MS + 1_000);
      const made: readonly (readonly [string, number, number])[] = [
        ['1001', atMs - 1_000, 1_000],
        ['1002', atMs - 1_000, 1_001],
        ['1003', atMs, 3_000_000_000],
        ['1004', atMs + 1, 1],
      ];
      for (const [number, startMs, durationMs] of made) {
        const room = { ...sampleRoom(ids, account, number), startMs: utcMs(startMs), durationMs };
        await commit(store, rooms.create(room));
      }
      const numbers = async (is: 'current' | 'planned' | 'past'): Promise<readonly string[]> =>
        (await new RoomListReads(store).listOfAccount(account, { limit: 9 }, { is, atMs })).map(
          ({ room }) => room.number,
        );
      assert.equal(await numbers('past'), ['1001']);
      assert.equal(await numbers('current'), ['1002', '1003']);
      assert.equal(await numbers('planned'), ['1004']);
      const { id, version } = (await rooms.findByNumber('1004'))!;
      assert.is(await refusalOf(store, rooms.remove(id, account, version + 1)), 'CONFLICT');
      await commit(store, rooms.remove(id, account, version));
    },
  );

  withStore('a conference ends once, and keeps who was in it', async (store, ids) => {
    const conferences = new ConferenceRepository(store);
    const conference = sampleConference(ids);
    const participant = sampleParticipant(ids, conference.conference);
    const endedMs = utcMs(NOW_MS + 5_000);
    await commit(store, conferences.started(conference), conferences.entered(participant));
    await commit(store, conferences.left(participant.participant, utcMs(NOW_MS + 1_000)));
    await commit(store, conferences.entered(participant));
    await commit(store, conferences.left(participant.participant, endedMs));
    await commit(store, conferences.ended(conference.conference, endedMs, 'ended-by-chair'));
    const twice = conferences.ended(conference.conference, utcMs(NOW_MS + 9_000), 'alone');
    assert.is(await refusalOf(store, twice), 'CONFLICT');
    const record = { ...conference, endedMs, endReason: 'ended-by-chair' };
    assert.equal(await conferences.find(conference.conference), record);
    assert.equal(await conferences.listOfAccount(conference.account!, { limit: 10 }), [record]);
    assert.equal(await conferences.participants(conference.conference), [
      { ...participant, leftMs: endedMs },
    ]);
  });

  withStore('a leg is opened, joined, kept alive and closed once', async (store, ids) => {
    const legs = new LegRepository(store);
    const opened = sampleLeg(ids);
    const participant = sampleParticipant(ids, ids.next());
    const joined = sampleJoined(opened, participant);
    const aliveMs = utcMs(NOW_MS + 10_000);
    await commit(store, legs.opened(opened));
    assert.equal(await legs.find(opened.leg), {
      opened,
      joined: undefined,
      closed: undefined,
      charge: undefined,
      lastAliveMs: opened.answerMs,
    });
    await commit(store, legs.joined(joined));
    await commit(store, ...legs.alive([opened.leg], aliveMs));
    await commit(store, legs.moved(opened.leg, '{"moved":true}'));
    assert.is((await legs.find(opened.leg))?.opened.dialog, '{"moved":true}');
    await commit(store, legs.moved(opened.leg, opened.dialog));
    const closed = sampleClosed(opened);
    await commit(store, ...legs.closed({ ...closed, durationMs: 59_999.6 }));
    assert.is(await refusalOf(store, ...legs.closed({ ...closed, reason: 'media-lost' })), 'CONFLICT');
    assert.is(await refusalOf(store, legs.joined(joined)), 'CONFLICT');
    // The codec that was negotiated last is the codec of the record.
    const { codec, ptimeMs } = closed;
    const record = {
      opened: { ...opened, codec, ptimeMs },
      joined,
      closed: { ...closed, durationMs: 60_000 },
      charge: undefined,
      lastAliveMs: aliveMs,
    };
    assert.equal(await legs.find(opened.leg), record);
  });

  withStore('the beat reaches thousands of legs, and none that is closed', async (store, ids) => {
    const legs = new LegRepository(store);
    const opened = Array.from({ length: 1_201 }, () => sampleLeg(ids));
    await commit(store, ...opened.map((leg) => legs.opened(leg)));
    await commit(store, ...legs.closed(sampleClosed(opened[0]!)));
    const beat = legs.alive(
      opened.map(({ leg }) => leg),
      utcMs(NOW_MS + 20_000),
    );
    const outcome = await store.commit(unit(...beat));
    assert.equal(outcome, { ok: true, value: [499, 500, 201] });
  });

  withStore('a restart closes what its older epochs left open, once, when last alive', async (store, ids) => {
    const legs = new LegRepository(store);
    const conferences = new ConferenceRepository(store);
    const [open1, ended1, never1] = [sampleLeg(ids), sampleLeg(ids), sampleLeg(ids)];
    const running2 = sampleLeg(ids, 2);
    const elsewhere = { ...sampleLeg(ids), node: 'node-b' };
    const conference = sampleConference(ids);
    const empty = sampleConference(ids);
    const current = { ...sampleConference(ids), epoch: 2 };
    const participant = sampleParticipant(ids, conference.conference);
    const aliveMs = utcMs(NOW_MS + 30_000);
    for (const leg of [open1, ended1, never1, running2, elsewhere]) await commit(store, legs.opened(leg));
    for (const started of [conference, empty, current]) await commit(store, conferences.started(started));
    await commit(store, conferences.entered(participant), legs.joined(sampleJoined(open1, participant)));
    await commit(store, ...legs.alive([open1.leg], aliveMs), ...legs.closed(sampleClosed(ended1)));

    const closed = await closeOlderEpochs(store, 'node-a', 2);
    assert.is(closed.ok, true);
    assert.equal(closed.ok && closed.value.map(({ opened }) => opened), [open1, never1]);
    assert.equal(await closeOlderEpochs(store, 'node-a', 2), { ok: true, value: [] });

    const record = (await legs.find(open1.leg))!.closed!;
    assert.equal([record.endMs, record.durationMs, record.reason], [aliveMs, 29_800, 'restart']);
    assert.is((await legs.find(never1.leg))!.closed!.durationMs, 0);
    assert.equal((await legs.find(ended1.leg))!.closed, sampleClosed(ended1));
    assert.is((await legs.find(running2.leg))!.closed, undefined);
    assert.is((await legs.find(elsewhere.leg))!.closed, undefined);
    assert.is((await conferences.find(conference.conference))!.endedMs, aliveMs);
    assert.is((await conferences.find(empty.conference))!.endedMs, empty.startedMs);
    assert.is((await conferences.find(current.conference))!.endedMs, undefined);
    assert.is((await conferences.participants(conference.conference))[0]!.leftMs, aliveMs);
  });

  withStore('a restart charges open legs for the time they were known alive, once', async (store, ids) => {
    const legs = new LegRepository(store);
    const accounts = new AccountRepository(store);
    const charging = new DatabaseChargingStore(store, new Journal(store, silentLog), silentLog);
    const account = await createAccount(store, ids);
    await charging.recharge(sampleRecharge(ids, account, microYuan(10_000_000)));
    const rate = {
      tariffVersion: 't1',
      free: false,
      microYuanPerMinute: 200_000,
      firstBlockS: 60,
      incrementS: 60,
    };
    const reserve = async (leg: LegOpened, reservedS: number, atS: number): Promise<void> => {
      const amount = amountOf(rate, reservedS);
      const conference = ids.next<ConferenceId>();
      const of = { leg: leg.leg, account, conference, service: 'bridge', kind: 'dial-out', rate } as const;
      const atMs = utcMs(leg.answerMs + atS * 1_000);
      const outcome = await new Promise((resolve) => {
        charging.reserve({ ...of, reservedS, amount, added: amount }, atMs, resolve);
      });
      assert.is(outcome, 'reserved');
    };
    const participant = sampleParticipant(ids, ids.next());
    // Alive by the beat; by its last block alone; beyond that, unpaid further; never entered; free.
    const [beaten, blocked, refused] = [sampleLeg(ids), sampleLeg(ids), sampleLeg(ids)];
    const [outside, free] = [sampleLeg(ids), sampleLeg(ids)];
    for (const leg of [beaten, blocked, refused, outside, free]) await commit(store, legs.opened(leg));
    for (const leg of [beaten, blocked, refused, free])
      await commit(store, legs.joined({ ...sampleJoined(leg, participant), account }));
    await reserve(beaten, 180, 10);
    await reserve(blocked, 120, 58);
    await reserve(refused, 120, 58);
    charging.noteAlive(refused.leg, utcMs(refused.answerMs + 118_000));
    await reserve(outside, 60, 0);
    await commit(store, ...legs.alive([beaten.leg], utcMs(beaten.answerMs + 61_000)));

    assert.is((await closeOlderEpochs(store, 'node-a', 2)).ok, true);
    assert.is((await closeOlderEpochs(store, 'node-a', 2)).ok, true);

    const charged = await Promise.all(
      [beaten, blocked, refused, outside, free].map(async ({ leg }) => {
        const { charge, closed } = (await legs.find(leg))!;
        return [closed?.durationMs, charge?.chargedS, charge?.amount];
      }),
    );
    assert.equal(charged, [
      [61_000, 120, 400_000],
      [58_000, 60, 200_000],
      [118_000, 120, 400_000],
      [0, undefined, undefined],
      [0, undefined, undefined],
    ]);
    assert.is(await accounts.balance(account), 9_000_000);
    assert.is((await new ReservationRepository(store).funds(account))?.available, 9_000_000);
    assert.equal((await new AuditRepository(store).run()).findings, []);
  });

  withStore('an entry is taken back once, and never below what is set aside', async (store, ids) => {
    const ledger = new LedgerRepository(store);
    const accounts = new AccountRepository(store);
    const account = await createAccount(store, ids);
    const recharge = sampleRecharge(ids, account, microYuan(5_000_000));
    await ledger.recharge(recharge);
    const reversal = (): Parameters<LedgerRepository['reverse']>[1] => ({
      id: ids.next(),
      note: 'wrong account',
      utcMs: NOW_MS,
    });
    const first = await ledger.reverse(recharge.id, reversal());
    const second = await ledger.reverse(recharge.id, reversal());
    assert.is(first.ok, true);
    assert.is(second.ok ? 'ok' : second.error.code, 'BALANCE_TOO_LOW');
    await ledger.recharge(sampleRecharge(ids, account, microYuan(5_000_000)));
    const third = await ledger.reverse(recharge.id, reversal());
    assert.is(third.ok ? 'ok' : third.error.code, 'ALREADY_REVERSED');
    assert.is(await accounts.balance(account), 5_000_000);
    const all = { fromMs: utcMs(0), toMs: utcMs(NOW_MS + 1) };
    const page = await ledger.listOfAccount(account, all, { limit: 2 });
    const rest = await ledger.listOfAccount(account, all, { after: page[1]!, limit: 2 });
    assert.equal(
      [...page, ...rest].map(({ kind, amount }) => [kind, amount]),
      [
        ['recharge', 5_000_000],
        ['reversal', -5_000_000],
        ['recharge', 5_000_000],
      ],
    );
    assert.equal((await new AuditRepository(store).run()).findings, []);
    assert.equal(await new AuditRepository(store).unprovenAccounts(), []);
  });

  withStore(
    'events are read in order after a sequence number, and each number is used once',
    async (store, ids) => {
      const events = new EventRepository(store);
      const { conference, node, epoch } = sampleConference(ids);
      const rest = {
        conference,
        node,
        epoch,
        utcMs: NOW_MS,
        type: 'muted',
        schemaVersion: 1,
        payload: '{"名":1}',
      };
      for (const sequence of [2, 1, 3, 10]) await commit(store, events.append({ ...rest, sequence }));
      assert.is((await refusalOf(store, events.append({ ...rest, sequence: 3 }))).split(' ')[0], 'UNIQUE');
      assert.equal(
        await events.listAfter(conference, 1, 2),
        [2, 3].map((sequence) => ({ ...rest, sequence })),
      );
      assert.equal(await events.listAfter(conference, 10, 2), []);
    },
  );

  withStore(
    'a first start creates account, administrator and room, later starts nothing',
    async (store, ids) => {
      const firstRun = {
        accountNumber: '10000000',
        login: 'admin',
        password: 'correct horse',
        room: { number: '1001', chairPassword: '8888', attendeePassword: '6666' },
      };
      const first = await seed(store, firstRun, ids, NOW_MS);
      assert.is(first.ok && first.value.created, true);
      const rooms = new RoomRepository(store);
      const room = (await rooms.findByNumber('1001'))!;
      assert.equal([room.chairPassword, room.attendeePassword], ['8888', '6666']);
      assert.is(room.options.chairMayRecord, true, 'whoever tries the keys tries *4 too');
      const admin = (await new UserRepository(store).findByLogin('admin'))!;
      assert.is(await verifyPassword('correct horse', admin.passwordHash), true);
      await commit(store, rooms.remove(room.id, room.account));
      const second = await seed(store, firstRun, ids, NOW_MS);
      assert.equal(second, { ok: true, value: { created: false, account: room.account } });
      assert.is(await rooms.findByNumber('1001'), undefined);
    },
  );
}
