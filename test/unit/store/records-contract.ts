import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId, IdMaker, ParticipantId, RecordingId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { microYuan } from '../../../src/billing/money.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { BalanceReads } from '../../../src/store/repositories/balance-reads.js';
import { ConferenceRecordReads } from '../../../src/store/repositories/conference-record-reads.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { LegRecordReads } from '../../../src/store/repositories/leg-record-reads.js';
import { LegRepository } from '../../../src/store/repositories/leg-repository.js';
import { SLOT_MS } from '../../../src/store/repositories/leg-sums.js';
import { RecordTotalsReads } from '../../../src/store/repositories/record-totals.js';
import { RecordingRepository } from '../../../src/store/repositories/recording-repository.js';
import {
  RecordingShareRepository,
  type RecordingShareId,
} from '../../../src/store/repositories/recording-share-repository.js';
import { RetentionRepository } from '../../../src/store/repositories/retention-repository.js';
import type { Store } from '../../../src/store/store.js';
import {
  sampleAccount,
  sampleClosed,
  sampleIds,
  sampleLeg,
  sampleRecharge,
} from '../../support/store-samples.js';
import { storeCall } from '../../support/stored-calls.js';
import { commit, withStoreOf, type Backend } from './backend.js';

/** The clocks of Berlin go back at this instant. */
const CHANGE_MS = Date.UTC(2026, 9, 25, 1);
const HOUR_MS = 3_600_000;
const RANGE = { fromMs: utcMs(CHANGE_MS - 48 * HOUR_MS), toMs: utcMs(CHANGE_MS + 48 * HOUR_MS) };

