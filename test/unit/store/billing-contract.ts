import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_OUTGOING_RIGHTS } from '../../../src/accounts/account.js';
import { ChargeFiles } from '../../../src/app/charge-files.js';
import { reconcileFile } from '../../../src/app/reconciliation.js';
import type { AccountId, IdMaker, LegId } from '../../../src/base/ids.js';
import { utcMs, type UtcMs } from '../../../src/base/units.js';
import { DEFAULT_CARRIER_CSV } from '../../../src/billing/carrier-csv.js';
import { DEFAULT_CHARGE_FILE_TEMPLATE } from '../../../src/billing/charge-file.js';
import { DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { rechargeEntry, type LedgerEntry, type LedgerEntryId } from '../../../src/billing/ledger-entry.js';
import { microYuan } from '../../../src/billing/money.js';
import { migrate } from '../../../src/store/migrate.js';
import { chargeFilesKept } from '../../../src/store/migrations/0015-charge-files-kept.js';
import { MIGRATIONS } from '../../../src/store/migrations/index.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { AuditRepository } from '../../../src/store/repositories/audit-repository.js';
import { ChargeFileRepository } from '../../../src/store/repositories/charge-file-repository.js';
import { LedgerRepository } from '../../../src/store/repositories/ledger-repository.js';
import { LegRepository } from '../../../src/store/repositories/leg-repository.js';
import { RetentionRepository } from '../../../src/store/repositories/retention-repository.js';
import { StatementRepository } from '../../../src/store/repositories/statement-repository.js';
import { TariffRepository } from '../../../src/store/repositories/tariff-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { chargedLeg } from '../../support/charged-leg.js';
import {
  sampleAccount,
  sampleClosed,
  sampleIds,
  sampleLeg,
  sampleRecharge,
} from '../../support/store-samples.js';
import { commit, withStoreOf, type Backend } from './backend.js';

const HOUR_MS = 3_600_000;
const MIDNIGHT_MS = Date.UTC(2026, 10, 21, 16);
/** Still in the second hour. */
const LATER_MS = utcMs(MIDNIGHT_MS + 1.2 * HOUR_MS);
const HOURLY = { periods: ['hour'], template: DEFAULT_CHARGE_FILE_TEMPLATE } as const;

async function account(store: Store, ids: IdMaker): Promise<AccountId> {
  const made = sampleAccount(ids);
  await commit(store, new AccountRepository(store).create(made));
  return made.id;
}

interface FirstFile {
  readonly files: ChargeFiles;
  readonly path: string;
  readonly legs: readonly string[];
}

/** Of an hour with nineteen charged legs. */
async function firstFile(store: Store, ids: IdMaker, folder: string, payer: AccountId): Promise<FirstFile> {
  const files = new ChargeFiles(store, { ...HOURLY, folder });
  const legs: string[] = [];
  for (let i = 1; i < 20; i++)
    legs.push((await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS + i * 1_000))).leg);
  const written = await files.writeDue(utcMs(MIDNIGHT_MS + 1.1 * HOUR_MS));
  return { files, path: written.ok ? written.value[0]! : '', legs };
}

