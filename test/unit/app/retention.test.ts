import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chained,
  FIRST_HEAD,
  type AuditFacts,
  type AuditHead,
} from '../../../src/accounts/audit-log-entry.js';
import { Retention } from '../../../src/app/retention.js';
import { IdMaker, type ConferenceId, type LegId, type RecordingId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { seededRandom } from '../../../src/base/random.js';
import { utcMs, type UtcMs } from '../../../src/base/units.js';
import { rechargeEntry, type LedgerEntry, type LedgerEntryId } from '../../../src/billing/ledger-entry.js';
import { microYuan } from '../../../src/billing/money.js';
import { SLOT_MS } from '../../../src/dialing/account-use.js';
import { openStore } from '../../../src/store/open-store.js';
import { RecordedFiles } from '../../../src/store/recorded-files.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { AlarmRepository } from '../../../src/store/repositories/alarm-repository.js';
import { AuditLogRepository, auditEntryAdded } from '../../../src/store/repositories/audit-log-repository.js';
import { AuditRepository } from '../../../src/store/repositories/audit-repository.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { DialingRepository } from '../../../src/store/repositories/dialing-repository.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { OperatorRepository } from '../../../src/store/repositories/operator-repository.js';
import { RecordingRepository } from '../../../src/store/repositories/recording-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { sampleAccount, sampleConference, sampleIds, sampleRecharge } from '../../support/store-samples.js';
import { storeCall } from '../../support/stored-calls.js';

const test = suite('retention');
const DAY_MS = 86_400_000;
const NOW_MS = utcMs(Date.UTC(2026, 10, 22, 3));
const NOTHING = {
  recordings: 0,
  conferences: 0,
  legs: 0,
  requests: 0,
  auditEntries: 0,
  alarms: 0,
  calledNumbers: 0,
};

let folder: string;
let store: Store;
let ids: IdMaker;
let nowMs: UtcMs;
let account: ReturnType<typeof sampleAccount>;
test.before.each(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-retention-'));
  const opened = await openStore({ kind: 'sqlite', file: join(folder, 'db.sqlite') }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  ids = sampleIds();
  nowMs = NOW_MS;
  account = sampleAccount(ids);
  await store.commit(unit(new AccountRepository(store).create(account)));
});
test.after.each(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const retention = (files: Pick<RecordedFiles, 'remove'>, callRecordMonths: number): Retention =>
  new Retention({
    store,
    reads: store,
    files,
    keep: { keepDays: 90, callRecordMonths, logMonths: 6 },
    clock: { utcNow: () => nowMs },
    log: silentLog,
  });

const stored = (): RecordedFiles => new RecordedFiles(join(folder, 'recordings'));

async function run(files = stored() as Pick<RecordedFiles, 'remove'>, callRecordMonths = 24) {
  const job = retention(files, callRecordMonths);
  const deleted = await job.run();
  await job.stop();
  return deleted;
}

async function record(
  startedMs: UtcMs,
  conference: ConferenceId = ids.next<ConferenceId>(),
): Promise<RecordingId> {
  const id = ids.next<RecordingId>();
  const recordings = new RecordingRepository(store);
  mkdirSync(join(folder, 'recordings', id), { recursive: true });
  writeFileSync(join(folder, 'recordings', id, 'mix.wav'), 'RIFF');
  await store.commit(unit(recordings.started({ id, conference, account: account.id, startedMs })));
  return id;
}

const rows = async (
  table: 'legs' | 'conferences' | 'participants' | 'recordings' | 'ledger_entries',
): Promise<number> =>
  (
    await store.queries
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
  ).rows;

test('[S53a] a recording goes after 90 days, with its files', async () => {
  const old = await record(utcMs(NOW_MS - 90 * DAY_MS - 1));
  const kept = await record(utcMs(NOW_MS - 90 * DAY_MS));
  assert.is((await run()).recordings, 1);
  assert.equal(
    [old, kept].map((id) => existsSync(join(folder, 'recordings', id))),
    [false, true],
  );
  nowMs = utcMs(NOW_MS + DAY_MS);
  assert.is((await run()).recordings, 1);
  assert.is(await rows('recordings'), 0);
});

test('[S53a] a recording that is still being made stays, however long ago it was begun', async () => {
  const startedMs = utcMs(NOW_MS - 91 * DAY_MS);
  const conferences = new ConferenceRepository(store);
  const open = { ...sampleConference(ids), account: account.id, startedMs };
  await store.commit(unit(conferences.started(open)));
  const running = await record(startedMs, open.conference);
  const written = await record(startedMs, open.conference);
  await store.commit(unit(new RecordingRepository(store).written(written, [], 1_000, true)));
  assert.is((await run()).recordings, 1);
  assert.equal(
    [running, written].map((id) => existsSync(join(folder, 'recordings', id))),
    [true, false],
  );
  await store.commit(unit(conferences.ended(open.conference, NOW_MS, 'empty')));
  assert.is((await run()).recordings, 1);
});

test('[S53a] a recording whose files cannot be deleted keeps its row, and holds up nothing else', async () => {
  const stuck = await record(utcMs(NOW_MS - 92 * DAY_MS));
  const old = await record(utcMs(NOW_MS - 91 * DAY_MS));
  const files = stored();
  const refusing = {
    remove: async (id: RecordingId): Promise<void> => {
      if (id === stuck) throw new Error('EACCES');
      await files.remove(id);
    },
  };
  const call = { account: account.id, numbers: ['+8613800138000'] };
  await storeCall(store, ids, { ...call, startedMs: utcMs(Date.UTC(2024, 10, 22, 2, 59)) });
  assert.equal(await run(refusing), { ...NOTHING, recordings: 1, conferences: 1, legs: 1 });
  assert.not.ok(existsSync(join(folder, 'recordings', old)));
  assert.is((await run()).recordings, 1);
});

for (const { recordings, stuck } of [
  { recordings: 150, stuck: 1 },
  { recordings: 250, stuck: 100 },
]) {
  test(`[S53a] of ${recordings} recordings all go but the oldest ${stuck}, which cannot`, async () => {
    const begun: RecordingId[] = [];
    for (let i = 0; i < recordings; i++) begun.push(await record(utcMs(1_000 + Math.floor(i / 2))));
    const held = new Set(begun.slice(0, stuck));
    const refusing = {
      remove: async (id: RecordingId): Promise<void> => {
        if (held.has(id)) throw new Error('EACCES');
      },
    };
    assert.is((await run(refusing)).recordings, recordings - stuck);
    assert.is(await rows('recordings'), stuck);
  });
}

test('[S53a] call records go after 24 months, the ledger stays', async () => {
  const call = { account: account.id, numbers: ['+8613800138000', '+8613900139000'] };
  await storeCall(store, ids, { ...call, startedMs: utcMs(Date.UTC(2024, 10, 22, 2, 59)) });
  await storeCall(store, ids, { ...call, startedMs: utcMs(Date.UTC(2024, 10, 22, 3)) });
  const recharge = { ...sampleRecharge(ids, account.id, microYuan(1)), utcMs: utcMs(0) };
  await store.commit(unit(...new LedgerRepository(store).recharged(recharge)));
  assert.equal(await run(), { ...NOTHING, conferences: 1, legs: 2 });
  assert.equal(
    [await rows('conferences'), await rows('participants'), await rows('legs'), await rows('ledger_entries')],
    [1, 2, 2, 1],
  );
  assert.equal(await run(), NOTHING);
});

test('[S50] the daily check does not miss records whose time is over, and misses a younger one', async () => {
  const old = new IdMaker(seededRandom(3), () => utcMs(Date.UTC(2024, 10, 22, 2, 59)));
  const young = new IdMaker(seededRandom(4), () => utcMs(Date.UTC(2024, 10, 22, 3, 1)));
  const charged = (leg: LegId): LedgerEntry => ({
    ...rechargeEntry(sampleRecharge(ids, account.id, microYuan(1))),
    id: leg as string as LedgerEntryId,
    idempotencyKey: `leg:${leg}`,
    kind: 'charge',
    counterBook: 'revenue',
    leg,
  });
  const [gone, missing] = [charged(old.next()), charged(young.next())];
  const ledger = new LedgerRepository(store);
  await store.commit(unit(...ledger.entry(gone), ...ledger.entry(missing)));
  const missed = async (): Promise<readonly unknown[]> => {
    const { findings } = await new AuditRepository(store).run();
    return findings.flatMap((finding) => (finding.code === 'ENTRY_WITHOUT_RECORD' ? [finding.entry] : []));
  };
  assert.equal(await missed(), [gone.id, missing.id]);
  await run();
  assert.equal(await missed(), [missing.id]);
  // Records are to be kept for longer from now on: those that are gone are not missed again.
  await run(stored(), 36);
  assert.equal(await missed(), [missing.id]);
});

test('requests to operators go with the records of calls', async () => {
  const asked = (askedMs: number) =>
    new OperatorRepository(store).requestOver({
      id: ids.next(),
      conference: ids.next(),
      participant: ids.next(),
      account: account.id,
      askedMs: utcMs(askedMs),
      overMs: utcMs(askedMs + 1),
      outcome: 'answered',
      operator: undefined,
    });
  const oldestKeptMs = Date.UTC(2024, 10, 22, 3);
  await store.commit(unit(asked(oldestKeptMs - 1), asked(oldestKeptMs)));
  assert.equal(await run(), { ...NOTHING, requests: 1 });
  assert.equal(await run(), NOTHING);
});

test('[S53a] numbers that were called go with the records of calls, what limits count after a week', async () => {
  const dialing = new DialingRepository(store);
  const oldestKeptMs = Date.UTC(2024, 10, 22, 3);
  const calls = Array.from({ length: 130 }, (_, index) => ({
    number: `+86138001${String(index).padStart(5, '0')}`,
    atMs: oldestKeptMs - 1 - index * SLOT_MS,
  }));
  calls.push({ number: '+8613900139000', atMs: oldestKeptMs }, { number: '+8613700137000', atMs: NOW_MS });
  calls.push({ number: calls[0]!.number, atMs: NOW_MS - 7 * DAY_MS });
  for (const { number, atMs } of calls)
    await store.commit(unit(...dialing.called(account.id, number, true, utcMs(atMs))));
  assert.equal(await run(), { ...NOTHING, calledNumbers: 129 });
  for (const { number } of calls.slice(-3)) assert.ok(await dialing.hasCalled(account.id, number));
  assert.is((await dialing.useSince(account.id, utcMs(0))).length, 2);
});

test('alarms go with the log', async () => {
  const raised = (raisedMs: number) =>
    new AlarmRepository(store).raised({
      id: ids.next(),
      kind: 'trunk-down',
      subject: 'carrier',
      detail: {},
      raisedMs: utcMs(raisedMs),
    });
  const oldestKeptMs = Date.UTC(2026, 4, 22, 3);
  await store.commit(unit(raised(oldestKeptMs - 1), raised(oldestKeptMs)));
  assert.equal(await run(), { ...NOTHING, alarms: 1 });
  const [left, ...others] = await new AlarmRepository(store).list({ limit: 9 });
  assert.equal([left?.raisedMs, others], [oldestKeptMs, []]);
});

test('[S53a] the audit log goes after 6 months, and a clock that was set back makes no gap in its chain', async () => {
  const oldestKeptMs = Date.UTC(2026, 4, 22, 3);
  let head: AuditHead = FIRST_HEAD;
  const written = [...Array.from({ length: 150 }, () => -1), 0, -1, 1].map((offMs) => {
    const entry = chained(auditFacts(utcMs(oldestKeptMs + offMs)), head);
    head = entry;
    return auditEntryAdded(store, entry);
  });
  await store.commit(unit(...written));
  assert.equal(await run(), { ...NOTHING, auditEntries: 150 });
  const { entries, broken } = await new AuditLogRepository(store).verify();
  assert.equal([entries, broken], [3, undefined]);
});

const auditFacts = (atMs: UtcMs): AuditFacts => ({
  id: ids.next(),
  utcMs: atMs,
  account: account.id,
  actorKind: 'key',
  actor: 'k',
  actorName: '',
  action: 'POST /rooms',
  objects: '{}',
  detail: '{}',
  address: '203.0.113.1',
  request: 'r',
});

test('more than one batch is deleted in a run', async () => {
  for (let i = 0; i < 130; i++)
    await storeCall(store, ids, { account: account.id, startedMs: utcMs(1_000 + i) });
  assert.equal(await run(), { ...NOTHING, conferences: 130, legs: 130 });
  assert.is(await rows('legs'), 0);
});

test.run();