/** Everything that holds of lists and totals of records on either database. */
export function recordsContract(test: Test, backend: Backend): void {
  const withStore = (
    name: string,
    run: (store: Store, ids: IdMaker, account: AccountId) => Promise<void>,
  ): void => {
    test(name, () =>
      withStoreOf(backend, async (store) => {
        const ids = sampleIds();
        const account = sampleAccount(ids);
        await commit(store, new AccountRepository(store).create(account));
        await run(store, ids, account.id);
      }),
    );
  };

  withStore(
    '[S42] a day of totals is one of the local calendar, also when its clocks change',
    async (store, ids, account) => {
      // The day has 25 hours, from 3 before the change to 22 after it.
      for (const hours of [-3.5, -2.5, 21.5, 22.5]) {
        await storeCall(store, ids, { account, startedMs: utcMs(CHANGE_MS + hours * HOUR_MS) });
      }
      const totals = await new RecordTotalsReads(store).of(account, RANGE, 'Europe/Berlin');
      assert.equal(
        totals.byDay.map(({ date, legs }) => [date, legs]),
        [
          ['2026-10-24', 1],
          ['2026-10-25', 2],
          ['2026-10-26', 1],
        ],
      );
      const { conferences, legs, durationMs, chargedS, costMicroYuan } = totals;
      assert.equal([conferences, legs, durationMs, chargedS, costMicroYuan], [4, 4, 240_000, 240, 800_000]);
    },
  );

  withStore(
    '[S42] totals count to the millisecond what the list shows, with the legs that are up, until they are removed',
    async (store, ids, account) => {
      const legs = new LegRepository(store);
      let conference: ConferenceId | undefined;
      for (const ms of [-1, 0, 1, SLOT_MS - 1, SLOT_MS, SLOT_MS + 1])
        conference = await storeCall(store, ids, { account, startedMs: utcMs(CHANGE_MS + ms) });
      const opened = { ...sampleLeg(ids), answerMs: utcMs(CHANGE_MS + 2) };
      const joined = {
        leg: opened.leg,
        participant: ids.next<ParticipantId>(),
        conference: conference!,
        account,
      };
      const { answerMs: joinMs } = opened;
      await commit(store, legs.opened(opened), legs.joined({ ...joined, room: undefined, joinMs }));
      const offsets = [-2, -1, 0, 1, 2, 3, SLOT_MS - 1, SLOT_MS, SLOT_MS + 1, SLOT_MS + 2];
      const areCounted = async (): Promise<void> => {
        for (const from of offsets) {
          for (const to of offsets.filter((offset) => offset >= from)) {
            const range = { fromMs: utcMs(CHANGE_MS + from), toMs: utcMs(CHANGE_MS + to) };
            const totals = await new RecordTotalsReads(store).of(account, range, 'Europe/Berlin');
            const listed = await new LegRecordReads(store).list(account, range, { limit: 9 });
            const free = totals.byKind.find(({ kind }) => kind === null)?.legs ?? 0;
            const paid = listed.filter(({ tariffVersion }) => tariffVersion !== null);
            const expected = [listed.length, listed.length - paid.length, 60 * paid.length];
            assert.equal([totals.legs, free, totals.chargedS], expected, `${from} to ${to}`);
          }
        }
      };
      await areCounted();
      await commit(store, ...legs.closed(sampleClosed(opened)));
      await areCounted();
      const retention = new RetentionRepository(store);
      await commit(
        store,
        ...retention.legsRemoved(await retention.legsBefore(utcMs(CHANGE_MS + SLOT_MS), 9)),
      );
      await areCounted();
      const slots = await store.queries.selectFrom('leg_sums').select('slot_ms').execute();
      assert.equal(slots, [{ slot_ms: CHANGE_MS + SLOT_MS }]);
    },
  );

  withStore(
    '[S42] records are found by room and number and follow each other in time',
    async (store, ids, account) => {
      const startedMs = utcMs(CHANGE_MS);
      for (const roomNumber of ['1000001', '1000002', '2000003'])
        await storeCall(store, ids, { account, startedMs, roomNumber });
      const conferences = new ConferenceRecordReads(store);
      const legs = new LegRecordReads(store);
      const search = { text: '10000', digits: ['10000'] };
      const [first, ...more] = await conferences.list(account, { ...RANGE, search }, { limit: 9 });
      assert.equal([more.length, first!.parties, first!.legs, first!.cost], [1, 1, 1, 200_000]);
      const before = { atMs: startedMs, id: first!.conference };
      const rest = await conferences.list(account, { ...RANGE, search }, { limit: 9, before });
      assert.equal(rest, more);
      assert.is((await legs.list(account, { ...RANGE, search }, { limit: 9 })).length, 2);
      const byNumber = { text: '13800138000', digits: ['8613800138000'] };
      assert.is((await legs.list(account, { ...RANGE, search: byNumber }, { limit: 9 })).length, 3);
      assert.is(
        (await conferences.list(account, { ...RANGE, search: { text: '%_\\', digits: [] } }, { limit: 9 }))
          .length,
        0,
      );
    },
  );

  withStore('the ledger is listed from its end, and the balance is its sum', async (store, ids, account) => {
    const ledger = new LedgerRepository(store);
    for (const yuan of [1, 2, 3]) {
      await commit(store, ...ledger.recharged(sampleRecharge(ids, account, microYuan(yuan * 1_000_000))));
    }
    const all = { fromMs: utcMs(0), toMs: utcMs(8.64e15) };
    const [last, ...others] = await ledger.listNewest(account, all, { limit: 9 });
    const before = { atMs: last!.utcMs, id: last!.id };
    assert.equal(
      await ledger.listNewest(account, { ...all, kind: 'recharge' }, { limit: 9, before }),
      others,
    );
    assert.equal(await new BalanceReads(store).of(account), {
      balance: 6_000_000,
      reserved: 0,
      creditLimit: 0,
    });
    assert.equal(await new BalanceReads(store).paidLegs(account), []);
  });

  withStore(
    '[S4] a link to a recording is found until its time, and goes with it',
    async (store, ids, account) => {
      const conference = await storeCall(store, ids, { account, startedMs: utcMs(1_000) });
      const [recordings, shares] = [new RecordingRepository(store), new RecordingShareRepository(store)];
      const recording = ids.next<RecordingId>();
      const share = { recording, account, createdMs: utcMs(2_000) };
      const [short, long] = [2_500, 3_000].map((expiresMs) => ({
        ...share,
        id: ids.next<RecordingShareId>(),
        expiresMs: utcMs(expiresMs),
      }));
      await commit(
        store,
        recordings.started({ id: recording, conference, account, startedMs: utcMs(1_000) }),
      );
      await commit(store, shares.create(short!), shares.create(long!));
      assert.equal(await shares.list(recording, utcMs(2_499)), [long, short]);
      assert.is(await shares.findOpen(short!.id, utcMs(2_500)), undefined);
      await commit(store, shares.removeExpired(account, utcMs(2_500)));
      assert.equal(await shares.findOpen(long!.id, utcMs(2_500)), long);
      await commit(store, ...recordings.removed(recording));
      assert.is(await shares.findOpen(long!.id, utcMs(2_500)), undefined);
    },
  );

  withStore(
    '[S53a] what is over is found by its age and goes with what belongs to it',
    async (store, ids, account) => {
      const conference = await storeCall(store, ids, { account, startedMs: utcMs(1_000) });
      await storeCall(store, ids, { account, startedMs: utcMs(2_000) });
      const recordings = new RecordingRepository(store);
      const id = ids.next<RecordingId>();
      await commit(store, recordings.started({ id, conference, account, startedMs: utcMs(1_000) }));
      const [listed] = await recordings.list(account, { fromMs: utcMs(0), toMs: utcMs(9_000) }, { limit: 9 });
      assert.equal([listed!.id, listed!.roomNumber, listed!.running], [id, '1234567', false]);
      assert.equal(await recordings.begunBefore(utcMs(1_001), 9), [{ id, startedMs: 1_000 }]);
      const retention = new RetentionRepository(store);
      assert.equal(await retention.conferencesBefore(utcMs(2_000), 9), [conference]);
      await commit(store, ...retention.conferencesRemoved([conference]));
      await commit(store, ...retention.legsRemoved(await retention.legsBefore(utcMs(2_000), 9)));
      assert.equal(await retention.conferencesBefore(utcMs(2_000), 9), []);
      assert.equal([(await retention.legsBefore(utcMs(9_000), 9)).length], [1]);
    },
  );
}