/** What is made of the ledger: statements, and files for the carrier. */
export function billingContract(test: Test, backend: Backend): void {
  const withStore = (name: string, run: (store: Store, ids: IdMaker) => Promise<void>): void => {
    test(name, () => withStoreOf(backend, (store) => run(store, sampleIds())));
  };
  const withFolder = (
    name: string,
    run: (store: Store, ids: IdMaker, folder: string) => Promise<void>,
  ): void =>
    withStore(name, async (store, ids) => {
      const folder = mkdtempSync(join(tmpdir(), 'huitong-charges-'));
      try {
        await run(store, ids, folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

  withStore(
    'versions of the tariff are kept as they are, and the newest that has begun holds',
    async (store) => {
      const tariffs = new TariffRepository(store);
      const next = { ...DEFAULT_TARIFF, version: '2027', validFromMs: utcMs(1_000) };
      await commit(store, tariffs.create(next, utcMs(0)));
      const again = await store.commit(
        unit(tariffs.create({ ...next, validFromMs: utcMs(2_000) }, utcMs(0))),
      );
      assert.is(again.ok ? 'ok' : again.error.code, 'UNIQUE');
      assert.equal(await tariffs.list(), [next]);
      const book = await tariffs.book(DEFAULT_TARIFF);
      assert.equal([book.at(utcMs(999))?.version, book.at(utcMs(1_000))?.version], ['default-1', '2027']);
    },
  );

  withStore('a credit limit covers what is owed, and rights are kept', async (store, ids) => {
    const payer = await account(store, ids);
    const accounts = new AccountRepository(store);
    const limited = async (yuan: number): Promise<string> => {
      const outcome = await store.commit(unit(accounts.setCreditLimit(payer, microYuan(yuan * 1_000_000))));
      return outcome.ok ? 'ok' : outcome.error.code;
    };
    assert.is(await limited(1), 'ok');
    await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS));
    assert.equal([await limited(0.1), await limited(0.2)], ['CONFLICT', 'ok']);
    const rights = { ...DEFAULT_OUTGOING_RIGHTS, stopped: true };
    await commit(store, accounts.setOutgoing(payer, rights));
    const found = await accounts.find(payer);
    assert.equal([found?.creditLimit, found?.outgoing], [200_000, rights]);
  });

  withStore('the statement of a month begins with the one before', async (store, ids) => {
    const payer = await account(store, ids);
    const ledger = new LedgerRepository(store);
    const inOctober = utcMs(Date.UTC(2026, 9, 31, 15, 59));
    const recharge = { ...sampleRecharge(ids, payer, microYuan(1_000_000)), utcMs: inOctober };
    await commit(store, ...ledger.recharged(recharge));
    await chargedLeg(store, ids, payer, utcMs(inOctober + 59_999));
    await chargedLeg(store, ids, payer, utcMs(inOctober + 60_000));
    const statements = new StatementRepository(store);
    const ofMonth = async (month: string): Promise<readonly bigint[]> => {
      const sum = await statements.ofMonth(payer, month, 'Asia/Shanghai');
      return [sum.openingFen, sum.rechargedFen, sum.chargedFen, sum.closingFen];
    };
    assert.equal(await ofMonth('2026-10'), [0n, 100n, 20n, 80n]);
    assert.equal(await ofMonth('2026-11'), [80n, 0n, 20n, 60n]);
    const { statement, charges } = await statements.withCharges(payer, '2026-11', 'Asia/Shanghai');
    assert.is(statement.chargedFen, 20n);
    const legs = { type: 'legs', service: 'bridge', kind: 'attendee-dial-in' } as const;
    // Answered in October, ended and charged in November.
    assert.equal(charges, [{ ...legs, entries: 1, chargedS: 60, amountMicroYuan: 200_000 }]);
  });

  withStore('the daily check finds a fault of the books on every page of them', async (store, ids) => {
    const payer = await account(store, ids);
    const ledger = new LedgerRepository(store);
    const faultyAt = [0, 999, 1_000, 1_999, 2_099];
    const entries = Array.from({ length: 2_100 }, (_, index): LedgerEntry => {
      const entry = rechargeEntry(sampleRecharge(ids, payer, microYuan(1)));
      const leg = entry.id as string as LegId;
      const known = { ...entry, idempotencyKey: entry.id };
      return faultyAt.includes(index) ? { ...known, kind: 'charge', leg } : known;
    });
    const faulty = faultyAt.map((index) => entries[index]!.id);
    const halves = store.queries.updateTable('ledger_postings').set({ amount_micro_yuan: 7 });
    const spoiled = halves.where('book', '=', 'cash').where('entry', 'in', faulty);
    await commit(store, ...entries.flatMap((entry) => ledger.entry(entry)), statement(spoiled, 5));
    const { findings } = await new AuditRepository(store).run();
    const found = (code: 'ENTRY_WITHOUT_RECORD' | 'ENTRY_UNBALANCED') =>
      findings.flatMap((finding) => (finding.code === code ? [finding.entry] : []));
    assert.equal(found('ENTRY_WITHOUT_RECORD'), faulty);
    assert.equal(found('ENTRY_UNBALANCED'), faulty);
  });

  withFolder(
    'each charge is in one hourly and one daily file, late ones in the next',
    async (store, ids, folder) => {
      const payer = await account(store, ids);
      const periods = ['hour', 'day'] as const;
      const files = new ChargeFiles(store, { folder, periods, template: DEFAULT_CHARGE_FILE_TEMPLATE });
      const at = (hours: number): UtcMs => utcMs(MIDNIGHT_MS + hours * HOUR_MS);
      const due = async (atMs: UtcMs): Promise<number> => {
        const written = await files.writeDue(atMs);
        if (!written.ok) throw new Error(written.error.message);
        return written.value.length;
      };
      const trailers = (period: string): readonly string[] =>
        readdirSync(folder)
          .filter((name) => name.includes(`-${period}-`))
          .toSorted()
          .map((name) => readFileSync(join(folder, name), 'utf8').trim().split('\r\n').at(-1)!);
      await commit(store, new AccountRepository(store).setBillingNumber(payer, '13700137000'));
      await chargedLeg(store, ids, payer, at(0.5));
      const reversed = await chargedLeg(store, ids, payer, at(0.6));
      assert.is(await due(at(1)), 2, 'the hour before midnight, and the day');
      assert.is(await due(at(1.1)), 1);
      assert.is(await due(at(1.2)), 0, 'nothing twice');
      const second = readdirSync(folder).find((name) => name.includes('-hour-000002-'))!;
      assert.match(readFileSync(join(folder, second), 'utf8'), '\nD,13700137000,');
      // Ended in the first hour, recorded when that had its file.
      await chargedLeg(store, ids, payer, at(0.7));
      const reversal = { id: ids.next<LedgerEntryId>(), note: '', utcMs: at(1.5) };
      await new LedgerRepository(store).reverse(reversed.leg as string as LedgerEntryId, reversal);
      assert.is(await due(at(4.1)), 3);
      assert.equal(trailers('hour'), [
        'T,000001,0,0.000000',
        'T,000002,2,0.400000',
        'T,000003,2,0.000000',
        'T,000004,0,0.000000',
        'T,000005,0,0.000000',
      ]);
      assert.is(await due(at(24.1)), 21);
      assert.equal(trailers('day'), ['T,000001,0,0.000000', 'T,000002,4,0.400000']);
      const list = new ChargeFileRepository(store);
      const days = await list.list('day', { limit: 9 });
      assert.equal(
        days.map(({ sequence, lines, sum }) => [sequence, lines, sum]),
        [
          [2, 4, 400_000],
          [1, 0, 0],
        ],
      );
      const [newest, next] = await list.list(undefined, { limit: 2 });
      assert.is(newest!.toMs, next!.toMs, 'the last hour of the day, and the day');
      const before = { atMs: newest!.toMs, id: newest!.id };
      assert.equal(await list.list(undefined, { before, limit: 1 }), [next]);
    },
  );

  withStore('a charge recorded weeks late is in the next file, once', async (store, ids) => {
    const payer = await account(store, ids);
    const files = new ChargeFileRepository(store);
    const hour = async (hours: number, repository = files): Promise<number> => {
      const fromMs = utcMs(MIDNIGHT_MS + hours * HOUR_MS);
      const made = await repository.create('hour', { fromMs, toMs: utcMs(fromMs + HOUR_MS) }, LATER_MS);
      return made.ok ? made.value.lines : -1;
    };
    const late = (days: number) => chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS - days * 24 * HOUR_MS));
    await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS + 1));
    assert.is(await hour(0), 1);
    for (const days of [39, 20, 1 / 24, 41]) await late(days);
    await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS + HOUR_MS));
    assert.is(await hour(1), 4);
    assert.is(await hour(2), 0);
    await late(3);
    // Nothing late is looked for where the calls are written.
    await withStoreOf(backend, async (empty) => {
      assert.is(await hour(3, new ChargeFileRepository(store, empty)), 0);
    });
    assert.is(await hour(4), 1);
  });

  withFolder(
    'a file that is damaged or taken away is made again byte for byte',
    async (store, ids, folder) => {
      const payer = await account(store, ids);
      const accounts = new AccountRepository(store);
      await commit(store, accounts.setBillingNumber(payer, '13700137000'));
      const { files, path } = await firstFile(store, ids, folder, payer);
      const original = readFileSync(path);
      assert.match(original.toString(), '\nD,13700137000,');
      await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS + 500));
      await commit(store, accounts.setBillingNumber(payer, '13900139000'));
      for (const spoil of [() => writeFileSync(path, 'damaged'), () => rmSync(path)]) {
        spoil();
        assert.equal(await files.writeAgain('hour', 1, LATER_MS), { ok: true, value: path });
        assert.equal(readFileSync(path), original);
      }
      const unknown = await files.writeAgain('hour', 2, LATER_MS);
      assert.is(unknown.ok ? 'ok' : unknown.error.code, 'FILE_NOT_FOUND');
      assert.equal(readdirSync(folder), [basename(path)]);
    },
  );

  withFolder('a file that was collected is not put back', async (store, ids, folder) => {
    const { files, path } = await firstFile(store, ids, folder, await account(store, ids));
    const original = readFileSync(path);
    rmSync(path);
    assert.equal(await files.writeDue(LATER_MS), { ok: true, value: [] });
    const copy = await files.open((await new ChargeFileRepository(store).bySequence('hour', 1))!);
    if (!copy.ok) throw new Error(copy.error.message);
    assert.equal(await buffer(copy.value.createReadStream({ start: 0 })), original);
    assert.equal(readdirSync(folder), []);
  });

  withFolder('a file that a crash kept from its folder is put there once', async (store, ids, folder) => {
    const payer = await account(store, ids);
    await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS + 1_000));
    const hour = { fromMs: utcMs(MIDNIGHT_MS), toMs: utcMs(MIDNIGHT_MS + HOUR_MS) };
    const made = await new ChargeFileRepository(store).create('hour', hour, LATER_MS);
    assert.ok(made.ok);
    const files = new ChargeFiles(store, { ...HOURLY, folder });
    const written = await files.writeDue(LATER_MS);
    const [path = ''] = written.ok ? written.value : [];
    assert.match(readFileSync(path, 'utf8'), 'T,000001,1,0.200000');
    rmSync(path);
    assert.equal(await files.writeDue(LATER_MS), { ok: true, value: [] });
  });

  withFolder('a file whose records are deleted stays as it is', async (store, ids, folder) => {
    const payer = await account(store, ids);
    const { files, path, legs } = await firstFile(store, ids, folder, payer);
    const original = readFileSync(path);
    await commit(store, ...new RetentionRepository(store).legsRemoved(legs.slice(0, 1)));
    const codes = async (): Promise<readonly string[]> => {
      const again = await files.writeAgain('hour', 1, LATER_MS);
      const opened = await files.open((await new ChargeFileRepository(store).bySequence('hour', 1))!);
      if (opened.ok) await opened.value.close();
      return [again, opened].map((outcome) => (outcome.ok ? 'ok' : outcome.error.code));
    };
    assert.equal(await codes(), ['CHARGE_RECORDS_GONE', 'ok']);
    assert.equal(readFileSync(path), original);
    rmSync(path);
    assert.equal(await codes(), ['CHARGE_RECORDS_GONE', 'CHARGE_RECORDS_GONE']);
    assert.equal(readdirSync(folder), []);
  });

  withFolder('a charge reversed after its record was deleted is told', async (store, ids, folder) => {
    const payer = await account(store, ids);
    const { files, legs } = await firstFile(store, ids, folder, payer);
    const [leg = ''] = legs;
    const reversal = { id: ids.next<LedgerEntryId>(), note: '', utcMs: utcMs(MIDNIGHT_MS + 1.5 * HOUR_MS) };
    await commit(store, ...new RetentionRepository(store).legsRemoved([leg]));
    await new LedgerRepository(store).reverse(leg as LedgerEntryId, reversal);
    const written = await files.writeDue(utcMs(MIDNIGHT_MS + 2.1 * HOUR_MS));
    const [path = ''] = written.ok ? written.value : [];
    const original = readFileSync(path, 'utf8');
    assert.match(
      original,
      /\r\nD,[^,]+,,,,20261122013000,20261122013000,0,-0\.200000\r\nT,000002,1,-0\.200000\r\n$/,
    );
    const [listed] = await new ChargeFileRepository(store).list('hour', { limit: 1 });
    assert.equal([listed!.lines, listed!.sum], [1, -200_000]);
    assert.ok((await files.writeAgain('hour', 2, LATER_MS)).ok);
    assert.is(readFileSync(path, 'utf8'), original);
  });

  withFolder(
    'files of an earlier version count as written, and stay as they were',
    async (store, ids, folder) => {
      const { files, path } = await firstFile(store, ids, folder, await account(store, ids));
      const original = readFileSync(path);
      const before = [
        'alter table charge_files drop column written_ms',
        'alter table charge_file_lines drop column billing_number',
        'alter table charge_file_lines drop column recorded',
        `delete from schema_migrations where number = ${chargeFilesKept.number}`,
      ];
      for (const text of before)
        await commit(store, statement({ compile: () => sql.raw<never>(text).compile(store.queries) }));
      assert.equal(await migrate(store, MIGRATIONS), { ok: true, value: [chargeFilesKept.number] });
      rmSync(path);
      assert.equal(await files.writeDue(LATER_MS), { ok: true, value: [] });
      assert.ok((await files.writeAgain('hour', 1, LATER_MS)).ok);
      assert.equal(readFileSync(path), original);
    },
  );

  withFolder('a file of the carrier is held against our records of its time', async (store, ids, folder) => {
    const payer = await account(store, ids);
    for (const seconds of [100, 200, 90_000])
      await chargedLeg(store, ids, payer, utcMs(MIDNIGHT_MS + seconds * 1_000));
    const path = join(folder, 'carrier.csv');
    writeFileSync(
      path,
      [
        'call_id,calling,called,start,duration',
        `${MIDNIGHT_MS + 100_000}@198.51.100.7,,,2026-11-22 00:00:40,60`,
        ',13800138000,4006701018,2026-11-22 00:02:21,60',
        ',13900139000,4006701018,2026-11-22 00:03:00,60',
      ].join('\n'),
    );
    const legs = new LegRepository(store);
    const ofBrowser = { ...sampleLeg(ids), trunk: 'browser', answerMs: utcMs(MIDNIGHT_MS + 100_000) };
    await commit(store, legs.opened(ofBrowser), ...legs.closed(sampleClosed(ofBrowser)));
    for (const trunk of ['demo', undefined]) {
      const outcome = await reconcileFile(store, path, DEFAULT_CARRIER_CSV, trunk);
      if (!outcome.ok) throw new Error(outcome.error.message);
      assert.is(outcome.value.matched, 2);
      assert.equal(
        outcome.value.differences.map(({ code }) => code),
        ['MISSING_HERE'],
        'a browser passes no carrier',
      );
    }
  });
}
